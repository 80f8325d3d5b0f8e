"""What a chart is: a drawing, the finding in words, the same as a table, and its caveats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pandas as pd

from data.export.native import NativeChart

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"
#: Colours of places, in the order chosen; each stands out from white and from the dark theme.
PLACE_COLOURS: Final = ("#2f6fd0", "#c2560c", "#7a5bb5", "#14836b", "#b8327a", "#7d7300")
#: Shapes beside the colours, for those who cannot distinguish the colours.
PLACE_SHAPES: Final = ("circle", "square", "diamond", "triangle-up", "cross", "triangle-down")
PLACE_DASHES: Final = ([1, 0], [8, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 4])
#: A legend below the chart whose long names stay whole on a phone.
LEGEND: Final[Mapping[str, Any]] = {
    "orient": "bottom",
    "columns": 1,
    "title": None,
    "labelLimit": 260,
    "symbolOpacity": 1,
}
#: England and other references: grey, never a verdict.
REFERENCE_COLOUR: Final = "#747b84"
ENGLAND_NAME: Final = "England"
ENGLAND_DASH: Final = [5, 4]
ENGLAND_SHAPE: Final = "wedge"
#: Letters in a line of a name beside a plot.
NAME_LETTERS: Final = 24


@dataclass(frozen=True)
class Chart:
    """A chart with all that goes with it.

    Attributes:
        name: short name for files.
        title: what is drawn, of whom and when, with its unit.
        spec: Vega-Lite, with the data inside.
        finding: what it shows, in one or two sentences; the text alternative.
        table: the same as rows a reader can use.
        notes: caveats and sources.
        native: its figures for slides, where they can say the same in a chart that can be edited.
        of_all: columns that its files have beside the table, with what is the same in all rows.
        sources: short names of sources that its notes do not name by their titles.
    """

    name: str
    title: str
    spec: Mapping[str, Any]
    finding: str
    table: pd.DataFrame
    notes: tuple[str, ...] = ()
    native: NativeChart | None = None
    of_all: Mapping[str, str | float | None] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


def data_of(frame: pd.DataFrame) -> dict[str, Any]:
    """Rows as Vega-Lite takes them; what is missing is null."""
    # Column by column: a frame of objects would take ten times as long.
    columns = {
        str(name): [
            None if missing else value
            for value, missing in zip(part.tolist(), part.isna().tolist(), strict=True)
        ]
        for name, part in frame.items()
    }
    names = list(columns)
    rows = [dict(zip(names, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]
    return {"values": rows}


def number_axis(
    title: str, *, decimals: int, before: str = "", sign: bool = False
) -> dict[str, Any]:
    """A quantitative axis whose numbers are written as on the page.

    Args:
        title: title of the axis, with the unit.
        decimals: decimals to show.
        before: what stands before a number, such as a pound sign.
        sign: whether a plus stands before what is above zero.
    """
    number = f"format(abs(datum.value), ',.{decimals}f')"
    plus = "'+'" if sign else "''"
    signs = f"(datum.value < 0 ? '\u2212' : datum.value > 0 ? {plus} : '')"
    # Ticks no closer than the last decimal, else two of them would be written alike.
    step = 10.0**-decimals
    label = f"{signs} + '{before}' + {number}"
    return {"title": title, "axis": {"labelExpr": label, "tickMinStep": step}}


def period_axis(periods: Sequence[str]) -> dict[str, Any]:
    """An axis of periods with its first, middle and last label, so that a phone has room."""
    shown = sorted({0, len(periods) // 2, len(periods) - 1})
    labels = [periods[position] for position in shown]
    return {
        "field": "period",
        "type": "ordinal",
        "title": None,
        "scale": {"domain": list(periods)},
        "axis": {
            "values": labels,
            "labelAngle": 0,
            "grid": False,
            "labelOverlap": False,
            # The outer labels stay inside the chart.
            "labelAlign": {
                "condition": [
                    {"test": f"datum.value === '{labels[0]}'", "value": "left"},
                    {"test": f"datum.value === '{labels[-1]}'", "value": "right"},
                ],
                "value": "center",
            },
        },
    }


def name_rows(field: str, *, grid: bool = False) -> dict[str, Any]:
    """A row a name, in the order of the data: long names in several lines leave a phone room."""
    return {
        "field": field,
        "type": "nominal",
        "sort": None,
        "title": None,
        "axis": {
            "labelExpr": (
                f"split(trim(replace(datum.label, regexp('(.{{1,{NAME_LETTERS}}})( |$)', 'g'), "
                "'$1\\n')), '\\n')"
            ),
            "labelLimit": 150,
            # Names in several lines would be left out as overlapping, though their bars are apart.
            "labelOverlap": False,
            "ticks": False,
            "domain": False,
            **({"grid": True} if grid else {}),
        },
    }


def place_scales(names: list[str], *, with_dash: bool = False) -> dict[str, Any]:
    """Colour and shape (or dash) of each place, shared by all charts of a page.

    England is a reference, not one of the places: grey and dashed on every chart.
    """
    second, kinds, england = (
        ("strokeDash", PLACE_DASHES, ENGLAND_DASH)
        if with_dash
        else ("shape", PLACE_SHAPES, ENGLAND_SHAPE)
    )
    looks: dict[str, list[Any]] = {
        "color": _looks(names, PLACE_COLOURS, REFERENCE_COLOUR),
        second: _looks(names, kinds, england),
    }
    legend = {"orient": "bottom", "columns": 1, "labelLimit": 180, "title": None}
    return {
        channel: {
            "field": "place",
            "type": "nominal",
            "scale": {"domain": names, "range": found},
            "legend": legend,
        }
        for channel, found in looks.items()
    }


def _looks(names: Sequence[str], of_places: Sequence[Any], of_england: object) -> list[Any]:
    """How each place is drawn, in order; England in its own way."""
    places = iter(of_places)
    return [of_england if name == ENGLAND_NAME else next(places) for name in names]
