"""The answer of a plan: does it pay, who pays and gains, when, and how sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

import streamlit as st

from data.prevention.plan import Plan
from data.prevention.pooling import Pool, pool
from data.prevention.reading import USUAL_PEOPLE, PreventionReader
from data.prevention.results import PlanResult, summarise
from data.prevention.scenario import Scenario
from data.prevention.sensitivity import swings
from data.prevention.simulation import Flows, central, simulate
from data.read.places import PlaceReader
from utils.charts.prevention import bodies_chart, swings_chart, years_chart
from utils.markdown import plain_text
from utils.narrative.prevention import (
    answer_sentence,
    chance_sentence,
    cost_sentence,
    mismatch_sentence,
    overlap_sentence,
    pool_sentence,
    public_sentence,
    rounded_pounds,
    short_label,
)
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.more import render_more
from utils.ui.shared.prose import Html, bullets, join, link, paragraph, render_prose, strong

#: Plans whose results are kept for all visitors.
KEPT: Final = 64


@dataclass(frozen=True)
class Answer:
    """A plan worked out: flows with the likely numbers, and what the draws come to."""

    likely: Flows
    result: PlanResult
    pool: Pool


def work_out(reader: PreventionReader, plan: Plan) -> Answer:
    """Work a plan out, or take it from those worked out before; the place changes nothing."""
    return _work_out(reader, replace(plan, place=""))


@lru_cache(maxsize=KEPT)
def _work_out(reader: PreventionReader, plan: Plan) -> Answer:
    cases = reader.cases(plan)
    rate = reader.grades.discount_rate.value
    likely = central(cases, years=plan.years)
    result = summarise(likely, simulate(cases, years=plan.years), rate=rate)
    return Answer(likely, result, pool(result.bodies))


def render_answer(reader: PreventionReader, plan: Plan, answer: Answer) -> None:
    """The first screen: for whom, whether it pays, who pays and who gains."""
    for_whom = [
        f"{_people(choice.people)} {reader.scenarios[choice.scenario].cohort.many}"
        for choice in plan.choices
    ]
    render_prose(
        paragraph(
            strong(answer_sentence(answer.result, years=plan.years)),
            f" For {' and '.join(for_whom)}.",
        ),
        paragraph(f"{mismatch_sentence(answer.pool, reader.bodies)} {pool_sentence(answer.pool)}"),
        bullets(
            [
                cost_sentence(answer.result),
                chance_sentence(answer.result),
                public_sentence(answer.result),
            ]
        ),
    )
    overlap = overlap_sentence([reader.scenarios[choice.scenario] for choice in plan.choices])
    if overlap:
        st.warning(plain_text(overlap))
    render_chart(bodies_chart(answer.result, reader.bodies, years=plan.years), key="bodies")


def _people(people: float | None) -> str:
    return f"{USUAL_PEOPLE if people is None else people:,.10g}"


def render_pool(reader: PreventionReader, answer: Answer) -> None:
    """What each body pays as things are, and what it would put into a pooled budget."""
    st.header("A pooled budget in which nobody loses")
    render_prose(paragraph(pool_sentence(answer.pool)))
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
    st.table(rows, alt="What each body pays, gains and would put in")
    st.caption(
        "Shared by what each gains, with the likely numbers and as present value. A body that "
        "cannot take its saving out of a budget puts in money that it does not get back as cash."
    )


def render_years(reader: PreventionReader, plan: Plan, answer: Answer) -> None:
    """The same year by year, and what the answer hangs on, once opened."""
    render_more(
        "When: cost and saving year by year",
        lambda: render_chart(years_chart(answer.likely, reader.bodies), key="years"),
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
    chart = swings_chart(found, labels, value=answer.result.net.value)
    render_chart(chart, key="swings")


def caveats(reader: PreventionReader, places: PlaceReader, plan: Plan) -> Sequence[Html]:
    """What to know of each scenario of a plan, and which pilots worked on its theme."""
    return [
        paragraph(
            strong(f"{scenario.name}. "),
            join(" ".join(scenario.caveats), *_pilot_links(places, scenario)),
        )
        for scenario in (reader.scenarios[choice.scenario] for choice in plan.choices)
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
