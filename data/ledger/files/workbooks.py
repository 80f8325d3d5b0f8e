"""Reads the sheets of a workbook, whatever its format, in a process whose memory is limited."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from data.ledger.core.cells import UNSAVED
from data.ledger.core.errors import LedgerError
from data.ledger.core.kinds import ODS, PROTECTED, XLSB, XLSX
from data.ledger.core.limits import Limits
from data.ledger.files.sources import Source
from data.ledger.files.workbook_scan import SheetScan, scan_ods, scan_xlsx
from utils.formatting import format_count

WORKER: Final = Path(__file__).with_name("workbook_worker.py")
#: What stands for a cell in which the workbook shows an error, such as #DIV/0!.
ERROR_CELL: Final = "#ERROR!"
WHOLE: Final = "a whole workbook of the kind XLS, XLSX, XLSB or ODS"
#: Said of a workbook whose own files are not XML and are not looked through.
BINARY: Final = (
    "A binary workbook: values are read as last saved, and formulas and cells that show an error "
    "are not looked for."
)
#: A merged range: first row and column, last row and column, from 0.
Merged = tuple[tuple[int, int], tuple[int, int]]


@dataclass
class Sheet:
    """A sheet: where its rows are, and what is to be said of it."""

    name: str
    path: Path
    hidden: bool
    merged: list[Merged]
    errors: set[tuple[int, int]] = field(default_factory=set)
    unsaved: set[tuple[int, int]] = field(default_factory=set)
    warnings: list[str] = field(default_factory=list)
    from_1904: bool = False

    def rows(self) -> Iterator[tuple[int, list[object]]]:
        """Yield each row with its number; the first is 1.

        Cells merged downwards show their text or date in each of their rows; a number is shown
        once, so that no money is counted twice.
        """
        beginning: dict[int, list[Merged]] = {}
        for region in self.merged:
            beginning.setdefault(region[0][0], []).append(region)
        going: list[tuple[int, int, object]] = []
        with self.path.open(encoding="utf-8") as file:
            for at, line in enumerate(file):
                cells = [_cell(cell) for cell in json.loads(line)]
                for marked, words in ((self.errors, ERROR_CELL), (self.unsaved, UNSAVED)):
                    if marked:
                        cells = [
                            words if cell in ("", None) and (at, column) in marked else cell
                            for column, cell in enumerate(cells)
                        ]
                going = [span for span in going if span[0] >= at]
                # A row that is blank beside the merged cells stays a blank row.
                if any(cell != "" for cell in cells):
                    for _, column, value in going:
                        if cells[column] == "":
                            cells[column] = value
                for (_, left), (bottom, _) in beginning.get(at, ()):
                    value = cells[left] if left < len(cells) else ""
                    if bottom > at and value != "" and not isinstance(value, (int, float)):
                        going.append((bottom, left, value))
                yield at + 1, cells


def read_sheets(source: Source, *, limits: Limits, work: Path) -> list[Sheet]:
    """Read the sheets of a workbook.

    Args:
        source: the workbook.
        limits: what is allowed.
        work: an empty folder for the rows.

    Raises:
        LedgerError: the workbook is protected, broken or beyond a limit.
    """
    scans: dict[str, SheetScan] = {}
    formulas = 0
    if source.kind in (XLSX, XLSB):
        scans = scan_xlsx(source.path, name=source.name, limits=limits)
    elif source.kind == ODS:
        formulas = scan_ods(source.path, name=source.name, limits=limits)
    sheets = [
        _sheet(described, scans.get(described["name"])) for described in _work(source, limits, work)
    ]
    if len(sheets) > limits.most_sheets:
        raise LedgerError(
            file=source.name,
            received=f"a workbook of {len(sheets):,} sheets",
            expected=f"at most {limits.most_sheets:,} (limit: most_sheets)",
        )
    for sheet in sheets:
        if formulas:
            sheet.warnings.append(_formula_words(formulas, "workbook"))
        if source.kind == XLSB:
            sheet.warnings.append(BINARY)
    return sheets


def _work(source: Source, limits: Limits, work: Path) -> list[dict[str, Any]]:
    """Have the workbook read in its own process."""
    command = [sys.executable, "-I", str(WORKER), str(source.path), str(work)]
    memory = limits.workbook_memory
    try:
        done = subprocess.run(  # noqa: S603 # the arguments are paths and a number of our own
            [*command, str(memory)],
            capture_output=True,
            check=False,
            timeout=limits.workbook_seconds,
        )
    except subprocess.TimeoutExpired as error:
        raise LedgerError(
            file=source.name,
            received=f"a workbook that is not read within {limits.workbook_seconds} seconds",
            expected=f"at most {limits.workbook_seconds} seconds (limit: workbook_seconds)",
        ) from error
    if done.returncode or not done.stdout:
        raise LedgerError(
            file=source.name,
            received="a workbook that cannot be read: it is damaged, or too large for the memory",
            expected=f"{WHOLE}, read within {memory:,} bytes (limit: workbook_memory)",
        )
    answer: dict[str, Any] = json.loads(done.stdout)
    if "sheets" in answer:
        sheets: list[dict[str, Any]] = answer["sheets"]
        return sheets
    if answer["error"] == "protected":
        raise LedgerError(
            file=source.name, received=PROTECTED, expected="a workbook without a password"
        )
    raise LedgerError(
        file=source.name,
        received=f"a workbook that cannot be read ({answer['message']})",
        expected=WHOLE,
    )


def _sheet(described: dict[str, Any], scan: SheetScan | None) -> Sheet:
    merged = [
        ((top, left), (bottom, right)) for (top, left), (bottom, right) in described["merged"]
    ]
    sheet = Sheet(described["name"], Path(described["path"]), described["hidden"], merged)
    sheet.from_1904 = scan is not None and scan.from_1904
    if scan is not None and scan.formulas:
        sheet.warnings.append(_formula_words(scan.formulas, "sheet"))
    if scan is not None and scan.errors:
        sheet.errors = scan.errors
        sheet.warnings.append(
            f"{format_count(len(scan.errors), 'cell shows', 'cells show')} an error, such as "
            "#DIV/0!, which is no value."
        )
    if scan is not None and scan.unsaved:
        sheet.unsaved = scan.unsaved
        rows = len({row for row, _ in scan.unsaved})
        sheet.warnings.append(
            f"{format_count(rows, 'row has', 'rows have')} formulas that were saved without their "
            "values; open the workbook in a spreadsheet program and save it."
        )
    downwards = sum(top < bottom for (top, _), (bottom, _) in merged)
    if downwards:
        sheet.warnings.append(
            f"{format_count(downwards, 'merged cell reaches', 'merged cells reach')} over several "
            "rows; text or date is read in each."
        )
    return sheet


def _cell(cell: Any) -> object:  # noqa: ANN401
    if isinstance(cell, list):
        mark, text = cell
        return date.fromisoformat(text) if mark == "day" else datetime.fromisoformat(text)
    return cell


def _formula_words(formulas: int, where: str) -> str:
    return (
        f"{formulas} cells of the {where} are formulas; their values as last saved are read, "
        "and nothing is computed."
    )
