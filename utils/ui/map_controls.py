"""The widgets of the map page: what to map and of whom."""

from __future__ import annotations

import streamlit as st

from data.map_reader import Measure
from data.place_reader import KIND_WORDS, PlaceReader
from utils.narrative.place import measure_title
from utils.ui.map_choices import (
    NO_PLACE,
    MapChoices,
)
from utils.ui.theme_picker import ask_theme

KIND_PREFIXES = {
    "spend": "Spend per person",
    "regional": "Regions",
    "indicator": "Outcome",
    "small_area": "Small areas",
}


def ask_what(places: PlaceReader, choices: MapChoices) -> None:
    """Ask for a place, a theme and what to map."""
    st.selectbox(
        "Find a place",
        [NO_PLACE, *places.places],
        key="place",
        format_func=lambda one: _place_name(places, one),
        width=300,
    )
    ask_theme(places)
    st.selectbox(
        "What to map",
        list(choices.measures),
        key="show",
        format_func=lambda one: measure_name(choices.measures[one]),
    )


def ask_second(choices: MapChoices) -> None:
    """Ask for the second measure and its year, where two are shown."""
    if choices.second is None:
        return
    with st.container(horizontal=True):
        st.selectbox(
            "Second measure",
            list(choices.seconds),
            key="show2",
            format_func=lambda one: measure_name(choices.seconds[one]),
        )
        st.selectbox("Its year", list(choices.second.periods), key="year2", width=160)


def _place_name(places: PlaceReader, place_id: str) -> str:
    if place_id == NO_PLACE:
        return "All of England"
    one = places.place(place_id)
    return one.name if one.kind == "authority" else f"{one.name} ({KIND_WORDS[one.kind]})"


def measure_name(measure: Measure) -> str:
    """Name of a measure with what kind it is."""
    return f"{KIND_PREFIXES[measure.kind]}: {measure_title(measure)}"
