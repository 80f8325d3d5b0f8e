"""Spend against an outcome in their own units: a place, those most like it, and all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from utils.charts.chart import SCHEMA, Chart, data_of
from utils.charts.quadrant_layers import (
    CHOSEN,
    COLOURS,
    HEIGHT,
    OTHER,
    PLOT_END,
    SHAPES,
    WORDS,
    QuadrantData,
    band_layer,
    corners_layers,
    limits_layers,
    medians_layers,
    named_of,
    names_layers,
    trail_layers,
)

SELECTION: Final = "place"
MARGIN: Final = 0.06
KEY: Final = (
    "Orange diamond: the place you chose; blue dots: similar places; grey dots: all other "
    "councils. Dashed lines: medians of the councils it is compared with; band: the middle half of "
    "their spending. {spend} Upright bar: 95% confidence interval of its outcome. High or low is "
    "not good or bad: what is high may be needed."
)
COUNTED: Final = "Spending is counted, so it has no margin of error."
ESTIMATED: Final = "Level bar: the range of its estimated spending."


def quadrant_chart(
    drawn: QuadrantData,
    trail: pd.DataFrame,
    *,
    name: str,
    title: str,
    finding: str,
    table: pd.DataFrame,
    notes: Sequence[str],
) -> Chart:
    """Draw every council, the chosen place and those most like it with their names.

    Args:
        drawn: what is drawn.
        trail: x, y and when of the chosen place, oldest first; may be empty.
        name: short name for files.
        title: what is drawn.
        finding: what it shows.
        table: the same as rows a reader can use.
        notes: sources and caveats.
    """
    frame, axes = drawn.frame, drawn.axes
    domains = {axis: _domain(frame, trail, axis) for axis in ("x", "y")}
    x, y = _axis(axes[0], domains["x"], with_room=True), _axis(axes[1], domains["y"])
    shown = frame.assign(words=frame["role"].map(WORDS), order=frame["role"] != OTHER)
    layers = [
        band_layer(drawn.spread, x),
        *medians_layers(drawn, domains, x, y),
        *corners_layers(),
        *names_layers(named_of(shown), domains["y"], x, y),
        _dots(shown.sort_values("order", kind="stable"), x, y),
        *limits_layers(shown[shown["role"] == CHOSEN], x, y),
        *(trail_layers(trail, x, y) if len(trail) > 1 else []),
    ]
    return Chart(
        name=name,
        title=title,
        spec={"$schema": SCHEMA, "height": HEIGHT, "layer": layers},
        finding=finding,
        table=table,
        notes=(KEY.format(spend=COUNTED if frame["x_lower"].isna().all() else ESTIMATED), *notes),
    )


def _domain(frame: pd.DataFrame, trail: pd.DataFrame, column: str) -> list[float]:
    """Lowest and highest value with some room; limits of the chosen place lie inside."""
    own = frame.loc[frame["role"] == CHOSEN, [f"{column}_lower", f"{column}_upper"]]
    values = pd.concat(
        [frame[column], trail[column], *(own[name] for name in own.columns)]
    ).dropna()
    low, high = float(values.min()), float(values.max())
    room = (high - low) * MARGIN
    return [low - room, high + room]


def _axis(
    axis: Mapping[str, Any], domain: Sequence[float], *, with_room: bool = False
) -> dict[str, Any]:
    scale: dict[str, Any] = {"domain": list(domain), "zero": False, "nice": False}
    if with_room:
        scale["range"] = [0, {"expr": PLOT_END}]
    return {
        "type": "quantitative",
        "title": axis["title"],
        "scale": scale,
        "axis": {**axis["axis"], "tickCount": 4, "titleLimit": 400},
    }


def _dots(frame: pd.DataFrame, x: Mapping[str, Any], y: Mapping[str, Any]) -> dict[str, Any]:
    roles = [word for word in WORDS if word in set(frame["role"])]
    names = [WORDS[role] for role in roles]
    colour = {"domain": names, "range": [COLOURS[role] for role in roles]}
    shape = {"domain": names, "range": [SHAPES[list(WORDS).index(role)] for role in roles]}
    is_other = f"datum.words === '{WORDS[OTHER]}'"
    only_others = roles == [OTHER]
    return {
        "data": data_of(frame[["code", "place", "x", "y", "words", "text"]]),
        "params": [
            {"name": SELECTION, "select": {"type": "point", "fields": ["code"], "toggle": False}}
        ],
        "mark": {"type": "point", "filled": True, "cursor": "pointer"},
        "encoding": {
            "x": {**x, "field": "x"},
            "y": {**y, "field": "y"},
            "color": {"field": "words", "type": "nominal", "scale": colour, "legend": None},
            "shape": {"field": "words", "type": "nominal", "scale": shape, "legend": None},
            "opacity": {
                "condition": {"test": is_other, "value": 0.8 if only_others else 0.45},
                "value": 1,
            },
            "size": {
                "condition": [
                    {"test": is_other, "value": 45},
                    {"test": f"datum.words === '{WORDS[CHOSEN]}'", "value": 190},
                ],
                "value": 75,
            },
            "tooltip": {"field": "text", "type": "nominal"},
            "description": {"field": "text", "type": "nominal"},
        },
    }
