"""Mends slips of publishers, where nothing is lost or guessed by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from data.ledger.columns.layouts import Layout
from data.ledger.core.amounts import is_blank, read_amount, split_stuck
from data.ledger.core.cells import cell_text

Cells = Sequence[object]
#: A date of ten letters, with a name before it or an amount behind it.
RUN_TOGETHER: Final = re.compile(r"(.*?)\s*([0-3][0-9]/[01][0-9]/20[0-9]{2})\s*(-?£?[0-9.,]*)")
#: Where the thousands of an amount are separated by commas and nothing quotes them.
HEAD_OF_AMOUNT: Final = re.compile(r"\s*-?£?[0-9]{1,3}\s*")
REST_OF_AMOUNT: Final = re.compile(r"\s*[0-9]{3}(\.[0-9]{1,2})?\s*")


def fitted(
    cells: Cells, layout: Layout, day_of: Callable[[object], date | None]
) -> tuple[Cells | None, str]:
    """Give a row as many cells as the table has columns.

    Args:
        cells: the row as it came.
        layout: of the table.
        day_of: reads a cell as a date; None for any other cell.

    Returns:
        The row, None where it has too many filled cells; and what was mended: "moved",
        "run together" or "surplus", or "".
    """
    width = layout.width
    if len(cells) == width:
        return cells, ""
    if len(cells) > width:
        if all(map(is_blank, cells[width:])):
            return cells[:width], ""
        row = _without_surplus(cells, layout, day_of)
        return row, "surplus" if row is not None else ""
    if (moved := _moved_on(cells, layout, day_of)) is not None:
        return moved, "moved"
    if (parted := _part_run_together(cells, layout)) is not None:
        return parted, "run together"
    return [*cells, *[""] * (width - len(cells))], ""


def part_stuck(row: Cells, layout: Layout) -> Cells | None:
    """Part an amount from the supplier's name stuck to it: "13,797.47 CDW Limited".

    Returns:
        The row with both in their columns; None unless one of the two cells is blank and the other
        holds an amount with whole pence and a name.
    """
    at, supplier = layout.amount, layout.supplier
    if supplier is None or is_blank(row[at]) == is_blank(row[supplier]):
        return None
    stuck = split_stuck(str(row[supplier] if is_blank(row[at]) else row[at]))
    if stuck is None:
        return None
    mended = list(row)
    mended[at], mended[supplier] = stuck
    return mended


def _moved_on(
    cells: Cells, layout: Layout, day_of: Callable[[object], date | None]
) -> Cells | None:
    """Mend a row that lacks the supplier's cell, so that its date stands a column too early.

    Returns:
        The row with a blank supplier; None where the row is not of this kind.
    """
    supplier, day = layout.supplier, layout.date
    if supplier is None or day is None or not layout.amount < supplier < day:
        return None
    if len(cells) != layout.width - 1:
        return None
    at_end = cells[day] if day < len(cells) else ""
    if day_of(cells[day - 1]) is None or day_of(at_end) is not None:
        return None
    return [*cells[:supplier], "", *cells[supplier:]]


def _part_run_together(cells: Cells, layout: Layout) -> Cells | None:
    """Part a date from the supplier before it or the amount behind it, in a row that is too short.

    The year has four digits, so that it is certain where the amount begins.

    Returns:
        The row with each in its column; None where the row is not of this kind.
    """
    supplier, day, amount = layout.supplier, layout.date, layout.amount
    lacking = layout.width - len(cells)
    if day is None or lacking not in (1, 2):
        return None
    for at, cell in enumerate(cells):
        found = RUN_TOGETHER.fullmatch(cell) if isinstance(cell, str) else None
        parts = [part for part in found.groups() if part] if found else []
        if found is None or len(parts) != lacking + 1:
            continue
        first = day - 1 if found[1] else day
        fits = (
            at == first
            and (not found[1] or supplier == day - 1)
            and (not found[3] or (amount == day + 1 and read_amount(found[3]).amount is not None))
        )
        if fits:
            return [*cells[:at], *parts, *cells[at + 1 :]]
    return None


def _without_surplus(
    cells: Cells, layout: Layout, day_of: Callable[[object], date | None]
) -> Cells | None:
    """Leave out words beyond the last column, where all that is read is in its place.

    Returns:
        The row; None where an amount or a date may have been moved on by a cell too many.
    """
    width, amount, day = layout.width, layout.amount, layout.date
    row, surplus = cells[:width], [cell for cell in cells[width:] if not is_blank(cell)]
    if read_amount(row[amount]).amount is None or (day is not None and day_of(row[day]) is None):
        return None
    if any(read_amount(cell).amount is not None or day_of(cell) is not None for cell in surplus):
        return None
    head, rest = cell_text(cells[amount]), cell_text(cells[amount + 1])
    if HEAD_OF_AMOUNT.fullmatch(head) and REST_OF_AMOUNT.fullmatch(rest):
        return None
    return row
