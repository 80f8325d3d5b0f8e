"""Reads a table of any layout: its header, and every row below it with its number in the file."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from data.ledger.columns.headers import column_names
from data.ledger.core.cells import cell_text
from data.ledger.core.errors import LedgerError
from data.ledger.core.kinds import TEXT
from data.ledger.core.limits import MEGA, Limits
from data.ledger.files.sources import Source, open_sources, require_readable
from data.ledger.files.text_tables import open_table
from data.ledger.files.workbooks import read_sheets
from utils.errors import InvalidInputError

#: All small areas of England, several times over.
MOST_ROWS: Final = 200_000
MOST_COLUMNS: Final = 200
#: A longer cell is no name, code or number; it would only make messages and maps heavy.
LONGEST_CELL: Final = 500
LIMITS: Final = Limits(
    largest_file=50 * MEGA,
    largest_workbook=20 * MEGA,
    largest_unpacked=200 * MEGA,
    largest_unpacked_workbook=400 * MEGA,
    most_entries=10,
    workbook_seconds=60,
)
#: Rows in which the header is looked for.
HEAD_ROWS: Final = 60


@dataclass(frozen=True)
class Row:
    """A row: its number in the file, the first is 1, and a text for each column."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class OwnTable:
    """A table as it was read.

    Attributes:
        file: name of the file.
        sheet: name of the sheet; "" for a text.
        sheets: every sheet that holds a table.
        columns: one name for each column, each different.
        rows: rows below the header that are not blank.
        above: number of rows up to the header, with it.
    """

    file: str
    sheet: str
    sheets: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    above: int

    def place(self, column: str) -> int:
        """Place of a column.

        Raises:
            InvalidInputError: the table has no such column; names those it has.
        """
        if column not in self.columns:
            raise InvalidInputError(
                argument=f"column of {self.file}", received=column, expected=", ".join(self.columns)
            )
        return self.columns.index(column)

    def only(self, wanted: Sequence[tuple[str, str]]) -> OwnTable:
        """The same table with the rows alone that say something in each of some columns.

        Raises:
            InvalidInputError: the table has no such column.
        """
        places = [(self.place(column), text) for column, text in wanted]
        kept = [row for row in self.rows if all(row.cells[at] == text for at, text in places)]
        return replace(self, rows=tuple(kept))

    def column(self, name: str) -> list[str]:
        """Every cell of a column.

        Raises:
            InvalidInputError: the table has no such column.
        """
        place = self.place(name)
        return [row.cells[place] for row in self.rows]


def read_table(path: Path, *, sheet: str = "") -> OwnTable:
    """Read a CSV, TSV, XLS, XLSX or ODS file, or the only file of an archive.

    Args:
        path: the file.
        sheet: sheet of a workbook; the first that holds a table if none is named.

    Raises:
        LedgerError: it is no table, is broken, or is beyond a limit.
        InvalidInputError: there is no such sheet.
    """
    with tempfile.TemporaryDirectory() as made:
        work = Path(made)
        sources = open_sources(path, limits=LIMITS, work=work)
        if len(sources) > 1:
            raise LedgerError(
                file=path.name,
                received=f"an archive of {len(sources)} files",
                expected="a table, or an archive that holds one",
            )
        require_readable(sources[0], limits=LIMITS)
        tables = list(_tables(sources[0], work))
    held = {name: rows for name, rows in tables if _find_header(rows) is not None}
    if not held:
        raise LedgerError(
            file=sources[0].name,
            received="no header with at least one row below it",
            expected="a row of column names, with rows of as many cells below it",
        )
    if sheet and sheet not in held:
        raise InvalidInputError(argument="sheet", received=sheet, expected=", ".join(held))
    name = sheet or next(iter(held))
    return _table(sources[0].name, name, tuple(held), held[name])


def _tables(source: Source, work: Path) -> Iterator[tuple[str, list[Row]]]:
    if source.kind == TEXT:
        yield (
            "",
            _read(
                source.name,
                open_table(source.path, name=source.name, limits=LIMITS, single=True).rows(),
            ),
        )
        return
    for sheet in read_sheets(source, limits=LIMITS, work=work):
        if not sheet.hidden:
            yield sheet.name, _read(source.name, sheet.rows())


def _read(file: str, rows: Iterable[tuple[int, list[str]] | tuple[int, list[object]]]) -> list[Row]:
    """Rows that are not blank, as texts.

    Raises:
        LedgerError: there are too many rows or columns, or a cell is too long; names the row.
    """
    found: list[Row] = []
    for number, raw in rows:
        cells = [cell_text(value) for value in raw]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise _beyond(file, f"{len(cells):,} columns in row {number:,}", f"{MOST_COLUMNS:,}")
        if len(found) > MOST_ROWS:
            raise _beyond(file, f"more than {MOST_ROWS:,} rows", f"{MOST_ROWS:,}")
        long = next((at for at, cell in enumerate(cells) if len(cell) > LONGEST_CELL), None)
        if long is not None:
            received = f"{len(cells[long]):,} characters in row {number:,}, column {long + 1}"
            raise _beyond(file, received, f"{LONGEST_CELL:,}")
        found.append(Row(number, tuple(cells)))
    return found


def _beyond(file: str, received: str, most: str) -> LedgerError:
    return LedgerError(file=file, received=received, expected=f"at most {most}")


def _find_header(rows: list[Row]) -> int | None:
    """The first row that names as many columns as most rows have, with none of them a number."""
    widths = Counter(_filled(row) for row in rows[: HEAD_ROWS * 2])
    if len(rows) < 2 or not widths:  # noqa: PLR2004 - a header and a row
        return None
    usual = max(widths, key=lambda width: (widths[width], width))
    for at, row in enumerate(rows[:HEAD_ROWS]):
        numbers = sum(
            any(sign.isdigit() for sign in cell) and _is_number(cell) for cell in row.cells
        )
        if _filled(row) >= usual and not numbers:
            return at if at + 1 < len(rows) else None
    # Years for names of columns are numbers, and a header all the same.
    wide = (at for at, row in enumerate(rows[:HEAD_ROWS]) if _filled(row) >= usual)
    first = next(wide, None)
    return first if first is not None and first + 1 < len(rows) else None


def _filled(row: Row) -> int:
    return sum(bool(cell) for cell in row.cells)


def _is_number(cell: str) -> bool:
    try:
        float(cell.replace(",", "").strip("£%"))
    except ValueError:
        return False
    return True


def _table(file: str, sheet: str, sheets: tuple[str, ...], rows: list[Row]) -> OwnTable:
    at = _find_header(rows) or 0
    below = rows[at + 1 :]
    width = max(len(row.cells) for row in rows[at:])
    whole = tuple(Row(row.number, row.cells + ("",) * (width - len(row.cells))) for row in below)
    columns = column_names(rows[at].cells, width)
    return OwnTable(file, sheet, sheets, columns, whole, rows[at].number)
