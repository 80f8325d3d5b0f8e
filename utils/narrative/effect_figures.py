"""What an answer hangs on, in figures: the difference by each method, and what could be seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Final

from data.read.measures import Measure
from utils.formatting import (
    affixes,
    difference_unit,
    format_difference,
    format_difference_interval,
)
from utils.stats.effects.verdict import BEFORE_LEVEL, SEEN_SHARE

#: Whom the two methods that answer compare with, in their order.
COMPARED_WITH: Final = ("matched places", "a weighted mix of places")
TOO_FEW: Final = "There are too few areas to say which effect could have been seen."
ALIKE: Final = "Before the start it moved like {others}: a good sign, no proof."
UNLIKE: Final = "Before the start it did not move like {others}."


@dataclass(frozen=True)
class Difference:
    """A mean difference from the start on, and its limits; endless or missing where unknown."""

    effect: float
    lower: float | None
    upper: float | None


def difference_words(difference: Difference, measure: Measure) -> str:
    """A difference with its interval.

    Args:
        difference: the difference, in the unit of the measure.
        measure: the measure.
    """
    unit, decimals = measure.unit, effect_decimals(measure)
    limits = format_difference_interval(
        difference.lower, difference.upper, unit=unit, decimals=decimals
    ).removesuffix(affixes(difference_unit(unit))[1])
    within = f" ({limits})" if limits else ""
    return f"{format_difference(difference.effect, unit=unit, decimals=decimals)}{within}"


def both_sentence(leads: Sequence[Difference], measure: Measure) -> str:
    """The difference by each method that answers, as the answer hangs on both.

    Args:
        leads: what they say, in the order of `COMPARED_WITH`.
        measure: the measure.
    """
    parts = [
        f"{difference_words(lead, measure)} from {others}"
        for lead, others in zip(leads, COMPARED_WITH, strict=True)
    ]
    return f"Difference {'; '.join(parts)}."


def seen_sentence(smallest: float | None, spread: float | None, measure: Measure) -> str:
    """Which effect could have been seen, beside the one that we ask for.

    Args:
        smallest: smallest effect that would be found; endless or missing with too few areas.
        spread: standard deviation between untreated areas in the last period before.
        measure: the measure.
    """
    if smallest is None or spread is None or not isfinite(smallest):
        return TOO_FEW
    unit, asked = measure.unit, SEEN_SHARE * spread
    # Two limits that differ are not written alike.
    decimals = effect_decimals(measure)
    decimals += round(smallest, decimals) == round(asked, decimals)
    seen = format_difference(smallest, unit=unit, decimals=decimals)
    least = format_difference(asked, unit=unit, decimals=decimals)
    return (
        f"An effect of {seen} or more could have been seen; to say “no clear change” we ask for "
        f"{least} or less."
    )


def before_words(before_p: float | None, others: str) -> str:
    """Whether the years before speak for the comparison, in plain words.

    Args:
        before_p: probability of gaps as large before the start, where nothing was done.
        others: what is compared with.
    """
    if before_p is None:
        return ""
    return (UNLIKE if before_p < BEFORE_LEVEL else ALIKE).format(others=others)


def by_chance(p: float) -> str:
    """How often chance alone brings a difference as large.

    >>> by_chance(0.351), by_chance(0.004)
    ('chance alone brings as large a difference in 35 of 100 cases', \
'chance alone brings as large a difference in fewer than 1 of 100 cases')
    """
    often = f"{100 * p:.0f}" if p >= 0.01 else "fewer than 1"  # noqa: PLR2004 - one of 100
    return f"chance alone brings as large a difference in {often} of 100 cases"


def effect_decimals(measure: Measure) -> int:
    """Decimals of a difference: one more than of whole numbers that are no money."""
    return measure.decimals or int(not measure.unit.startswith("GBP"))
