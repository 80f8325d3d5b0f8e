"""The choices of the pages on the programme's registers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from data.read.places import PlaceReader
from data.read.registers import Register, RegisterReader
from utils.ui.shared.state import choose

SHELVES: Final[Mapping[str, str]] = {
    "figures": "Figures",
    "journeys": "Citizens' journeys",
    "projects": "Commissioning projects",
}
TABLES: Final[Mapping[str, Register]] = {
    "figures": "deep_dives",
    "journeys": "journey_stages",
    "projects": "projects",
}
ARRANGED: Final[Mapping[str, str]] = {"place": "place", "theme": "theme"}
EVERY: Final = ""


@dataclass(frozen=True, kw_only=True)
class RecordChoices:
    """What the visitor chose, resolved and valid; nothing stands for every place or theme."""

    place: str
    theme: str
    shelf: str
    arranged: str
    row: str

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address; a row has an address of its own."""
        if self.row:
            return {"row": self.row}
        return {
            "record": self.place,
            "topic": self.theme,
            "shelf": self.shelf,
            "arranged": self.arranged,
        }

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        return {"record": EVERY, "topic": EVERY, "shelf": "figures", "arranged": "place"}


def resolve_place_of_record(reader: RegisterReader, table: Register) -> str:
    """The place to which a register is narrowed; nothing for every place."""
    options = [EVERY, *reader.places_of(table)]
    return choose("record", options, default=EVERY, words="every place")


def ask_place_of_record(names: Mapping[str, str]) -> None:
    """Ask for the place to which a register is narrowed.

    Args:
        names: name of each place with a row in the register, by its id.
    """
    st.selectbox(
        "Place of the record",
        [EVERY, *names],
        key="record",
        format_func=lambda name: names.get(name, "Every place"),
        width=320,
    )


def resolve_record(reader: RegisterReader, places: PlaceReader) -> RecordChoices:
    """Resolve every choice from the widgets, the visit so far and the address."""
    shelf = choose("shelf", SHELVES, default="figures", words=SHELVES["figures"])
    return RecordChoices(
        place=resolve_place_of_record(reader, TABLES[shelf]),
        theme=choose("topic", [EVERY, *places.theme_names], default=EVERY, words="every theme"),
        shelf=shelf,
        arranged=choose("arranged", ARRANGED, default="place", words=ARRANGED["place"]),
        row=choose("row", [EVERY, *reader.lines], default=EVERY, words="the lists"),
    )


def ask_record(reader: RegisterReader, places: PlaceReader, choices: RecordChoices) -> None:
    """Ask for the register, a place and a theme."""
    st.segmented_control(
        "Show",
        list(SHELVES),
        key="shelf",
        format_func=SHELVES.__getitem__,
        required=True,
        wrap=True,
    )
    if choices.shelf == "figures":
        st.segmented_control(
            "Arranged by",
            list(ARRANGED),
            key="arranged",
            format_func=ARRANGED.__getitem__,
            required=True,
        )
    own = reader.places_of(TABLES[choices.shelf])
    with st.container(horizontal=True):
        ask_place_of_record(own)
        st.selectbox(
            "Theme of the record",
            [EVERY, *places.theme_names],
            key="topic",
            format_func=lambda name: places.theme_names.get(name, "Every theme"),
            width=300,
        )
