"""Sentences about indices of inequality inside a place, and what they cannot say."""

from __future__ import annotations

from typing import Final

import pandas as pd

from data.read.inequality import Agreement, Index
from utils.formatting import format_interval, format_value
from utils.narrative.inequality import YEARS, outer_gap
from utils.stats.differences import difference_limits

BORN: Final = {"male": "A man", "female": "A woman", "persons": "Someone"}
WHOSE: Final = {"male": "men's", "female": "women's", "persons": "everyone's"}
CANNOT_TELL_INSIDE: Final = (
    "What this cannot tell: why the gap is there, or what closed or opened it. Deprivation is "
    "measured for areas, not for people; people move, and those in ill health move to other places "
    "than those in good health; a life expectancy is what today's death rates would give, not a "
    "forecast for a child born now; and tenths of one authority are not those of another."
)


def born_sentence(rows: pd.DataFrame, *, place: str, sex: str) -> str:
    """Say how many fewer years someone born in the most deprived tenth can expect.

    Args:
        rows: decile, value, standard_error and period, most deprived first.
        place: name of the authority.
        sex: male or female.
    """
    gap = outer_gap(rows)
    whom = f"{BORN[sex]} born in the most deprived tenth of {place}"
    if gap is None:
        return (
            f"{whom}: without a confidence interval we cannot tell how many fewer years there are "
            "to expect."
        )
    between = format_interval(gap.lower, gap.upper, unit=YEARS, decimals=1)
    size = format_value(abs(gap.difference), unit=YEARS, decimals=1)
    period = rows["period"].iloc[0]
    if gap.lower <= 0 <= gap.upper:
        return (
            f"{whom} could in {period} expect about as many years as one born in the least "
            f"deprived tenth: the difference of {size} could be chance (95% confidence interval: "
            f"{between})."
        )
    side = "fewer" if gap.difference > 0 else "more"
    return (
        f"{whom} could in {period} expect {size.removesuffix(' years')} {side} years than one "
        f"born in the least deprived tenth (95% confidence interval: {between})."
    )


def slope_sentence(slope: Index, ratio: Index | None) -> str:
    """Say the slope index, drawn through all tenths or areas, and the relative index."""
    if slope.value is None:
        return f"There is no slope index here. {slope.note}"
    years = format_value(slope.value, unit=YEARS, decimals=1)
    limits = format_interval(slope.lower, slope.upper, unit=YEARS, decimals=1)
    sentence = (
        f"Across all of them, from the most to the least deprived person, the slope index "
        f"is {years} (95% confidence interval {limits})"
    )
    if ratio is None or ratio.value is None:
        return f"{sentence}."
    bounds = format_interval(ratio.lower, ratio.upper, unit="", decimals=3)
    share = format_value(ratio.value, unit="", decimals=3)
    return f"{sentence}, and the relative index {share} ({bounds})."


def two_times_sentence(
    place: str, *, sex: str, what: str, earlier: tuple[str, Index], later: tuple[str, Index]
) -> str:
    """Say the slope over small areas at two times, and whether the change is clear.

    Args:
        place: name of the place.
        sex: male, female or persons.
        what: what is measured, such as "life expectancy".
        earlier: period and index.
        later: period and index.
    """
    (first, before), (second, after) = earlier, later
    whose = f"{WHOSE[sex]} {what}"
    gap = next((index for index in (before, after) if index.value is None), None)
    if gap is not None:
        return f"Across the neighbourhoods of {place} we cannot tell if {whose} changed. {gap.note}"
    changes = [
        f"{format_value(index.value, unit=YEARS, decimals=1)} "
        f"({format_interval(index.lower, index.upper, unit=YEARS, decimals=1)}) in {period}"
        for period, index in ((first, before), (second, after))
    ]
    start = (
        f"Across the neighbourhoods of {place}, {whose} was longer at the least deprived end than "
        f"at the most deprived by {changes[0]} and by {changes[1]}"
    )
    change = difference_limits(
        value=after.value,
        lower=after.lower,
        upper=after.upper,
        other=before.value,
        other_lower=before.lower,
        other_upper=before.upper,
    )
    if change is None:
        return f"{start}; we cannot tell whether that is a change."
    limits = format_interval(change.lower, change.upper, unit=YEARS, decimals=1)
    if change.lower <= 0 <= change.upper:
        return f"{start}: no clear change in the gap (change {limits})."
    side = "widened" if change.difference > 0 else "narrowed"
    size = format_value(abs(change.difference), unit=YEARS, decimals=1)
    return f"{start}: the gap {side} by {size} ({limits})."


def tenths_years_sentence(*, slope: str, tenths: str) -> str:
    """Why life expectancy by tenth is older than the slope index; nothing where it is not.

    Args:
        slope: newest period of the published slope index, or nothing.
        tenths: period of the tenths.
    """
    if not slope or slope == tenths:
        return ""
    return (
        f"The newest slope index is of {slope}. Life expectancy of each tenth, with what is needed "
        f"for confidence intervals, was last published for {tenths}, so that is what is drawn here."
    )


def newest_slope_sentence(slopes: pd.DataFrame, *, after: str) -> str:
    """Say the newest published slope index where it is newer than what is said otherwise.

    Args:
        slopes: period and value (years) of the published index; null where it is suppressed.
        after: period of what is said otherwise.
    """
    known = slopes.dropna(subset=["value"]).sort_values("period", kind="stable")
    if known.empty or known["period"].iloc[-1] <= after:
        return ""
    period, value = known[["period", "value"]].iloc[-1]
    return (
        f"A newer measure, the slope index of {period}, puts the gap at "
        f"{format_value(value, unit=YEARS, decimals=1)}; it has no confidence interval."
    )


def agreement_sentence(agreement: Agreement) -> str:
    """Say how our slopes lie to the published ones over all authorities."""
    return (
        f"Over {agreement.pairs} pairs of authority and sex in 2014-16, the only years for which "
        "we have both, the median difference between our index and the published one is "
        f"{format_value(agreement.median, unit=YEARS, decimals=2)}; nine in ten differ by no more "
        f"than {format_value(agreement.nine_tenths, unit=YEARS, decimals=2)}, and "
        f"{agreement.inside:.0%} of the published values are inside our confidence interval. The "
        "publisher groups small areas by an index of its own date and later revised the "
        "populations."
    )


def own_agreement_sentence(ours: Index, published: float | None) -> str:
    """Say how an authority's own slope lies to that published of the same years."""
    if ours.value is None or ours.lower is None or ours.upper is None:
        return ours.note
    own = format_value(ours.value, unit=YEARS, decimals=1)
    if published is None:
        return (
            f"Our estimate for 2014-16 is {own}; none was published for those years to compare it "
            "with."
        )
    theirs = format_value(published, unit=YEARS, decimals=1)
    inside = "inside" if ours.lower <= published <= ours.upper else "outside"
    return (
        f"For 2014-16 our estimate is {own}; the published one is {theirs}, which is {inside} our "
        "confidence interval."
    )


def curve_sentence(index: Index | None, *, what: str, place: str) -> str:
    """Say whether something lies more with the deprived or the others, by the index's limits."""
    if index is None:
        return f"No concentration index of {what} is published for {place}."
    if index.value is None or index.lower is None or index.upper is None:
        return f"No concentration index can be made for {place}. {index.note}"
    value = format_value(index.value, unit="", decimals=3)
    limits = format_interval(index.lower, index.upper, unit="", decimals=3)
    shown = f"(concentration index {value}, 95% confidence interval {limits})"
    if index.lower <= 0 <= index.upper:
        return (
            f"We cannot tell if {what} is concentrated among the more or the less deprived {shown}."
        )
    side = "more" if index.value < 0 else "less"
    return (
        f"In {place} {what} is concentrated among the {side} deprived, beyond their share of "
        f"residents {shown}."
    )
