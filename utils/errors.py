"""Named errors: each says what came and what was allowed, so that a reader can mend it unaided."""

from __future__ import annotations

from typing import Final

from utils.formatting import shorten

#: Characters that are repeated of what came: of a path, all that a person needs.
LONGEST_RECEIVED: Final = 250


class AtlasError(Exception):
    """Base of every error this project raises on purpose."""


class InvalidInputError(AtlasError):
    """A caller's argument is outside what is allowed."""

    def __init__(self, *, argument: str, received: object, expected: str) -> None:
        """Compose the sentence from the argument's name, its value and the rule."""
        self.argument = argument
        super().__init__(
            f"{argument}: got {shorten(repr(received), LONGEST_RECEIVED)}, allowed: {expected}."
        )


class AtlasWarning(UserWarning):
    """Base of every warning this project gives on purpose."""


class MissingQuantileWarning(AtlasWarning):
    """A group lacks a quantile, so it is left out and the others are computed."""


class UnknownAreaCodeError(AtlasError):
    """An area code is in no table of areas."""


class MissingPopulationError(AtlasError):
    """A population needed as a denominator or a weight is not published."""


class SourceSchemaError(AtlasError):
    """A source file is not laid out as its declaration says."""

    def __init__(
        self,
        *,
        source: str,
        file: str,
        received: object,
        expected: str,
        sheet: str | None = None,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        """Compose the sentence; the optional parts name the place inside the file."""
        self.source = source
        self.file = file
        self.sheet = sheet
        self.row = row
        self.column = column
        named = (("sheet", sheet), ("row", row), ("column", column))
        where = "".join(f", {label} {value!r}" for label, value in named if value is not None)
        super().__init__(
            f"Source {source}, file {file}{where}: got {received!r}, allowed: {expected}."
        )


class CheckFailedError(AtlasError):
    """A check on built tables failed, so nothing is published."""


class PublishedDataError(AtlasError):
    """A published file is missing or does not match its package description."""


class FetchError(AtlasError):
    """A source file could not be had from its address."""
