"""Inequality inside a place: by tenths of deprivation, or what there is of it for a theme."""

from __future__ import annotations

from functools import partial
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from data.read.comparisons import CompareReader
from data.read.inequality import InequalityReader
from data.read.places import AS_PUBLISHED, Place, PlaceReader
from utils.charts.chart import Chart
from utils.charts.inequality import local_chart
from utils.formatting import lower_first
from utils.narrative.gaps import fifths_sentence
from utils.narrative.place import measure_title
from utils.narrative.slopes import tenths_years_sentence
from utils.narrative.tiles import ALL_THEMES, GAP
from utils.ui.profile.choices import ProfileChoices
from utils.ui.shared.chart_view import render_kept_chart
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.prose import join, link, paragraph, render_prose

NOT_POOLED: Final = (
    "This place has several authorities. Life expectancy by deprivation is published by tenths "
    "inside each authority, and those of different authorities cannot be combined. Look at "
    "each authority's own page."
)
SEXES: Final = ("female", "male")


def render_inequality(
    reader: CompareReader, inequality: InequalityReader, place: Place, choices: ProfileChoices
) -> None:
    """How long people live by deprivation inside the place; of other themes what there is."""
    st.header("Inequality inside the place")
    outcomes = reader.places.theme_outcomes(choices.theme)
    if choices.theme == ALL_THEMES or any(outcome.item == GAP for outcome in outcomes):
        _render_tenths(reader, place, choices)
    else:
        draw_kept(
            "place_between",
            choices.address,
            lambda: _render_between(reader.places, inequality, place, choices.theme),
        )


def _render_tenths(reader: CompareReader, place: Place, choices: ProfileChoices) -> None:
    """Life expectancy by tenth of deprivation, and why it is older than the tile above."""
    known = draw_kept("place_tenths", choices.address, lambda: _say_tenths(reader, place))
    if not known:
        return
    for column, sex in zip(st.columns(len(known), gap="medium"), known, strict=True):
        with column:
            render_kept_chart(
                partial(_tenths, reader, place, sex),
                key=f"local_deciles_{place.members[0]}_{sex}",
                address=choices.address,
            )


def _tenths(reader: CompareReader, place: Place, sex: str) -> Chart:
    chart = local_chart(reader, place, sex=sex)
    if chart is None:
        raise LookupError(f"{place.name} has no tenths, {sex}.")
    return chart


def _say_tenths(reader: CompareReader, place: Place) -> list[str]:
    """Say from when the tenths are; return the sexes for which there are any."""
    rows = reader.comparators.facts.local_deciles
    known = [
        sex for sex in SEXES if len(place.members) == 1 and len(rows(place.members[0], sex=sex))
    ]
    if not known:
        several = len(place.members) > 1
        none = "Life expectancy by deprivation is not published for this place."
        render_prose(paragraph(NOT_POOLED if several else none))
        return known
    said = tenths_years_sentence(
        slope=_slope_period(reader.places, place),
        tenths=rows(place.members[0], sex=SEXES[0])["period"].iloc[0],
    )
    address = "inequality?" + urlencode({"place": place.place_id})
    more = link("Neighbourhoods, causes and change", address)
    render_prose(paragraph(join(said, " " if said else "", more)))
    return known


def tenths_charts(reader: CompareReader, place: Place) -> list[Chart]:
    """Life expectancy by tenth of deprivation, of women and of men where it is published."""
    return [chart for sex in SEXES if (chart := local_chart(reader, place, sex=sex))]


def _slope_period(places: PlaceReader, place: Place) -> str:
    """The newest period of the slope index of a place; nothing where it has none."""
    measure = places.maps.measure(measure=f"{GAP}:{SEXES[0]}", basis=AS_PUBLISHED)
    newest = places.newest(place, measure)
    return newest["period"] if newest else ""


def _render_between(
    places: PlaceReader, inequality: InequalityReader, place: Place, theme: str
) -> None:
    """That a theme has no figures inside a place, and how it differs between places."""
    name = lower_first(places.theme_names[theme])
    none = f"For {name} there are no figures by deprivation inside {place.name}."
    grouped = [
        outcome
        for outcome in places.theme_outcomes(theme)
        if outcome.measure in inequality.grouped_measures
    ]
    if not grouped:
        render_prose(paragraph(none))
        return
    first = grouped[0]
    rows = inequality.group_values(first.measure)
    fifths = fifths_sentence(rows[rows["grouping"] == "deprivation fifth"], first)
    address = "inequality?" + urlencode(
        {"place": place.place_id, "part": "between", "of": first.measure}
    )
    render_prose(
        paragraph(f"{none} Between authorities there are: {fifths}"),
        paragraph(link(f"{measure_title(first)} between places", address)),
    )
