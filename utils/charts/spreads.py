"""Dots in the spread of a group: a row a place, lowest to highest, middle half and median."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from utils.charts.chart import PLACE_COLOURS, REFERENCE_COLOUR, SCHEMA, data_of, name_rows

ROW_HEIGHT: Final = 52
DOT: Final = 130


def spread_spec(frame: pd.DataFrame, *, axis: Mapping[str, Any]) -> dict[str, Any]:
    """Draw each place's value in the spread of its own group.

    Args:
        frame: `label`, `value`, `lowest`, `lower_quartile`, `median`, `upper_quartile`, `highest`,
            `expected` (numbers, all but the value may be missing) and `text`.
        axis: as `number_axis` makes it.
    """
    across = {
        "type": "quantitative",
        "title": axis["title"],
        "scale": {"zero": False, "nice": True, "padding": 12},
        "axis": {**axis["axis"], "tickCount": 5},
    }
    return {
        "$schema": SCHEMA,
        "data": data_of(frame),
        "height": {"step": ROW_HEIGHT},
        "encoding": {
            "y": name_rows("label"),
            "tooltip": {"field": "text", "type": "nominal"},
        },
        "layer": [
            layer
            for column, layer in _layers(across)
            # A layer without a mark would be an image without words to a screen reader.
            if frame[column].notna().any()
        ],
    }


def _layers(across: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """The parts of the drawing with the column that each needs."""

    def bar(low: str, high: str, width: int, opacity: float) -> dict[str, Any]:
        return {
            "mark": {"type": "rule", "strokeWidth": width, "opacity": opacity},
            "encoding": {
                "x": {**across, "field": low},
                "x2": {"field": high},
                "color": {"value": REFERENCE_COLOUR},
            },
        }

    def point(column: str, mark: Mapping[str, Any], colour: str) -> dict[str, Any]:
        return {
            "mark": dict(mark),
            "encoding": {"x": {**across, "field": column}, "color": {"value": colour}},
        }

    open_diamond = {"type": "point", "shape": "diamond", "filled": False, "size": 170}
    return [
        ("lowest", bar("lowest", "highest", 2, 0.7)),
        ("lower_quartile", bar("lower_quartile", "upper_quartile", 12, 0.35)),
        ("median", point("median", {"type": "tick", "thickness": 3, "size": 26}, REFERENCE_COLOUR)),
        ("expected", point("expected", {**open_diamond, "strokeWidth": 2}, REFERENCE_COLOUR)),
        (
            "value",
            point(
                "value",
                {"type": "point", "filled": True, "size": DOT, "opacity": 1},
                PLACE_COLOURS[0],
            ),
        ),
    ]
