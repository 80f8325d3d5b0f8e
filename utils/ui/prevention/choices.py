"""The choices of the page on pooling and preventing: place, scenarios, years, a visitor's numbers.

In an address, scenarios are `do=falls_exercise,reablement`; a visitor's numbers are
`numbers=falls_exercise~people~500;falls_exercise~effect:0~0.2;falls_exercise~effect:0.low~0.1`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from data.prevention.own_numbers import number_names
from data.prevention.plan import YEARS as OFFERED_YEARS
from data.prevention.plan import Choice, Plan, bounds_words
from data.prevention.reading import PreventionReader
from data.prevention.scenario import PEOPLE_COUNT, Scenario, bounds_of
from data.read.find_place.finder import PlaceFinder
from data.read.places import Place, PlaceReader
from utils.formatting import lower_first, shorten
from utils.narrative.prevention import number_label
from utils.ui.shared.place_picker import NO_PLACE, place_key, resolve_place
from utils.ui.shared.state import choose, choose_many, notify, pop_query_param

SCENARIOS, NUMBERS, YEARS = "do", "numbers", "horizon"
HORIZONS: Final = tuple(map(str, OFFERED_YEARS))
USUAL_YEARS: Final = "10"
#: Parts of a number in an address, and what separates the numbers.
PART, BETWEEN = "~", ";"
PIECES: Final = 3
Numbers = dict[str, dict[str, float]]


@dataclass(frozen=True, kw_only=True)
class PreventionChoices:
    """What the visitor chose, resolved and valid.

    Attributes:
        place: the place, or None.
        plan: scenarios with the visitor's numbers, and years looked at.
        numbers: the visitor's numbers by scenario and name, `people` among them.
    """

    place: Place | None
    plan: Plan
    numbers: Numbers

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address."""
        return {
            "place": place_key(self.place) if self.place else NO_PLACE,
            SCENARIOS: ",".join(choice.scenario for choice in self.plan.choices),
            NUMBERS: write_numbers(self.numbers),
            YEARS: str(self.plan.years),
        }

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        return {SCENARIOS: "", YEARS: USUAL_YEARS}


def resolve_prevention(
    reader: PreventionReader, places: PlaceReader, finder: PlaceFinder
) -> PreventionChoices:
    """Resolve every choice from the widgets, the visit so far and the address."""
    place = resolve_place(places, finder)
    chosen = choose_many(
        SCENARIOS, default=[], resolve=lambda wanted: _known(wanted, reader.scenarios)
    )
    years = choose(YEARS, HORIZONS, default=USUAL_YEARS, words=f"{USUAL_YEARS} years")
    numbers = _resolve_numbers(reader.scenarios)
    plan = Plan(
        place=place_key(place) if place else "",
        years=int(years),
        choices=tuple(_choice(scenario, numbers.get(scenario, {})) for scenario in chosen),
    )
    return PreventionChoices(place=place, plan=plan, numbers=numbers)


def _choice(scenario: str, own: Mapping[str, float]) -> Choice:
    return Choice(
        scenario=scenario,
        people=own.get(PEOPLE_COUNT),
        numbers=tuple((name, own[name]) for name in sorted(own) if name != PEOPLE_COUNT),
    )


def _known(wanted: Sequence[str], scenarios: Mapping[str, Scenario]) -> tuple[list[str], list[str]]:
    found = [name for name in dict.fromkeys(wanted) if name in scenarios]
    sentences = [
        f"The link asks for the scenario “{shorten(name)}”, which is not here; it was left out."
        for name in wanted
        if name not in scenarios
    ]
    return found, sentences


def _resolve_numbers(scenarios: Mapping[str, Scenario]) -> Numbers:
    """The visitor's numbers, from the visit so far or from the address."""
    asked = pop_query_param(NUMBERS)
    if asked is not None and NUMBERS not in st.session_state:
        found, sentences = read_numbers(asked, scenarios)
        for sentence in sentences:
            notify(sentence)
        st.session_state[NUMBERS] = found
    held: Numbers = st.session_state.setdefault(NUMBERS, {})
    return held


def own_numbers(scenario: str) -> dict[str, float]:
    """The visitor's numbers of a scenario, as a copy."""
    held: Numbers = st.session_state.get(NUMBERS, {})
    return dict(held.get(scenario, {}))


def keep_number(scenario: str, name: str, value: float | None) -> None:
    """Take a number of the visitor's; none gives the scenario's own back."""
    numbers: Numbers = {held: dict(own) for held, own in st.session_state.get(NUMBERS, {}).items()}
    own = numbers.setdefault(scenario, {})
    if value is None:
        own.pop(name, None)
    else:
        own[name] = value
    st.session_state[NUMBERS] = {held: own for held, own in numbers.items() if own}


def undo_own(scenarios: Sequence[str] | None = None) -> None:
    """Give scenarios their own numbers back; how many people there are stays.

    Args:
        scenarios: which; none gives all back.
    """
    held: Numbers = st.session_state.get(NUMBERS, {})
    for scenario, own in tuple(held.items()):
        if scenarios is None or scenario in scenarios:
            for name in tuple(own):
                if name != PEOPLE_COUNT:
                    keep_number(scenario, name, None)


def read_numbers(text: str, scenarios: Mapping[str, Scenario]) -> tuple[Numbers, list[str]]:
    """Read numbers from an address.

    Returns:
        The numbers that are allowed, and a sentence about each that is not.
    """
    found: Numbers = {}
    sentences = []
    for part in filter(None, text.split(BETWEEN)):
        pieces = part.split(PART)
        allowed = _allowed(pieces, scenarios)
        value = _number(pieces[-1])
        # In Markdown, tildes would strike words through; a person reads spaces more easily, too.
        words = shorten(part.replace(PART, " "))
        if allowed is None:
            sentences.append(f"The link gives the number “{words}”, which no scenario has.")
        elif value is None or not allowed[0] <= value <= allowed[1]:
            label = number_label(pieces[1], scenarios[pieces[0]])
            sentences.append(
                f"The link gives “{shorten(pieces[-1])}” for {lower_first(label)} "
                f"({scenarios[pieces[0]].name}); allowed: {bounds_words(pieces[1])}. It was left "
                "out."
            )
        else:
            found.setdefault(pieces[0], {})[pieces[1]] = value
    return found, sentences


def write_numbers(numbers: Numbers) -> str:
    """Write numbers as an address holds them."""
    return BETWEEN.join(
        PART.join((scenario, name, f"{value:.10g}"))
        for scenario, own in sorted(numbers.items())
        for name, value in sorted(own.items())
    )


def _allowed(
    pieces: Sequence[str], scenarios: Mapping[str, Scenario]
) -> tuple[float, float] | None:
    if len(pieces) != PIECES or pieces[0] not in scenarios:
        return None
    known = {PEOPLE_COUNT, *number_names(scenarios[pieces[0]])}
    return bounds_of(pieces[1]) if pieces[1] in known else None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
