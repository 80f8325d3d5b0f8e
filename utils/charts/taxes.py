"""Charts of taxes: revenue of a region by kind of tax, and income tax of councils."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import pandas as pd

from data.read.revenue import INCOME_TAX_YEAR, IncomeTax
from utils.charts.chart import PLACE_COLOURS, REFERENCE_COLOUR, SCHEMA, Chart, data_of
from utils.charts.labels import label_axis, wrapped
from utils.charts.revenue import ACROSS
from utils.formatting import MILLION, format_per_person, lower_first
from utils.narrative.revenue import (
    ONS_SOURCE,
    TAX_ROUGH,
    TAX_SOURCE,
    income_tax_sentence,
    the,
)

BAR: Final = 20
BAR_STEP: Final = 40


def taxes_chart(
    own: Mapping[str, float],
    beside: Mapping[str, Mapping[str, float]],
    *,
    region: str,
    year: str,
) -> Chart:
    """Revenue per person by group of taxes, with England's as ticks.

    Args:
        own: GBP per head by name of the group.
        beside: the same of England; or, where the chart is England's, of every region, which only
            the table has room for.
        region: name of the region, or England.
        year: financial year.
    """
    words = {name: f"{name}, {format_per_person(value)}" for name, value in own.items()}
    frame = pd.DataFrame(
        {
            "label": [wrapped(word) for word in words.values()],
            "value": list(own.values()),
            "text": [f"{word} in {the(region)}" for word in words.values()],
        }
    )
    ticks = pd.DataFrame(
        [
            {
                "label": wrapped(words[name]),
                "value": value,
                "text": f"{name}, {format_per_person(value)} in {the(other)}",
            }
            for other, values in beside.items()
            for name, value in values.items()
        ]
    )
    table = pd.DataFrame({region: own, **beside}).round(0)
    return Chart(
        name="public_revenue_by_tax",
        title=f"Public revenue by kind of tax, {region}, {year} (£ per person, cash)",
        spec={
            "$schema": SCHEMA,
            "height": {"step": BAR_STEP},
            "encoding": {
                "y": label_axis("label"),
                "x": {**ACROSS, "field": "value"},
                "tooltip": {"field": "text", "type": "nominal"},
            },
            "layer": [_bars(frame), *([_ticks(ticks)] if len(beside) == 1 else [])],
        },
        finding=_largest(own, beside, region=region),
        table=table.rename_axis("Kind of revenue (£ per person)").reset_index(),
        notes=(
            f"Grey tick: {next(iter(beside))}." if len(beside) == 1 else "Regions: in the table.",
            "The bars add up to all that is raised.",
            ONS_SOURCE,
        ),
    )


def _largest(
    own: Mapping[str, float], beside: Mapping[str, Mapping[str, float]], *, region: str
) -> str:
    """The three largest groups, each with England's where that is all it is set beside."""
    names = sorted(own, key=lambda name: -own[name])[:3]
    said = [f"{_small_first(name)} {format_per_person(own[name])}" for name in names]
    if len(beside) == 1:
        ((other, values),) = beside.items()
        said = [
            f"{words} ({other} {format_per_person(values[name])})"
            for name, words in zip(names, said, strict=True)
        ]
    return f"The largest in {the(region)}: {'; '.join(said)}."


def _small_first(text: str) -> str:
    """A name within a sentence; VAT and National Insurance keep their capitals."""
    return text if text.startswith(("VAT", "National")) else lower_first(text)


def _bars(frame: pd.DataFrame) -> dict[str, Any]:
    return {
        "data": data_of(frame),
        "mark": {"type": "bar", "height": BAR},
        "encoding": {"color": {"value": PLACE_COLOURS[0]}},
    }


def _ticks(frame: pd.DataFrame) -> dict[str, Any]:
    return {
        "data": data_of(frame),
        "mark": {"type": "tick", "thickness": 3, "size": 30},
        "encoding": {"color": {"value": REFERENCE_COLOUR}},
    }


def income_tax_chart(
    taxes: Mapping[str, IncomeTax | None],
    lacking: Mapping[str, Sequence[str]],
    *,
    place: str,
    beside: Sequence[str],
) -> Chart:
    """Income tax per resident of a place, its councils, its region and England.

    Args:
        taxes: figures by name, in the order shown; None where there is none.
        lacking: names of councils that a figure leaves out, by the same names.
        place: name of the place.
        beside: names of the region and England, which are grey.
    """
    frame = pd.DataFrame(
        {
            "name": list(taxes),
            "value": [None if found is None else found.per_head for found in taxes.values()],
            "amount": [
                None if found is None else found.amount / MILLION for found in taxes.values()
            ],
            "taxpayers": [None if found is None else found.taxpayers for found in taxes.values()],
        }
    ).astype({"value": "float64", "amount": "float64", "taxpayers": "float64"})
    sentences = {
        name: income_tax_sentence(name, found, lacking=lacking.get(name, ()))
        for name, found in taxes.items()
    }
    drawn = pd.DataFrame(
        {
            "label": [
                wrapped(f"{name}, {format_per_person(None if found is None else found.per_head)}")
                for name, found in taxes.items()
            ],
            "value": frame["value"],
            "text": list(sentences.values()),
            "beside": frame["name"].isin(beside),
        }
    )
    colour = {
        "condition": {"test": "datum.beside", "value": REFERENCE_COLOUR},
        "value": PLACE_COLOURS[0],
    }
    return Chart(
        name="income_tax",
        title=f"Income tax, {place}, its region and England, {INCOME_TAX_YEAR} (£ per resident)",
        spec={
            "$schema": SCHEMA,
            "height": {"step": BAR_STEP},
            "data": data_of(drawn),
            "mark": {"type": "bar", "height": BAR},
            "encoding": {
                # A row without a figure keeps its place.
                "y": {**label_axis("label"), "scale": {"domain": drawn["label"].tolist()}},
                "x": {**ACROSS, "field": "value", "title": "£ per resident"},
                "color": colour,
                "tooltip": {"field": "text", "type": "nominal"},
            },
        },
        finding=" ".join(sentences[name] for name in (place, *beside)),
        table=frame.round({"value": 0, "amount": 0, "taxpayers": 0}).rename(
            columns={
                "name": "Place",
                "value": "£ per resident",
                "amount": "Income tax (£ million)",
                "taxpayers": "Taxpayers",
            }
        ),
        notes=(TAX_ROUGH, TAX_SOURCE),
    )
