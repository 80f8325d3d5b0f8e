"""Spend against an outcome in their own units: one place, those most like it, and all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from utils.charts.chart import REFERENCE_COLOUR, SCHEMA, Chart, data_of
from utils.charts.name_column import label_heights, short_name
from utils.stats.spread_bands import Spread

HEIGHT: Final = 600
#: What is left of it below the numbers and the title of the axis.
PLOT_HEIGHT: Final = 530
SELECTION: Final = "place"
CHOSEN, NEIGHBOUR, OTHER = "chosen", "neighbour", "other"
WORDS: Final[Mapping[str, str]] = {
    CHOSEN: "the place you chose",
    NEIGHBOUR: "councils most like it",
    OTHER: "all other councils",
}
COLOURS: Final[Mapping[str, str]] = {CHOSEN: "#c2560c", NEIGHBOUR: "#2f6fd0", OTHER: "#9aa1a9"}
SHAPES: Final = ("diamond", "circle", "circle")
#: Names go in a column at the right, so that they cover neither points nor one another.
PLOT_END: Final = "max(width * 0.52, width - 185)"
LABEL_START: Final = f"{PLOT_END} + 14"
LABEL_ROOM: Final = f"width - ({LABEL_START})"
LABEL_STEP: Final = 17
#: Names that fit into the column.
MOST_NAMED: Final = 30
MARGIN: Final = 0.06
KEY: Final = (
    "Orange diamond: the place you chose; blue dots: the councils most like it; grey dots: all "
    "other councils. Dashed lines are the medians of the councils it is set beside; the band holds "
    "the middle half of their spend. Spend is counted, so it has no margin of error; the upright "
    "bar is the chosen place's 95 per cent limits of the outcome. High or low is no verdict: what "
    "is high may be needed."
)


@dataclass(frozen=True, kw_only=True)
class QuadrantData:
    """What is drawn.

    Attributes:
        frame: code, place, x, y, y_lower, y_upper, role (chosen, neighbour or other) and text.
        spread: of the spend of the councils it is set beside.
        middle: median of their outcome.
        axes: of spend and of the outcome, as `number_axis` makes them.
    """

    frame: pd.DataFrame
    spread: Spread
    middle: float
    axes: tuple[Mapping[str, Any], Mapping[str, Any]]


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
    domains = {one: _domain(frame, trail, one) for one in ("x", "y")}
    x, y = _axis(axes[0], domains["x"], with_room=True), _axis(axes[1], domains["y"])
    shown = frame.assign(words=frame["role"].map(WORDS), order=frame["role"] != OTHER)
    layers = [
        _band(drawn.spread, x),
        *_medians(drawn, domains, x, y),
        *_corners(),
        *_names(_named(shown), domains["y"], x, y),
        _dots(shown.sort_values("order", kind="stable"), x, y),
        *_limits(shown[shown["role"] == CHOSEN], x, y),
        *(_trail(trail, x, y) if len(trail) > 1 else []),
    ]
    return Chart(
        name=name,
        title=title,
        spec={"$schema": SCHEMA, "height": HEIGHT, "layer": layers},
        finding=finding,
        table=table,
        notes=(KEY, *notes),
    )


def _domain(frame: pd.DataFrame, trail: pd.DataFrame, column: str) -> list[float]:
    """Lowest and highest value with some room; limits of the chosen place lie inside."""
    own = (
        frame.loc[frame["role"] == CHOSEN, [f"{column}_lower", f"{column}_upper"]]
        if (column == "y")
        else frame.iloc[:0][[]]
    )
    values = pd.concat([frame[column], trail[column], *(own[one] for one in own.columns)]).dropna()
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


def _band(spread: Spread, x: Mapping[str, Any]) -> dict[str, Any]:
    """The middle half of spend."""
    return {
        "data": {"values": [{"low": spread.lower_quartile, "high": spread.upper_quartile}]},
        "mark": {"type": "rect", "color": REFERENCE_COLOUR, "opacity": 0.1, "aria": False},
        "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}},
    }


def _medians(
    drawn: QuadrantData,
    domains: Mapping[str, Sequence[float]],
    x: Mapping[str, Any],
    y: Mapping[str, Any],
) -> list[dict[str, Any]]:
    """The two lines of the medians, no further than the points reach."""
    common = {"type": "rule", "strokeDash": [4, 3], "color": REFERENCE_COLOUR, "aria": False}
    across = {"low": domains["x"][0], "high": domains["x"][1], "at": drawn.middle}
    return [
        {
            "data": {"values": [{"at": drawn.spread.median}]},
            "mark": common,
            "encoding": {"x": {**x, "field": "at"}},
        },
        {
            "data": {"values": [across]},
            "mark": common,
            "encoding": {
                "x": {**x, "field": "low"},
                "x2": {"field": "high"},
                "y": {**y, "field": "at"},
            },
        },
    ]


def _corners() -> list[dict[str, Any]]:
    """What each quarter of the plot means, in its corner."""
    found = []
    for spend, left in (("lower spend,", True), ("higher spend,", False)):
        for outcome, top in (("higher outcome", True), ("lower outcome", False)):
            mark = {
                "type": "text",
                "text": [spend, outcome],
                "align": "left" if left else "right",
                "baseline": "top",
                "fontSize": 11,
                "fontStyle": "italic",
                "color": REFERENCE_COLOUR,
                "x": 5 if left else {"expr": f"{PLOT_END} - 4"},
                "y": 5 if top else {"expr": "height - 30"},
            }
            found.append({"data": {"values": [{}]}, "mark": mark})
    return found


def _dots(frame: pd.DataFrame, x: Mapping[str, Any], y: Mapping[str, Any]) -> dict[str, Any]:
    roles = [one for one in WORDS if one in set(frame["role"])]
    names = [WORDS[one] for one in roles]
    colour = {"domain": names, "range": [COLOURS[one] for one in roles]}
    shape = {"domain": names, "range": [SHAPES[list(WORDS).index(one)] for one in roles]}
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


def _named(shown: pd.DataFrame) -> pd.DataFrame:
    """The chosen place and those most like it; the place alone where there are too many."""
    named = shown[shown["role"] != OTHER]
    return named if len(named) <= MOST_NAMED else shown[shown["role"] == CHOSEN]


def _names(
    named: pd.DataFrame, domain: Sequence[float], x: Mapping[str, Any], y: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Names in a column at the right, each led to its dot by a fine line."""
    if named.empty:
        return []
    frame = named.assign(
        at=label_heights(named["y"].tolist(), domain=domain, height=PLOT_HEIGHT, step=LABEL_STEP),
        label=named["place"].map(short_name),
    )
    colour = {
        "condition": {"test": f"datum.role === '{CHOSEN}'", "value": COLOURS[CHOSEN]},
        "value": COLOURS[NEIGHBOUR],
    }
    data = data_of(frame[["x", "y", "at", "label", "role"]])
    return [
        {
            "data": data,
            "mark": {"type": "rule", "strokeWidth": 0.8, "opacity": 0.55, "aria": False},
            "encoding": {
                "x": {**x, "field": "x"},
                "y": {**y, "field": "y"},
                "x2": {"value": {"expr": f"{LABEL_START} - 3"}},
                "y2": {"field": "at"},
                "color": colour,
            },
        },
        {
            "data": data,
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                "fontSize": 12,
                "limit": {"expr": LABEL_ROOM},
                "x": {"expr": LABEL_START},
            },
            "encoding": {
                "y": {**y, "field": "at"},
                "text": {"field": "label"},
                "color": colour,
            },
        },
    ]


def _limits(own: pd.DataFrame, x: Mapping[str, Any], y: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Limits of the chosen place's outcome, where there are any; spend has none."""
    known = own.dropna(subset=["y_lower", "y_upper"])
    if known.empty:
        return []
    return [
        {
            "data": data_of(known[["x", "y_lower", "y_upper"]]),
            "mark": {"type": "rule", "strokeWidth": 3, "color": COLOURS[CHOSEN], "aria": False},
            "encoding": {
                "x": {**x, "field": "x"},
                "y": {**y, "field": "y_lower"},
                "y2": {"field": "y_upper"},
            },
        }
    ]


def _trail(trail: pd.DataFrame, x: Mapping[str, Any], y: Mapping[str, Any]) -> list[dict[str, Any]]:
    common = {"x": {**x, "field": "x"}, "y": {**y, "field": "y"}}
    line = {
        "type": "line",
        "strokeWidth": 1.5,
        "strokeDash": [3, 2],
        "color": COLOURS[CHOSEN],
        "point": {"size": 20, "color": COLOURS[CHOSEN]},
    }
    first = {"type": "text", "dy": -10, "fontSize": 11, "color": COLOURS[CHOSEN]}
    return [
        {
            "data": data_of(trail[["x", "y", "when", "order"]]),
            "mark": line,
            "encoding": {
                **common,
                "order": {"field": "order"},
                "tooltip": {"field": "when", "type": "nominal"},
            },
        },
        {
            "data": data_of(trail.iloc[[0]][["x", "y", "when"]]),
            "mark": first,
            "encoding": {**common, "text": {"field": "when"}},
        },
    ]
