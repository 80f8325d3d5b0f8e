"""The choices of the map page: their options, defaults and widgets.

A choice is settled before anything is drawn and its widget may come later on the page, so that a
phone shows the map before the finer controls.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from data.map_reader import Measure
from data.place_reader import KIND_WORDS, PlaceReader
from utils.config import PRICE_BASE_YEAR
from utils.narrative.place import measure_title
from utils.ui.loaders import DEFAULT_BASIS
from utils.ui.state import choose

NO_PLACE: Final = ""
BASES: Final[Mapping[str, str]] = {
    "real": f"Real terms ({PRICE_BASE_YEAR} prices)",
    "cash": "Cash",
}
PROGRAMMES: Final[Mapping[str, str]] = {
    "pilot+parallel": "Pilots (solid) and parallel places (dashed)",
    "pilot": "The 13 pilots",
    "parallel": "Parallel places",
    "successor": "Successor programmes",
    "none": "None",
}
DEFAULTS: Final[Mapping[str, str]] = {
    "theme": "all_services",
    "basis": DEFAULT_BASIS,
    "programme": "pilot+parallel",
    "place": NO_PLACE,
}
TOTAL: Final = "spend:total"


@dataclass(frozen=True)
class MapChoices:
    """What the visitor chose, settled and valid."""

    theme: str
    measures: Mapping[str, Measure]
    measure: Measure
    periods: Sequence[str]
    period: str
    basis: str
    programme: str
    place: str

    @property
    def outlined_kinds(self) -> list[str]:
        """Kinds of programme place to outline."""
        return [] if self.programme == "none" else self.programme.split("+")

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address."""
        return {
            "theme": self.theme,
            "show": self.measure.measure,
            "year": self.period,
            "basis": self.basis,
            "programme": self.programme,
            "place": self.place,
        }

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        first = next(iter(self.measures))
        return {**DEFAULTS, "show": first, "year": self.periods[-1]}


def settle_choices(places: PlaceReader) -> MapChoices:
    """Settle every choice from the widgets, the visit so far and the address."""
    names = places.theme_names
    theme = choose("theme", list(names), default=DEFAULTS["theme"], words=names[DEFAULTS["theme"]])
    basis = choose("basis", list(BASES), default=DEFAULTS["basis"], words=BASES[DEFAULTS["basis"]])
    measures = {one.measure: one for one in places.theme_measures(theme, basis=basis)}
    first = next(iter(measures.values()))
    shown = choose("show", list(measures), default=first.measure, words=measure_title(first))
    measure = measures[shown]
    periods = measure.periods
    words = PROGRAMMES[DEFAULTS["programme"]]
    return MapChoices(
        theme=theme,
        measures=measures,
        measure=measure,
        periods=periods,
        period=choose("year", periods, default=periods[-1], words=periods[-1]),
        basis=basis,
        programme=choose("programme", list(PROGRAMMES), default=DEFAULTS["programme"], words=words),
        place=choose("place", [NO_PLACE, *places.places], default=NO_PLACE, words="England"),
    )


def ask_what(places: PlaceReader, choices: MapChoices) -> None:
    """Ask for a place, a theme and what to map."""
    find, theme, measure = st.columns([1, 1, 1.4])
    find.selectbox(
        "Find a place",
        [NO_PLACE, *places.places],
        key="place",
        format_func=lambda one: _place_name(places, one),
    )
    theme.selectbox(
        "Theme", list(places.theme_names), key="theme", format_func=places.theme_names.__getitem__
    )
    measure.selectbox(
        "What to map",
        list(choices.measures),
        key="show",
        format_func=lambda one: _measure_name(choices.measures[one]),
    )


def ask_how(choices: MapChoices) -> None:
    """Ask for a year, a price basis and the places to outline."""
    if len(choices.periods) > 1:
        st.select_slider("Year", list(choices.periods), key="year")
    else:
        st.markdown(f"Year: {choices.period}, the only one at hand")
    prices, outline = st.columns(2)
    prices.radio(
        "Prices",
        list(BASES),
        key="basis",
        format_func=BASES.__getitem__,
        disabled=choices.measure.kind != "spend",
        help="Real terms use HM Treasury's GDP deflator, which here ends in 2023-24.",
    )
    outline.selectbox(
        "Outline on the map", list(PROGRAMMES), key="programme", format_func=PROGRAMMES.__getitem__
    )


def money_of(places: PlaceReader, choices: MapChoices) -> tuple[Measure, str]:
    """The money a place card speaks of: the measure on the map, else the newest total."""
    if choices.measure.kind == "spend":
        return choices.measure, choices.period
    total = places.maps.measure(measure=TOTAL, basis=choices.basis)
    return total, total.periods[-1]


def _place_name(places: PlaceReader, place_id: str) -> str:
    if place_id == NO_PLACE:
        return "All of England"
    one = places.place(place_id)
    return one.name if one.kind == "authority" else f"{one.name} ({KIND_WORDS[one.kind]})"


def _measure_name(measure: Measure) -> str:
    what = "Spend per person" if measure.kind == "spend" else "Outcome"
    return f"{what}: {measure_title(measure)}"
