"""The error for a whole file that cannot be read."""

from __future__ import annotations

from utils.errors import AtlasError


class LedgerError(AtlasError):
    """A file, a sheet's layout or a mapping cannot be read; nothing of it is kept."""

    def __init__(self, *, file: str, received: str, expected: str) -> None:
        """Compose the sentence from the file's name, what came and what is allowed."""
        self.file = file
        self.received = received
        self.expected = expected
        super().__init__(f"{file}: {received}; allowed: {expected}.")


class NoPaymentsError(LedgerError):
    """A table, which may be one of several in its file, has no payments."""
