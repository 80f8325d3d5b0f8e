"""Looks through a workbook's own files before it is opened: how large, and what is computed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from data.ledger.core.errors import LedgerError
from data.ledger.core.limits import MEGA, Limits
from data.ledger.files.archives import check_members

WORKBOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
SHEETS: Final = "xl/worksheets/"
ODS_CONTENT: Final = "content.xml"
#: A mark of XML longer than this is none.
LONGEST_MARK: Final = 8 * MEGA
REFERENCE: Final = re.compile(rb'<(?:\w+:)?c (?:[^>]*? )?r="([A-Z]{1,3})([0-9]{1,7})"')
FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ >/]")
#: A cell whose formula was saved without what it comes to.
UNSAVED_CELL: Final = re.compile(
    rb"<(?:\w+:)?c ([^>]*)>\s*<(?:\w+:)?f(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
ROW: Final = b"<row"
ERROR_CELL: Final = re.compile(rb'<(?:\w+:)?c ([^>]*\bt="e"[^>]*)>')
CELL_NAME: Final = re.compile(rb'\br="([A-Z]{1,3})([0-9]{1,7})"')
SHEET_NAME: Final = re.compile(rb"<(?:\w+:)?sheet ([^>]*)>")
#: Where a workbook counts its days from 1904 and not from 1900.
FROM_1904: Final = re.compile(rb'<(?:\w+:)?workbookPr [^>]*\bdate1904="(?:1|true)"')
LINK: Final = re.compile(rb"<(?:\w+:)?Relationship ([^>]*)>")
ATTRIBUTE: Final = re.compile(rb'([\w:]+)="([^"]*)"')
ODS_MARK: Final = re.compile(
    rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*)>"
)
REPEATED: Final = re.compile(rb'number-(?:columns|rows)-repeated="([0-9]+)"')
ODS_FORMULA: Final = b"table:formula="


@dataclass
class SheetScan:
    """What was seen of a sheet: extent, formulas, errors, and formulas saved without a value.

    Its plain numbers may be days from 1904, as its workbook counts them.
    """

    rows: int = 0
    columns: int = 0
    formulas: int = 0
    errors: set[tuple[int, int]] = field(default_factory=set)
    unsaved: set[tuple[int, int]] = field(default_factory=set)
    from_1904: bool = False


def scan_xlsx(path: Path, *, name: str, limits: Limits) -> dict[str, SheetScan]:
    """Scan the sheets of an XLSX workbook, by their names; of an XLSB only the sizes.

    Raises:
        LedgerError: the workbook is broken or beyond a limit, also of cells.
    """
    parts: dict[str, bytes] = {WORKBOOK: b"", LINKS: b""}
    scans: dict[str, SheetScan] = {}
    for member, text in _marks(path, name=name, limits=limits):
        if member in parts:
            parts[member] += text
        elif member.startswith(SHEETS):
            scan = scans.setdefault(member, SheetScan())
            _scan_block(scan, text)
            _check_cells(scan, name=name, limits=limits)
    from_1904 = FROM_1904.search(parts[WORKBOOK]) is not None
    for scan in scans.values():
        scan.from_1904 = from_1904
    targets = {link.get("Id", ""): link.get("Target", "") for link in _each(LINK, parts[LINKS])}
    return {
        sheet["name"]: scans.get(_member(targets.get(sheet.get("r:id", ""), "")), SheetScan())
        for sheet in _each(SHEET_NAME, parts[WORKBOOK])
        if "name" in sheet
    }


def scan_ods(path: Path, *, name: str, limits: Limits) -> int:
    """Check the extent of an ODS workbook's sheets and count its formulas.

    Raises:
        LedgerError: the workbook is broken or beyond a limit, also of cells.
    """
    formulas = 0
    scan = SheetScan()
    row = column = 0
    for member, text in _marks(path, name=name, limits=limits):
        if member != ODS_CONTENT:
            continue
        formulas += text.count(ODS_FORMULA)
        for closing, mark, attributes in ODS_MARK.findall(text):
            if closing:
                continue
            repeated = REPEATED.search(attributes)
            times = int(repeated[1]) if repeated else 1
            if mark == b"table":
                scan, row = SheetScan(), 0
            elif mark == b"table-row":
                row, column = row + times, 0
            else:
                column += times
                if b"value-type" in attributes:
                    scan.rows, scan.columns = max(scan.rows, row), max(scan.columns, column)
                    _check_cells(scan, name=name, limits=limits)
    return formulas


def column_number(letters: str) -> int:
    """Turn the letters of a column into its number; A is 0."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _marks(path: Path, *, name: str, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Blocks of each member, cut so that no mark of XML is separated."""
    kept, owner = b"", ""
    for member, block in check_members(path, name=name, limits=limits):
        if member != owner:
            if kept:
                yield owner, kept
            kept, owner = b"", member
        if not member.endswith((".xml", ".rels")):
            continue
        text = kept + block
        # Between rows where there are any, so that a cell and its formula stay together.
        cut = text.rfind(ROW)
        cut = cut if cut > 0 else text.rfind(b"<")
        if cut <= 0:
            if len(text) > LONGEST_MARK:
                raise LedgerError(
                    file=name,
                    received="a workbook whose XML cannot be read",
                    expected="a whole workbook",
                )
            kept = text
            continue
        yield member, text[:cut]
        kept = text[cut:]
    if kept:
        yield owner, kept


def _scan_block(scan: SheetScan, text: bytes) -> None:
    cells = REFERENCE.findall(text)
    if cells:
        columns = {letters.decode("ascii") for letters, _ in cells}
        scan.columns = max(scan.columns, *(column_number(column) + 1 for column in columns))
        scan.rows = max(scan.rows, *(int(row) for _, row in cells))
    scan.formulas += len(FORMULA.findall(text))
    if scan.formulas:
        for attributes in UNSAVED_CELL.findall(text):
            if cell := CELL_NAME.search(attributes):
                scan.unsaved.add((int(cell[2]) - 1, column_number(cell[1].decode("ascii"))))
    if b't="e"' in text:
        for attributes in ERROR_CELL.findall(text):
            if cell := CELL_NAME.search(attributes):
                scan.errors.add((int(cell[2]) - 1, column_number(cell[1].decode("ascii"))))


def _check_cells(scan: SheetScan, *, name: str, limits: Limits) -> None:
    if scan.rows * scan.columns > limits.most_workbook_cells:
        raise LedgerError(
            file=name,
            received=f"a sheet of {scan.rows:,} rows by {scan.columns:,} columns",
            expected=f"at most {limits.most_workbook_cells:,} cells (limit: most_workbook_cells)",
        )


def _each(pattern: re.Pattern[bytes], text: bytes) -> Iterator[dict[str, str]]:
    for attributes in pattern.findall(text):
        yield {
            key.decode("utf-8", "replace"): html.unescape(value.decode("utf-8", "replace"))
            for key, value in ATTRIBUTE.findall(attributes)
        }


def _member(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
