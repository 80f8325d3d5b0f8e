"""The chart of all programmes together: effects by years since each area's start."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from data.read.effects.reader import ALL_STARTS
from data.read.measures import Measure
from utils.charts.chart import (
    PLACE_COLOURS,
    REFERENCE_COLOUR,
    SCHEMA,
    Chart,
    data_of,
    number_axis,
)
from utils.charts.effects import HEIGHT
from utils.formatting import affixes, difference_unit, format_difference
from utils.narrative.effect_figures import effect_decimals

COLUMNS: Final = ["group_start", "lead", "effect", "lower_cl", "upper_cl", "treated_n"]
SINCE: Final = "Years since the start"
START: Final = "Start"
#: What is said of the dots of years that only some areas have.
SOME: Final = "A dot with a white centre is a year that only some of the areas have."


def since_start_chart(
    rows: pd.DataFrame, *, title: str, finding: str, measure: Measure, notes: tuple[str, ...]
) -> Chart:
    """Draw the effect of all starts by years since the start, on the band of placebos.

    Args:
        rows: `COLUMNS`, of all starts together and of each; limits may be missing.
        title: what is drawn, with its unit.
        finding: what it shows.
        measure: the measure.
        notes: what the band is, then caveats and sources.
    """
    unit, decimals = measure.unit, effect_decimals(measure)
    shown = _shown(rows, unit, decimals)
    across = {
        "field": "lead",
        "type": "quantitative",
        "title": SINCE,
        "axis": {"tickMinStep": 1, "grid": False, "labelExpr": _minus("datum.value")},
        "scale": {"nice": False, "padding": 12},
    }
    axis = number_axis(difference_unit(unit), decimals=decimals, before=affixes(unit)[0], sign=True)
    up = {"type": "quantitative", "scale": {"nice": True}, **axis}
    line = {"x": across, "y": {**up, "field": "effect"}}
    layers: list[dict[str, Any]] = [
        {
            "data": data_of(shown[["lead", "low", "high"]]),
            "mark": {"type": "area", "color": REFERENCE_COLOUR, "opacity": 0.22},
            "encoding": {"x": across, "y": {**up, "field": "low"}, "y2": {"field": "high"}},
        },
        {
            "data": {"values": [{"effect": 0}]},
            "mark": {"type": "rule", "color": REFERENCE_COLOUR},
            "encoding": {"y": {**up, "field": "effect"}},
        },
        *_start(across),
        {
            "data": data_of(shown[["lead", "effect"]]),
            "mark": {"type": "line", "strokeWidth": 2.5, "color": PLACE_COLOURS[0]},
            "encoding": line,
        },
    ]
    for whole, fill in ((True, PLACE_COLOURS[0]), (False, "white")):
        part = shown[shown["whole"] == whole]
        if len(part):
            point = {"type": "point", "size": 48, "opacity": 1, "strokeWidth": 2, "fill": fill}
            layers.append(
                {
                    "data": data_of(part[["lead", "effect", "text"]]),
                    "mark": {**point, "stroke": PLACE_COLOURS[0]},
                    "encoding": {**line, "tooltip": {"field": "text", "type": "nominal"}},
                }
            )
    some = () if shown["whole"].all() else (SOME,)
    return Chart(
        name="did_it_work_together",
        title=title,
        spec={"$schema": SCHEMA, "height": HEIGHT, "layer": layers},
        finding=finding,
        table=_table(rows, unit).round(decimals + 2),
        notes=(*notes[:1], *some, *notes[1:]),
    )


def _shown(rows: pd.DataFrame, unit: str, decimals: int) -> pd.DataFrame:
    """Rows of all starts, with the band and what is said of each."""
    shown = rows[rows["group_start"] == ALL_STARTS].copy()
    # An interval is as wide as the band: both are the placebos' critical value either way.
    reach = ((shown["upper_cl"].astype(float) - shown["lower_cl"].astype(float)) / 2).fillna(0.0)
    shown["low"], shown["high"] = -reach, reach
    shown["whole"] = shown["treated_n"] == shown["treated_n"].max()
    shown["text"] = [
        f"{_years(lead)}: {format_difference(effect, unit=unit, decimals=decimals)}, {size} areas"
        for lead, effect, size in zip(
            shown["lead"], shown["effect"], shown["treated_n"], strict=True
        )
    ]
    return shown


def _years(lead: int) -> str:
    """How far a year is from the start.

    >>> _years(-1), _years(0), _years(3)
    ('1 year before the start', 'At the start', '3 years after the start')
    """
    if not lead:
        return "At the start"
    return (
        f"{abs(lead)} year{'' if abs(lead) == 1 else 's'} {'before' if lead < 0 else 'after'} the "
        "start"
    )


def _start(across: dict[str, Any]) -> list[dict[str, Any]]:
    """Between the last year before and the first after."""
    data = {"values": [{"lead": -0.5, "text": START}]}
    text = {"type": "text", "align": "left", "dx": 5, "y": 8, "fontWeight": "bold"}
    return [
        {
            "data": data,
            "mark": {"type": "rule", "strokeWidth": 2, "color": REFERENCE_COLOUR},
            "encoding": {"x": across},
        },
        {"data": data, "mark": text, "encoding": {"x": across, "text": {"field": "text"}}},
    ]


def _minus(value: str) -> str:
    return f"({value} < 0 ? '\u2212' : '') + abs({value})"


def _table(rows: pd.DataFrame, unit: str) -> pd.DataFrame:
    table = rows[COLUMNS].rename(
        columns={
            "group_start": "Areas that started in",
            "lead": SINCE,
            "effect": f"Difference ({difference_unit(unit)})",
            "lower_cl": "95% confidence interval from",
            "upper_cl": "95% confidence interval to",
            "treated_n": "Areas",
        }
    )
    return table.replace({"Areas that started in": {ALL_STARTS: "all years"}})
