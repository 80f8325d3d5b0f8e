"""The published slope index over the years, with ours beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import pandas as pd

from data.read.inequality import Index
from utils.charts.chart import (
    PLACE_COLOURS,
    SCHEMA,
    Chart,
    data_of,
    number_axis,
    period_axis,
)
from utils.charts.line_ends import beside_names, ends_of, line_domain, name_ends
from utils.formatting import format_value
from utils.narrative.inequality import YEARS

HEIGHT: Final = 280
TAKES: Final = {
    "slope_index_of_inequality_2020_take": "published, release of 2020",
    "slope_index_of_inequality": "published, release of 2026",
}
OURS: Final = "our estimate, from the tenths of 2014-16"
#: What the lines are called beside the plot; the note says that the releases are published.
SHORT: Final = {
    TAKES["slope_index_of_inequality_2020_take"]: "release of 2020",
    TAKES["slope_index_of_inequality"]: "release of 2026",
    OURS: "our estimate",
}
OWN_PERIOD: Final = "2014-16"
KEY: Final = (
    "The two releases use different populations, so they are not joined. They have no published "
    "confidence interval; our estimate has a 95% confidence interval. Three-year periods overlap."
)


def published_chart(
    published: pd.DataFrame,
    ours: Index | None,
    *,
    name: str,
    title: str,
    finding: str,
    notes: Sequence[str],
) -> Chart | None:
    """The published slope index by period and release, ours of 2014-16 with limits; None without.

    Args:
        published: take, period, value in years.
        ours: our own index, or None.
        name: short name for files.
        title: what is drawn.
        finding: what it shows.
        notes: sources and caveats.
    """
    rows = published.dropna(subset=["value"]).assign(
        line=lambda frame: frame["take"].map(TAKES), lower=None, upper=None
    )
    if ours is not None and ours.value is not None:
        own = {"period": OWN_PERIOD, "value": ours.value, "line": OURS}
        rows = pd.concat(
            [rows, pd.DataFrame([{**own, "lower": ours.lower, "upper": ours.upper}])],
            ignore_index=True,
        )
    if rows.empty:
        return None
    rows = rows.assign(
        text=[
            f"{row['period']}, {row['line']}: {format_value(row['value'], unit=YEARS, decimals=1)}"
            for row in rows.to_dict("records")
        ]
    )
    periods = sorted(set(rows["period"]))
    axis = number_axis("years", decimals=0)
    names = [*TAKES.values(), OURS]
    x = beside_names(period_axis(periods), list(SHORT.values()))
    drawn = pd.concat([rows[part].astype("float64") for part in ("value", "lower", "upper")])
    y = {
        "type": "quantitative",
        "title": axis["title"],
        "scale": {"domain": line_domain(pd.concat([drawn, pd.Series([0.0])])), "nice": False},
        "axis": {**axis["axis"], "tickCount": 5},
    }
    colour = {
        "field": "line",
        "type": "nominal",
        "scale": {"domain": names, "range": list(PLACE_COLOURS[: len(names)])},
        "legend": None,
    }
    shape = {**colour, "scale": {"domain": names, "range": ["circle", "square", "diamond"]}}
    layers: list[dict[str, Any]] = [
        {
            "mark": {"type": "line", "strokeWidth": 2},
            "encoding": {"x": x, "color": colour, "y": {**y, "field": "value"}},
        },
        {
            "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1},
            "encoding": {
                "x": x,
                "color": colour,
                "y": {**y, "field": "value"},
                "shape": shape,
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
    ]
    if rows["lower"].notna().any():
        limits = {
            "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.55},
            "encoding": {
                "x": x,
                "color": colour,
                "y": {**y, "field": "lower"},
                "y2": {"field": "upper"},
            },
        }
        layers.insert(0, limits)
    colours = dict(zip(names, PLACE_COLOURS, strict=False))
    ends = [
        {**end, "name": SHORT[end["name"]]}
        for end in ends_of(rows, colours, name="line", fields=["period", "value"])
    ]
    layers += name_ends(ends, x=x, y={**y, "field": "value"}, height=HEIGHT)
    return Chart(
        name=name,
        title=title,
        spec={
            "$schema": SCHEMA,
            "height": HEIGHT,
            "data": data_of(rows[["period", "value", "lower", "upper", "line", "text"]]),
            "layer": layers,
        },
        finding=finding,
        table=rows[["period", "line", "value", "lower", "upper"]]
        .rename(
            columns={
                "period": "Period",
                "line": "Index",
                "value": "Years",
                "lower": "95% confidence interval, lower",
                "upper": "95% confidence interval, upper",
            }
        )
        .astype(
            {
                "95% confidence interval, lower": "float64",
                "95% confidence interval, upper": "float64",
            }
        )
        .round(1),
        notes=(KEY, *notes),
    )
