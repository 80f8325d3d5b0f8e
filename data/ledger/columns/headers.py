"""Finds the header row: the first row that names an amount and what it is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from data.ledger.columns.vocabulary import AMOUNTS, name_scores
from data.ledger.core.amounts import is_blank, read_amount
from data.ledger.core.cells import cell_text

#: A name counts as recognised from this score on.
RECOGNISED: Final = 0.5
#: Besides an amount, a header names any of these.
BESIDES: Final = ("supplier", "date", "reference", "period")
#: A header has fewer numbers among its cells than this share.
MOST_NUMBERS: Final = 0.3

Row = tuple[int, Sequence[object]]


def find_header(rows: Sequence[Row]) -> int | None:
    """Find the header among the first rows.

    Args:
        rows: rows with their numbers.

    Returns:
        The position in `rows`; None where no row is a header.
    """
    scores = [_score(cells) for _, cells in rows]
    best = max(scores, default=0)
    return scores.index(best) if best > 0 else None


def column_names(cells: Sequence[object], width: int) -> tuple[str, ...]:
    """Name each column; the second of a name is "Name (2)", a column without a name "column 3"."""
    seen: Counter[str] = Counter()
    names = []
    for position in range(width):
        text = " ".join(cell_text(cells[position]).split()) if position < len(cells) else ""
        text = text or f"column {position + 1}"
        seen[text.lower()] += 1
        times = seen[text.lower()]
        names.append(text if times == 1 else f"{text} ({times})")
    return tuple(names)


def usual_width(rows: Sequence[Row], header: Sequence[object]) -> int:
    """How many columns the table has: as many as most rows have, or as the header names."""
    named = max((at + 1 for at, cell in enumerate(header) if not is_blank(cell)), default=0)
    widths = Counter(
        max((at + 1 for at, cell in enumerate(cells) if not is_blank(cell)), default=0)
        for _, cells in rows
    )
    widths.pop(0, None)
    common = [width for width, count in widths.items() if count * 10 >= widths.total()]
    return max([named, *common])


def _score(cells: Sequence[object]) -> float:
    texts = [cell_text(cell) for cell in cells if not is_blank(cell)]
    if len(texts) < 2 or not all(isinstance(cell, str) for cell in cells if not is_blank(cell)):  # noqa: PLR2004
        return 0.0
    numbers = sum(read_amount(text).amount is not None for text in texts)
    if numbers > len(texts) * MOST_NUMBERS:
        return 0.0
    fits = [name_scores(text) for text in texts]
    found = {meaning for fit in fits for meaning, score in fit.items() if score >= RECOGNISED}
    if not found.intersection(AMOUNTS) or not found.intersection(BESIDES):
        return 0.0
    recognised = sum(max(fit.values(), default=0.0) >= RECOGNISED for fit in fits)
    return recognised + recognised / len(texts)
