"""What a visitor does on the map and beside it: choose an area, look inside a place, come back."""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.read.places import Place, PlaceReader
from utils.markdown import plain_text
from utils.ui.map.choices import (
    DEFAULTS,
    NO_AREA,
    MapChoices,
    look_inside,
    resolve_choices,
)
from utils.ui.shared.place_picker import NO_PLACE
from utils.ui.shared.words import LEVEL_WORDS

_BEFORE = "before_inside"
#: Choices made with the map's own tools, and the keys under which they are kept.
CHOSEN_BELOW = {
    "period": "year",
    "level": "level",
    "view": "view",
    "basis": "basis",
    "scheme": "classes",
    "mark": "mark",
    "programme": "programme",
}


def follow(places: PlaceReader, event: dict[str, Any]) -> None:
    """Take over what the visitor did on the map; anything else a browser sends is left alone."""
    area, inside = event.get("area"), event.get("inside")
    if isinstance(area, str):
        _choose_area(places, area)
    if isinstance(inside, str) and inside in places.maps.geography.upper_tier_of:
        _enter(places, places.maps.geography.upper_tier_of[inside])
    for name, key in CHOSEN_BELOW.items():
        if isinstance(event.get(name), str):
            st.session_state[key] = event[name]


def _choose_area(places: PlaceReader, code: str) -> None:
    """An authority is a place of its own; a finer area is chosen beside the place it lies in."""
    home = places.maps.geography.upper_tier_of.get(code)
    if home is None and code not in places.maps.geography.codes("region"):
        return
    if home == code:
        st.session_state["place"] = code
        return
    st.session_state["area"] = code
    chosen = places.places.get(st.session_state.get("place", NO_PLACE))
    if home is not None and (chosen is None or home not in chosen.members):
        st.session_state["place"] = home


def _enter(places: PlaceReader, place_id: str) -> None:
    choices = resolve_choices(places)
    if not choices.inside:
        st.session_state[_BEFORE] = {
            "show": choices.measure.measure,
            "level": choices.level,
            "year": choices.period,
        }
    for key, value in look_inside(places, choices, places.place(place_id)).items():
        st.session_state[key] = value


def _leave() -> None:
    back = st.session_state.pop(_BEFORE, {"level": "upper_tier"})
    for key, value in {**back, "inside": DEFAULTS["inside"], "area": NO_AREA}.items():
        st.session_state[key] = value


def render_breadcrumb(places: PlaceReader, choices: MapChoices) -> None:
    """Say into which place the map looks, and lead back."""
    if not choices.inside:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Back to England", on_click=_leave, icon=":material/arrow_back:")
        # The number in the words of a level is that of all England.
        level = LEVEL_WORDS[choices.level].partition(" (")[0]
        st.markdown(
            f"England → **{plain_text(places.place(choices.inside).name)}** → {plain_text(level)}"
        )


def render_look_inside(places: PlaceReader, choices: MapChoices, place: Place) -> None:
    """A button that opens a place's small areas on the map."""
    if choices.inside == place.place_id:
        return
    st.button(
        plain_text(f"Look inside {place.name}"),
        key="look_inside",
        on_click=_enter,
        args=(places, place.place_id),
        icon=":material/zoom_in_map:",
        help="Shows the small areas of this place; a double click on the map does the same.",
    )
