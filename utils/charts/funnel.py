"""A funnel plot: every authority's figure by how many people it is about, inside control limits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from utils.charts.chart import REFERENCE_COLOUR, SCHEMA, data_of, place_scales

HEIGHT: Final = 340
DOT: Final = 150
HEADROOM: Final = 1.1
TICKS: Final = (1_000, 10_000, 100_000, 1_000_000, 10_000_000)
#: Control limits by their column and how they are drawn.
LIMITS: Final[Mapping[str, list[int]]] = {
    "lower_998": [1, 0],
    "lower_95": [5, 4],
    "upper_95": [5, 4],
    "upper_998": [1, 0],
}


def funnel_spec(
    points: pd.DataFrame,
    limits: pd.DataFrame,
    *,
    places: Sequence[str],
    across: Mapping[str, Any],
    up: Mapping[str, Any],
) -> dict[str, Any]:
    """Draw all authorities pale, the chosen places strong, and limits around the average.

    Args:
        points: `denominator`, `value`, `place` (a chosen place's name, else missing) and `text`.
        limits: `denominator`, `average` and the columns of `LIMITS`, in the order of the first.
        places: names of the chosen places in the order of their colours.
        across: axis of the denominator, as `number_axis` makes it.
        up: axis of the value.
    """
    x = {
        "field": "denominator",
        "type": "quantitative",
        "title": across["title"],
        # Authorities differ a hundredfold in size.
        "scale": {"type": "log", "nice": False},
        "axis": {**across["axis"], "values": list(TICKS)},
    }
    y = {
        "type": "quantitative",
        "title": up["title"],
        # The limits of the smallest reach far beyond any figure; they are cut off there.
        "scale": {"domain": [0, float(points["value"].max()) * HEADROOM]},
        "axis": {**up["axis"], "tickCount": 5},
    }
    tooltip = {"tooltip": {"field": "text", "type": "nominal"}}
    lines = [
        {
            "data": data_of(limits),
            "mark": {"type": "line", "strokeDash": dash, "strokeWidth": 1.5, "clip": True},
            "encoding": {"x": x, "y": {**y, "field": column}, "color": {"value": REFERENCE_COLOUR}},
        }
        for column, dash in {**LIMITS, "average": [2, 2]}.items()
    ]
    others, chosen = points[points["place"].isna()], points[points["place"].notna()]
    return {
        "$schema": SCHEMA,
        "height": HEIGHT,
        "layer": [
            *lines,
            {
                "data": data_of(others),
                "mark": {"type": "point", "filled": True, "size": 35, "opacity": 0.5},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "value"},
                    "color": {"value": REFERENCE_COLOUR},
                    **tooltip,
                },
            },
            {
                "data": data_of(chosen),
                "mark": {"type": "point", "filled": True, "size": DOT, "opacity": 1},
                "encoding": {
                    "x": x,
                    "y": {**y, "field": "value"},
                    **place_scales(list(places)),
                    **tooltip,
                },
            },
        ],
    }
