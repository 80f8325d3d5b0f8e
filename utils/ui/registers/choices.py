"""The choices of the page on what the pilots found."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final, Literal

import streamlit as st

from data.read.find_place.finder import PlaceFinder
from data.read.places import PlaceReader
from data.read.registers import Register, RegisterReader
from utils.narrative.records import RECORD_KINDS, theme_places
from utils.ui.registers.search import SEARCH, resolve_search
from utils.ui.shared.place_picker import resolve_place
from utils.ui.shared.state import ask, asks_for, choose, notify, take_together

View = Literal["row", "search", "journeys", "projects", "theme", "figures", "themes"]
SHELVES: Final[Mapping[str, str]] = {
    "themes": "Themes",
    "figures": "All figures",
    "journeys": "Citizens' journeys",
    "projects": "Projects",
}
#: The register whose places a shelf can be narrowed to.
TABLES: Final[Mapping[str, Register]] = {
    "themes": "deep_dives",
    "figures": "deep_dives",
    "journeys": "journey_stages",
    "projects": "projects",
}
ARRANGED: Final[Mapping[str, str]] = {"place": "place", "theme": "theme"}
EVERY: Final = ""
PAGE: Final = "deep_dives"
#: What a link to a list says together: what it leaves out is not chosen.
LIST: Final = ("record", "topic", "shelf", "arranged", "kind", SEARCH)


@dataclass(frozen=True, kw_only=True)
class RecordChoices:
    """What the visitor chose, resolved and valid; nothing stands for every place or theme."""

    place: str
    theme: str
    shelf: str
    arranged: str
    kind: str
    row: str
    search: str

    @property
    def view(self) -> View:
        """What is shown."""
        if self.row:
            return "row"
        if self.search:
            return "search"
        if self.shelf == "journeys":
            return "journeys"
        if self.shelf == "projects":
            return "projects"
        if self.shelf == "figures":
            return "figures"
        return "theme" if self.theme else "themes"

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address; a row keeps those of its list."""
        of_themes = self.shelf == "themes" and not self.theme
        return {
            "record": EVERY if of_themes else self.place,
            "topic": self.theme,
            "shelf": self.shelf,
            "arranged": self.arranged if self.shelf == "figures" else "",
            "kind": EVERY if of_themes else self.kind,
            SEARCH: self.search,
            "row": self.row,
        }

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        return {"shelf": "themes", "arranged": "place"}


def take_place(
    places: PlaceReader, finder: PlaceFinder, names: Mapping[str, str], *, is_list: bool = True
) -> None:
    """Narrow a list of the record to the place that an address asks for, or say why not.

    To be called before any choice of the list is resolved.

    Args:
        places: the reader of places.
        finder: finds a place by what is typed.
        names: name of each place with a row in the list, by its id.
        is_list: whether the list is shown, so that a place without a row in it is reported.
    """
    if not asks_for("place"):
        return
    place = resolve_place(places, finder)
    if place is None or asks_for("record"):
        return
    own = places.record_ids(place)
    found = next((name for name in names if name in own), None)
    if found is None and is_list:
        notify(f"The record has nothing on {place.name} in this list; showing every place.")
    elif found is not None:
        ask("record", found)


def resolve_place_of_record(names: Collection[str]) -> str:
    """The place to which a list is narrowed; nothing for every place.

    Args:
        names: ids of the places with a row in the list.
    """
    return choose("record", [EVERY, *names], default=EVERY, words="every place")


def places_of_list(reader: RegisterReader, shelf: str, theme: str) -> dict[str, str]:
    """Places with a row in a list: name by id. A theme's page has rows of several registers."""
    if shelf == "themes" and theme:
        return dict(sorted(theme_places(reader, theme).items(), key=lambda item: item[1]))
    return reader.places_of(TABLES[shelf])


def ask_place_of_record(names: Mapping[str, str]) -> None:
    """Ask for the place to which a register is narrowed.

    Args:
        names: name of each place with a row in the register, by its id.
    """
    st.selectbox(
        "Place",
        [EVERY, *names],
        key="record",
        format_func=lambda name: names.get(name, "Every place"),
        width=300,
    )


def resolve_record(
    reader: RegisterReader, places: PlaceReader, finder: PlaceFinder
) -> RecordChoices:
    """Resolve every choice from the widgets, the visit so far and the address."""
    take_place(places, finder, reader.places_of("deep_dives"))
    if asks_for(*LIST):
        take_together([*LIST, "row"])
    # Links made before the page had themes meant all figures by these alone.
    if asks_for("record", "arranged") and not asks_for("topic"):
        ask("shelf", "figures")
    search = resolve_search(PAGE)
    shelf = choose("shelf", SHELVES, default="themes", words=SHELVES["themes"])
    theme = choose("topic", [EVERY, *places.theme_names], default=EVERY, words="every theme")
    return RecordChoices(
        place=resolve_place_of_record(places_of_list(reader, shelf, theme)),
        theme=theme,
        shelf=shelf,
        arranged=choose("arranged", ARRANGED, default="place", words=ARRANGED["place"]),
        kind=choose("kind", [EVERY, *RECORD_KINDS], default=EVERY, words="every kind"),
        row=choose("row", [EVERY, *reader.lines], default=EVERY, words="the lists"),
        search=search,
    )


def ask_shelf() -> None:
    """Ask for a part of the record."""
    st.segmented_control(
        "Show",
        list(SHELVES),
        key="shelf",
        format_func=SHELVES.__getitem__,
        required=True,
        wrap=True,
        label_visibility="collapsed",
        on_change=_leave_filter,
    )


def _leave_filter() -> None:
    """Show all of a part that has just been chosen."""
    for name in ("topic", "record", "kind"):
        st.session_state[name] = EVERY


def ask_themes_again() -> None:
    """Offer the way back from a theme to all themes."""
    st.button("All themes", icon=":material/arrow_back:", on_click=_leave_filter)


def ask_filter(
    reader: RegisterReader, places: PlaceReader, choices: RecordChoices, *, kinds: bool
) -> None:
    """Ask for a place and, where they are not given by the page, a theme and a kind of record.

    Args:
        reader: the registers.
        places: the places and themes.
        choices: what is chosen.
        kinds: whether the list has records of several kinds.
    """
    with st.container(horizontal=True):
        ask_place_of_record(places_of_list(reader, choices.shelf, choices.theme))
        if choices.view != "theme":
            st.selectbox(
                "Theme",
                [EVERY, *places.theme_names],
                key="topic",
                format_func=lambda name: places.theme_names.get(name, "Every theme"),
                width=300,
            )
        if kinds:
            st.selectbox(
                "Kind of record",
                [EVERY, *RECORD_KINDS],
                key="kind",
                format_func=lambda name: RECORD_KINDS.get(name, "Every kind"),
                width=220,
            )
        if choices.view == "figures":
            st.selectbox(
                "Arranged by",
                list(ARRANGED),
                key="arranged",
                format_func=ARRANGED.__getitem__,
                width=160,
            )
