"""Sentences about spend beside an outcome, and whether spend follows need."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, Final

import pandas as pd

from data.map_reader import Measure
from utils.formatting import format_interval, format_value
from utils.narrative.place import measure_title

GROUPS: Final = {
    "england": "all authorities",
    "pilots": "authorities of the pilots",
    "parallel": "authorities of the parallel places",
    "rest": "all others",
}
CANNOT_TELL_SPEND: Final = (
    "What this cannot tell: whether more money would make people healthier, or whether ill health "
    "brings the money. Spend here is of councils, police, fire, transport and waste bodies, "
    "without the NHS, benefits and pensions; an outcome follows money by years or decades; and "
    "places that stand in one quadrant differ in much else."
)
NEED_CIRCLE: Final = (
    "What need would suggest is fitted to what authorities spend, on deprivation and ages. Over "
    "all of England the two therefore lie close together by the way it is made; a difference "
    "inside a group says that its spend leans more or less to its deprived places than is usual."
)


def place_sentence(
    row: Mapping[Hashable, Any], money: Measure, outcome: Measure, *, way: str
) -> str:
    """Say where a place stands on both axes, and only what its limits allow.

    Args:
        row: place, spend, outcome and their z-scores with limits x_lower to y_upper.
        money: the measure of spend.
        outcome: the outcome.
        way: how spend is told: "as spent" or "at average need".
    """
    spend = format_value(_number(row["spend"]), unit=money.unit, decimals=0)
    value = format_value(_number(row["outcome"]), unit=outcome.unit, decimals=outcome.decimals)
    sides = [
        _side(_number(row[f"{axis}_lower"]), _number(row[f"{axis}_upper"])) for axis in ("x", "y")
    ]
    return (
        f"{row['place']}: {money.name.lower()} {spend} a person {way}, {sides[0]}; "
        f"{measure_title(outcome)} {value}, {sides[1]}."
    )


def _number(cell: object) -> float:
    return float(str(cell))


def _side(lower: float, upper: float) -> str:
    if lower > 0:
        return "clearly above the mean"
    if upper < 0:
        return "clearly below the mean"
    if lower <= 0 <= upper:
        return "within what cannot be told from the mean"
    return "which without limits cannot be told from the mean"


def quadrants_sentence(frame: pd.DataFrame) -> str:
    """Say of how many authorities both can be told."""
    told = int((frame["quadrant"] != "cannot tell").sum())
    return (
        f"Of {len(frame)} authorities with both figures, {told} can be told from the mean on both "
        "spend and outcome; the others are grey."
    )


def concentration_sentence(rows: pd.DataFrame, money: Measure, *, year: str, group: str) -> str:
    """Say whether spend leans to deprived places, and how it stands to what need would suggest.

    Args:
        rows: statistic (spend, need, inequity), value, lower_cl, upper_cl and note of a group.
        money: the measure of spend.
        year: the financial year.
        group: short name of the group.
    """
    whom = GROUPS[group]
    found = {row["statistic"]: row for row in rows.to_dict("records")}
    if "spend" not in found:
        reason = f" {rows['note'].iloc[0]}" if len(rows) else ""
        return f"{money.name}, {whom}, {year}: it cannot be told how spend lies.{reason}"
    spend = found["spend"]
    words = _leaning(spend)
    sentence = f"{money.name}, {whom}, {year}: spend per person {words} ({_index(spend)})"
    gap = found["inequity"]
    if gap["lower_cl"] <= 0 <= gap["upper_cl"]:
        return (
            f"{sentence}; whether it leans more or less so than need would suggest cannot be told "
            f"({_index(gap)})."
        )
    side = "more" if gap["value"] < 0 else "less"
    return f"{sentence}; it leans {side} to them than need would suggest ({_index(gap)})."


def _leaning(row: Mapping[Hashable, Any]) -> str:
    if row["upper_cl"] < 0:
        return "is higher the more deprived the place is (pro-poor)"
    if row["lower_cl"] > 0:
        return "is lower the more deprived the place is (pro-rich)"
    return "cannot be told to rise or fall with deprivation"


def _index(row: Mapping[Hashable, Any]) -> str:
    value = format_value(float(row["value"]), unit="", decimals=3)
    limits = format_interval(float(row["lower_cl"]), float(row["upper_cl"]), unit="", decimals=3)
    return f"{value}, {limits}"
