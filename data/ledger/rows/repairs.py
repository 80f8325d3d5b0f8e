"""Mends slips of publishers, where nothing is lost or guessed by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Final

from data.ledger.columns.layouts import Layout
from data.ledger.columns.split_thousands import joined, places
from data.ledger.core.amounts import is_blank, read_amount, split_stuck

Cells = Sequence[object]
#: A date of ten letters, with a name before it or an amount behind it.
RUN_TOGETHER: Final = re.compile(r"(.*?)\s*([0-3][0-9]/[01][0-9]/20[0-9]{2})\s*(-?£?[0-9.,]*)")


def fitted(
    cells: Cells, layout: Layout, day_of: Callable[[object], date | None], *, commas: bool
) -> tuple[Cells | None, str]:
    """Give a row as many cells as the table has columns.

    Args:
        cells: the row as it came.
        layout: of the table.
        day_of: reads a cell as a date; None for any other cell.
        commas: whether commas part the cells, so that they may have split an amount.

    Returns:
        The row, None where it has too many filled cells; and what was mended: "moved",
        "run together", "split" or "surplus", or "". Without a row, "split" says that an amount may
        have been split, and that it is open which cells it is.
    """
    width = layout.width
    if len(cells) == width:
        return cells, ""
    if len(cells) > width:
        return _shortened(cells, layout, day_of, commas=commas)
    if (moved := _moved_on(cells, layout, day_of)) is not None:
        return moved, "moved"
    if (parted := _part_run_together(cells, layout)) is not None:
        return parted, "run together"
    return [*cells, *[""] * (width - len(cells))], ""


def _shortened(
    cells: Cells, layout: Layout, day_of: Callable[[object], date | None], *, commas: bool
) -> tuple[Cells | None, str]:
    width = layout.width
    rows = _joinings(cells, layout)
    if any(at <= layout.amount for at in rows):
        return _unsplit(cells, rows, layout, day_of) if commas else None, "split"
    if all(map(is_blank, cells[width:])):
        return cells[:width], ""
    row = _without_surplus(cells, layout, day_of)
    return row, "surplus" if row is not None else ""


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
    return row


def _joinings(cells: Cells, layout: Layout) -> dict[int, Cells]:
    """The rows that a longer row may be if commas have split an amount, by where that is."""
    usual = max(layout.usual, layout.width)
    rows = {at: joined(cells, at, usual) for at in places(cells, usual)}
    return {
        at: row for at, row in rows.items() if read_amount(row[layout.amount]).amount is not None
    }


def _unsplit(
    cells: Cells,
    rows: Mapping[int, Cells],
    layout: Layout,
    day_of: Callable[[object], date | None],
) -> Cells | None:
    """Join an amount that commas between its thousands have split.

    Args:
        cells: the row, which is longer than usual.
        rows: what it may be, by the position of the cells that are joined.
        layout: of the table.
        day_of: reads a cell as a date.

    Returns:
        The row; None where other cells may be the ones to join, or the row may as well be an
        amount below 1,000 with a cell too many at its end.
    """
    day, supplier = layout.date, layout.supplier
    fitting = {
        at: row
        for at, row in rows.items()
        if (day is None or day_of(row[day]) is not None)
        and (supplier is None or not _is_number(row[supplier]))
    }
    likely = fitting if len(rows) > 1 else rows
    if list(likely) != [layout.amount] or _is_surplus(cells, layout, day_of):
        return None
    row = likely[layout.amount]
    return row[: layout.width] if all(map(is_blank, row[layout.width :])) else None


def _is_surplus(cells: Cells, layout: Layout, day_of: Callable[[object], date | None]) -> bool:
    """Whether a row that may be split can be read as it came, without the cells at its end."""
    amount, supplier, day = layout.amount, layout.supplier, layout.date
    words = all(read_amount(cell).amount is None for cell in cells[layout.width :])
    dated = day is None or day < amount or day_of(cells[day]) is not None
    named = supplier is None or supplier < amount or not _is_number(cells[supplier])
    texts = (layout.supplier, layout.payer, layout.date, layout.currency)
    groups = (layout.period, layout.department, layout.purpose, layout.category)
    worded = amount + 1 in texts or any(amount + 1 in group for group in groups)
    return words and dated and named and not worded and amount + 1 < layout.width


def _is_number(cell: object) -> bool:
    return read_amount(cell).amount is not None
