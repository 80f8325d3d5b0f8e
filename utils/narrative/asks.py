"""Words and sentences about requests to government, and about the phases of the programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from data.read.asks import Ask
from data.read.rows import BarriersRow, PutAs, TimelineRow
from utils.formatting import join_words
from utils.narrative.dates import order_in_year
from utils.narrative.registers import REVIEWS, counted

PUT_AS: Final[Mapping[PutAs, str]] = {
    "should": "Said that it should happen",
    "needed": "Named as needed",
    "possible": "Said to be possible",
    "difficulty": "Named as a difficulty, not put as a request",
}
NOT_KNOWN: Final = "The sources do not say."
ASKS_CAVEAT: Final = (
    "Each request is drawn from barriers that a source names. What came of it is what sources say "
    "on the same matter; it does not show that one led to the other."
)
#: How the sources mark what was said at the round table: a discussion, no review of evidence.
ROUND_TABLE: Final = "(Guardian round table"


#: Phases of the programme, by the year in which they begin.
PHASES: Final[Mapping[int, str]] = {
    2007: "Before Total Place",
    2009: "Total Place, and the call for place-based budgets",
    2011: "Community Budgets and the Public Service Transformation Network",
    2016: "Place-based budgets again",
}


def count_asks(asks: Sequence[Ask]) -> str:
    """Say how many requests there are, and for how many the sources say what came of them.

    >>> count_asks([])
    'There are no requests of this kind from this place.'
    """
    if not asks:
        return "There are no requests of this kind from this place."
    answered = sum(bool(ask.what_came) for ask in asks)
    difficulties = sum(ask.put_as == "difficulty" for ask in asks)
    return (
        f"{counted(len(asks), 'request')}. For {difficulties} of them the source names a "
        f"difficulty only. The sources say what came of {answered}."
    )


def by_work(
    barriers: Sequence[BarriersRow],
) -> tuple[dict[str, list[BarriersRow]], dict[str, list[BarriersRow]]]:
    """What is known of working in partnership: the reviews' statements, and the round table's.

    Both are keyed by the work, in the words of the source.
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
    """Dates by phase and year, oldest first; the phase's years are in its name."""
    phases: dict[str, dict[int, list[TimelineRow]]] = {}
    for row in sorted(
        dates, key=lambda row: (row["year"], order_in_year(row["date"]), row["item_order"])
    ):
        begun = [name for first, name in PHASES.items() if first <= row["year"]]
        years = phases.setdefault((begun or list(PHASES.values())[:1])[-1], {})
        years.setdefault(row["year"], []).append(row)
    return {f"{name}, {min(years)} to {max(years)}": years for name, years in phases.items()}


def say_gaps(dates: Sequence[TimelineRow]) -> str:
    """Say which years between the first and the last date have none.

    >>> say_gaps([{"year": 2008}, {"year": 2009}, {"year": 2012}, {"year": 2014}])
    'There is no date for 2010 to 2011 and 2013.'
    """
    years = sorted({row["year"] for row in dates})
    missing = [
        (earlier + 1, other - 1) for earlier, other in pairwise(years) if other - earlier > 1
    ]
    gaps = [f"{first}" if first == last else f"{first} to {last}" for first, last in missing]
    return f"There is no date for {join_words(gaps)}." if gaps else ""
