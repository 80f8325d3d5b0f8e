"""Sentences about spend beside an outcome, and how spend lies over deprivation."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Final, NamedTuple

import pandas as pd

from data.read.measures import Measure
from data.read.spend_outcomes import ABOVE, BELOW, NO_LIMITS, SIMILAR, UNCLEAR, UNSURE, Position
from utils.formatting import format_interval, format_value
from utils.narrative.place import BASIS_WORDS, measure_title
from utils.narrative.whole_place import about
from utils.stats import spread_bands as bands

GROUPS: Final = {
    "england": "all councils",
    "pilots": "councils of the pilots",
    "parallel": "councils of the parallel places",
    "rest": "all other councils",
}
WHAT_IT_CANNOT_SAY: Final = (
    "What this cannot tell: whether more money would make people healthier, or whether ill health "
    "brings the money. Spending here is by councils, police, fire, transport and waste bodies, "
    "without the NHS, benefits and pensions; an outcome follows money by years or decades; and "
    "places close to one another on the chart differ in much else."
)
EXPECTED_CIRCLE: Final = (
    "Expected spending is fitted to what councils spend, on deprivation, ages and London, so "
    "across England the two are close by design."
)
BANDS: Final = {
    bands.BELOW: "lower than all of {of}",
    bands.LOW: "in the lowest quarter of {of}",
    bands.MIDDLE: "in the middle half of {of}",
    bands.HIGH: "in the highest quarter of {of}",
    bands.ABOVE: "higher than all of {of}",
    UNSURE: "with a range too wide to tell in which quarter of {of} it lies",
}
SIDES: Final = {
    ABOVE: "is clearly above",
    BELOW: "is clearly below",
    UNCLEAR: "shows no clear difference from",
    NO_LIMITS: "has no published confidence interval, so we cannot tell if it differs from",
}
COUNCILS: Final = "councils"


class Setting(NamedTuple):
    """What a place is set beside, and when.

    Attributes:
        year: the financial year.
        period: the outcome's period.
        adjust: "crude", or "need" for the difference from what similar places spend.
        reference: what the outcome is set beside, or None.
        beside: whom it is set beside where that is not all councils and England, such as
            "the 15 similar places".
    """

    year: str
    period: str
    adjust: str
    reference: float | None
    beside: str = ""


def place_sentence(
    row: Mapping[Hashable, Any],
    position: Position,
    money: Measure,
    outcome: Measure,
    setting: Setting,
) -> str:
    """Say what a place spends and where that lies, and what its outcome's own limits allow.

    Args:
        row: place, x, x_lower, x_upper, y, y_lower and y_upper.
        position: band of its spend and side of its outcome.
        money: the measure of spend.
        outcome: the outcome.
        setting: what it is set beside, and when.
    """
    where = BANDS[position.band].format(of=setting.beside or COUNCILS)
    if setting.adjust == SIMILAR:
        where = f"a difference {where}"
    if money.kind == "whole":
        return (
            f"{_whole(row, money, setting)}, {where}; {_outcome(row, position, outcome, setting)}."
        )
    line = f"{money.name[0].lower()}{money.name[1:]} ({BASIS_WORDS[money.basis]})"
    spend = _spend(float(row["x"]), money, setting.adjust)
    return (
        f"In {setting.year} {row['place']} {spend} on {line}, {where}; "
        f"{_outcome(row, position, outcome, setting)}."
    )


def _whole(row: Mapping[Hashable, Any], money: Measure, setting: Setting) -> str:
    """What is spent in a place by all public bodies, with the range of the estimate."""
    lower, upper = float(row["x_lower"]), float(row["x_upper"])
    between = "" if pd.isna(lower) else f", between {about(lower)} and {about(upper)}"
    return (
        f"{money.name}: about {about(float(row['x']))} per person in {row['place']} in "
        f"{setting.year} ({BASIS_WORDS[money.basis]}){between}"
    )


def _spend(value: float, money: Measure, adjust: str) -> str:
    amount = format_value(abs(value), unit=money.unit, decimals=0)
    if adjust != SIMILAR:
        return f"spent {'' if value >= 0 else 'minus '}{amount} per person"
    side = "more" if value >= 0 else "less"
    return f"spent {amount} per person {side} than similar places"


def _outcome(
    row: Mapping[Hashable, Any],
    position: Position,
    outcome: Measure,
    setting: Setting,
) -> str:
    unit, decimals = outcome.unit, outcome.decimals
    value = format_value(float(row["y"]), unit=unit, decimals=decimals)
    limits = format_interval(row["y_lower"], row["y_upper"], unit=unit, decimals=decimals)
    whom = f"the median of {setting.beside}" if setting.beside else "England"
    other = format_value(setting.reference, unit=unit, decimals=decimals)
    title = measure_title(outcome)
    start = f"{title[0].lower()}{title[1:]} ({setting.period})"
    if setting.reference is None:
        return f"{start} is {value}, and England's value is not published"
    facts = [f"95% confidence interval {limits}"] if limits else []
    facts.append(f"{'median' if setting.beside else 'England'} {other}")
    return f"{start} {SIDES[position.side]} {whom}: {value} ({'; '.join(facts)})"


def concentration_sentence(rows: pd.DataFrame, money: Measure, *, year: str, group: str) -> str:
    """Say whether spend is higher where deprivation is, and whether more so than expected.

    Args:
        rows: statistic (spend, expected, difference), value, lower_cl, upper_cl and note of a
            group.
        money: the measure of spend.
        year: the financial year.
        group: short name of the group.
    """
    found = {row["statistic"]: row for row in rows.to_dict("records")}
    start = f"{money.name}, {GROUPS[group]}, {year}"
    if "spend" not in found or pd.isna(found["spend"]["value"]):
        reason = f" {rows['note'].iloc[0]}" if len(rows) else ""
        return f"{start}: no index of spending over deprivation.{reason}"
    spend = found["spend"]
    sentence = f"{start}: spend per person {_leaning(spend)} (index {_index(spend)})"
    gap = found.get("difference")
    if gap is None:
        return f"{sentence}."
    if gap["lower_cl"] <= 0 <= gap["upper_cl"]:
        return (
            f"{sentence}; that is not clearly more or less so than similar places spend "
            f"(difference {_index(gap)})."
        )
    side = "more" if gap["value"] < 0 else "less"
    return f"{sentence}; that is clearly {side} so than similar places spend ({_index(gap)})."


def _leaning(row: Mapping[Hashable, Any]) -> str:
    if row["upper_cl"] < 0:
        return "is higher in more deprived places"
    if row["lower_cl"] > 0:
        return "is lower in more deprived places"
    return "does not clearly rise or fall with deprivation"


def _index(row: Mapping[Hashable, Any]) -> str:
    value = format_value(float(row["value"]), unit="", decimals=3)
    limits = format_interval(float(row["lower_cl"]), float(row["upper_cl"]), unit="", decimals=3)
    return f"{value}, 95% confidence interval {limits}"
