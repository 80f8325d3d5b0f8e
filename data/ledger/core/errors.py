"""The error for a whole file that cannot be read."""

from __future__ import annotations

from utils.errors import AtlasError


class LedgerError(AtlasError):
    """A file, a sheet's layout or a mapping cannot be read; nothing of it is kept."""

    def __init__(self, *, file: str, came: str, allowed: str) -> None:
        """Compose the sentence from the file's name, what came and what is allowed."""
        self.file = file
        self.came = came
        self.allowed = allowed
        super().__init__(f"{file}: {came}; allowed: {allowed}.")
