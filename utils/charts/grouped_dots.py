"""Dots of several places on each of several lines, such as spend per person by theme."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from utils.charts.chart import REFERENCE_COLOUR, SCHEMA, data_of, name_rows, place_scales

STEP: Final = 40
DOT: Final = 120
#: Letters in a line of the title of the axis, so that it is whole on a phone.
TITLE_LETTERS: Final = 28


def grouped_dots_spec(
    frame: pd.DataFrame,
    *,
    places: list[str],
    axis: Mapping[str, Any],
    ticks_by_place: bool = False,
) -> dict[str, Any]:
    """Draw every place's value on each line as a dot, and what it is compared with as a tick.

    Args:
        frame: `line`, `place`, `value`, `england` (what a place is compared with; numbers may be
            missing), `text`, `england_text` and `noted`: whether the value is estimated in part or
            doubtful, which leaves its dot hollow.
        places: names in the order of their colours.
        axis: as `number_axis` makes it.
        ticks_by_place: whether each place is compared with something else, so that its tick has
            its colour; else ticks are grey.
    """
    scales = place_scales(places)
    colour = scales["color"] if ticks_by_place else {"value": REFERENCE_COLOUR}
    across = {
        "type": "quantitative",
        "title": textwrap.wrap(axis["title"], TITLE_LETTERS),
        "axis": {**axis["axis"], "tickCount": 4},
    }
    tooltip = {"tooltip": {"field": "text", "type": "nominal"}}
    return {
        "$schema": SCHEMA,
        "data": data_of(frame),
        "height": {"step": STEP},
        "encoding": {"y": name_rows("line", grid=True)},
        "layer": [
            {
                "mark": {"type": "tick", "thickness": 3, "size": 26},
                "encoding": {
                    "x": {**across, "field": "england"},
                    "color": colour,
                    "tooltip": {"field": "england_text", "type": "nominal"},
                },
            },
            {
                "mark": {"type": "point", "filled": True, "size": DOT, "opacity": 1},
                "encoding": {
                    "x": {**across, "field": "value"},
                    **scales,
                    "stroke": scales["color"],
                    "strokeWidth": {"value": 2},
                    "fillOpacity": {
                        "condition": {"test": "datum.noted", "value": 0},
                        "value": 1,
                    },
                    **tooltip,
                },
            },
        ],
    }
