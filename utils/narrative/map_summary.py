"""A text summary of what a map shows, for those who do not see it or would rather read."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from data.map_reader import Measure
from geo.classify import NO_DATA, classify
from utils.formatting import format_value
from utils.narrative.place import measure_title


def class_labels(measure: Measure) -> list[str]:
    """Range of each class in words, lowest first."""
    shown = [
        format_value(one, unit=measure.unit, decimals=break_decimals(measure))
        for one in measure.breaks
    ]
    if not shown:
        return ["all areas alike"]
    middle = [f"{low} to under {high}" for low, high in pairwise(shown)]
    return [f"under {shown[0]}", *middle, f"{shown[-1]} and over"]


def break_decimals(measure: Measure) -> int:
    """As many decimals as tell the breaks apart, and at least those of the measure."""
    decimals = measure.decimals
    while decimals < 4 and len({round(one, decimals) for one in measure.breaks}) < len(  # noqa: PLR2004
        measure.breaks
    ):
        decimals += 1
    return decimals


def class_counts(values: pd.Series, measure: Measure) -> tuple[list[int], int]:
    """Number of areas in each class, and of areas without data."""
    found = classify(
        values.to_numpy(dtype=np.float64, na_value=np.nan), breaks=list(measure.breaks)
    )
    counts = [int((found == one).sum()) for one in range(len(measure.breaks) + 1)]
    return counts, int((found == NO_DATA).sum())


def summarise_map(rows: pd.DataFrame, measure: Measure, *, period: str) -> str:
    """Say the range, the median and how many areas have no data."""
    known = rows.dropna(subset="value")
    title = f"{measure_title(measure)}, {period}"
    if known.empty:
        return f"{title}: no area has a value."
    ordered = known.sort_values("value")
    low, high = ordered.iloc[0], ordered.iloc[-1]

    def write(value: float) -> str:
        return format_value(value, unit=measure.unit, decimals=measure.decimals)

    missing = len(rows) - len(known)
    gaps = f" {missing} of {len(rows)} areas have no data." if missing else ""
    return (
        f"{title}: from {write(low['value'])} ({low['area_name']}) to {write(high['value'])} "
        f"({high['area_name']}); half of the {len(known)} areas are below "
        f"{write(float(known['value'].median()))}.{gaps}"
    )
