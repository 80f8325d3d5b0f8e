"""The choices of the page on what got in the way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from data.read.find_place.finder import PlaceFinder
from data.read.places import PlaceReader
from data.read.registers import RegisterReader
from utils.narrative.registers import CATEGORIES
from utils.ui.registers.choices import (
    EVERY,
    ask_place_of_record,
    resolve_place_of_record,
    take_place,
)
from utils.ui.registers.search import SEARCH, resolve_search
from utils.ui.shared.state import ask, choose, pop_query_param, saved_choice, take_together

STRANDS: Final[Mapping[str, str]] = {
    "barriers": "Barriers",
    "asks": "Requests to government",
    "known": "Evidence",
    "timeline": "Timeline",
    "own": "Your own place",
}
#: The parts that a place narrows.
OF_A_PLACE: Final = ("barriers", "asks")
PAGE: Final = "barriers"


@dataclass(frozen=True, kw_only=True)
class BarrierChoices:
    """What the visitor chose, resolved and valid; nothing stands for every place or category.

    Attributes:
        strand: part of the page.
        place: the place to which the record is narrowed.
        category: the category to which barriers are narrowed.
        search: what is searched for.
        visited: the place of the visit of which the record has nothing, which stays in the address.
    """

    strand: str
    place: str
    category: str
    search: str
    visited: str

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address."""
        return {
            "strand": self.strand,
            "record": self.place,
            "category": self.category,
            SEARCH: self.search,
            "place": self.visited,
        }

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        return {"strand": "barriers", "record": EVERY, "category": EVERY}

    @property
    def is_list(self) -> bool:
        """Whether barriers are narrowed, so that they are listed."""
        return bool(self.place or self.category)


def resolve_barriers(
    reader: RegisterReader, places: PlaceReader, finder: PlaceFinder
) -> BarrierChoices:
    """Resolve every choice from the widgets, the visit so far and the address."""
    names = reader.places_of("barriers")
    asked = pop_query_param("strand")
    if asked is not None:
        ask("strand", asked)
    take_place(places, finder, names, is_list=asked is None or asked in OF_A_PLACE)
    take_together(["strand", "record", "category", SEARCH])
    search = resolve_search(PAGE)
    visited = places.places.get(saved_choice("place"))
    is_named = visited is not None and bool(places.record_ids(visited) & names.keys())
    return BarrierChoices(
        strand=choose("strand", STRANDS, default="barriers", words=STRANDS["barriers"]),
        place=resolve_place_of_record(names),
        category=choose(
            "category", [EVERY, *reader.categories()], default=EVERY, words="every category"
        ),
        search=search,
        visited="" if visited is None or is_named else visited.place_id,
    )


def ask_strand() -> None:
    """Ask for the part of the page."""
    st.segmented_control(
        "Show",
        list(STRANDS),
        key="strand",
        format_func=STRANDS.__getitem__,
        required=True,
        wrap=True,
        label_visibility="collapsed",
        on_change=_leave_category,
    )


def _leave_category() -> None:
    """Show every category of a part that has just been chosen; the place stays."""
    st.session_state["category"] = EVERY


def _leave_filter() -> None:
    """Show all of a part that has just been chosen."""
    for name in ("record", "category"):
        st.session_state[name] = EVERY


def ask_categories_again() -> None:
    """Offer the way back from a list to all categories."""
    st.button("All categories", icon=":material/arrow_back:", on_click=_leave_filter)


def ask_filter(reader: RegisterReader) -> None:
    """Ask for a place and a category."""
    with st.container(horizontal=True):
        ask_place_of_record(reader.places_of("barriers"))
        st.selectbox(
            "Category",
            [EVERY, *reader.categories()],
            key="category",
            format_func=lambda category: CATEGORIES.get(category, "Every category"),
            width=300,
        )
