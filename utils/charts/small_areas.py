"""Small areas of a place by deprivation: a line through them, and a strip of their values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from data.read.inequality import Index
from utils.charts.chart import REFERENCE_COLOUR, SCHEMA, Chart, data_of, number_axis
from utils.formatting import format_interval, format_value

#: From the most to the least deprived fifth of the place's own residents.
FIFTHS: Final = ("most deprived fifth", "second", "middle", "fourth", "least deprived fifth")
COLOURS: Final = ("#7f2704", "#c2560c", "#b08a3c", "#6f8fc9", "#1f4e9c")
HEIGHT: Final = 380
STRIP_STEP: Final = 58
LEGEND: Final = {"orient": "bottom", "columns": 2, "title": None, "labelLimit": 200}
LINE_KEY: Final = (
    "Each dot is a neighbourhood (MSOA) of about 8,000 people, the most deprived at the left; "
    "colours are fifths of the place's own residents by deprivation; the pale bar is its 95% "
    "confidence interval. The line is the slope index: its rise from left to right. Dashed: the "
    "same line of the earlier years. Point at a dot to see the neighbourhood on the map below, or "
    "the other way round."
)
STRIP_KEY: Final = (
    "Each mark is a neighbourhood (MSOA), coloured as above; the tall grey mark is the middle "
    "one (the median)."
)


def line_chart(
    frame: pd.DataFrame,
    earlier: tuple[pd.DataFrame, Index] | None,
    index: Index,
    *,
    name: str,
    title: str,
    unit: str,
    finding: str,
    notes: tuple[str, ...],
) -> Chart:
    """Every small area by its rank on deprivation, with the line of the slope index.

    Args:
        frame: area_name, value, lower_cl, upper_cl, rank and population, as the reader gives them.
        earlier: the same of an earlier time and its index, or None.
        index: the slope index of the frame.
        name: short name for files.
        title: what is drawn.
        unit: unit of the values.
        finding: what it shows.
        notes: sources and caveats.
    """
    known = _told(frame, unit)
    lines = [_line(known, index, "now", [1, 0])]
    if earlier is not None and earlier[1].value is not None:
        lines.insert(0, _line(earlier[0].dropna(subset=["value"]), earlier[1], "before", [6, 4]))
    axis = number_axis(unit, decimals=0)
    x = {
        "field": "rank",
        "type": "quantitative",
        "title": "share of residents, from most to least deprived",
        "scale": {"domain": [0, 1]},
        "axis": {"format": "%", "tickCount": 5, "grid": False},
    }
    y = {
        "type": "quantitative",
        "title": axis["title"],
        "scale": {"zero": False, "nice": True},
        "axis": {**axis["axis"], "tickCount": 5},
    }
    limits = {
        "mark": {"type": "rule", "opacity": 0.3, "aria": False},
        "encoding": {
            "x": x,
            "y": {**y, "field": "lower_cl"},
            "y2": {"field": "upper_cl"},
            "color": {"value": REFERENCE_COLOUR},
        },
    }
    dots = {
        "mark": {"type": "point", "filled": True, "size": 60, "opacity": 1},
        "encoding": {"x": x, "y": {**y, "field": "value"}, **_coloured()},
    }
    has_limits = known["lower_cl"].notna().any()
    return Chart(
        name=name,
        title=title,
        spec={
            "$schema": SCHEMA,
            "height": HEIGHT,
            "data": data_of(known),
            "layer": [
                *([limits] if has_limits else []),
                dots,
                *(_drawn(line, x, y) for line in lines),
            ],
        },
        finding=finding,
        table=_table(known, unit),
        notes=(LINE_KEY, *notes),
    )


def strip_chart(
    frames: Mapping[str, pd.DataFrame],
    *,
    name: str,
    title: str,
    unit: str,
    decimals: int,
    notes: tuple[str, ...],
) -> Chart:
    """Every small area's value on a line, a row a time, with the middle value marked.

    Args:
        frames: the small areas by period, as the reader gives them.
        name: short name for files.
        title: what is drawn.
        unit: unit of the values.
        decimals: decimals to show.
        notes: sources and caveats.
    """
    parts = [_told(frame, unit).assign(period=period) for period, frame in frames.items()]
    known = pd.concat(parts, ignore_index=True)
    axis = number_axis(unit, decimals=0)
    x = {
        "type": "quantitative",
        "title": axis["title"],
        "scale": {"zero": False, "nice": True},
        "axis": {**axis["axis"], "tickCount": 5},
    }
    y = {"field": "period", "type": "nominal", "title": None, "sort": None}
    medians = known.groupby("period", sort=False)["value"].median().reset_index()
    return Chart(
        name=name,
        title=title,
        spec={
            "$schema": SCHEMA,
            "height": {"step": STRIP_STEP},
            "encoding": {"y": y},
            "layer": [
                {
                    "data": data_of(known),
                    "mark": {"type": "tick", "thickness": 2, "size": 26, "opacity": 0.9},
                    "encoding": {"x": {**x, "field": "value"}, **_coloured()},
                },
                {
                    "data": data_of(medians),
                    "mark": {"type": "tick", "thickness": 4, "size": 44},
                    "encoding": {
                        "x": {**x, "field": "value"},
                        "color": {"value": REFERENCE_COLOUR},
                    },
                },
            ],
        },
        finding=" ".join(
            _range_words(str(period), part["value"], unit, decimals)
            for period, part in known.groupby("period", sort=False)
        ),
        table=_table(known, unit, "period"),
        notes=(STRIP_KEY, *notes),
    )


def _told(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Areas with a value: which fifth they lie in, and what is said of them, their name first."""
    known = frame.dropna(subset=["value"])
    fifth = (known["rank"] * len(FIFTHS)).clip(upper=len(FIFTHS) - 1).astype(int)
    return known.assign(
        fifth=[FIFTHS[number] for number in fifth],
        text=[_area_words(row, unit) for row in known.to_dict("records")],
    )[
        [
            "area_code",
            "area_name",
            "value",
            "lower_cl",
            "upper_cl",
            "rank",
            "score",
            "population",
            "fifth",
            "text",
        ]
    ]


def _unit(unit: str) -> str:
    """The unit as it stands after a number; a ratio to England has none."""
    return "" if unit.startswith("England") else unit


def _area_words(row: Mapping[Any, Any], unit: str) -> str:
    unit = _unit(unit)
    limits = format_interval(row["lower_cl"], row["upper_cl"], unit=unit, decimals=1)
    value = format_value(row["value"], unit=unit, decimals=1)
    return f"{row['area_name']}: {value}" + (f" ({limits})" if limits else "")


def _coloured() -> dict[str, Any]:
    """Colour by fifth, and the words by which a mark is read and known to the map."""
    return {
        "color": {
            "field": "fifth",
            "type": "nominal",
            "scale": {"domain": list(FIFTHS), "range": list(COLOURS)},
            "legend": LEGEND,
        },
        "tooltip": {"field": "text", "type": "nominal"},
        "description": {"field": "text", "type": "nominal"},
    }


def _line(frame: pd.DataFrame, index: Index, when: str, dash: list[int]) -> dict[str, Any]:
    """The two ends of the line of an index; it runs through the mean at the middle rank."""
    mean = float((frame["value"] * frame["population"]).sum() / frame["population"].sum())
    half = (index.value or 0.0) / 2
    ends = pd.DataFrame({"rank": [0.0, 1.0], "end": [mean - half, mean + half], "when": when})
    return {"data": data_of(ends), "dash": dash}


def _drawn(line: Mapping[str, Any], x: Mapping[str, Any], y: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "data": line["data"],
        "mark": {"type": "line", "strokeWidth": 2.5, "strokeDash": line["dash"]},
        "encoding": {
            "x": x,
            "y": {**y, "field": "end"},
            "color": {"value": REFERENCE_COLOUR},
        },
    }


def _table(known: pd.DataFrame, unit: str, *more: str) -> pd.DataFrame:
    names = {
        "period": "Period",
        "area_name": "Neighbourhood",
        "area_code": "GSS code",
        "fifth": "Deprivation inside the place",
        "value": f"Value ({unit})",
        "lower_cl": "95% confidence interval, lower",
        "upper_cl": "95% confidence interval, upper",
        "score": "Deprivation score",
        "population": "Residents",
    }
    shown = [name for name in names if name in known.columns and (name != "period" or name in more)]
    return known[shown].rename(columns=names).round(1)


def _range_words(period: str, values: pd.Series[float], unit: str, decimals: int) -> str:
    low, middle, high = (
        format_value(float(value), unit=_unit(unit), decimals=decimals)
        for value in (values.min(), values.median(), values.max())
    )
    return f"{period}: from {low} to {high}, the middle neighbourhood {middle}."
