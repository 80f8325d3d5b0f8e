"""Concentration curves, drawn as distance from equal shares over deprivation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import pandas as pd

from utils.charts.chart import (
    LEGEND,
    PLACE_COLOURS,
    PLACE_DASHES,
    REFERENCE_COLOUR,
    SCHEMA,
    Chart,
    data_of,
    number_axis,
)

HEIGHT: Final = 320
CURVE_KEY: Final = (
    "A concentration curve, drawn as its distance from equal shares (the grey line): above it the "
    "more deprived have more than their share, below it they have less."
)


def curve_chart(
    curves: Mapping[str, pd.DataFrame],
    *,
    name: str,
    title: str,
    of_what: str,
    finding: str,
    notes: Sequence[str],
) -> Chart:
    """Draw concentration curves as their distance from equal shares.

    Args:
        curves: population_share and value_share from zero to one, by what is shared out.
        name: short name for files.
        title: what is drawn.
        of_what: title of the upward axis, in percentage points.
        finding: what it shows.
        notes: sources and caveats.
    """
    frame = pd.concat(
        [curve.assign(curve=words) for words, curve in curves.items()], ignore_index=True
    )
    frame["points"] = (frame["value_share"] - frame["population_share"]) * 100
    names = list(curves)
    # All curves end at zero, where no name could tell which is which; a single one is in the title.
    legend = LEGEND if len(names) > 1 else None
    x = {
        "type": "quantitative",
        "field": "population_share",
        "title": "share of residents, from most to least deprived",
        "scale": {"domain": [0, 1]},
        "axis": {"format": "%", "tickCount": 5},
    }
    axis = number_axis(of_what, decimals=1, sign=True)
    y = {
        "type": "quantitative",
        "field": "points",
        "title": axis["title"],
        "axis": {**axis["axis"], "tickCount": 5},
    }
    return Chart(
        name=name,
        title=title,
        spec={
            "$schema": SCHEMA,
            "height": HEIGHT,
            "layer": [
                {
                    "data": {"values": [{"population_share": end, "points": 0} for end in (0, 1)]},
                    "mark": {"type": "line", "strokeWidth": 2},
                    "encoding": {"x": x, "y": y, "color": {"value": REFERENCE_COLOUR}},
                },
                {
                    "data": data_of(frame[["curve", "population_share", "points"]]),
                    "mark": {"type": "line", "strokeWidth": 2.5},
                    "encoding": {
                        "x": x,
                        "y": y,
                        "color": {
                            "field": "curve",
                            "type": "nominal",
                            "scale": {"domain": names, "range": list(PLACE_COLOURS[: len(names)])},
                            "legend": legend,
                        },
                        "strokeDash": {
                            "field": "curve",
                            "type": "nominal",
                            "scale": {"domain": names, "range": list(PLACE_DASHES[: len(names)])},
                            "legend": legend,
                        },
                    },
                },
            ],
        },
        finding=finding,
        table=frame.rename(
            columns={
                "curve": "Curve",
                "population_share": "Share of residents",
                "value_share": "Share",
                "points": "Distance from equal shares (percentage points)",
            }
        ).round(4),
        notes=(CURVE_KEY, *notes),
    )
