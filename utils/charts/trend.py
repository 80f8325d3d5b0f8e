"""A place's line over the years, others pale behind it, breaks in the basis drawn as breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from utils.charts.chart import PLACE_COLOURS, REFERENCE_COLOUR, SCHEMA, data_of, period_axis
from utils.charts.line_ends import beside_names, ends_of, line_domain, name_ends

HEIGHT: Final = 190
PALE: Final = "#a9b0b8"
HAS_VALUE: Final = {"filter": {"field": "value", "valid": True}}


def trend_spec(
    frame: pd.DataFrame,
    *,
    own: str,
    england: str,
    breaks: Sequence[str],
    periods: Sequence[str],
    axis: Mapping[str, Any],
) -> dict[str, Any]:
    """Draw a small panel of a place: its line strong, England dashed, other places pale.

    A line is cut at each break and at each gap, as `segment` says: points of a segment alone are
    joined.

    Args:
        frame: `period`, `place`, `segment`, `value`, `lower`, `upper`, `text` and, where some
            figures need a note, `noted`.
        own: the place of this panel.
        england: name under which England's rows are held.
        breaks: periods that begin on a new basis.
        periods: all periods, in order.
        axis: as `number_axis` makes it.
    """
    colours = {own: PLACE_COLOURS[0], england: REFERENCE_COLOUR}
    ends = ends_of(frame, colours, name="place", fields=["period", "value"])
    across = beside_names(period_axis(periods), [end["name"] for end in ends])
    up = {
        "field": "value",
        "type": "quantitative",
        "title": axis["title"],
        "scale": {"domain": line_domain(_drawn(frame, own)), "nice": False, "zero": False},
        "axis": {**axis["axis"], "tickCount": 4, "titleLimit": HEIGHT},
    }
    return {
        "$schema": SCHEMA,
        "height": HEIGHT,
        "data": data_of(frame),
        "layer": [
            # A layer without a mark would be an image without words to a screen reader.
            *([_breaks(breaks, across)] if breaks else []),
            *([_limits(own, across, up)] if _holds(frame, [own], "lower") else []),
            *_lines(frame, own, england, across, up),
            *([_hollow(own, across, up)] if _is_noted(frame, own) else []),
            *name_ends(ends, x=across, y=up, height=HEIGHT),
        ],
    }


def _drawn(frame: pd.DataFrame, own: str) -> pd.Series[float]:
    """Every value of a line, and the confidence intervals of this place's."""
    limits = frame.loc[frame["place"] == own, ["lower", "upper"]]
    parts = [frame["value"], limits["lower"], limits["upper"]]
    return pd.concat([part.astype("float64") for part in parts], ignore_index=True)


def _holds(frame: pd.DataFrame, places: Sequence[str], column: str) -> bool:
    """Whether any of some places has a number in a column."""
    return bool(frame.loc[frame["place"].isin(places), column].notna().any())


def _is_noted(frame: pd.DataFrame, own: str) -> bool:
    """Whether a figure of the place is in part estimated, or doubtful."""
    return "noted" in frame and bool(frame.loc[frame["place"] == own, "noted"].any())


def _hollow(own: str, across: dict[str, Any], up: dict[str, Any]) -> dict[str, Any]:
    """A hollow point over each figure that is in part estimated, or doubtful."""
    return {
        "transform": [
            {"filter": {"field": "place", "equal": own}},
            {"filter": {"field": "noted", "equal": True}},
            HAS_VALUE,
        ],
        "mark": {"type": "point", "filled": True, "size": 70, "strokeWidth": 2, "opacity": 1},
        "encoding": {
            "x": across,
            "y": up,
            "fill": {"value": "white"},
            "stroke": {"value": PLACE_COLOURS[0]},
            "tooltip": {"field": "text", "type": "nominal"},
        },
    }


def _lines(
    frame: pd.DataFrame, own: str, england: str, across: dict[str, Any], up: dict[str, Any]
) -> list[dict[str, Any]]:
    """Lines of those that have figures: the other places, England, and this place on top."""
    others = [name for name in frame["place"].unique() if name not in {own, england}]
    styles = (
        (others, PALE, 1.2, None, False),
        ([england], REFERENCE_COLOUR, 2.0, [5, 4], False),
        ([own], PLACE_COLOURS[0], 3.0, None, True),
    )
    return [
        _line(names, colour, width, across, up, dash=dash, points=points)
        for names, colour, width, dash, points in styles
        if _holds(frame, names, "value")
    ]


def _breaks(breaks: Sequence[str], across: dict[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [{"period": period} for period in breaks]},
        "mark": {"type": "rule", "strokeDash": [2, 3], "strokeWidth": 1.5},
        "encoding": {"x": across, "color": {"value": REFERENCE_COLOUR}},
    }


def _limits(own: str, across: dict[str, Any], up: dict[str, Any]) -> dict[str, Any]:
    return {
        "transform": [
            {"filter": {"field": "place", "equal": own}},
            {"filter": {"field": "lower", "valid": True}},
        ],
        "mark": {"type": "rule", "strokeWidth": 5, "opacity": 0.3},
        "encoding": {
            "x": across,
            "y": {**up, "field": "lower"},
            "y2": {"field": "upper"},
            "color": {"value": PLACE_COLOURS[0]},
        },
    }


def _line(
    names: Sequence[str],
    colour: str,
    width: float,
    across: dict[str, Any],
    up: dict[str, Any],
    *,
    dash: list[int] | None = None,
    points: bool = False,
) -> dict[str, Any]:
    mark: dict[str, Any] = {"type": "line", "strokeWidth": width}
    if dash:
        mark["strokeDash"] = dash
    if points:
        mark["point"] = {"filled": True, "size": 40, "color": colour}
    return {
        "transform": [{"filter": {"field": "place", "oneOf": list(names)}}, HAS_VALUE],
        "mark": mark,
        "encoding": {
            "x": across,
            "y": up,
            "detail": [{"field": "place"}, {"field": "segment"}],
            "color": {"value": colour},
            "tooltip": {"field": "text", "type": "nominal"},
        },
    }
