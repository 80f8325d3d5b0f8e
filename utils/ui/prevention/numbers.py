"""Every number of a plan with its range, source and grade; a visitor may change any."""

from __future__ import annotations

import math
from typing import Final

import streamlit as st

from data.prevention.own_numbers import (
    HIGH,
    LOW,
    SHARE_DECIMALS,
    SHARES,
    shown_value,
    with_own_numbers,
)
from data.prevention.plan import bounds_words
from data.prevention.reading import USUAL_PEOPLE, PreventionReader
from data.prevention.scenario import LIMIT, PEOPLE_COUNT, Estimate, Scenario, bounds_of, kind_of
from utils.config import PRICE_BASE_YEAR
from utils.formatting import lower_first
from utils.markdown import plain_text
from utils.narrative.prevention import (
    estimate_words,
    number_label,
    short_label,
    source_words,
    with_names_of_sources,
)
from utils.ui.prevention.choices import PreventionChoices, keep_number, own_numbers, undo_own
from utils.ui.shared.prose import bullets, link, paragraph, render_prose, strong
from utils.ui.shared.state import notify

PERCENT: Final = 100
FORMATS: Final = {PEOPLE_COUNT: "%.0f", "cost": "%.0f"}
#: Pounds that a click adds to a cost, and to one of less than the limit.
STEP, SMALL_STEP, SMALL_COST = 10.0, 1.0, 200.0
#: Pixels of the box for how many.
NARROW: Final = 220
PARTS: Final = (("", "likely"), (LOW, "lowest"), (HIGH, "highest"))
INTRO: Final = (
    f"Type a number to see what it does; money is in prices of {PRICE_BASE_YEAR}. A likely value "
    "of your own takes no correction for weak evidence, and its range grows or shrinks with it. "
    "Type the lowest and the highest too where you know them: a range always includes the likely "
    "value."
)


def ask_people(reader: PreventionReader, choices: PreventionChoices) -> None:
    """Ask for how many each scenario is."""
    for choice in choices.plan.choices:
        scenario = reader.scenarios[choice.scenario]
        many = f"How many {scenario.cohort.many}?"
        _number_input(
            f"{many} {scenario.name}" if len(choices.plan.choices) > 1 else many,
            scenario,
            PEOPLE_COUNT,
            value=float(USUAL_PEOPLE if choice.people is None else choice.people),
        )


def people_note(choices: PreventionChoices) -> str:
    """That no count of the place is taken, where the visitor gave none; else nothing."""
    if all(choice.people is not None for choice in choices.plan.choices):
        return ""
    where = f" for {choices.place.name}" if choices.place else ""
    return (
        f"The atlas has no count{where} of whom this is for; type yours. Where you type none, "
        f"results are for {USUAL_PEOPLE}."
    )


def render_numbers(reader: PreventionReader, choices: PreventionChoices) -> None:
    """The numbers of every scenario of the plan, each with its source below it."""
    st.caption(INTRO)
    for choice in choices.plan.choices:
        scenario, shown = reader.today[choice.scenario], reader.chosen(choice)
        own = dict(choice.numbers)
        if len(choices.plan.choices) > 1:
            st.subheader(plain_text(scenario.name))
        if own:
            st.button(
                plain_text(f"Take the scenario's own numbers again: {lower_first(scenario.name)}"),
                key=f"undo_{scenario.scenario}",
                on_click=undo_own,
                args=([scenario.scenario],),
            )
        published = dict(reader.scenarios[choice.scenario].estimates())
        before = dict(scenario.estimates())
        for name, estimate in shown.estimates():
            _render_number(
                scenario,
                name,
                estimate,
                before=before[name],
                year=published[name].price_year,
                own=frozenset(own),
            )
        _render_sources(reader, scenario)


def _render_number(
    scenario: Scenario,
    name: str,
    estimate: Estimate,
    *,
    before: Estimate,
    year: str | None,
    own: frozenset[str],
) -> None:
    """The name of a number with its source, and boxes for its likely value and its limits."""
    render_prose(
        paragraph(
            strong(number_label(name, scenario)),
            f". {_source_sentence(scenario, name, estimate, before, year)}",
        )
    )
    values = {"": estimate.value, LOW: estimate.low, HIGH: estimate.high}
    unit = " (£)" if kind_of(name) == "cost" else " (%)" if kind_of(name) in SHARES else ""
    for column, (limit, words) in zip(
        st.columns(len(PARTS), vertical_alignment="bottom"), PARTS, strict=True
    ):
        with column:
            mark = " (yours)" if name + limit in own else ""
            _number_input(
                f"{short_label(name, scenario)}, {words}{unit}{mark}",
                scenario,
                name + limit,
                value=values[limit],
            )


def _source_sentence(
    scenario: Scenario, name: str, estimate: Estimate, before: Estimate, year: str | None
) -> str:
    published = source_words(before, scenario)
    kind = "95% confidence interval" if before.range == "interval" else "lowest and highest"
    span = "no range" if before.low == before.high else f"range: {kind}"
    prices = f" Published in prices of {year}." if year else ""
    note = with_names_of_sources(before.note, scenario)
    words = f"{published}. Evidence grade {before.grade} of 6; {span}.{prices} {note}"
    if estimate == before:
        return words
    return f"Yours; the scenario's own is {estimate_words(name, before)}: {words}"


def _number_input(label: str, scenario: Scenario, name: str, *, value: float) -> None:
    """A box in the unit a visitor thinks in: people, pounds, percent, or how often."""
    key = f"{scenario.scenario}|{name}"
    times = PERCENT if kind_of(name) in SHARES else 1
    lowest, highest = bounds_of(name)
    held = float(round(value)) if name == PEOPLE_COUNT else shown_value(name, value)
    st.session_state[key] = round(held * times, SHARE_DECIMALS)
    st.number_input(
        plain_text(label),
        min_value=lowest * times,
        max_value=highest * times,
        # What is emptied is then nothing; otherwise it would be the lowest number allowed.
        value=None,
        step=_step(name, held),
        format=FORMATS.get(kind_of(name), "%.4g"),
        key=key,
        width=NARROW if name == PEOPLE_COUNT else "stretch",
        on_change=_take,
        args=(scenario, name, key),
    )


def _step(name: str, value: float) -> float:
    """How much a click changes: 10 pounds, a percentage point, or a figure of how often."""
    kind = kind_of(name)
    if kind == "cost":
        return STEP if value >= SMALL_COST else SMALL_STEP
    if kind == "baseline":
        return 10.0 ** (math.floor(math.log10(value)) - 1) if value else SMALL_STEP
    return SMALL_STEP


def _take(scenario: Scenario, name: str, key: str) -> None:
    """Keep what was typed; the scenario's own number, typed again, is none of the visitor's."""
    typed = st.session_state[key]
    if typed is None:
        keep_number(scenario.scenario, name, None)
        notify(
            f"{scenario.name}: nothing was typed for {lower_first(number_label(name, scenario))}, "
            f"so the scenario's own number is used. Allowed: {bounds_words(name)}."
        )
        return
    value = round(typed / PERCENT, SHARE_DECIMALS + 2) if kind_of(name) in SHARES else typed
    same = name != PEOPLE_COUNT and value == _shown_without(scenario, name)
    keep_number(scenario.scenario, name, None if same else value)


def _shown_without(scenario: Scenario, name: str) -> float:
    """What a box would show if the visitor had typed nothing into it."""
    others = own_numbers(scenario.scenario)
    others.pop(name, None)
    base, _, limit = name.partition(LIMIT)
    estimate = dict(with_own_numbers(scenario, others).estimates())[base]
    return shown_value(
        name, {"": estimate.value, "low": estimate.low, "high": estimate.high}[limit]
    )


def _render_sources(reader: PreventionReader, scenario: Scenario) -> None:
    units = [
        f"{outcome.name}: {part.units:g} times {reader.costs[part.code]['name']} "
        f"({part.code}, {reader.costs[part.code]['unit'].lower()}, borne by "
        f"{lower_first(reader.bodies[reader.units[part.code].body].name)}). {part.note}"
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
