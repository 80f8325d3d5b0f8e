"""Names the place inside a source file that a message is about."""

from __future__ import annotations

from dataclasses import dataclass

from data.pipeline.extract.raw import RawFiles
from utils.errors import SourceSchemaError


@dataclass(frozen=True)
class Place:
    """A source's file and, in a workbook, its sheet."""

    source: str
    file: str
    sheet: str | None = None

    def refuse(
        self, *, received: object, expected: str, row: int | None = None, column: str | None = None
    ) -> SourceSchemaError:
        """Compose the error that names this place; the caller raises it."""
        return SourceSchemaError(
            source=self.source,
            file=self.file,
            sheet=self.sheet,
            row=row,
            column=column,
            received=received,
            expected=expected,
        )


def place_of(raw: RawFiles, key: str, *, sheet: str | None = None) -> Place:
    """Name the place of a declared file."""
    return Place(raw.declaration.source, raw.declaration.files[key].path, sheet)
