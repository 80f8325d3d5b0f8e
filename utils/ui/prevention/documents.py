"""A plan as documents: a workbook that recomputes, and a brief."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from data.prevention.plan import Plan
from data.prevention.pooling import is_one_body
from data.prevention.reading import PreventionReader
from data.prevention.results import Amount
from data.prevention.scenario import PEOPLE_COUNT
from data.prevention.simulation import DEADWEIGHT
from data.prevention.terms import PEOPLE, Case, Term
from utils.charts.prevention import bodies_chart, years_chart
from utils.config import APP_NAME
from utils.narrative.prevention import (
    BASIS,
    METHOD,
    OWN_TABLE,
    RANGE,
    answer_sentence,
    chance_sentence,
    correction_sentence,
    cost_sentence,
    mismatch_sentence,
    number_label,
    pool_sentence,
    public_sentence,
    rounded_pounds,
    source_words,
    with_names_of_sources,
)
from utils.stats.cost_benefit import effect_profile
from utils.ui.prevention.answer import Answer, own_words, people_words, scenarios_of
from utils.ui.shared.brief_parts import chart_block

NO_PLACE = "no place chosen"


def workbook_job(
    reader: PreventionReader, plan: Plan, answer: Answer, *, place: str = ""
) -> dict[str, Any]:
    """The likely case of a plan as numbers and terms, and the middle of the draws beside it."""
    cases = reader.cases(plan)
    numbers: list[dict[str, Any]] = []
    at: dict[tuple[str, str], int] = {}
    for choice, case in zip(plan.choices, cases, strict=True):
        scenario = reader.chosen(choice)
        for name, estimate in case.estimates.items():
            at[(case.scenario, name)] = len(numbers)
            is_people = name == PEOPLE_COUNT
            numbers.append(
                {
                    "label": f"{scenario.name}: {number_label(name, scenario)}",
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
        "middles": _middles(reader, answer),
        "notes": _workbook_notes(reader, plan, place=place),
    }


def _middles(reader: PreventionReader, answer: Answer) -> list[dict[str, Any]]:
    """The middle of the draws of each row of results, in the workbook's signs."""
    result = answer.result
    rows: list[tuple[str, Amount]] = []
    for body in result.bodies:
        name = reader.bodies[body.body].name
        cost = Amount(-body.cost.value, -body.cost.upper, -body.cost.lower)
        rows += [
            (f"{name}: pays", cost),
            (f"{name}: is spared", body.fiscal),
            (f"{name}: of that, out of budgets", body.cashable),
        ]
    rows += [
        ("People: economic value", result.economic),
        ("People: social value", result.social),
        ("All public bodies: net", result.net),
        ("Net public value", result.public),
    ]
    return [
        {"label": label, "value": amount.value, "low": amount.lower, "high": amount.upper}
        for label, amount in rows
    ]


def _workbook_notes(reader: PreventionReader, plan: Plan, *, place: str) -> list[tuple[str, str]]:
    scenarios = scenarios_of(reader, plan)
    return [
        (
            "What it is",
            (
                "Formulas work out the likely case. The middle of 10,000 draws, which the atlas "
                "shows, is printed beside it and does not change. From and To on the sheet of "
                "numbers are information only."
            ),
        ),
        ("Place", place or NO_PLACE),
        ("For", people_words(reader, plan)),
        ("Own numbers", own_words(reader, plan) or "None."),
        *((f"Caveat: {scenario.name}", scenario.main_caveat) for scenario in scenarios),
        ("Prices", BASIS),
        ("Range", RANGE),
        ("Method", METHOD),
        ("Evidence", f"{reader.grades.rule} {OWN_TABLE}"),
        ("Data version", reader.store.version),
    ]


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
        "amount": term.amount,
        "units": term.units,
        "uprate": term.uprate,
        "correction": term.correction,
        "cashable": None if term.cashable is None else at[(case.scenario, term.cashable)],
        "profile": effect_profile(starts=starts, lasts=lasts, fades=fades, years=years).tolist(),
    }


def compose_brief(
    reader: PreventionReader, plan: Plan, answer: Answer, *, place: str = ""
) -> dict[str, Any]:
    """A brief of two pages: the answer, and what it rests on."""
    scenarios = scenarios_of(reader, plan)
    own = own_words(reader, plan)
    lead = len(scenarios) > 1
    first = [
        _paragraph(answer_sentence(answer.result, scenarios, years=plan.years)),
        _paragraph(f"For {people_words(reader, plan)}; place: {place or NO_PLACE}."),
        _bullets([_of(part.name, part.main_caveat, lead=lead) for part in scenarios]),
        *([_paragraph(own)] if own else []),
        _bullets(
            [
                f"{mismatch_sentence(answer.pool, reader.bodies)} {pool_sentence(answer.pool)}",
                cost_sentence(answer.result),
                correction_sentence(answer.uncorrected, answer.result),
                chance_sentence(answer.result),
                public_sentence(answer.result),
            ]
        ),
        chart_block(bodies_chart(answer.result, reader.bodies, years=plan.years)),
    ]
    second = [
        *_pool_table(reader, answer),
        chart_block(years_chart(answer.result, reader.bodies)),
        _bullets(
            [
                _of(part.name, with_names_of_sources(note, part), lead=lead)
                for part in scenarios
                for note in part.caveats
            ]
        ),
        _paragraph(f"Sources: {'; '.join(_sources(reader, plan))}."),
    ]
    return {
        "title": f"Pool and prevent: {place}" if place else "Pool and prevent",
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


def _pool_table(reader: PreventionReader, answer: Answer) -> list[dict[str, Any]]:
    """The table of a pooled budget; none where there is nothing to pool."""
    if not answer.pool.is_whole or is_one_body(answer.pool):
        return []
    return [
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
        }
    ]


def _sources(reader: PreventionReader, plan: Plan) -> list[str]:
    """Every source of a plan once, in the order of the scenarios."""
    found = [
        f"{source.title} ({source.publisher}{f', {source.year}' if source.year else ''})"
        for scenario in scenarios_of(reader, plan)
        for source in scenario.sources.values()
    ]
    return list(dict.fromkeys(found))


def _of(name: str, words: str, *, lead: bool) -> str:
    """Words with the scenario that they are of, where there are several."""
    return f"{name}: {words}" if lead else words


def _bullets(items: list[str]) -> dict[str, Any]:
    return {"kind": "bullets", "items": items}


def _paragraph(text: str) -> dict[str, Any]:
    return {"kind": "paragraph", "text": text}
