"""Who lives there: the share of residents in each age band, a line for each place."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from utils.charts.chart import SCHEMA, data_of, place_scales
from utils.charts.line_ends import MOST_NAMED, beside_names, ends_of, line_domain, name_ends

HEIGHT: Final = 260
LEGEND_ROW: Final = 30


def age_profile_spec(frame: pd.DataFrame, *, places: list[str], bands: list[str]) -> dict[str, Any]:
    """Draw each place's share of residents by five-year age band.

    Args:
        frame: `band`, `place`, `share` (per cent) and `text`.
        places: names in the order of their colours.
        bands: age bands, youngest first.
    """
    is_named = len(places) <= MOST_NAMED
    x: dict[str, Any] = {
        "field": "band",
        "type": "ordinal",
        "title": "Age",
        "scale": {"domain": bands},
        "axis": {"values": bands[::6], "labelAngle": 0},
    }
    y = {
        "field": "share",
        "type": "quantitative",
        "title": "% of residents",
        "scale": {"domain": line_domain(frame["share"], zero=True), "nice": False},
        "axis": {"tickCount": 4},
    }
    scales = place_scales(places, with_dash=True)
    names: list[dict[str, Any]] = []
    if is_named:
        x = beside_names(x, places)
        scales = {channel: {**scale, "legend": None} for channel, scale in scales.items()}
        colours = dict(zip(places, scales["color"]["scale"]["range"], strict=True))
        ends = ends_of(frame, colours, name="place", fields=["band", "share"])
        names = name_ends(ends, x=x, y=y, height=HEIGHT)
    return {
        "$schema": SCHEMA,
        "height": HEIGHT if is_named else HEIGHT + LEGEND_ROW * len(places),
        "layer": [
            {
                "data": data_of(frame),
                "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 30, "filled": True}},
                "encoding": {
                    "x": x,
                    "y": y,
                    **scales,
                    "tooltip": {"field": "text", "type": "nominal"},
                },
            },
            *names,
        ],
    }
