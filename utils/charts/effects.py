"""Charts of what changed: an area beside its comparison, effects by method and by period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.read.measures import Measure
from utils.charts.chart import (
    LEGEND,
    PLACE_COLOURS,
    REFERENCE_COLOUR,
    SCHEMA,
    Chart,
    data_of,
    number_axis,
    period_axis,
)
from utils.charts.intervals import interval_spec
from utils.formatting import affixes, difference_unit, format_difference, format_value
from utils.narrative.effect_figures import effect_decimals

HEIGHT: Final = 380
#: Lines differ by colour and dash, so the legend draws lines.
LINES: Final = {**LEGEND, "symbolType": "stroke", "symbolStrokeWidth": 3, "symbolSize": 300}
PATH_COLUMNS: Final = ["period", "actual", "comparison", "gap", "band_lower", "band_upper"]
#: What a row may also have, and its heading in the table.
FURTHER: Final = {"p": "p-value", "smallest": "Smallest effect that could have been seen"}
ACTUAL: Final = "Places that worked together"
COMPARISON: Final = "Their matched places"


def path_chart(
    paths: pd.DataFrame,
    *,
    title: str,
    finding: str,
    measure: Measure,
    first_after: str,
    start: str,
    events: Mapping[str, Sequence[int]],
    notes: tuple[str, ...],
) -> Chart:
    """Draw treated areas beside their comparison, with the band in which placebos lie.

    Args:
        paths: `PATH_COLUMNS`, a row for each period in order.
        title: what is drawn, of whom and when, with its unit.
        finding: what it shows.
        measure: the measure.
        first_after: first period after the start.
        start: what began.
        events: numbers of what else happened, by the first period it touches.
        notes: caveats and sources.
    """
    unit, decimals = measure.unit, effect_decimals(measure)
    band = paths.assign(
        low=paths["comparison"] + paths["band_lower"],
        high=paths["comparison"] + paths["band_upper"],
    )
    lines = pd.concat(
        [
            paths[["period"]].assign(line=name, value=paths[column])
            for name, column in ((ACTUAL, "actual"), (COMPARISON, "comparison"))
        ],
        ignore_index=True,
    )
    lines["text"] = [
        f"{name}, {period}: {format_value(value, unit=unit, decimals=decimals)}"
        for name, period, value in zip(lines["line"], lines["period"], lines["value"], strict=True)
    ]
    marks = pd.DataFrame(
        [{"period": period, "text": " ".join(map(str, found))} for period, found in events.items()],
        columns=["period", "text"],
    )
    across = period_axis(list(paths["period"]))
    up = {
        "type": "quantitative",
        "scale": {"zero": False, "nice": True},
        **number_axis(unit, decimals=decimals, before=affixes(unit)[0]),
    }
    domain = [ACTUAL, COMPARISON]
    layers: list[dict[str, Any]] = [
        {
            "data": data_of(band[["period", "low", "high"]]),
            "mark": {"type": "area", "color": REFERENCE_COLOUR, "opacity": 0.22},
            "encoding": {"x": across, "y": {**up, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "data": data_of(pd.DataFrame({"period": [first_after], "text": [start]})),
            "mark": {"type": "rule", "strokeWidth": 2, "color": REFERENCE_COLOUR},
            "encoding": {"x": across},
        },
        {
            "data": data_of(pd.DataFrame({"period": [first_after], "text": [start]})),
            "mark": {"type": "text", "align": "left", "dx": 5, "y": 8, "fontWeight": "bold"},
            "encoding": {"x": across, "text": {"field": "text"}},
        },
        {
            "data": data_of(lines),
            "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 36}},
            "encoding": {
                "x": across,
                "y": {**up, "field": "value"},
                "color": {
                    "field": "line",
                    "type": "nominal",
                    "scale": {"domain": domain, "range": [PLACE_COLOURS[0], REFERENCE_COLOUR]},
                    "legend": LINES,
                },
                "strokeDash": {
                    "field": "line",
                    "type": "nominal",
                    "scale": {"domain": domain, "range": [[1, 0], [6, 3]]},
                    "legend": LINES,
                },
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
    ]
    if len(marks):
        layers.append(
            {
                "data": data_of(marks),
                "mark": {"type": "text", "align": "left", "dx": 5, "y": 24, "fontStyle": "italic"},
                "encoding": {"x": across, "text": {"field": "text"}},
            }
        )
    table = paths[PATH_COLUMNS].rename(
        columns={
            "period": "Period",
            "actual": f"{ACTUAL} ({unit})",
            "comparison": f"{COMPARISON} ({unit})",
            "gap": f"Difference ({difference_unit(unit)})",
            "band_lower": f"95 in 100 groups where nothing was done from ({difference_unit(unit)})",
            "band_upper": f"to ({difference_unit(unit)})",
        }
    )
    return Chart(
        name="did_it_work_path",
        title=title,
        spec={"$schema": SCHEMA, "height": HEIGHT, "layer": layers},
        finding=finding,
        table=table.round(decimals + 2),
        notes=notes,
    )


def effects_chart(
    rows: pd.DataFrame,
    *,
    name: str,
    title: str,
    finding: str,
    measure: Measure,
    notes: tuple[str, ...],
) -> Chart:
    """Draw differences with their limits, a row for each, with zero marked.

    Args:
        rows: `label`, `effect`, `lower_cl` and `upper_cl`, which may be missing.
        name: short name of the chart.
        title: what is drawn.
        finding: what it shows.
        measure: the measure.
        notes: caveats and sources.
    """
    unit, decimals = measure.unit, effect_decimals(measure)
    frame = pd.DataFrame(
        {
            "label": rows["label"],
            "value": rows["effect"].astype(float),
            "lower": rows["lower_cl"].astype(float),
            "upper": rows["upper_cl"].astype(float),
            "reference": 0.0,
        }
    )
    frame["text"] = [
        f"{label}: {format_difference(value, unit=unit, decimals=decimals)}"
        for label, value in zip(frame["label"], frame["value"], strict=True)
    ]
    axis = number_axis(difference_unit(unit), decimals=decimals, before=affixes(unit)[0], sign=True)
    further = [column for column in FURTHER if column in rows]
    table = rows[["label", "effect", "lower_cl", "upper_cl", *further]].rename(
        columns={
            **FURTHER,
            "label": "Row",
            "effect": f"Difference ({difference_unit(unit)})",
            "lower_cl": "95% confidence interval from",
            "upper_cl": "95% confidence interval to",
        }
    )
    spec = interval_spec(frame, axis=axis)
    # A row without an interval keeps its place.
    across = {**spec["encoding"]["y"], "sort": frame["label"].tolist()}
    return Chart(
        name=name,
        title=title,
        spec={**spec, "encoding": {"y": across}},
        finding=finding,
        table=table,
        notes=notes,
    )
