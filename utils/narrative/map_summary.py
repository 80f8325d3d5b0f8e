"""A text summary of what a map shows, for those who do not see it or would rather read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
import pandas as pd

from data.read.measures import Measure
from data.read.statuses import DOUBTFUL
from geo.classify import NO_DATA, classify
from geo.wire import Floats, as_shown
from utils.formatting import format_interval, format_value
from utils.narrative.place import measure_title

MOST_DECIMALS = 4
DECILES: Final = 10
TENTH: Final = " tenth"
#: A tenth counted from the nearer end.
NUMERALS: Final = ("", "", "second ", "third ", "fourth ", "fifth ")

BELOW_ZERO: Final = (
    "Below £0, income such as fees and charges was more than what was spent on the service."
)


def write(value: float, measure: Measure) -> str:
    """Write a value of a measure with its unit."""
    return format_value(value, unit=measure.unit, decimals=measure.decimals)


def class_labels(breaks: Sequence[float], measure: Measure) -> list[str]:
    """Range of each class in words, lowest first; the ends of a scale that needs it are named."""
    if measure.is_decile:
        return _decile_labels(breaks, measure)
    decimals = break_decimals(breaks, measure.decimals)
    shown = [format_value(bound, unit=measure.unit, decimals=decimals) for bound in breaks]
    if not shown:
        return ["all areas the same"]
    middle = [f"{low} to under {high}" for low, high in pairwise(shown)]
    low, high = (f" ({end})" for end in measure.ends) if measure.ends else ("", "")
    return [f"under {shown[0]}{low}", *middle, f"{shown[-1]} and over{high}"]


def _decile_labels(breaks: Sequence[float], measure: Measure) -> list[str]:
    """Tenths as whole numbers, the first and the last by what they are called."""
    starts = [1, *(int(bound) for bound in breaks), DECILES + 1]
    spans = [(low, high - 1) for low, high in pairwise(starts)]
    labels = [str(low) if low == high else f"{low} to {high}" for low, high in spans]
    for place in {0, len(spans) - 1} if measure.ends else ():
        end = measure.ends[0 if place == 0 else 1]
        whole = spans[place][0] == spans[place][1]
        labels[place] += f", {end if whole else end.removesuffix(TENTH)}"
    return labels


def decile_words(measure: Measure) -> list[str]:
    """Each decile as it is said of an area, by its number; nothing for zero."""
    labels = _decile_labels([float(decile) for decile in range(2, DECILES + 1)], measure)
    return ["", *(f"decile {label}" for label in labels)]


def scale_words(measure: Measure) -> str:
    """What the low end of a scale is where low is dark, as of a rank or a decile."""
    low = measure.dark_end == "low" and bool(measure.ends)
    return f" (1 is the {measure.ends[0]})" if low else ""


def break_decimals(breaks: Sequence[float], least: int) -> int:
    """As many decimals as separate the breaks, and at least those of the measure."""
    decimals = least
    while decimals < MOST_DECIMALS and len({round(bound, decimals) for bound in breaks}) < len(
        breaks
    ):
        decimals += 1
    return decimals


def class_counts(values: Floats, breaks: Sequence[float]) -> tuple[list[int], int]:
    """Number of areas in each class, and of areas without data."""
    found = np.bincount(classify(values, breaks=list(breaks)), minlength=NO_DATA + 1)
    return [int(count) for count in found[: len(breaks) + 1]], int(found[NO_DATA])


def summarise_map(
    rows: pd.DataFrame, measure: Measure, *, period: str, breaks: Sequence[float], chosen: str = ""
) -> str:
    """Say the range, the median, the areas in each class and how the chosen area stands.

    Args:
        rows: area_code, area_name, value and limits, a row for each area.
        measure: what the values are.
        period: to which period they belong.
        breaks: inner class breaks.
        chosen: code of an area to speak of, if it is among the rows.
    """
    title = f"{measure_title(measure)}, {period}"
    values = as_shown(
        rows["value"].to_numpy(np.float64, na_value=np.nan), decimals=measure.decimals
    )
    doubtful = _doubtful(rows)
    known = values[np.isfinite(values) & ~doubtful]
    if not len(known):
        return f"{title}: no area has a figure."
    counts, missing = class_counts(values, breaks)
    labels = class_labels(breaks, measure)
    both = [(count, label) for count, label in zip(counts, labels, strict=True) if count]
    gaps = f"; {missing:,} with no figure" if missing else ""
    median = float(np.median(known))
    if measure.is_decile:
        classes = "; ".join(f"{label}: {count:,}" for count, label in both)
        text = f"{title}. Areas in each decile: {classes}{gaps}."
    else:
        classes = "; ".join(f"{count:,} {label}" for count, label in both)
        text = f"{title}: {_spread(known, measure)}. Areas by class: {classes}{gaps}."
    left_out = int((np.isfinite(values) & doubtful).sum())
    if left_out:
        verb = "is" if left_out == 1 else "are"
        text += (
            f" {left_out:,} that may include an error {verb} left out of the range and the median."
        )
    if measure.kind == "spend" and known.min() < 0:
        text += f" {BELOW_ZERO}"
    stands = describe_position(rows, measure, breaks=breaks, median=median, chosen=chosen)
    return f"{text} {stands}" if stands else text


def _spread(known: Floats, measure: Measure) -> str:
    """From the least to the greatest value, and where the middle lies; a single area has none."""
    if len(known) == 1:
        return f"{write(float(known[0]), measure)} in the only area with a value"
    median = float(np.median(known))
    # Of many areas with the middle value itself, far fewer than half are below it.
    is_half = int((known < median).sum()) >= (len(known) - 1) // 2
    middle = (
        f"below {write(median, measure)}" if is_half else f"at {write(median, measure)} or below"
    )
    return (
        f"from {write(float(known.min()), measure)} to {write(float(known.max()), measure)}; "
        f"half of the {len(known):,} areas are {middle}"
    )


def _doubtful(rows: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    if "status" not in rows:
        return np.zeros(len(rows), dtype=bool)
    return rows["status"].eq(DOUBTFUL).to_numpy(dtype=bool)


def describe_position(
    rows: pd.DataFrame, measure: Measure, *, breaks: Sequence[float], median: float, chosen: str
) -> str:
    """Say where an area stands: its value, its class and on which side of the median."""
    if not chosen:
        return ""
    places = np.flatnonzero(rows["area_code"].to_numpy() == chosen)
    if not len(places):
        return ""
    row = rows.iloc[int(places[0])]
    if pd.isna(row["value"]):
        note = f" ({row['note']})" if isinstance(row["note"], str) and row["note"] else ""
        return f"{row['area_name']} has no figure{note}."
    value = round(float(row["value"]), measure.decimals)
    if measure.is_decile:
        return f"{row['area_name']} is {tenth_words(int(value), measure)} (decile {value:.0f})."
    if row.get("status") == DOUBTFUL:
        about = f"{row['area_name']} has {write(value, measure)}, which may include an error."
        return f"{about} {row['note']}"
    number = int(np.searchsorted(np.asarray(breaks), value, side="right"))
    side = "at the median" if value == median else "above" if value > median else "below"
    side = side if side == "at the median" else f"{side} the median"
    low, high = _number(row["lower_cl"]), _number(row["upper_cl"])
    if measure.kind == "whole" and low is not None and high is not None and low <= median <= high:
        side = "and its range includes the median"
    limits = format_interval(
        _number(row["lower_cl"]),
        _number(row["upper_cl"]),
        unit=measure.unit,
        decimals=measure.decimals,
    )
    name = "range of the estimate" if measure.kind == "whole" else "95% confidence interval"
    between = f", {name} {limits}" if limits else ""
    label = class_labels(breaks, measure)[number]
    said = write(value, measure) + scale_words(measure)
    return (
        f"{row['area_name']} has {said}{between}: class {number + 1} of "
        f"{len(breaks) + 1} ({label}), {side}."
    )


def tenth_words(decile: int, measure: Measure) -> str:
    """Say in which tenth of all neighbourhoods a small area lies, counted from the nearer end.

    Args:
        decile: 1 to 10.
        measure: a measure in deciles, whose ends have names.
    """
    near = decile <= DECILES // 2
    end = measure.ends[0 if near else 1]
    place = NUMERALS[decile if near else DECILES + 1 - decile]
    start = "among" if not place else "in"
    return f"{start} the {place}{end} of neighbourhoods in England"


def _number(value: object) -> float | None:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]
