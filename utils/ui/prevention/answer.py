"""The answer of a plan: does it pay, who pays and gains, when, and how sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from data.prevention.own_numbers import changed_numbers
from data.prevention.plan import Choice, Plan
from data.prevention.pooling import Pool, is_one_body, pool
from data.prevention.reading import USUAL_PEOPLE, PreventionReader
from data.prevention.results import PlanResult, summarise
from data.prevention.scenario import Scenario
from data.prevention.sensitivity import swings
from data.prevention.simulation import Flows, central, simulate
from data.read.places import PlaceReader
from utils.charts.prevention import bodies_chart, swings_chart, years_chart
from utils.formatting import join_words, lower_first
from utils.markdown import bullet_list, plain_text
from utils.narrative.prevention import (
    answer_sentence,
    chance_sentence,
    change_words,
    correction_sentence,
    correction_words,
    cost_sentence,
    mismatch_sentence,
    overlap_sentences,
    own_sentence,
    pool_sentence,
    public_sentence,
    rounded_pounds,
    short_label,
    with_names_of_sources,
)
from utils.narrative.sources import UNIT_COSTS
from utils.stats.cost_benefit import present_value
from utils.ui.prevention.choices import undo_own
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.data_offer import offer_data
from utils.ui.shared.more import render_more
from utils.ui.shared.prose import Html, bullets, folded, join, link, paragraph, render_prose, strong

#: Plans whose results are kept for all visitors.
KEPT: Final = 128
#: The most scenarios whose descriptions are open at once.
MOST_OPEN: Final = 2


@dataclass(frozen=True)
class Answer:
    """A plan worked out.

    Attributes:
        likely: flows with the likely numbers.
        result: what the draws come to.
        uncorrected: the same without our correction for weak evidence.
        pool: the cost shared out by gain.
    """

    likely: Flows
    result: PlanResult
    uncorrected: PlanResult
    pool: Pool


def work_out(reader: PreventionReader, plan: Plan) -> Answer:
    """Work a plan out, or take it from those worked out before; the place changes nothing."""
    return _work_out(reader, replace(plan, place=""))


@lru_cache(maxsize=KEPT)
def _work_out(reader: PreventionReader, plan: Plan) -> Answer:
    cases, bare = reader.cases(plan), reader.cases(plan, corrected=False)
    rate = reader.grades.discount_rate.value
    result = summarise(simulate(cases, years=plan.years), rate=rate)
    uncorrected = summarise(simulate(bare, years=plan.years), rate=rate)
    return Answer(central(cases, years=plan.years), result, uncorrected, pool(result))


def scenarios_of(reader: PreventionReader, plan: Plan) -> list[Scenario]:
    """The scenarios of a plan as they are declared."""
    return [reader.scenarios[choice.scenario] for choice in plan.choices]


def people_words(reader: PreventionReader, plan: Plan) -> str:
    """For how many the plan is, with the name of each scenario where there are several."""
    return join_words(
        [
            f"{_people(choice)} {scenario.cohort.many}"
            + (f" ({lower_first(scenario.name)})" if len(plan.choices) > 1 else "")
            for choice, scenario in zip(plan.choices, scenarios_of(reader, plan), strict=True)
        ]
    )


def _people(choice: Choice) -> str:
    return f"{USUAL_PEOPLE if choice.people is None else choice.people:,.10g}"


def own_words(reader: PreventionReader, plan: Plan) -> str:
    """The visitor's own numbers, those they replace, and what is still corrected; else nothing."""
    found: list[str] = []
    corrected: list[str] = []
    for choice in plan.choices:
        before, after = reader.today[choice.scenario], reader.chosen(choice)
        lead = f"{before.name}, " if len(plan.choices) > 1 else ""
        found += [
            lead + change_words(name, was, now, before)
            for name, was, now in changed_numbers(before, after)
        ]
        corrected += correction_words(after, reader.grades)
    return own_sentence(found, corrected)


def render_scenarios(reader: PreventionReader, plan: Plan) -> None:
    """What each scenario is: its question, what is done, and for whom."""
    scenarios = scenarios_of(reader, plan)
    render_prose(
        *(
            folded(
                scenario.name,
                paragraph(strong(scenario.question), f" {scenario.intervention}"),
                paragraph(f"For: {lower_first(scenario.cohort.who)}."),
                is_open=len(scenarios) <= MOST_OPEN,
            )
            for scenario in scenarios
        )
    )


def render_answer(reader: PreventionReader, plan: Plan, answer: Answer) -> None:
    """The first screen: for whom, whether it pays, who pays and who gains."""
    scenarios = scenarios_of(reader, plan)
    render_prose(
        paragraph(
            strong(answer_sentence(answer.result, scenarios, years=plan.years)),
            f" For {people_words(reader, plan)}.",
        ),
        *_main_caveats(scenarios),
    )
    _render_own(reader, plan)
    render_prose(
        paragraph(f"{mismatch_sentence(answer.pool, reader.bodies)} {pool_sentence(answer.pool)}"),
        bullets(
            [
                cost_sentence(answer.result),
                correction_sentence(answer.uncorrected, answer.result),
                chance_sentence(answer.result),
                public_sentence(answer.result),
            ]
        ),
    )
    overlaps = overlap_sentences(scenarios)
    if overlaps:
        st.warning(bullet_list([plain_text(overlap) for overlap in overlaps]))
    render_chart(bodies_chart(answer.result, reader.bodies, years=plan.years), key="bodies")


def _main_caveats(scenarios: Sequence[Scenario]) -> list[Html]:
    if len(scenarios) == 1:
        return [paragraph(scenarios[0].main_caveat)]
    return [
        bullets(join(strong(f"{scenario.name}: "), scenario.main_caveat) for scenario in scenarios)
    ]


def _render_own(reader: PreventionReader, plan: Plan) -> None:
    """Which numbers are the visitor's, with a way back."""
    words = own_words(reader, plan)
    if not words:
        return
    render_prose(paragraph(words))
    st.button("Undo my numbers", key="undo_own", on_click=undo_own)


def render_pool(reader: PreventionReader, answer: Answer) -> None:
    """What each body pays as things are, and what it would put into a pooled budget."""
    st.header("Who would put what into a pooled budget")
    render_prose(paragraph(pool_sentence(answer.pool)))
    if not answer.pool.is_whole or is_one_body(answer.pool):
        return
    rows = [
        {
            "Body": reader.bodies[share.body].name,
            "Pays now": f"{share.pays:.0%}",
            "Gains": f"{share.gains:.0%}",
            "Would put in": rounded_pounds(share.puts_in),
            "Keeps": rounded_pounds(share.keeps),
        }
        for share in answer.pool.shares
    ]
    title = "What each body pays, gains and would put in"
    st.table(rows, alt=title)
    offer_data("pool", lambda: pd.DataFrame(rows), title=title, sources=(UNIT_COSTS,))
    st.caption(
        "Shared by what each gains, in the middle of the draws and as present value. A body that "
        "cannot take its saving out of a budget puts in money that it does not get back as cash."
    )


def render_years(reader: PreventionReader, plan: Plan, answer: Answer) -> None:
    """The same year by year, and what the answer hangs on, once opened."""
    render_more(
        "When: cost and saving year by year",
        lambda: render_chart(years_chart(answer.result, reader.bodies), key="years"),
        key="years",
    )
    render_more(
        "What the answer hangs on most",
        lambda: _render_swings(reader, plan, answer),
        key="swings",
    )


def _render_swings(reader: PreventionReader, plan: Plan, answer: Answer) -> None:
    rate = reader.grades.discount_rate.value
    found = swings(reader.cases(plan), years=plan.years, rate=rate)
    if not found:
        render_prose(paragraph("No number of this plan has a range."))
        return
    labels = {
        (swing.scenario, swing.name): short_label(swing.name, reader.scenarios[swing.scenario])
        for swing in found
    }
    if len(plan.choices) > 1:
        labels = {key: f"{reader.scenarios[key[0]].name}: {label}" for key, label in labels.items()}
    likely = float(present_value(answer.likely.net, rate=rate)[0])
    render_chart(swings_chart(found, labels, value=likely), key="swings")


def caveats(reader: PreventionReader, places: PlaceReader, plan: Plan) -> Sequence[Html]:
    """What to know of each scenario of a plan, and which pilots worked on its theme."""
    return [
        paragraph(
            strong(f"{scenario.name}. "),
            join(
                with_names_of_sources(
                    " ".join((scenario.main_caveat, *scenario.caveats)), scenario
                ),
                *_pilot_links(places, scenario),
            ),
        )
        for scenario in scenarios_of(reader, plan)
    ]


def _pilot_links(places: PlaceReader, scenario: Scenario) -> Sequence[Html]:
    return [
        join(
            " ",
            link(
                f"What {places.place(place).name} found in 2009-10.",
                "deep_dives?" + urlencode({"place": place}),
            ),
        )
        for place in scenario.places
    ]
