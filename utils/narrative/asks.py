"""Words and sentences about what was asked of government, and about the phases of the programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from data.read.asks import Ask
from data.read.rows import BarriersRow, PutAs, TimelineRow
from utils.formatting import join_words
from utils.narrative.registers import REVIEWS

PUT_AS: Final[Mapping[PutAs, str]] = {
    "should": "said that it should be so",
    "needed": "named as needed",
    "possible": "said to be possible",
    "difficulty": "named as a difficulty; the record holds no request in so many words",
}
NOT_KNOWN: Final = "not known from the record"
ASKS_CAVEAT: Final = (
    "Drawn from the register of barriers: each entry follows the rows beneath it and says how they "
    "put it. What came of it is what the record holds on the same matter; it does not show that "
    "one led to the other."
)
#: How the record marks what was said at the round table: a discussion, no review of evidence.
ROUND_TABLE: Final = "(Guardian round table"


#: Phases of the programme, by the year in which they begin.
PHASES: Final[Mapping[int, str]] = {
    2007: "Before Total Place",
    2009: "Total Place, and the call for place-based budgets",
    2011: "Community Budgets and the Public Service Transformation Network",
    2016: "Place-based budgets again",
}


def count_asks(asks: Sequence[Ask]) -> str:
    """Say how many asks there are, and for how many the record says what came of them.

    >>> count_asks([])
    'The record holds no ask of this kind here.'
    """
    if not asks:
        return "The record holds no ask of this kind here."
    answered = sum(bool(ask.what_came) for ask in asks)
    difficulties = sum(ask.put_as == "difficulty" for ask in asks)
    what = "1 ask" if len(asks) == 1 else f"{len(asks)} asks"
    return (
        f"{what}, of which the record puts {difficulties} only as a difficulty; it says what came "
        f"of {answered}."
    )


def by_work(
    barriers: Sequence[BarriersRow],
) -> tuple[dict[str, list[BarriersRow]], dict[str, list[BarriersRow]]]:
    """What is known of working in partnership: the reviews' statements, and the round table's.

    Both are keyed by the work, in the words of the record.
    """
    reviews: dict[str, list[BarriersRow]] = {}
    discussed: dict[str, list[BarriersRow]] = {}
    for row in barriers:
        who = row["who_raised"]
        if who.startswith(REVIEWS):
            reviews.setdefault(who, []).append(row)
        elif ROUND_TABLE in who:
            discussed.setdefault(who, []).append(row)
    return reviews, discussed


def by_phase(dates: Sequence[TimelineRow]) -> dict[str, dict[int, list[TimelineRow]]]:
    """Dates by phase and year, in the order of the record; the phase's years are in its name."""
    phases: dict[str, dict[int, list[TimelineRow]]] = {}
    for row in sorted(dates, key=lambda row: (row["year"], row["item_order"])):
        begun = [name for first, name in PHASES.items() if first <= row["year"]]
        years = phases.setdefault((begun or list(PHASES.values())[:1])[-1], {})
        years.setdefault(row["year"], []).append(row)
    return {f"{name}, {min(years)} to {max(years)}": years for name, years in phases.items()}


def say_gaps(dates: Sequence[TimelineRow]) -> str:
    """Say which years between the first and the last date the record holds nothing of.

    >>> say_gaps([{"year": 2008}, {"year": 2009}, {"year": 2012}, {"year": 2014}])
    'The record holds no date in 2010 to 2011 and 2013.'
    """
    years = sorted({row["year"] for row in dates})
    missing = [
        (earlier + 1, other - 1) for earlier, other in pairwise(years) if other - earlier > 1
    ]
    gaps = [f"{first}" if first == last else f"{first} to {last}" for first, last in missing]
    return f"The record holds no date in {join_words(gaps)}." if gaps else ""
