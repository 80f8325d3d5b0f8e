"""Parts of the chart of spend and an outcome: band, medians, corners, names, limits and years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from utils.charts.chart import REFERENCE_COLOUR, data_of
from utils.charts.name_column import label_heights, names_in_column, short_name
from utils.stats.spread_bands import Spread

HEIGHT: Final = 600
#: What is left of it below the numbers and the title of the axis.
PLOT_HEIGHT: Final = 530
CHOSEN, NEIGHBOUR, OTHER = "chosen", "neighbour", "other"
WORDS: Final[Mapping[str, str]] = {
    CHOSEN: "the place you chose",
    NEIGHBOUR: "similar places",
    OTHER: "all other councils",
}
COLOURS: Final[Mapping[str, str]] = {CHOSEN: "#c2560c", NEIGHBOUR: "#2f6fd0", OTHER: "#9aa1a9"}
SHAPES: Final = ("diamond", "circle", "circle")
#: Names go in a column at the right, so that they cover neither points nor each other.
PLOT_END: Final = "max(width * 0.52, width - 185)"
LABEL_START: Final = f"{PLOT_END} + 14"
LABEL_ROOM: Final = f"width - ({LABEL_START})"
LABEL_STEP: Final = 17
#: Names that fit into the column.
MOST_NAMED: Final = 30


@dataclass(frozen=True, kw_only=True)
class QuadrantData:
    """What is drawn.

    Attributes:
        frame: code, place, x, x_lower, x_upper, y, y_lower, y_upper, role (chosen, neighbour or
            other) and text.
        spread: of the spend of the councils it is set beside.
        middle: median of their outcome.
        axes: of spend and of the outcome, as `number_axis` makes them.
    """

    frame: pd.DataFrame
    spread: Spread
    middle: float
    axes: tuple[Mapping[str, Any], Mapping[str, Any]]


def band_layer(spread: Spread, x: Mapping[str, Any]) -> dict[str, Any]:
    """The middle half of spend."""
    return {
        "data": {"values": [{"low": spread.lower_quartile, "high": spread.upper_quartile}]},
        "mark": {"type": "rect", "color": REFERENCE_COLOUR, "opacity": 0.1, "aria": False},
        "encoding": {"x": {**x, "field": "low"}, "x2": {"field": "high"}},
    }


def medians_layers(
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


def corners_layers() -> list[dict[str, Any]]:
    """What each quarter of the plot means, in its corner."""
    found = []
    for spend, left in (("lower spend,", True), ("higher spend,", False)):
        for outcome, top in (("higher", True), ("lower", False)):
            mark = {
                "type": "text",
                "text": [spend, outcome, "outcome"],
                "align": "left" if left else "right",
                "baseline": "top",
                "fontSize": 11,
                "fontStyle": "italic",
                "x": 5 if left else {"expr": f"{PLOT_END} - 4"},
                "y": 5 if top else {"expr": "height - 43"},
            }
            found.append({"data": {"values": [{}]}, "mark": mark})
    return found


def named_of(shown: pd.DataFrame) -> pd.DataFrame:
    """The chosen place and those most like it; the place alone where there are too many."""
    named = shown[shown["role"] != OTHER]
    return named if len(named) <= MOST_NAMED else shown[shown["role"] == CHOSEN]


def names_layers(
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
    return names_in_column(
        data,
        x={**x, "field": "x"},
        y={**y, "field": "y"},
        label="label",
        colour=colour,
        start=LABEL_START,
        text={
            "limit": {"expr": LABEL_ROOM},
            "fontWeight": {"expr": f"datum.role === '{CHOSEN}' ? 'bold' : 'normal'"},
        },
    )


def limits_layers(
    own: pd.DataFrame, x: Mapping[str, Any], y: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Limits of the chosen place's outcome and the range of its spend, where there are any."""
    mark = {"type": "rule", "strokeWidth": 3, "color": COLOURS[CHOSEN], "aria": False}
    upright = {
        "x": {**x, "field": "x"},
        "y": {**y, "field": "y_lower"},
        "y2": {"field": "y_upper"},
    }
    level = {
        "x": {**x, "field": "x_lower"},
        "x2": {"field": "x_upper"},
        "y": {**y, "field": "y"},
    }
    return [
        {
            "data": data_of(known[["x", "y", f"{axis}_lower", f"{axis}_upper"]]),
            "mark": mark,
            "encoding": encoding,
        }
        for axis, encoding in (("y", upright), ("x", level))
        if len(known := own.dropna(subset=[f"{axis}_lower", f"{axis}_upper"]))
    ]


def trail_layers(
    trail: pd.DataFrame, x: Mapping[str, Any], y: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The chosen place in every year with both figures, the first named."""
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
