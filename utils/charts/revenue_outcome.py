"""What is raised and spent per person in nine regions, beside an outcome of theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import pandas as pd

from data.read.revenue import BesideOutcome, RegionPoint
from utils.charts.chart import PLACE_COLOURS, REFERENCE_COLOUR, SCHEMA, Chart, data_of, number_axis
from utils.charts.name_column import label_heights, names_in_column
from utils.charts.revenue import ACROSS, sides_layers
from utils.formatting import MISSING, format_interval, format_per_person, lower_first
from utils.narrative.place import measure_title, unit_words
from utils.narrative.revenue import NO_CAUSE, ONS_SOURCE, outcome_words, period_sentence

HEIGHT: Final = 460
#: What is left of it below the numbers, the title of the axis and the legend.
PLOT_HEIGHT: Final = 325
KEY: Final = (
    "Height: the outcome. Line across: from what is raised to what is spent. Upright line: 95% "
    "confidence interval of the outcome, where it is published."
)
LABEL_STEP: Final = 17
ROOM: Final = 0.08
#: Names go in a column at the right, so that they cover neither dots nor each other.
PLOT_END: Final = "width - 160"
LABEL_START: Final = "width - 148"


def outcome_chart(
    beside: BesideOutcome, names: Mapping[str, str], *, own: str, source: str
) -> Chart:
    """Draw each region's money at the height of its outcome, the place's own region marked.

    Args:
        beside: money and outcome of every region.
        names: name of each region by its code.
        own: code of the region to mark; none without a place.
        source: where the outcome is from.
    """
    measure, unit = beside.measure, beside.measure.unit
    frame = pd.DataFrame(
        [
            {
                "place": names[point.code],
                "raised": point.balance.raised,
                "spent": point.balance.spent,
                "value": point.value,
                "lower": point.lower,
                "upper": point.upper,
                "own": point.code == own,
                "middle": (point.balance.raised + point.balance.spent) / 2,
                "text": f"{names[point.code]}: {outcome_words(beside, point.value)}"
                f"{_limits_words(beside, point)}; "
                f"{format_per_person(point.balance.raised)} raised and "
                f"{format_per_person(point.balance.spent)} spent per person",
            }
            for point in beside.points
        ]
    )
    known = frame[["value", "lower", "upper"]].astype("float64")
    low, high = known.min().min(), known.max().max()
    room = (high - low) * ROOM
    domain = [low - room, high + room]
    y = {
        "field": "value",
        "type": "quantitative",
        "scale": {"domain": domain, "zero": False, "nice": False},
        **number_axis(unit_words(unit), decimals=measure.decimals),
    }
    across = {
        **ACROSS,
        "scale": {"zero": False, "nice": True, "range": [0, {"expr": PLOT_END}]},
        "axis": {**ACROSS["axis"], "tickCount": 3},
    }
    title = measure_title(measure)
    return Chart(
        name="raised_and_spent_beside_outcome",
        title=(
            f"Raised and spent in {beside.year} (£ per person, cash) and {lower_first(title)}, "
            f"{beside.period} ({unit_words(unit)}), nine regions"
        ),
        spec={
            "$schema": SCHEMA,
            "height": HEIGHT,
            "data": data_of(frame),
            "layer": [
                *_names(frame, domain, y, across),
                *_limits(frame, y, across),
                *sides_layers(y, across),
            ],
        },
        finding=_finding(frame, beside),
        table=_table(frame, beside),
        notes=(
            NO_CAUSE,
            KEY,
            period_sentence(beside),
            *measure.caveats,
            ONS_SOURCE,
            source,
        ),
    )


def _limits_words(beside: BesideOutcome, point: RegionPoint) -> str:
    """The limits of a value in brackets; nothing where none are published."""
    measure = beside.measure
    limits = format_interval(point.lower, point.upper, unit=measure.unit, decimals=measure.decimals)
    return f" ({limits})" if limits else ""


def _limits(
    frame: pd.DataFrame, y: Mapping[str, Any], across: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Limits of the outcome as an upright line; none where none are published."""
    known = frame.dropna(subset=["lower", "upper"])
    if known.empty:
        return []
    return [
        {
            "data": data_of(known[["middle", "lower", "upper"]]),
            "mark": {"type": "rule", "strokeWidth": 2, "opacity": 0.6, "aria": False},
            "encoding": {
                "x": {**across, "field": "middle"},
                "y": {**y, "field": "lower"},
                "y2": {"field": "upper"},
                "color": {"value": REFERENCE_COLOUR},
            },
        }
    ]


def _finding(frame: pd.DataFrame, beside: BesideOutcome) -> str:
    """The range of all regions, then the place's own."""
    values = [
        outcome_words(beside, value) for value in (frame["value"].min(), frame["value"].max())
    ]
    money = [
        f"{format_per_person(frame[side].min())} to {format_per_person(frame[side].max())} {side}"
        for side in ("raised", "spent")
    ]
    own = "".join(f" {text}." for text in frame.loc[frame["own"], "text"])
    return f"The regions: {values[0]} to {values[1]}; {money[0]}, {money[1]} per person.{own}"


def _names(
    frame: pd.DataFrame, domain: list[float], y: Mapping[str, Any], across: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """Names in a column at the right, each led to its line by a fine line."""
    at = label_heights(frame["value"].tolist(), domain=domain, height=PLOT_HEIGHT, step=LABEL_STEP)
    data = data_of(
        frame[["place", "value", "own"]].assign(
            at=at, start=frame[["raised", "spent"]].max(axis="columns")
        )
    )
    colour = {
        "condition": {"test": "datum.own", "value": PLACE_COLOURS[0]},
        "value": REFERENCE_COLOUR,
    }
    return names_in_column(
        data,
        x={**across, "field": "start"},
        y=y,
        label="place",
        colour=colour,
        start=LABEL_START,
        text={"fontWeight": {"expr": "datum.own ? 'bold' : 'normal'"}},
    )


def _table(frame: pd.DataFrame, beside: BesideOutcome) -> pd.DataFrame:
    measure = beside.measure
    limits = [_limits_words(beside, point).strip(" ()") or MISSING for point in beside.points]
    table = frame[["place", "raised", "spent", "value"]].round(
        {"raised": 0, "spent": 0, "value": measure.decimals}
    )
    return table.assign(limits=limits).rename(
        columns={
            "place": "Region",
            "raised": f"Raised, {beside.year} (£ per person)",
            "spent": f"Spent, {beside.year} (£ per person)",
            "value": f"{measure_title(measure)}, {beside.period} ({unit_words(measure.unit)})",
            "limits": "95% confidence interval",
        }
    )
