"""Reads a workbook in a process of its own, whose memory is limited, and writes plain lines.

A damaged or hostile workbook can make the library that reads it ask for any amount of memory, or
end the process. It is run as a script and imports nothing of the project: the arguments are the
workbook, a folder for its sheets, and the memory in bytes. It prints a JSON object.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

PROTECTED, BROKEN = "protected", "broken"
#: Cells that JSON has no word for are written as a list of two: a mark and a text.
DAY, MOMENT = "day", "moment"
KIBI: Final = 1024


def main(arguments: list[str]) -> int:
    """Read a workbook."""
    path, folder, memory = Path(arguments[0]), Path(arguments[1]), int(arguments[2])
    _limit_memory(memory)
    try:
        with path.open("rb") as file, CalamineWorkbook.from_filelike(file) as workbook:
            print(json.dumps({"sheets": _sheets(workbook, folder)}))  # noqa: T201
    except PasswordError as error:
        print(json.dumps({"error": PROTECTED, "message": str(error)}))  # noqa: T201
    except CalamineError as error:
        print(json.dumps({"error": BROKEN, "message": str(error)}))  # noqa: T201
    return 0


def _limit_memory(memory: int) -> None:
    try:
        # Systems without limits of this kind do not have the module.
        import resource  # noqa: PLC0415
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _sheets(workbook: CalamineWorkbook, folder: Path) -> list[dict[str, Any]]:
    found = []
    for number, described in enumerate(workbook.sheets_metadata):
        if described.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(described.name)
        path = folder / f"sheet-{number}"
        _write(sheet, path)
        found.append(
            {
                "name": described.name,
                "hidden": described.visible != SheetVisibleEnum.Visible,
                "path": str(path),
                "merged": sheet.merged_cell_ranges or [],
            }
        )
    return found


def _write(sheet: CalamineSheet, path: Path) -> None:
    """Write a row a line, from the first row and column of the sheet."""
    with path.open("w", encoding="utf-8") as file:
        if sheet.start is None:
            return
        before = [""] * sheet.start[1]
        for row in sheet.iter_rows():
            line = json.dumps([*before, *map(_plain, row)], ensure_ascii=True)
            file.write(line)
            file.write("\n")


def _plain(cell: object) -> object:
    if isinstance(cell, datetime):
        return [MOMENT, cell.isoformat()]
    if isinstance(cell, date):
        return [DAY, cell.isoformat()]
    return cell if isinstance(cell, (str, int, float)) else str(cell)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
