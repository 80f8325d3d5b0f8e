"""Sentences about inequality between places: fifths, pilots and the rest, and Theil's parts."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Final

import pandas as pd

from data.read.measures import Measure
from utils.formatting import format_difference, format_difference_interval
from utils.narrative.place import measure_title
from utils.stats.differences import DifferenceLimits, difference_limits

CANNOT_TELL_BETWEEN: Final = (
    "What this cannot tell: whether a programme or policy changed the gap. Pilots volunteered or "
    "were chosen and differ from the rest in need; authorities stay in the fifth of 2019 in all "
    "years; and where periods overlap, neighbouring points share data."
)
Row = dict[Hashable, Any]


def fifths_sentence(rows: pd.DataFrame, measure: Measure) -> str:
    """Say how far the most and the least deprived fifth of authorities lie apart, then and now.

    Args:
        rows: period, group_name ("1" to "5"), value, lower_cl, upper_cl; oldest period first.
        measure: what is measured.
    """
    return _apart(
        rows,
        measure,
        "1",
        "5",
        "the most deprived fifth of authorities",
        "the least deprived fifth",
    )


def programme_sentence(rows: pd.DataFrame, measure: Measure) -> str:
    """Say how far pilots and the rest lie apart, then and now."""
    return _apart(rows, measure, "pilots", "the rest", "the pilots' authorities", "the rest")


def _apart(
    rows: pd.DataFrame, measure: Measure, own: str, other: str, one_words: str, other_words: str
) -> str:
    by_period: dict[str, dict[str, Row]] = {}
    for row in rows.to_dict("records"):
        by_period.setdefault(row["period"], {})[row["group_name"]] = row
    gaps = {
        period: gap
        for period, found in by_period.items()
        if (gap := _gap(found, own, other)) is not None
    }
    title = measure_title(measure)
    if not gaps:
        return f"{title}: we cannot tell if there is a gap between {one_words} and {other_words}."
    first, last = next(iter(gaps)), list(gaps)[-1]
    size, interval = _size(gaps[first], measure), _interval(gaps[first], measure)
    start = f"{title}: {one_words} were {size} {other_words} in {first}{interval}"
    if first == last:
        return f"{start}."
    then, now = gaps[first], gaps[last]
    change = difference_limits(
        value=abs(now.difference),
        lower=abs(now.difference) - (now.difference - now.lower),
        upper=abs(now.difference) + (now.upper - now.difference),
        other=abs(then.difference),
        other_lower=abs(then.difference) - (then.difference - then.lower),
        other_upper=abs(then.difference) + (then.upper - then.difference),
    )
    middle = f"{start}, and {_size(now, measure)} in {last}{_interval(now, measure)}"
    if change is None or then.difference * now.difference < 0:
        return f"{middle}."
    limits = format_difference_interval(
        change.lower, change.upper, unit=measure.unit, decimals=measure.decimals
    )
    if change.lower <= 0 <= change.upper:
        return f"{middle}; no clear change in the gap (change {limits})."
    side = "wider" if change.difference > 0 else "narrower"
    size = format_difference(abs(change.difference), unit=measure.unit, decimals=measure.decimals)
    return f"{middle}: {size} {side} ({limits})."


def _gap(found: Mapping[str, Row], own: str, other: str) -> DifferenceLimits | None:
    if own not in found or other not in found:
        return None
    first, second = found[own], found[other]
    return difference_limits(
        value=first["value"],
        lower=first["lower_cl"],
        upper=first["upper_cl"],
        other=second["value"],
        other_lower=second["lower_cl"],
        other_upper=second["upper_cl"],
    )


def _size(gap: DifferenceLimits, measure: Measure) -> str:
    size = format_difference(abs(gap.difference), unit=measure.unit, decimals=measure.decimals)
    return f"{size} {'above' if gap.difference > 0 else 'below'}"


def _interval(gap: DifferenceLimits, measure: Measure) -> str:
    words = format_difference_interval(
        gap.lower, gap.upper, unit=measure.unit, decimals=measure.decimals
    )
    return f" ({words})" if words else ""


def theil_sentence(rows: pd.DataFrame, *, what: str) -> str:
    """Say which share of all inequality lies between groups, then and now.

    Args:
        rows: period, part (all, between, within) and value; oldest period first.
        what: what the groups are, such as "regions".
    """
    by_period: dict[str, dict[str, float]] = {}
    for row in rows.to_dict("records"):
        by_period.setdefault(row["period"], {})[row["part"]] = row["value"]
    shares = {
        period: parts["between"] / parts["all"]
        for period, parts in by_period.items()
        if parts["all"] > 0
    }
    if not shares:
        return "There is no inequality to split up."
    first, last = next(iter(shares)), list(shares)[-1]
    start = f"Of all inequality between authorities {shares[first]:.0%} was between {what}"
    later = f" and {shares[last]:.0%} in {last}." if last != first else "."
    return f"{start} in {first}{later}"
