"""Names of lines beside the plot, each led to from the end of its line; none covers another."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from utils.charts.chart import data_of
from utils.charts.name_column import label_heights

#: With more lines than these a legend is easier to read.
MOST_NAMED: Final = 4
#: Letters in a line of a name, and how wide and high these are, in pixels.
LETTERS: Final = 14
LETTER_WIDTH: Final = 7
LINE_HEIGHT: Final = 14
#: Between the plot and the names, and between two names.
GAP: Final = 14
THREE: Final = 3
#: Width in pixels that a first, a middle and a last period need.
PERIODS_WIDTH: Final = 170
#: What the plot of a chart with a given height loses to the axis below it.
AXIS_HEIGHT: Final = 50
#: Room above and below the lines, as a share of what they span.
ROOM: Final = 0.06


def line_domain(values: pd.Series[float], *, zero: bool = False) -> list[float]:
    """Lowest and highest value of an axis on which lines do not touch the edges.

    Args:
        values: all that is drawn; missing ones are left out.
        zero: whether the axis begins at zero.
    """
    low, high = float(values.min()), float(values.max())
    room = (high - low or abs(high) or 1.0) * ROOM
    return [0.0 if zero else low - room, high + room]


def beside_names(channel: Mapping[str, Any], names: Sequence[str]) -> dict[str, Any]:
    """The channel across a chart, ending where the column of names begins.

    Where that leaves too little room, a label in the middle of three is left out.
    """
    end = f"width - {_width(names) + GAP}"
    labels = channel["axis"].get("values", ())
    middle = f"datum.value === '{labels[1]}'" if len(labels) == THREE else "false"
    return {
        **channel,
        "axis": {
            **channel["axis"],
            "labelExpr": f"{middle} && {end} < {PERIODS_WIDTH} ? '' : datum.label",
        },
        "scale": {**channel.get("scale", {}), "range": [0, {"expr": end}]},
    }


def name_ends(
    ends: Sequence[Mapping[str, Any]],
    *,
    x: Mapping[str, Any],
    y: Mapping[str, Any],
    height: int,
) -> list[dict[str, Any]]:
    """Draw the names of lines in a column, each with a fine line from the end of its own.

    Args:
        ends: `name` and `colour` of each line, and the place of its end under the fields of `x`
            and `y`.
        x: the channel across, as `beside_names` makes it.
        y: the channel upward, whose scale has a domain.
        height: of the chart, in pixels.
    """
    names = [str(end["name"]) for end in ends]
    lines = [textwrap.wrap(name, LETTERS) for name in names]
    at = label_heights(
        [float(end[y["field"]]) for end in ends],
        domain=y["scale"]["domain"],
        height=height - AXIS_HEIGHT,
        step=max(map(len, lines), default=1) * LINE_HEIGHT + 4,
    )
    data = data_of(pd.DataFrame(list(ends)).assign(at=at))
    for row, words in zip(data["values"], lines, strict=True):
        row["lines"], row["rise"] = words, (1 - len(words)) * LINE_HEIGHT / 2
    start = f"width - {_width(names)}"
    return [
        {
            "data": data,
            "mark": {"type": "rule", "strokeWidth": 1.2, "aria": False},
            "encoding": {
                "x": x,
                "x2": {"value": {"expr": f"{start} - 3"}},
                "y": y,
                "y2": {"field": "at"},
                "color": {"field": "colour", "type": "nominal", "scale": None},
            },
        },
        {
            "data": data,
            # In the ink of the page: not every colour of a line can be read as letters.
            "mark": {
                "type": "text",
                "align": "left",
                "baseline": "middle",
                "fontSize": 12,
                "fontWeight": "bold",
                "lineHeight": LINE_HEIGHT,
                "x": {"expr": start},
                "dy": {"expr": "datum.rise"},
            },
            "encoding": {"y": {**y, "field": "at"}, "text": {"field": "lines"}},
        },
    ]


def ends_of(
    frame: pd.DataFrame, colours: Mapping[str, str], *, name: str, fields: Sequence[str]
) -> list[dict[str, Any]]:
    """The last known point of each line, as `name_ends` takes it.

    Args:
        frame: rows in the order in which they are drawn.
        colours: colour of each line that is named, by its name.
        name: column of the names.
        fields: columns of the place across and upward.
    """
    known = frame[frame[name].isin(list(colours))].dropna(subset=list(fields))
    last = known.drop_duplicates(name, keep="last")
    return [
        {**{field: row[field] for field in fields}, "name": row[name], "colour": colours[row[name]]}
        for row in last.to_dict("records")
    ]


def _width(names: Sequence[str]) -> int:
    """Of the column of names, in pixels."""
    longest = max(len(line) for name in names for line in textwrap.wrap(name, LETTERS))
    return round(longest * LETTER_WIDTH) + 2
