"""The widgets of the map page: what to map and of whom."""

from __future__ import annotations

import streamlit as st

from data.read.measures import Measure
from data.read.places import PlaceReader
from utils.narrative.place import measure_title
from utils.ui.map.choices import MapChoices
from utils.ui.shared.place_picker import ask_place, selectable
from utils.ui.shared.theme_picker import ask_theme

KIND_PREFIXES = {
    "whole": "All public money",
    "spend": "Spend per person",
    "regional": "Regions",
    "indicator": "Outcome",
    "small_area": "Small areas",
}


def ask_what(places: PlaceReader, choices: MapChoices) -> None:
    """Ask for a place, a theme and what to map."""
    ask_place(places, selectable(places), no_place="All of England")
    ask_theme(places)
    st.selectbox(
        "What to map",
        list(choices.measures),
        key="show",
        format_func=lambda measure: measure_name(choices.measures[measure]),
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
            format_func=lambda second: measure_name(choices.seconds[second]),
        )
        st.selectbox("Its year", list(choices.second.periods), key="year2", width=160)


def measure_name(measure: Measure) -> str:
    """Name of a measure with what kind it is."""
    return f"{KIND_PREFIXES[measure.kind]}: {measure_title(measure)}"
