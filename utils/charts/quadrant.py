"""Spend against an outcome, each in standard deviations; grey unless both can be told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from utils.charts.chart import LEGEND, REFERENCE_COLOUR, SCHEMA, Chart, data_of, number_axis

HEIGHT: Final = 620
GREY: Final = "cannot tell"
#: Neither red nor green: high spend blue or violet, low spend gold or brown.
COLOURS: Final[Mapping[str, str]] = {
    "high, high": "#1f4e9c",
    "high, low": "#7a5bb5",
    "low, high": "#b08a3c",
    "low, low": "#8c4a12",
    GREY: "#9aa1a9",
}
SHAPES: Final = ("circle", "square", "diamond", "triangle-up", "circle")
WORDS: Final[Mapping[str, str]] = {
    "high, high": "spend clearly higher, outcome clearly higher",
    "high, low": "spend clearly higher, outcome clearly lower",
    "low, high": "spend clearly lower, outcome clearly higher",
    "low, low": "spend clearly lower, outcome clearly lower",
    GREY: "cannot tell on one or both",
}
SELECTION: Final = "place"
KEY: Final = (
    "Each dot is an authority, in standard deviations from the mean of the places it is set "
    "beside. Coloured only where the 95 per cent limits on both axes leave out the mean; grey "
    "where one cannot tell. A quadrant is no verdict on a place: what is high may be needed."
)


def quadrant_chart(
    frame: pd.DataFrame,
    trail: pd.DataFrame,
    *,
    chosen: str,
    name: str,
    title: str,
    titles: tuple[str, str],
    finding: str,
    notes: Sequence[str],
) -> Chart:
    """Draw every place, the chosen one with its limits, and its way over the years.

    Args:
        frame: code, place, x, x_lower, x_upper, y, y_lower, y_upper (z-scores), quadrant, text.
        trail: x, y, when of the chosen place, oldest first; may be empty.
        chosen: code of the chosen place, or nothing.
        name: short name for files.
        title: what is drawn.
        titles: of the axis of spend and of that of the outcome.
        finding: what it shows.
        notes: sources and caveats.
    """
    numbers = {**number_axis("", decimals=1, sign=True)["axis"], "tickCount": 6}
    x, y = ({"type": "quantitative", "title": one, "axis": numbers} for one in titles)
    shown = frame.assign(words=frame["quadrant"].map(WORDS))
    own = shown[shown["code"] == chosen]
    layers = [*_means(x, y), _dots(shown, x, y)]
    if len(own):
        layers += [*_limits(own, x, y), _ring(own, x, y)]
    if len(trail) > 1:
        layers += _trail(trail, x, y)
    return Chart(
        name=name,
        title=title,
        spec={"$schema": SCHEMA, "height": HEIGHT, "layer": layers},
        finding=finding,
        table=_table(shown),
        notes=(KEY, *notes),
    )


def _means(x: Mapping[str, Any], y: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The two lines of the mean."""
    common = {"type": "rule", "strokeDash": [4, 3], "aria": False}
    colour = {"value": REFERENCE_COLOUR}
    return [
        {
            "data": {"values": [{"nought": 0}]},
            "mark": common,
            "encoding": {axis: {**scale, "field": "nought"}, "color": colour},
        }
        for axis, scale in (("x", x), ("y", y))
    ]


def _dots(frame: pd.DataFrame, x: Mapping[str, Any], y: Mapping[str, Any]) -> dict[str, Any]:
    names = list(WORDS.values())
    colour = {"domain": names, "range": list(COLOURS.values())}
    return {
        "data": data_of(frame[["code", "place", "x", "y", "words", "text"]]),
        "params": [
            {"name": SELECTION, "select": {"type": "point", "fields": ["code"], "toggle": False}}
        ],
        "mark": {"type": "point", "filled": True, "size": 70, "opacity": 1, "cursor": "pointer"},
        "encoding": {
            "x": {**x, "field": "x"},
            "y": {**y, "field": "y"},
            "color": {"field": "words", "type": "nominal", "scale": colour, "legend": LEGEND},
            "shape": {
                "field": "words",
                "type": "nominal",
                "scale": {"domain": names, "range": list(SHAPES)},
                "legend": LEGEND,
            },
            "tooltip": {"field": "text", "type": "nominal"},
            "description": {"field": "text", "type": "nominal"},
        },
    }


def _limits(own: pd.DataFrame, x: Mapping[str, Any], y: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Limits of the chosen place on both axes, where there are any."""
    colour = {"value": "#747b84"}
    ends = {
        "x": {
            "x": {**x, "field": "x_lower"},
            "x2": {"field": "x_upper"},
            "y": {**y, "field": "y"},
        },
        "y": {
            "y": {**y, "field": "y_lower"},
            "y2": {"field": "y_upper"},
            "x": {**x, "field": "x"},
        },
    }
    return [
        {
            "data": data_of(own[["x", "y", *[f"{axis}_lower", f"{axis}_upper"]]]),
            "mark": {"type": "rule", "strokeWidth": 3},
            "encoding": {**encoding, "color": colour},
        }
        for axis, encoding in ends.items()
        if own[f"{axis}_lower"].notna().all()
    ]


def _ring(own: pd.DataFrame, x: Mapping[str, Any], y: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "data": data_of(own[["x", "y", "text"]]),
        "mark": {"type": "point", "size": 260, "strokeWidth": 3, "filled": False},
        "encoding": {
            "x": {**x, "field": "x"},
            "y": {**y, "field": "y"},
            "color": {"value": REFERENCE_COLOUR},
            "tooltip": {"field": "text", "type": "nominal"},
        },
    }


def _trail(trail: pd.DataFrame, x: Mapping[str, Any], y: Mapping[str, Any]) -> list[dict[str, Any]]:
    data = data_of(trail[["x", "y", "when", "order"]])
    ends = trail.iloc[[0, -1]]
    return [
        {
            "data": data,
            "mark": {
                "type": "line",
                "strokeWidth": 1.5,
                "strokeDash": [3, 2],
                "point": {"size": 20},
            },
            "encoding": {
                "x": {**x, "field": "x"},
                "y": {**y, "field": "y"},
                "order": {"field": "order"},
                "color": {"value": REFERENCE_COLOUR},
                "tooltip": {"field": "when", "type": "nominal"},
            },
        },
        {
            "data": data_of(ends[["x", "y", "when"]]),
            "mark": {"type": "text", "dy": -12, "fontSize": 12},
            "encoding": {
                "x": {**x, "field": "x"},
                "y": {**y, "field": "y"},
                "text": {"field": "when"},
                "color": {"value": REFERENCE_COLOUR},
            },
        },
    ]


def _table(frame: pd.DataFrame) -> pd.DataFrame:
    names = {
        "place": "Place",
        "spend": "Spend (£ per person)",
        "outcome": "Outcome",
        "x": "Spend, z-score",
        "x_lower": "Lower limit of spend",
        "x_upper": "Upper limit of spend",
        "y": "Outcome, z-score",
        "y_lower": "Lower limit of outcome",
        "y_upper": "Upper limit of outcome",
        "words": "What can be told",
    }
    return frame.sort_values("place")[list(names)].rename(columns=names).round(2)
