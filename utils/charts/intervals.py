"""Dots with their intervals: a row for each place, its comparator marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from utils.charts.chart import (
    PLACE_COLOURS,
    REFERENCE_COLOUR,
    SCHEMA,
    data_of,
    name_rows,
)

ROW_HEIGHT: Final = 46
#: Where there are more rows than places to compare.
LOW_ROW_HEIGHT: Final = 26
MANY_ROWS: Final = 6
DOT: Final = 130


def interval_spec(frame: pd.DataFrame, *, axis: Mapping[str, Any]) -> dict[str, Any]:
    """Draw a value with its limits for each row, and its reference as a tick.

    Args:
        frame: `label`, `value`, `lower`, `upper`, `reference` (numbers may be missing) and `text`,
            what is said of the row when it is pointed at; a row for each place, in the order shown.
        axis: as `number_axis` makes it.
    """
    rows = name_rows("label")
    across = {
        "type": "quantitative",
        "title": axis["title"],
        "scale": {"zero": False, "nice": True, "padding": 12},
        "axis": {**axis["axis"], "tickCount": 5},
    }
    tooltip = {"tooltip": {"field": "text", "type": "nominal"}}
    return {
        "$schema": SCHEMA,
        "data": data_of(frame),
        "height": {"step": ROW_HEIGHT if len(frame) <= MANY_ROWS else LOW_ROW_HEIGHT},
        "encoding": {"y": rows},
        "layer": [
            layer
            for column, layer in _layers(across, tooltip).items()
            # A layer without a mark would be an image without words to a screen reader.
            if frame[column].notna().any()
        ],
    }


def _layers(across: Mapping[str, Any], tooltip: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The parts of the drawing by the column that each needs."""
    own, reference = {"value": PLACE_COLOURS[0]}, {"value": REFERENCE_COLOUR}
    return {
        "lower": {
            "mark": {"type": "rule", "strokeWidth": 4, "opacity": 0.55},
            "encoding": {
                "x": {**across, "field": "lower"},
                "x2": {"field": "upper"},
                "color": own,
                **tooltip,
            },
        },
        "reference": {
            "mark": {"type": "tick", "thickness": 3, "size": 28},
            "encoding": {"x": {**across, "field": "reference"}, "color": reference, **tooltip},
        },
        "value": {
            "mark": {"type": "point", "filled": True, "size": DOT, "opacity": 1},
            "encoding": {"x": {**across, "field": "value"}, "color": own, **tooltip},
        },
    }
