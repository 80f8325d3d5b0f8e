"""The widgets of the map page: what to map."""

from __future__ import annotations

from functools import cache

import streamlit as st

from data.read.measures import Measure
from data.read.places import PlaceReader
from utils.narrative.place import measure_title
from utils.palette import MONEY_KINDS
from utils.ui.map.choices import DEFAULTS, MapChoices
from utils.ui.shared.state import opening_choice

#: How the names of sums of all public money begin.
ALL_PUBLIC = "All public"
KIND_PREFIXES = {
    "whole": "All public money",
    "spend": "Local services",
    "regional": "Regions",
    "indicator": "Outcome",
    "small_area": "Small areas",
}


def ask_what(places: PlaceReader, choices: MapChoices) -> None:
    """Ask for what to map: one list of every measure, theme by theme, that can be searched."""
    names = measure_names(places, basis=choices.basis)
    opening = opening_choice("show")
    st.selectbox(
        "Show on the map",
        list(names),
        index=list(names).index(opening) if opening in names else 0,
        key="show",
        format_func=names.__getitem__,
        help="Type to search, for example “drugs” or “housing”.",
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


@cache
def measure_names(places: PlaceReader, *, basis: str) -> dict[str, str]:
    """Name of each measure with the first theme to which it belongs, theme by theme.

    The theme of all services says nothing of a measure, so it is not named.
    """
    found: dict[str, str] = {}
    for theme, name in places.theme_names.items():
        start = "" if theme == DEFAULTS["theme"] else f"{name} \u2013 "
        for measure in places.theme_measures(theme, basis=basis):
            found.setdefault(measure.measure, f"{start}{measure_name(measure)}")
    return found


def measure_name(measure: Measure) -> str:
    """Name of a measure with what kind it is, where the name does not say it."""
    kind, title = KIND_PREFIXES[measure.kind], measure_title(measure)
    says_kind = title.startswith((kind, ALL_PUBLIC)) if measure.kind in MONEY_KINDS else False
    return title if says_kind and measure.kind != "regional" else f"{kind}: {title}"
