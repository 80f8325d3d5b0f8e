"""The answer beside the map: tiles of England or of a place, and what the map shows there."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from data.read.measures import Measure
from data.read.places import Place, PlaceReader
from utils.charts.chart import ENGLAND_NAME
from utils.markdown import plain_text
from utils.narrative.place import (
    measure_title,
    missing_outcome_sentence,
    money_sentence,
    outcome_sentence,
)
from utils.narrative.tiles import Tile, england_tiles, place_tiles
from utils.ui.map.choices import MapChoices, selected_spend_measure
from utils.ui.passports.pages import card_url
from utils.ui.shared.answer_tiles import render_answer_tiles, tile_frames
from utils.ui.shared.chart_links import Frame
from utils.ui.shared.loaders import load_comparisons, load_whole_place
from utils.ui.shared.no_place import example_links
from utils.ui.shared.prose import link, paragraph, render_prose, strong

TOTAL_PLACE = """
In 2009-10 **Total Place** asked 13 places in England to count *all* the public money spent there,
by every public body, and to see how partners could use it better together. They counted the money,
looked at one theme in depth, and followed people's way through services.

The evidence that partnership improves health was thin, so this atlas shows how sure each figure is.
"""


def render_answer(places: PlaceReader, choices: MapChoices, place: Place | None) -> None:
    """Show the tiles, and the way to more."""
    if place is None:
        _render_england(places)
        return
    st.header(plain_text(place.name))
    shown = _on_map(places, choices, place)
    if shown:
        render_prose(paragraph(strong("On the map: "), shown))
    render_place_tiles(places, place)
    money, year = selected_spend_measure(places, choices)
    sources = card_url(
        place,
        theme=choices.theme,
        basis=money.basis,
        period=year,
        whole_year=load_whole_place().years[-1],
    )
    here = urlencode({"place": place.place_id})
    render_prose(
        paragraph(
            link(f"More on {place.name}", f"profile?{here}"),
            " · ",
            link("Where these figures are from", sources),
        )
    )


def render_place_tiles(places: PlaceReader, place: Place | None) -> None:
    """Show the tiles of a place, or of England where none is chosen."""
    tiles, name = _tiles_of(places, place)
    render_answer_tiles(tiles, of=name)


def frames_of(places: PlaceReader, place: Place | None) -> list[Frame]:
    """What can be shown of these tiles on other sites."""
    tiles, name = _tiles_of(places, place)
    return tile_frames(tiles, of=name)


def _tiles_of(places: PlaceReader, place: Place | None) -> tuple[tuple[Tile, ...], str]:
    whole = load_whole_place()
    if place is None:
        return england_tiles(places, whole), ENGLAND_NAME
    return place_tiles(places, load_comparisons().comparators, whole, place), place.name


def _render_england(places: PlaceReader) -> None:
    st.header(ENGLAND_NAME)
    render_place_tiles(places, None)
    render_prose(paragraph("Try ", example_links(""), "."))
    with st.expander("What was Total Place?"):
        st.markdown(TOTAL_PLACE)
        render_prose(paragraph(link("What the pilots found", "deep_dives")))


def _on_map(places: PlaceReader, choices: MapChoices, place: Place) -> str:
    """What the measure on the map is in the place; nothing of money that a tile gives."""
    measure = choices.measure
    at_upper = places.maps.by_level[measure.measure, measure.basis].get("upper_tier")
    if at_upper is None or measure.kind == "whole":
        return ""
    if measure.kind == "indicator":
        outcome = places.outcome(place, at_upper)
        return outcome_sentence(outcome) if outcome else missing_outcome_sentence(place, measure)
    if measure.kind == "spend":
        return _money_words(places, place, at_upper, choices.period)
    return f"{measure_title(measure)} is not published for this place."


def _money_words(places: PlaceReader, place: Place, money: Measure, period: str) -> str:
    return money_sentence(
        place,
        measure=money,
        period=period,
        row=places.row(place, money, period),
        england=places.england(money, period),
        gap=places.gap(place, money, period),
        newest=places.newest(place, money),
        with_schools=money.item in places.lines_with_schools,
    )
