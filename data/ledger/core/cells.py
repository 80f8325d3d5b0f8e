"""Cells as text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

#: Between the cells of a row that is shown as a single text.
BETWEEN: Final = " | "
#: A longer shape is cut.
LONGEST_SHAPE: Final = 20
#: What stands for a workbook's cell whose formula was saved without what it comes to.
UNSAVED: Final = "a formula saved without its value"


def cell_text(cell: object) -> str:
    """Show a cell as text without the spaces around it; a whole number has no ".0"."""
    if isinstance(cell, str):
        return cell.strip()
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def row_text(cells: Iterable[object]) -> str:
    """Show a row as a single text, nothing left out."""
    return BETWEEN.join(cell if isinstance(cell, str) else cell_text(cell) for cell in cells)


def shape_of(text: str) -> str:
    """How a text is written, without what it says: "GBP 12,50" is "x 99,99"."""
    digits = re.sub(r"[0-9]", "9", text)
    return re.sub(r"[^\W\d_]+", "x", digits)[:LONGEST_SHAPE]
