"""What choosing a place in the search does: the place is chosen, and a part of it can be mapped."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

import streamlit as st

from data.read.find_place.candidate import Candidate
from utils.narrative.found_place import say_candidate
from utils.ui.shared.loaders import load_places
from utils.ui.shared.place_picker import MOST, NO_PLACE
from utils.ui.shared.prose import join, link, paragraph, render_prose
from utils.ui.shared.state import take_choices
from utils.ui.shell.pages import MAIN, PLACE_PAGE, PageEntry

_FOUND: Final = "found"
MAP_PAGE: Final = MAIN[0]
COMPARE: Final = "compare"
#: What is mapped of areas that were searched for, by their level.
OF_LEVEL: Final = {
    "region": "life_expectancy_at_birth_ohid:female",
    "msoa": "deprivation_score:persons",
    "lsoa": "imd_decile:persons",
}


def choose_found(candidate: Candidate, current: PageEntry) -> PageEntry:
    """Choose what was found, and return the page that shows it.

    Args:
        candidate: what was found.
        current: the page that is open.
    """
    st.session_state[_FOUND] = candidate
    if not candidate.place_id:
        return _choose_region(candidate)
    if current.file == COMPARE:
        before = [place for place in st.session_state.get("places", []) if isinstance(place, str)]
        others = [place for place in before if place != candidate.place_id]
        st.session_state["places"] = [*others[: MOST - 1], candidate.place_id]
        return current
    take_choices({"place": candidate.place_id, "inside": "", "area": ""})
    return current if current.takes_place else PLACE_PAGE


def _choose_region(candidate: Candidate) -> PageEntry:
    """A region is a level of the map; England is all of it."""
    is_region = candidate.level == "region"
    shown = {"level": "region", "area": candidate.area_code, "show": OF_LEVEL["region"]}
    take_choices({"place": NO_PLACE, "inside": "", "area": ""} | (shown if is_region else {}))
    return MAP_PAGE


def render_found() -> None:
    """Say once what was found, and lead to a neighbourhood on the map."""
    candidate: Candidate | None = st.session_state.pop(_FOUND, None)
    if candidate is None:
        return
    place = load_places().places.get(candidate.place_id)
    words = say_candidate(candidate, shown=place.name if place else candidate.name)
    if not words:
        return
    whole = f"The figures below are of all of {place.name}." if place else ""
    render_prose(paragraph(join(f"{words} {whole} ", _way_in(candidate))))


def _way_in(candidate: Candidate) -> str:
    """A link to the small area on the map; nothing for councils."""
    if candidate.level not in {"msoa", "lsoa"}:
        return ""
    shown = {
        "place": candidate.place_id,
        "inside": candidate.place_id,
        "level": candidate.level,
        "show": OF_LEVEL[candidate.level],
        "area": candidate.area_code,
    }
    return link("See it on the map", f"?{urlencode(shown)}")
