"""Finds rows that are no payments by their words: notes, and headers once more."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.ledger.columns.layouts import Layout
from data.ledger.columns.vocabulary import footer_pattern, plain_name
from data.ledger.core.amounts import is_blank
from data.ledger.core.cells import cell_text
from data.ledger.core.file_report import NOTE, REPEATED

#: A footer has at most so many filled cells.
FOOTER_CELLS: Final = 4
#: A row of at most so many filled cells without an amount is a note or a heading.
NOTE_CELLS: Final = 2


def kind_without_amount(row: Sequence[object], layout: Layout) -> str:
    """Say what a row without an amount is, if it is no payment; "" where it may be a payment."""
    if not is_blank(row[layout.amount]):
        return REPEATED if _repeats_header(row, layout) else ""
    filled = sum(not is_blank(cell) for cell in row)
    cells = [row[at] for at in (layout.date, layout.supplier) if at is not None]
    noted = filled == 1 or (filled <= NOTE_CELLS and all(map(is_blank, cells)))
    footer = filled <= FOOTER_CELLS and any(
        isinstance(cell, str) and footer_pattern().fullmatch(cell.strip()) for cell in row
    )
    return NOTE if noted or footer else ""


def _repeats_header(row: Sequence[object], layout: Layout) -> bool:
    """Whether most cells have the name of their column, which may differ by a number."""
    same = []
    for cell, name in zip(row, layout.names, strict=True):
        if not is_blank(cell):
            words = plain_name(name)
            same.append(plain_name(cell_text(cell)) in (words, words[:-1]))
    return sum(same) * 2 > len(same)
