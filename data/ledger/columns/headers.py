"""Finds the header row: the first row that names an amount and what it is of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from data.ledger.columns.vocabulary import AMOUNTS, name_scores
from data.ledger.core.amounts import HAS_DIGIT, is_blank, read_amount
from data.ledger.core.cells import cell_text
from data.ledger.core.dates import read_date

#: A name counts as recognised from this score on.
RECOGNISED: Final = 0.5
#: Besides an amount, a header names any of these.
BESIDES: Final = ("supplier", "date", "reference", "period")
#: A header has fewer numbers among its cells than this share.
MOST_NUMBERS: Final = 0.3
#: A header without an amount names so many other columns.
FEWEST_OTHERS: Final = 2
#: Rows that may be the header are tried until one has amounts below it, at most so many.
MOST_TRIED: Final = 8
#: Two lines are read as one header unless one of them alone is better by so much.
BETTER_ALONE: Final = 0.5

Row = tuple[int, Sequence[object]]


@dataclass(frozen=True)
class Header:
    """A row that may be the header: its position, its names, and of how many lines it is."""

    at: int
    cells: Sequence[object]
    lines: int = 1


def find_header(rows: Sequence[Row]) -> int | None:
    """The position in `rows` of the likeliest header; None where no row is a header."""
    return next((header.at for header in header_candidates(rows)), None)


def header_candidates(rows: Sequence[Row], *, amounts: bool = True) -> list[Header]:
    """Rows that may be the header, the likeliest first.

    Args:
        rows: rows with their numbers.
        amounts: whether a header must name an amount; if not, it names two other columns.
    """
    ranked = []
    for at, (_, cells) in enumerate(rows):
        header, score = Header(at, cells), _score(cells, amounts=amounts)
        below = rows[at + 1][1] if at + 1 < len(rows) else []
        if is_second_header(cells) and is_second_header(below):
            together = _joined(cells, below)
            joined = _score(together, amounts=amounts)
            if joined > 0 and joined >= score - BETTER_ALONE:
                header, score = Header(at, together, 2), joined
        if score > 0:
            ranked.append((-score, at, header))
    return [header for _, _, header in sorted(ranked, key=lambda entry: entry[:2])][:MOST_TRIED]


def is_second_header(cells: Sequence[object]) -> bool:
    """Whether a row may be one of two lines of a header: it has several texts and no digit."""
    texts = [cell_text(cell) for cell in cells if not is_blank(cell)]
    return len(texts) > 1 and not any(map(HAS_DIGIT.search, texts))


def known_names(names: Sequence[str]) -> str:
    """Names to show in an error: those that name columns; none of a row that is no header."""
    known = [name for name in names if _is_known(name)]
    others = len(names) - len(known)
    if not mostly_known(names):
        return f"{len(names)} columns, most without a known name"
    words = [*known, *([f"{others} without a known name"] if others else [])]
    return ", ".join(words) or "none"


def mostly_known(names: Sequence[str]) -> bool:
    """Whether at least half of the names are known; a row of payments has hardly any."""
    return sum(map(_is_known, names)) * 2 >= len(names)


def _is_known(name: str) -> bool:
    return max(name_scores(name).values(), default=0) >= RECOGNISED


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


def named_width(header: Sequence[object]) -> int:
    """Position of the last column that a header names, from 1; 0 where it names none."""
    return max((at + 1 for at, cell in enumerate(header) if not is_blank(cell)), default=0)


def _joined(upper: Sequence[object], lower: Sequence[object]) -> list[object]:
    """Two lines of a header as one: "Payment" above "Date" is "Payment Date"."""
    width = max(len(upper), len(lower))
    lines = [[*line, *[""] * (width - len(line))] for line in (upper, lower)]
    return [" ".join(filter(None, map(cell_text, pair))) for pair in zip(*lines, strict=True)]


def _score(cells: Sequence[object], *, amounts: bool) -> float:
    filled = [cell for cell in cells if not is_blank(cell)]
    texts = [cell_text(cell) for cell in filled]
    if len(texts) < 2:  # noqa: PLR2004
        return 0.0
    values = sum(
        read_amount(cell).amount is not None or read_date(cell).day is not None for cell in filled
    )
    if values > len(texts) * MOST_NUMBERS:
        return 0.0
    fits = [name_scores(text) for text in texts]
    found = {meaning for fit in fits for meaning, score in fit.items() if score >= RECOGNISED}
    if amounts and not (found.intersection(AMOUNTS) and found.intersection(BESIDES)):
        return 0.0
    scores = [score for fit in fits if (score := max(fit.values(), default=0.0)) >= RECOGNISED]
    if not amounts and len(scores) < FEWEST_OTHERS:
        return 0.0
    return sum(scores) + len(scores) / len(texts)
