"""Every number of a plan with its range, source and grade; a visitor may change any."""

from __future__ import annotations

from typing import Final

import pandas as pd
import streamlit as st

from data.prevention.plan import apply_choice
from data.prevention.reading import USUAL_PEOPLE, PreventionReader
from data.prevention.scenario import PEOPLE_COUNT, Estimate, Scenario, bounds_of
from utils.formatting import lower_first
from utils.markdown import plain_text
from utils.narrative.prevention import BASES, number_label, source_words
from utils.ui.prevention.choices import Numbers, PreventionChoices, keep_number
from utils.ui.shared.prose import bullets, link, paragraph, render_prose, strong

#: What a share of one is called.
SHARES: Final = ("take_up", "effect", "deadweight", "cashable")
FORMAT: Final = "%.4g"
#: Pixels of the box for how many.
NARROW: Final = 220


def ask_people(reader: PreventionReader, choices: PreventionChoices) -> None:
    """Ask for how many each scenario is."""
    for choice in choices.plan.choices:
        scenario = reader.scenarios[choice.scenario]
        _number_input(
            f"How many {scenario.cohort.many}? {scenario.name}"
            if len(choices.plan.choices) > 1
            else f"How many {scenario.cohort.many}?",
            scenario,
            PEOPLE_COUNT,
            value=float(USUAL_PEOPLE if choice.people is None else choice.people),
            bounds=bounds_of(PEOPLE_COUNT),
        )


def render_numbers(reader: PreventionReader, choices: PreventionChoices) -> None:
    """The numbers of every scenario of the plan: to change, and as a table with sources."""
    for choice in choices.plan.choices:
        scenario = reader.scenarios[choice.scenario]
        if len(choices.plan.choices) > 1:
            st.subheader(plain_text(scenario.name))
        shown = apply_choice(scenario, choice)
        own = choices.numbers.get(scenario.scenario, {})
        st.caption(
            "Type a number to see what it does. It then counts as exact and is marked as yours. "
            "Money of your own is in today's prices."
        )
        columns = st.columns(2)
        for position, (name, estimate) in enumerate(shown.estimates()):
            with columns[position % 2]:
                _number_input(
                    number_label(name, scenario) + (" (yours)" if name in own else ""),
                    scenario,
                    name,
                    value=estimate.value,
                    bounds=bounds_of(name),
                )
        if own:
            st.button(
                "Take the scenario's own numbers again",
                key=f"undo_{scenario.scenario}",
                on_click=_undo,
                args=(scenario.scenario,),
            )
        st.dataframe(_table(shown), hide_index=True, alt=f"Numbers of {lower_first(scenario.name)}")
        _render_sources(reader, scenario)


def _number_input(
    label: str, scenario: Scenario, name: str, *, value: float, bounds: tuple[float, float]
) -> None:
    key = f"{scenario.scenario}|{name}"
    st.session_state[key] = value
    st.number_input(
        plain_text(label),
        min_value=bounds[0],
        max_value=bounds[1],
        step=1.0 if name == PEOPLE_COUNT else None,
        format="%.0f" if name == PEOPLE_COUNT else FORMAT,
        key=key,
        width=NARROW if name == PEOPLE_COUNT else "stretch",
        on_change=_take,
        args=(scenario.scenario, name, key),
    )


def _take(scenario: str, name: str, key: str) -> None:
    keep_number(scenario, name, st.session_state[key])


def _undo(scenario: str) -> None:
    held: Numbers = st.session_state.get("numbers", {})
    for name in tuple(held.get(scenario, {})):
        if name != PEOPLE_COUNT:
            keep_number(scenario, name, None)


def _table(scenario: Scenario) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "Number": number_label(name, scenario),
                "Likely": f"{estimate.value:.4g}",
                "From": f"{estimate.low:.4g}",
                "To": f"{estimate.high:.4g}",
                "Range": _range_words(estimate),
                "Basis": BASES[estimate.basis],
                "Evidence (1 best, 6 judgement)": estimate.grade,
                "Prices of": estimate.price_year or "",
                "Source": source_words(estimate, scenario),
                "Note": estimate.note,
            }
            for name, estimate in scenario.estimates()
        ]
    )


def _range_words(estimate: Estimate) -> str:
    if estimate.low == estimate.high:
        return "none"
    return "95% confidence interval" if estimate.range == "interval" else "least and most"


def _render_sources(reader: PreventionReader, scenario: Scenario) -> None:
    units = [
        f"{outcome.name}: {part.units:g} times {reader.costs[part.code]['name']} "
        f"({part.code}, {reader.costs[part.code]['unit'].lower()}, borne by "
        f"{reader.bodies[reader.units[part.code].body].name}). {part.note}"
        for outcome in scenario.outcomes
        for part in outcome.unit_costs
    ]
    render_prose(paragraph(strong("Unit costs")), bullets(units))
    render_prose(
        paragraph(strong("Sources")),
        bullets(
            [
                link(
                    f"{source.title}, {source.publisher}"
                    + (f", {source.year}" if source.year else ""),
                    source.url,
                )
                for source in scenario.sources.values()
            ]
        ),
    )
