"""Scenarios on the published unit costs: known costs, and files that agree with the page."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from data.export.plan_workbook import PlanJob, amount_of
from data.export.programs import write_file
from data.prevention.plan import Choice, Plan
from data.read.prices import real_factors
from utils.stats.cost_benefit import present_value
from utils.ui.prevention.answer import work_out
from utils.ui.prevention.documents import compose_brief, workbook_job
from utils.ui.shared.loaders import load_prevention

READER = load_prevention()
PLANS = [Plan("", 10, (Choice(scenario),)) for scenario in READER.scenarios] + [
    Plan("", 5, (Choice("family_support", 500.0), Choice("falls_exercise")))
]


@pytest.mark.parametrize(
    ("code", "gbp"),
    [("CR3.0", 34_840), ("SS1.0", 52_676), ("E&E1.0", 10_321), ("CR2.0", 2_836), ("HE4.0", 117)],
)
def test_known_costs_in_prices_of_2015_16(code: str, gbp: float) -> None:
    # Figures that the publisher's own summaries of the database give.
    assert READER.costs[code]["fiscal_gbp"] == pytest.approx(gbp, abs=0.6)
    expected = READER.costs[code]["fiscal_gbp"] * real_factors(READER.store)["2015-16"]
    assert READER.units[code].amounts["fiscal"] == pytest.approx(expected)


def test_every_cost_has_a_body_and_every_number_a_source_or_says_it_has_none() -> None:
    assert len(READER.units) == 683
    for scenario in READER.scenarios.values():
        for name, estimate in scenario.estimates():
            assert estimate.source or estimate.basis == "assumption", (scenario.scenario, name)
            assert estimate.note or estimate.basis == "published", (scenario.scenario, name)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.choices[-1].scenario)
def test_the_workbook_has_the_likely_case_and_what_the_page_says(plan: Plan) -> None:
    answer = work_out(READER, plan)
    job = PlanJob.model_validate(workbook_job(READER, plan, answer))
    net = sum(
        amount_of(term, job.numbers) * share / (1 + job.rate) ** year
        for term in job.terms
        if term.kind in {"cost", "fiscal"}
        for year, share in enumerate(term.profile)
    )
    likely = present_value(answer.likely.net, rate=job.rate)
    assert net == pytest.approx(float(likely[0]))
    middles = {middle.label: middle.value for middle in job.middles}
    assert middles["All public bodies: net"] == answer.result.net.value


def test_the_brief_says_for_where_for_how_many_and_on_what_it_rests() -> None:
    plan = Plan(
        "", 5, (Choice("family_support", 500.0, (("cost:0", 4000.0),)), *PLANS[-1].choices[1:])
    )
    document = compose_brief(READER, plan, work_out(READER, plan), place="Kent")
    pages = PdfReader(io.BytesIO(write_file("brief", document))).pages
    text = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert "Pool and prevent: Kent" in text
    assert "500 families" in text
    assert "1 number is yours" in text
    assert "£4,000" in text
    assert "Later Life Training" in text


def test_a_pound_more_of_cost_is_a_pound_more_and_no_correction() -> None:
    def cost(pounds: float) -> float:
        plan = Plan("", 10, (Choice("drug_treatment", None, (("cost:0", pounds),)),))
        return float(work_out(READER, plan).likely.cost.sum())

    # Two years for 100 people; all take part in the likely case.
    assert cost(4001) - cost(4000) == pytest.approx(200)
    assert cost(4000) == pytest.approx(800_000)
