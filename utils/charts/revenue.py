"""Charts of what is raised and spent: through time, and region by region."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.read.revenue import Balance
from utils.charts.chart import (
    PLACE_COLOURS,
    REFERENCE_COLOUR,
    SCHEMA,
    Chart,
    data_of,
    number_axis,
    period_axis,
)
from utils.charts.labels import label_axis
from utils.charts.line_ends import beside_names, line_domain, name_ends
from utils.formatting import format_per_person
from utils.narrative.revenue import (
    IDENTIFIED_WORDS,
    ONE_YEAR,
    ONS_SOURCE,
    SIDES_WORDS,
    TREASURY_SOURCE,
    gap_words,
)

SIDES: Final = ("raised", "spent")
LEGEND: Final[Mapping[str, Any]] = {"orient": "top", "title": None, "labelLimit": 180}
#: Colour and shape of what is raised and spent, with one legend for both.
SIDE: Final[Mapping[str, Any]] = {
    channel: {
        "field": "side",
        "type": "nominal",
        "scale": {"domain": list(SIDES), "range": marks},
        "legend": LEGEND,
    }
    for channel, marks in (
        ("color", [PLACE_COLOURS[3], PLACE_COLOURS[1]]),
        ("shape", ["circle", "diamond"]),
    )
}
FOLDED: Final[Mapping[str, Any]] = {"transform": [{"fold": list(SIDES), "as": ["side", "pounds"]}]}
AXIS: Final = number_axis("£ per person", decimals=0, before="£")
HEIGHT: Final = 260
ACROSS: Final[Mapping[str, Any]] = {
    "type": "quantitative",
    "title": AXIS["title"],
    "axis": {**AXIS["axis"], "tickCount": 4},
}
COLUMNS: Final[Mapping[str, str]] = {
    "raised": "Raised (£ per person)",
    "spent": "Spent (£ per person)",
    "gap": "Spent less raised",
    "identified": "Identified (£ per person)",
}


def balance_years_chart(balances: Sequence[Balance], *, region: str, prices: str) -> Chart:
    """What is raised and spent per person by year in real terms.

    Args:
        balances: figures in prices of one year, oldest first.
        region: name of the region.
        prices: the year of the prices.
    """
    frame = _frame(balances).assign(period=[balance.year for balance in balances])
    frame["text"] = [
        f"{balance.year}: {format_per_person(balance.raised)} raised, "
        f"{format_per_person(balance.spent)} spent; {gap_words(balance)}"
        for balance in balances
    ]
    ends = [
        {
            "name": side,
            "colour": colour,
            "period": balances[-1].year,
            "pounds": frame[side].iloc[-1],
        }
        for side, colour in zip(SIDES, SIDE["color"]["scale"]["range"], strict=True)
    ]
    drawn = pd.concat([frame["raised"], frame["spent"]])
    up = {**ACROSS, "scale": {"domain": line_domain(drawn), "nice": False, "zero": False}}
    across = beside_names(period_axis(frame["period"].tolist()), SIDES)
    tooltip = {"tooltip": {"field": "text", "type": "nominal"}}
    side = {channel: {**marks, "legend": None} for channel, marks in SIDE.items()}
    first, last = balances[0], balances[-1]
    return Chart(
        name="raised_and_spent_by_year",
        title=f"Raised and spent by year, {region} (£ per person, prices of {prices})",
        spec={
            "$schema": SCHEMA,
            "height": HEIGHT,
            "data": data_of(frame),
            "layer": [
                {
                    "mark": {"type": "area", "opacity": 0.12, "color": REFERENCE_COLOUR},
                    "encoding": {
                        "x": across,
                        "y": {**up, "field": "raised"},
                        "y2": {"field": "spent"},
                        **tooltip,
                    },
                },
                {
                    **FOLDED,
                    "mark": {"type": "line", "strokeWidth": 3},
                    "encoding": {
                        "x": across,
                        "y": {**up, "field": "pounds"},
                        "color": side["color"],
                        **tooltip,
                    },
                },
                {
                    **FOLDED,
                    "mark": {"type": "point", "filled": True, "size": 45, "opacity": 1},
                    "encoding": {"x": across, "y": {**up, "field": "pounds"}, **side, **tooltip},
                },
                *name_ends(ends, x=across, y={**up, "field": "pounds"}, height=HEIGHT),
            ],
        },
        finding=(
            f"{first.year}: {format_per_person(first.raised)} raised and "
            f"{format_per_person(first.spent)} spent per person; {last.year}: "
            f"{format_per_person(last.raised)} and {format_per_person(last.spent)}."
        ),
        table=_table(frame.rename(columns={"period": "Year"}), "Year"),
        notes=(ONE_YEAR, SIDES_WORDS, IDENTIFIED_WORDS, ONS_SOURCE, TREASURY_SOURCE),
    )


def _frame(balances: Sequence[Balance]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "raised": [balance.raised for balance in balances],
            "spent": [balance.spent for balance in balances],
            "gap": [float(balance.gap) for balance in balances],
            "identified": [balance.identified for balance in balances],
        }
    ).astype("float64")


def _table(frame: pd.DataFrame, *first: str) -> pd.DataFrame:
    return frame[[*first, *COLUMNS]].round(0).rename(columns=COLUMNS)


def sides_layers(y: Mapping[str, Any], across: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A row's dots of what is raised and spent, joined by a line.

    Args:
        y: the channel of rows.
        across: the axis of GBP per person.
    """
    tooltip = {"tooltip": {"field": "text", "type": "nominal"}}
    return [
        {
            "mark": {"type": "rule", "strokeWidth": 3, "opacity": 0.5, "aria": False},
            "encoding": {
                "y": y,
                "x": {**across, "field": "raised"},
                "x2": {"field": "spent"},
                "color": {"value": REFERENCE_COLOUR},
                **tooltip,
            },
        },
        {
            **FOLDED,
            "mark": {"type": "point", "filled": True, "size": 110, "opacity": 1},
            "encoding": {"y": y, "x": {**across, "field": "pounds"}, **SIDE, **tooltip},
        },
    ]


def regions_chart(balances: Mapping[str, Balance], *, year: str) -> Chart:
    """What is raised and spent per person in regions and England, in the order given."""
    frame = _frame(list(balances.values())).assign(label=list(balances))
    frame["text"] = [
        f"{name}: {format_per_person(balance.raised)} raised, "
        f"{format_per_person(balance.spent)} spent; {gap_words(balance)}"
        for name, balance in balances.items()
    ]
    across = {**ACROSS, "scale": {"zero": False, "nice": True, "padding": 12}}
    return Chart(
        name="raised_and_spent_by_region",
        title=f"Raised and spent by region, {year} (£ per person, cash)",
        spec={
            "$schema": SCHEMA,
            "height": {"step": 34},
            "data": data_of(frame),
            "layer": sides_layers(label_axis("label"), across),
        },
        finding="; ".join(
            f"{name}: {format_per_person(balance.raised)} raised, "
            f"{format_per_person(balance.spent)} spent"
            for name, balance in balances.items()
        )
        + ".",
        table=_table(frame.rename(columns={"label": "Region"}), "Region"),
        notes=(
            "From north to south, England last.",
            SIDES_WORDS,
            IDENTIFIED_WORDS,
            ONS_SOURCE,
            TREASURY_SOURCE,
        ),
    )
