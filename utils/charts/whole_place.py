"""Charts of all public spending: by block, through time, and of places side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.export.native import NativeChart, Series, numbers_of
from data.read.money_basis import WHOLE_BASIS
from data.read.rows import SpendingBlocksRow
from data.read.whole_place import WholeAmount
from utils.charts.chart import (
    PLACE_COLOURS,
    REFERENCE_COLOUR,
    SCHEMA,
    Chart,
    data_of,
    number_axis,
    period_axis,
)
from utils.charts.intervals import interval_spec
from utils.charts.labels import label_axis, wrapped
from utils.charts.line_ends import beside_names, line_domain, name_ends
from utils.narrative.whole_place import (
    PRICES,
    WHOLE_SOURCES,
    Named,
    about,
    range_words,
    share_words,
)

MEASURED, SHARED = PLACE_COLOURS[0], "#a8c4ee"
BAR_STEP: Final = 34
HEIGHT: Final = 220
AXIS: Final = number_axis("£ per person", decimals=0, before="£")
BLOCK_KEY: Final = (
    "Dark: measured by accounts of bodies here. Pale: estimated, this place's share of its region. "
    "Line across: the range of the estimate."
)
NOTES: Final = (WHOLE_BASIS, WHOLE_SOURCES)
RANGE: Final = "range of the estimate"


def blocks_chart(
    blocks: Mapping[str, WholeAmount],
    names: Mapping[str, SpendingBlocksRow],
    *,
    place: str,
    year: str,
    basis: str = "cash",
) -> Chart:
    """Spending per person by block: what is measured, what is shared out, and the range."""
    frame = pd.DataFrame(
        {
            "what": [names[block]["name"] for block in blocks],
            "measured": [found.measured / found.population for found in blocks.values()],
            "value": [found.per_head for found in blocks.values()],
            "lower": [found.lower_per_head for found in blocks.values()],
            "upper": [found.upper_per_head for found in blocks.values()],
            "share": [found.measured_share for found in blocks.values()],
        }
    )
    frame["text"] = [
        f"{names[block]['name']}: {range_words(found)}, "
        f"{share_words(found.measured_share)} measured"
        for block, found in blocks.items()
    ]
    largest = frame.sort_values("value", ascending=False).head(3)["text"]
    table = frame[["what", "value", "lower", "upper", "share"]].assign(share=frame["share"] * 100)
    return Chart(
        name="whole_place_blocks",
        title=f"All public spending by kind, {place}, {year} (£ per person, {PRICES[basis]})",
        spec={
            "$schema": SCHEMA,
            "height": {"step": BAR_STEP},
            "data": data_of(frame.assign(label=_labels(blocks, names))),
            "encoding": {"y": label_axis("label"), "tooltip": {"field": "text", "type": "nominal"}},
            "layer": [
                _bar("value", SHARED, axis=AXIS),
                _bar("measured", MEASURED, axis=AXIS),
                {
                    "mark": {"type": "rule", "strokeWidth": 2},
                    "encoding": {
                        "x": {"field": "lower", "type": "quantitative"},
                        "x2": {"field": "upper"},
                        "color": {"value": REFERENCE_COLOUR},
                    },
                },
            ],
        },
        finding="The largest: " + "; ".join(largest) + ".",
        table=table.round(0).rename(
            columns={
                "what": "Kind of spending",
                "value": "£ per person",
                "lower": "Lowest",
                "upper": "Highest",
                "share": "Measured (per cent)",
            }
        ),
        notes=(BLOCK_KEY, WHOLE_SOURCES),
        native=_native_blocks(frame, prices=PRICES[basis]),
    )


def _native_blocks(frame: pd.DataFrame, *, prices: str) -> NativeChart:
    values, measured, lower, upper = (
        numbers_of(frame[name], decimals=0) for name in ("value", "measured", "lower", "upper")
    )
    return NativeChart(
        "overlaid bars",
        tuple(frame["what"]),
        (
            Series("All, with what is estimated", values, SHARED, lower=lower, upper=upper),
            Series("Of it measured by accounts of bodies here", measured, MEASURED),
        ),
        categories_title="Kind of spending",
        values_title=f"£ per person, {prices}",
        decimals=0,
        before="£",
        limits=RANGE,
    )


def _labels(blocks: Mapping[str, WholeAmount], names: Mapping[str, SpendingBlocksRow]) -> list[str]:
    """What each bar is, with its value; beside the bar the line of its range would cross it."""
    return [
        wrapped(f"{names[block]['name']}, {about(found.per_head)}")
        for block, found in blocks.items()
    ]


def _bar(field: str, colour: str, *, axis: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "mark": {"type": "bar", "height": 20},
        "encoding": {
            "x": {
                "field": field,
                "type": "quantitative",
                "title": axis["title"],
                "axis": {**axis["axis"], "tickCount": 4},
            },
            "color": {"value": colour},
        },
    }


def years_chart(
    own: Mapping[str, WholeAmount],
    england: Mapping[str, WholeAmount],
    *,
    place: str,
    prices: str,
    domain: Sequence[float] | None = None,
) -> Chart:
    """Spending per person by year in real terms, with its range, beside England's.

    Args:
        own: amounts of the place by year, in prices of one year.
        england: England's likewise.
        place: its name.
        prices: the year of the prices.
        domain: ends of the axis, for charts that stand side by side.
    """
    frame = pd.DataFrame(
        [
            {
                "period": year,
                "value": found.per_head,
                "lower": found.lower_per_head,
                "upper": found.upper_per_head,
                "england": england[year].per_head,
                "text": f"{year}: {about(found.per_head)} in {place}, "
                f"{about(england[year].per_head)} in England",
            }
            for year, found in own.items()
        ]
    )
    ends = [
        {"name": name, "colour": colour, "period": list(own)[-1], "value": frame[column].iloc[-1]}
        for name, colour, column in (
            (place, MEASURED, "value"),
            ("England", REFERENCE_COLOUR, "england"),
        )
    ]
    across = beside_names(period_axis(list(own)), [place, "England"])
    up = {"type": "quantitative", "axis": {**AXIS["axis"], "tickCount": 4}, "title": AXIS["title"]}
    drawn = pd.concat([frame["lower"], frame["upper"], frame["england"]])
    ends_of_axis = line_domain(drawn) if domain is None else list(domain)
    scaled = {**up, "scale": {"zero": False, "nice": False, "domain": ends_of_axis}}
    tooltip = {"tooltip": {"field": "text", "type": "nominal"}}
    first, last = frame.iloc[0], frame.iloc[-1]
    return Chart(
        name="whole_place_years",
        title=f"All public spending by year, {place} (£ per person, prices of {prices})",
        spec={
            "$schema": SCHEMA,
            "height": HEIGHT,
            "data": data_of(frame),
            "layer": [
                {
                    "mark": {"type": "area", "opacity": 0.25},
                    "encoding": {
                        "x": across,
                        **tooltip,
                        "y": {**scaled, "field": "lower"},
                        "y2": {"field": "upper"},
                        "color": {"value": MEASURED},
                    },
                },
                _line("england", REFERENCE_COLOUR, {"x": across, **tooltip}, scaled, dash=[5, 4]),
                _line("value", MEASURED, {"x": across, **tooltip}, scaled),
                *name_ends(ends, x=across, y={**scaled, "field": "value"}, height=HEIGHT),
            ],
        },
        finding=(
            f"{about(first['value'])} per person in {first['period']} and {about(last['value'])} "
            f"in {last['period']}; England {about(first['england'])} and {about(last['england'])}."
        ),
        table=frame.drop(columns="text")
        .round(0)
        .rename(
            columns={
                "period": "Year",
                "value": place,
                "lower": "Lowest",
                "upper": "Highest",
                "england": "England",
            }
        ),
        notes=("Line: the place, with its range. Dashed: England.", WHOLE_SOURCES),
        native=_native_years(frame, place=place, prices=prices),
    )


def _native_years(frame: pd.DataFrame, *, place: str, prices: str) -> NativeChart:
    values, lower, upper, england = (
        numbers_of(frame[name], decimals=0) for name in ("value", "lower", "upper", "england")
    )
    return NativeChart(
        "lines",
        tuple(frame["period"]),
        (
            Series("England", england, REFERENCE_COLOUR, is_reference=True),
            Series(place, values, MEASURED, lower=lower, upper=upper),
        ),
        categories_title="Financial year",
        values_title=f"£ per person, prices of {prices}",
        decimals=0,
        before="£",
        limits=RANGE,
    )


def _line(
    field: str,
    colour: str,
    channels: Mapping[str, Any],
    up: Mapping[str, Any],
    *,
    dash: Sequence[int] | None = None,
) -> dict[str, Any]:
    mark: dict[str, Any] = {"type": "line", "strokeWidth": 3 if dash is None else 2}
    return {
        "mark": mark if dash is None else {**mark, "strokeDash": list(dash)},
        "encoding": {**channels, "y": {**up, "field": field}, "color": {"value": colour}},
    }


def places_chart(
    places: Mapping[str, WholeAmount],
    *,
    beside: Mapping[str, Named],
    what: str = "England",
    title: str,
    name: str,
) -> Chart:
    """Places side by side with their ranges; in the order given, never by rank.

    Args:
        places: amounts by name of the place.
        beside: what each is set beside, by name of the place: England, or its region.
        what: what these are.
        title: what is drawn.
        name: short name for files.
    """
    frame = pd.DataFrame(
        {
            "label": list(places),
            "value": [found.per_head for found in places.values()],
            "lower": [found.lower_per_head for found in places.values()],
            "upper": [found.upper_per_head for found in places.values()],
            "reference": [beside[label].found.per_head for label in places],
            "share": [found.measured_share * 100 for found in places.values()],
        }
    )
    frame["text"] = [
        f"{label}: {range_words(found)}; {_reference_words(beside[label])}"
        for label, found in places.items()
    ]
    return Chart(
        name=name,
        title=title,
        spec=interval_spec(frame.drop(columns="share"), axis=AXIS),
        finding=(
            f"From {about(frame['value'].min())} to {about(frame['value'].max())} per person; "
            f"{'; '.join(dict.fromkeys(_reference_words(beside[label]) for label in places))}."
        ),
        table=frame.drop(columns="text")
        .round(0)
        .rename(
            columns={
                "label": "Place",
                "value": "£ per person",
                "lower": "Lowest",
                "upper": "Highest",
                "reference": what,
                "share": "Measured (per cent)",
            }
        ),
        notes=(f"Dot: estimate. Bar: its range. Grey tick: {what}.", WHOLE_SOURCES),
    )


def _reference_words(beside: Named) -> str:
    return f"{beside.name} {about(beside.found.per_head)}"
