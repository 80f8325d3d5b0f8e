"""Between places: groups of authorities over the years, and how inequality splits up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.read.measures import Measure
from utils.charts.chart import (
    LEGEND,
    PLACE_COLOURS,
    PLACE_DASHES,
    SCHEMA,
    Chart,
    data_of,
    number_axis,
    period_axis,
)
from utils.charts.line_ends import beside_names, ends_of, line_domain, name_ends
from utils.formatting import affixes, format_value
from utils.narrative.place import measure_title, unit_words

HEIGHT: Final = 280
BANDS_KEY: Final = (
    "Lines are population-weighted means of authorities; the bands are 95% confidence intervals "
    "from how far the authorities of a group differ, not from the sampling error of each. A "
    "mean of rates is not the rate of all people together."
)
THEIL_KEY: Final = (
    "Theil's index is zero where every authority has the same value. Its two parts add up to the "
    "whole: inequality between the groups, and between authorities within them."
)


def groups_chart(
    rows: pd.DataFrame,
    measure: Measure,
    *,
    groups: Mapping[str, str],
    what: str,
    finding: str,
    notes: Sequence[str],
) -> Chart:
    """Means of groups of authorities over the years, each with its limits as a band.

    Args:
        rows: period, group_name, value, lower_cl, upper_cl, n.
        measure: what is measured.
        groups: name of each group drawn, by its short name.
        what: what the groups are, for the title.
        finding: what it shows.
        notes: sources and caveats.
    """
    shown = rows[rows["group_name"].isin(list(groups))]
    frame = shown.assign(
        group=shown["group_name"].map(groups),
        text=[_words(row, groups, measure) for row in shown.to_dict("records")],
    )[["period", "group", "value", "lower_cl", "upper_cl", "text"]]
    names = list(groups.values())
    periods = list(dict.fromkeys(frame["period"]))
    x = beside_names(period_axis(periods), names)
    drawn = pd.concat([frame[part] for part in ("value", "lower_cl", "upper_cl")])
    scale = {"domain": line_domain(drawn), "nice": False, "zero": False}
    y = {**_values(measure), "scale": scale}
    colours = dict(zip(names, PLACE_COLOURS, strict=False))
    ends = ends_of(frame, colours, name="group", fields=["period", "value"])
    common = {"x": x, "tooltip": {"field": "text", "type": "nominal"}}
    colour = {
        "field": "group",
        "type": "nominal",
        "scale": {"domain": names, "range": list(PLACE_COLOURS[: len(names)])},
        "legend": None,
    }
    common["color"] = colour
    dash = {
        **colour,
        "scale": {"domain": names, "range": list(PLACE_DASHES[: len(names)])},
    }
    return Chart(
        name=f"groups_{measure.measure.replace(':', '_')}_{what.replace(' ', '_')}",
        title=f"{measure_title(measure)}: {what} ({unit_words(measure.unit)})",
        spec={
            "$schema": SCHEMA,
            "height": HEIGHT,
            "data": data_of(frame),
            "layer": [
                {
                    "mark": {"type": "area", "opacity": 0.2},
                    "encoding": {
                        **common,
                        "y": {**y, "field": "lower_cl"},
                        "y2": {"field": "upper_cl"},
                    },
                },
                {
                    "mark": {"type": "line", "strokeWidth": 2.5},
                    "encoding": {**common, "y": {**y, "field": "value"}, "strokeDash": dash},
                },
                {
                    "mark": {"type": "point", "filled": True, "size": 35},
                    "encoding": {**common, "y": {**y, "field": "value"}},
                },
                *name_ends(ends, x=x, y={**y, "field": "value"}, height=HEIGHT),
            ],
        },
        finding=finding,
        table=_wide(shown, groups, measure.decimals),
        notes=(BANDS_KEY, *notes),
    )


def theil_chart(
    rows: pd.DataFrame, measure: Measure, *, what: str, finding: str, notes: Sequence[str]
) -> Chart:
    """Theil's index over the years as two parts one upon the other: between groups and within.

    Args:
        rows: period, part (all, between, within), value, lower_cl, upper_cl.
        measure: what is measured.
        what: what the groups are: "regions" or "pilots and the rest".
        finding: what it shows.
        notes: sources and caveats.
    """
    words = {"within": f"within {what}", "between": f"between {what}"}
    # Shown per thousand: the index of a rate that hardly differs is a small fraction.
    parts = rows[rows["part"].isin(list(words))]
    frame = parts.assign(
        part=parts["part"].map(words),
        value=parts["value"] * 1000,
        text=[
            f"{row['period']}, {words[row['part']]}: {row['value'] * 1000:.2f} per thousand"
            for row in parts.to_dict("records")
        ],
    )[["period", "part", "value", "text"]]
    periods = list(dict.fromkeys(frame["period"]))
    table = rows.pivot_table(index="period", columns="part", values="value", sort=False) * 1000
    return Chart(
        name=f"theil_{measure.measure.replace(':', '_')}_{what.replace(' ', '_')}",
        title=f"{measure_title(measure)}: inequality between authorities, by {what} "
        "(Theil's index x 1,000)",
        spec={
            "$schema": SCHEMA,
            "height": HEIGHT,
            "data": data_of(frame),
            "mark": {"type": "bar"},
            "encoding": {
                "x": period_axis(periods),
                "y": {
                    "field": "value",
                    "type": "quantitative",
                    "title": "Theil's index x 1,000",
                    "axis": {"tickCount": 4},
                },
                "color": {
                    "field": "part",
                    "type": "nominal",
                    "scale": {"domain": list(words.values()), "range": ["#9db8dd", "#1f4e9c"]},
                    "legend": LEGEND,
                },
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
        finding=finding,
        table=table.reset_index()
        .rename(
            columns={
                "period": "Period",
                "all": "All",
                "between": words["between"].capitalize(),
                "within": words["within"].capitalize(),
            }
        )
        .round(3),
        notes=(THEIL_KEY, *notes),
    )


def _values(measure: Measure) -> dict[str, Any]:
    before = affixes(measure.unit)[0]
    axis = number_axis(unit_words(measure.unit), decimals=measure.decimals, before=before)
    return {
        "type": "quantitative",
        "title": axis["title"],
        "scale": {"zero": False, "nice": True},
        "axis": {**axis["axis"], "tickCount": 5},
    }


def _words(row: Mapping[Any, Any], groups: Mapping[str, str], measure: Measure) -> str:
    value = format_value(row["value"], unit=measure.unit, decimals=measure.decimals)
    return f"{groups[row['group_name']]}, {row['period']}: {value} ({row['n']} authorities)"


def _wide(rows: pd.DataFrame, groups: Mapping[str, str], decimals: int) -> pd.DataFrame:
    return (
        rows.assign(group=rows["group_name"].map(groups))[
            ["period", "group", "value", "lower_cl", "upper_cl", "n"]
        ]
        .rename(
            columns={
                "period": "Period",
                "group": "Group",
                "value": "Mean",
                "lower_cl": "95% confidence interval, lower",
                "upper_cl": "95% confidence interval, upper",
                "n": "Authorities",
            }
        )
        .round(decimals + 1)
    )
