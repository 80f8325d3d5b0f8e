"""The choices of the page on barriers and asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from data.read.registers import RegisterReader
from utils.narrative.registers import CATEGORIES
from utils.ui.registers.choices import EVERY, ask_place_of_record, resolve_place_of_record
from utils.ui.shared.state import choose

STRANDS: Final[Mapping[str, str]] = {
    "barriers": "Barriers",
    "asks": "Asks of government",
    "known": "What is known",
    "timeline": "Timeline",
    "own": "Your own place",
}
#: Parts that can be narrowed to a place or a category.
NARROWED: Final = ("barriers", "asks")


@dataclass(frozen=True, kw_only=True)
class BarrierChoices:
    """What the visitor chose, resolved and valid; nothing stands for every place or category."""

    strand: str
    place: str
    category: str

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address."""
        return {"strand": self.strand, "record": self.place, "category": self.category}

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        return {"strand": "barriers", "record": EVERY, "category": EVERY}


def resolve_barriers(reader: RegisterReader) -> BarrierChoices:
    """Resolve every choice from the widgets, the visit so far and the address."""
    return BarrierChoices(
        strand=choose("strand", STRANDS, default="barriers", words=STRANDS["barriers"]),
        place=resolve_place_of_record(reader, "barriers"),
        category=choose(
            "category", [EVERY, *reader.categories()], default=EVERY, words="every category"
        ),
    )


def ask_barriers(reader: RegisterReader, choices: BarrierChoices) -> None:
    """Ask for the part of the page and, where it can be narrowed, a place and a category."""
    st.segmented_control(
        "Show",
        list(STRANDS),
        key="strand",
        format_func=STRANDS.__getitem__,
        required=True,
        wrap=True,
    )
    if choices.strand not in NARROWED:
        return
    own = reader.places_of("barriers")
    with st.container(horizontal=True):
        ask_place_of_record(own)
        st.selectbox(
            "Category",
            [EVERY, *reader.categories()],
            key="category",
            format_func=lambda category: CATEGORIES.get(category, "Every category"),
            width=300,
        )
