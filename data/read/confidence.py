"""How far a figure of a count can be trusted, by a single written rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from data.read.rows import CountsRow, Status

Grade = Literal["high", "fair", "low", "context only", "no figure"]
HIGH: Final = "high"
FAIR: Final = "fair"
LOW: Final = "low"
CONTEXT: Final = "context only"
NONE: Final = "no figure"
#: The rule, in the words the page shows.
RULE: Final[Mapping[Grade, str]] = {
    HIGH: "a body's own return, for exactly this area",
    FAIR: (
        "a body's own return, but shared among the areas it serves by their population, filled in "
        "from a later release, or of which at most a twentieth is estimated; or a published amount "
        "with its year, body and no word such as “around”"
    ),
    LOW: "a published amount that is rounded, an estimate, unfinished, or without a year",
    CONTEXT: "a figure of the region, not of this place",
    NONE: "the return is missing; missing does not mean zero",
}
#: Words by which a source says that its figure is not exact.
VAGUE: Final = (
    "around",
    "about",
    "over",
    "more than",
    "less than",
    "in excess",
    "region of",
    "estimate",
    "nearly",
    "upper end",
    "lower end",
    "so far",
    "awaited",
)


def grade_return(*, amount: float | None, methods: set[str], statuses: set[Status]) -> Grade:
    """Grade an amount made from returns.

    Args:
        amount: the amount, or None where a return is missing.
        methods: how its parts were brought to the area, as in the table `spend`.
        statuses: their statuses.
    """
    if amount is None:
        return NONE
    return HIGH if methods <= {"summed"} and statuses <= {"returned"} else FAIR


def grade_count(row: CountsRow) -> Grade:
    """Grade an amount that a report states, by its year and its own words on its precision."""
    note = (row["precision_note"] or "").lower()
    exact = row["financial_year"] and not any(word in note for word in VAGUE)
    return FAIR if exact else LOW
