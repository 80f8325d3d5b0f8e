"""The message that colours the map: rows of one measure and period in, message out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from data.map_reader import Measure
from geo.layers import Floats, MapMessage
from utils.charts.palette import class_colours
from utils.formatting import affixes
from utils.narrative.place import measure_title


def measure_colours(measure: Measure) -> tuple[str, ...]:
    """One colour a class of a measure, lowest class first."""
    crosses_zero = bool(measure.breaks) and measure.breaks[0] < 0 < measure.breaks[-1]
    return class_colours(
        kind=measure.kind, classes=len(measure.breaks) + 1, crosses_zero=crosses_zero
    )


def draw_area_map(
    rows: pd.DataFrame,
    measure: Measure,
    *,
    period: str,
    outlines: Mapping[str, Sequence[str]],
    selected: Sequence[str],
    series: str | None,
) -> MapMessage:
    """Compose the message of one switch.

    Args:
        rows: value, lower_cl and upper_cl, one row an area in the order of the geometry.
        measure: what the values are.
        period: to which period they belong.
        outlines: ids of programme places by kind.
        selected: code of the chosen area or id of the chosen place, if any.
        series: address of all periods, or None where there is only one.
    """
    before, after = affixes(measure.unit)
    return MapMessage(
        title=measure_title(measure),
        period=period,
        values=_floats(rows["value"]),
        lower=_limits(rows["lower_cl"]),
        upper=_limits(rows["upper_cl"]),
        breaks=measure.breaks,
        colours=measure_colours(measure),
        prefix=before,
        suffix=after,
        decimals=measure.decimals,
        outlines=outlines,
        selected=selected,
        series=series,
    )


def _floats(values: pd.Series[float]) -> Floats:
    return np.asarray(values.to_numpy(na_value=np.nan), dtype=np.float64)


def _limits(values: pd.Series[float]) -> Floats | None:
    """Limits as numbers, or nothing where no area has one: then nothing is sent."""
    return None if values.isna().all() else _floats(values)
