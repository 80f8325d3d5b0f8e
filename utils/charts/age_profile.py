"""Who lives there: the share of residents in each age band, a line for each place."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from utils.charts.chart import SCHEMA, data_of, place_scales

HEIGHT: Final = 260


def age_profile_spec(frame: pd.DataFrame, *, places: list[str], bands: list[str]) -> dict[str, Any]:
    """Draw each place's share of residents by five-year age band.

    Args:
        frame: `band`, `place`, `share` (per cent) and `text`.
        places: names in the order of their colours.
        bands: age bands, youngest first.
    """
    return {
        "$schema": SCHEMA,
        "height": HEIGHT,
        "data": data_of(frame),
        "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 30, "filled": True}},
        "encoding": {
            "x": {
                "field": "band",
                "type": "ordinal",
                "title": "Age",
                "scale": {"domain": bands},
                "axis": {"values": bands[::3], "labelAngle": 0},
            },
            "y": {
                "field": "share",
                "type": "quantitative",
                "title": "% of residents",
                "axis": {"tickCount": 4},
            },
            **place_scales(places, with_dash=True),
            "tooltip": {"field": "text", "type": "nominal"},
        },
    }
