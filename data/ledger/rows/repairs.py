"""Mends two slips of publishers, where nothing is lost or guessed by it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from data.ledger.columns.layouts import Layout
from data.ledger.core.amounts import is_blank, split_stuck

Cells = Sequence[object]


def move_on(cells: Cells, layout: Layout, day_of: Callable[[object], date | None]) -> Cells | None:
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
