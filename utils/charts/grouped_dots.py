"""Dots of several places on each of several lines, such as spend per person by theme."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from utils.charts.chart import REFERENCE_COLOUR, SCHEMA, data_of, name_axis, place_scales

STEP: Final = 40
DOT: Final = 120


def grouped_dots_spec(
    frame: pd.DataFrame, *, places: list[str], axis: Mapping[str, Any]
) -> dict[str, Any]:
    """Draw every place's value on each line, England's as a tick, and the range between them.

    Args:
        frame: `line`, `place`, `value`, `england` (numbers may be missing) and `text`.
        places: names in the order of their colours.
        axis: as `number_axis` makes it.
    """
    across = {
        "type": "quantitative",
        "title": axis["title"],
        "axis": {**axis["axis"], "tickCount": 4},
    }
    told = {"tooltip": {"field": "text", "type": "nominal"}}
    return {
        "$schema": SCHEMA,
        "data": data_of(frame),
        "height": {"step": STEP},
        "encoding": {
            "y": {
                "field": "line",
                "type": "nominal",
                "sort": None,
                "title": None,
                "axis": {**name_axis(), "grid": True},
            }
        },
        "layer": [
            {
                "mark": {"type": "tick", "thickness": 3, "size": 26},
                "encoding": {
                    "x": {**across, "field": "england"},
                    "color": {"value": REFERENCE_COLOUR},
                    "tooltip": {"field": "england_text", "type": "nominal"},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": DOT, "opacity": 1},
                "encoding": {"x": {**across, "field": "value"}, **place_scales(places), **told},
            },
        ],
    }
