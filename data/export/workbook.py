"""Writes a table as a workbook with a sheet of notes."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import Any, Final

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from data.export.job import Job, require_parts
from data.export.neutral import looks_like_formula
from utils.errors import InvalidInputError

PARTS: Final = {"title": str, "sheet": str, "data": dict, "notes": list}
#: Text stays text: nothing in a cell is run, followed or turned into a number.
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
DATA_PARTS: Final = {"columns": list, "rows": list}
NOTES: Final = "Notes"
#: What spreadsheet programs allow.
LONGEST_NAME: Final = 31
NOT_IN_NAMES: Final = "[]:*?/\\"
LONGEST_CELL: Final = 32_767
WIDEST: Final = 60
NOTE_WIDTHS: Final = (18, 110)


def write_workbook(job: Job) -> bytes:
    """Write a sheet of data and a sheet of notes.

    Numbers are written as numbers. Text that a spreadsheet would take for a formula is written as
    text and marked so, which a program shows unchanged and never runs.

    Args:
        job: `title`; `sheet`, name of the first sheet; `data` with `columns` and `rows`; `notes`,
            pairs of label and text.

    Raises:
        InvalidInputError: a part is missing or wrong, or a row has another number of cells.
    """
    require_parts(job, PARTS)
    require_parts(job["data"], DATA_PARTS)
    _check_name(job["sheet"])
    columns, rows = job["data"]["columns"], job["data"]["rows"]
    for number, row in enumerate(rows, 1):
        if len(row) != len(columns):
            raise InvalidInputError(
                argument=f"data, row {number}",
                received=f"{len(row)} cells",
                expected=f"{len(columns)} cells",
            )
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    book.set_properties({"title": job["title"]})
    _write_data(book, job["sheet"], columns, rows)
    write_notes(book, job["notes"])
    book.close()
    return target.getvalue()


def _check_name(name: str) -> None:
    """Refuse a name that no spreadsheet program takes, or that the second sheet bears."""
    if not 0 < len(name) <= LONGEST_NAME or set(name) & set(NOT_IN_NAMES) or name == NOTES:
        raise InvalidInputError(
            argument="sheet",
            received=name,
            expected=f"1 to {LONGEST_NAME} signs, none of {NOT_IN_NAMES}, and not {NOTES}",
        )


def _write_data(
    book: Workbook, name: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    quoted = book.add_format({"quote_prefix": True})
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column, head)
        longest = max([len(str(row[place])) for row in rows if row[place] is not None] or [0])
        sheet.set_column(place, place, min(max(longest, 12) + 2, WIDEST))
    for line, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            _write_cell(sheet, line, place, cell, quoted=quoted)
    sheet.freeze_panes(1, 1)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _write_cell(
    sheet: Any,  # noqa: ANN401 - the library's class is untyped
    line: int,
    place: int,
    cell: object,
    *,
    quoted: Format,
) -> None:
    if cell is None:
        return
    if isinstance(cell, bool | str):
        text = str(cell)
        if len(text) > LONGEST_CELL:
            raise InvalidInputError(
                argument=f"data, row {line}, column {place + 1}",
                received=f"{len(text)} signs",
                expected=f"{LONGEST_CELL} signs, the most a cell can have",
            )
        sheet.write_string(line, place, text, quoted if looks_like_formula(text) else None)
    elif isinstance(cell, int | float) and math.isfinite(cell):
        sheet.write_number(line, place, cell)
    else:
        raise InvalidInputError(
            argument=f"data, row {line}, column {place + 1}",
            received=cell,
            expected="a finite number, a text or nothing",
        )


def write_notes(book: Workbook, notes: Sequence[Sequence[str]]) -> None:
    """Write a sheet of pairs of label and text."""
    sheet = book.add_worksheet(NOTES)
    label = book.add_format({"bold": True, "valign": "top"})
    text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    for place, width in enumerate(NOTE_WIDTHS):
        sheet.set_column(place, place, width)
    for line, (name, words) in enumerate(notes):
        sheet.write_string(line, 0, name, label)
        sheet.write_string(line, 1, words, text)
