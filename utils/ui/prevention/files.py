"""A plan as files: to save and open, as a workbook that recomputes, and as a brief."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import streamlit as st

from data.export.pool import DOCUMENTS
from data.prevention.plan import Plan, apply_choice, read_plan, write_plan
from data.prevention.reading import PreventionReader
from data.prevention.scenario import PEOPLE_COUNT
from data.prevention.simulation import DEADWEIGHT
from data.prevention.terms import PEOPLE, Case, Term
from utils.charts.prevention import bodies_chart, years_chart
from utils.config import APP_NAME
from utils.errors import InvalidInputError
from utils.markdown import plain_text
from utils.narrative.prevention import (
    BASIS,
    METHOD,
    OWN_TABLE,
    RANGE,
    answer_sentence,
    chance_sentence,
    cost_sentence,
    mismatch_sentence,
    number_label,
    pool_sentence,
    public_sentence,
    rounded_pounds,
    source_words,
)
from utils.stats.cost_benefit import effect_profile
from utils.ui.prevention.answer import Answer
from utils.ui.prevention.choices import NUMBERS, SCENARIOS, YEARS, Numbers
from utils.ui.shared.brief_parts import chart_block
from utils.ui.shared.offer import offer_file
from utils.ui.shared.table_files import XLSX

STEM: Final = "total-place-atlas_pool-and-prevent"
PDF: Final = "application/pdf"
PASTED: Final = "pasted_plan"


def render_files(reader: PreventionReader, plan: Plan, answer: Answer) -> None:
    """Offer the plan as files, and take one that was saved."""
    with st.container(horizontal=True):
        offer_file(
            "Save this plan",
            data=lambda: write_plan(plan),
            file_name=f"{STEM}.json",
            mime="application/json",
        )
        offer_file(
            "Workbook that recomputes (XLSX)",
            data=lambda: DOCUMENTS.run("plan_workbook", workbook_job(reader, plan)),
            file_name=f"{STEM}.xlsx",
            mime=XLSX,
        )
        offer_file(
            "Brief (PDF)",
            data=lambda: DOCUMENTS.run("brief", compose_brief(reader, plan, answer)),
            file_name=f"{STEM}.pdf",
            mime=PDF,
        )
    st.text_area(
        "Open a saved plan: paste the text of its file",
        key=PASTED,
        height=100,
        placeholder="Nothing of it is sent anywhere else or kept.",
    )
    st.button("Open it", key="open_plan", on_click=_open, args=(reader,))
    problem = st.session_state.pop("plan_problem", "")
    if problem:
        st.error(plain_text(problem))


def _open(reader: PreventionReader) -> None:
    """Take a pasted plan in place of what is shown; of a wrong one nothing is taken."""
    try:
        plan = read_plan(st.session_state.get(PASTED, ""), reader.scenarios)
    except InvalidInputError as error:
        st.session_state["plan_problem"] = f"The plan was not opened. {error}"
        return
    numbers: Numbers = {}
    for choice in plan.choices:
        own = dict(choice.numbers)
        if choice.people is not None:
            own[PEOPLE_COUNT] = choice.people
        if own:
            numbers[choice.scenario] = own
    st.session_state[SCENARIOS] = [choice.scenario for choice in plan.choices]
    st.session_state[NUMBERS] = numbers
    st.session_state[YEARS] = str(plan.years)
    if plan.place:
        st.session_state["place"] = plan.place


def workbook_job(reader: PreventionReader, plan: Plan) -> dict[str, Any]:
    """The likely case of a plan as numbers and terms."""
    cases = reader.cases(plan)
    numbers: list[dict[str, Any]] = []
    at: dict[tuple[str, str], int] = {}
    for choice, case in zip(plan.choices, cases, strict=True):
        scenario = apply_choice(reader.scenarios[choice.scenario], choice)
        for name, estimate in case.estimates.items():
            at[(case.scenario, name)] = len(numbers)
            is_people = name == PEOPLE_COUNT
            label = (
                f"How many {scenario.cohort.many}" if is_people else number_label(name, scenario)
            )
            numbers.append(
                {
                    "label": f"{scenario.name}: {label}",
                    "value": estimate.value,
                    "low": estimate.low,
                    "high": estimate.high,
                    "source": "" if is_people else source_words(estimate, scenario),
                }
            )
    return {
        "title": "Pool and prevent",
        "rate": reader.grades.discount_rate.value,
        "numbers": numbers,
        "terms": [
            _term_row(reader, case, term, at, years=plan.years)
            for case in cases
            for term in case.terms
        ],
        "notes": [
            [
                "What it is",
                "The likely case of the plan; the draws behind ranges are in the atlas.",
            ],
            ["Prices", BASIS],
            ["Method", METHOD],
            ["Evidence", f"{reader.grades.rule} {OWN_TABLE}"],
            ["Data version", reader.store.version],
        ],
    }


def _term_row(
    reader: PreventionReader,
    case: Case,
    term: Term,
    at: dict[tuple[str, str], int],
    *,
    years: int,
) -> dict[str, Any]:
    scenario = reader.scenarios[case.scenario]
    starts, lasts, fades = term.schedule
    name = "Cost" if term.outcome is None else scenario.outcomes[term.outcome].name
    return {
        "label": f"{scenario.name}: {name}",
        "body": "People" if term.body == PEOPLE else reader.bodies[term.body].name,
        "kind": term.kind,
        "factors": [at[(case.scenario, factor)] for factor in term.factors],
        "remainders": [
            at[(case.scenario, factor)] for factor in term.factors if factor.startswith(DEADWEIGHT)
        ],
        "scale": term.scale,
        "profile": effect_profile(starts=starts, lasts=lasts, fades=fades, years=years).tolist(),
    }


def compose_brief(reader: PreventionReader, plan: Plan, answer: Answer) -> dict[str, Any]:
    """A brief of two pages: the answer, and what it rests on."""
    scenarios = [reader.scenarios[choice.scenario] for choice in plan.choices]
    bodies = bodies_chart(answer.result, reader.bodies, years=plan.years)
    by_year = years_chart(answer.likely, reader.bodies)
    first = [
        _paragraph(answer_sentence(answer.result, years=plan.years)),
        _paragraph(mismatch_sentence(answer.pool, reader.bodies)),
        {
            "kind": "bullets",
            "items": [
                cost_sentence(answer.result),
                chance_sentence(answer.result),
                public_sentence(answer.result),
                pool_sentence(answer.pool),
            ],
        },
        chart_block(bodies),
    ]
    second = [
        {
            "kind": "table",
            "caption": "A pooled budget, shared by what each body gains",
            "columns": ["Body", "Pays now", "Gains", "Would put in"],
            "rows": [
                [
                    reader.bodies[share.body].name,
                    f"{share.pays:.0%}",
                    f"{share.gains:.0%}",
                    rounded_pounds(share.puts_in),
                ]
                for share in answer.pool.shares
            ],
        },
        chart_block(by_year),
        {"kind": "bullets", "items": [note for part in scenarios for note in part.caveats][:6]},
    ]
    return {
        "title": "Pool and prevent",
        "subtitle": ", ".join(scenario.name for scenario in scenarios),
        "language": "en-GB",
        "author": APP_NAME,
        "data_version": reader.store.version,
        "made": datetime.now(UTC).date().isoformat(),
        "address": "",
        "pages": [
            {"heading": "Who pays, who gains, how sure", "blocks": first, "notes": [BASIS, RANGE]},
            {
                "heading": "When, and what it rests on",
                "blocks": second,
                "notes": [METHOD, OWN_TABLE],
            },
        ],
    }


def _paragraph(text: str) -> dict[str, Any]:
    return {"kind": "paragraph", "text": text}
