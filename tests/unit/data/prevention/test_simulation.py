"""Costs and benefits against a case worked out by hand, and what must hold for any case."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.prevention.pooling import pool
from data.prevention.results import summarise
from data.prevention.sensitivity import swings
from data.prevention.simulation import Flows, central, simulate
from tests.unit.data.prevention.made_scenarios import (
    made_case,
    made_outcome,
    made_scenario,
    number,
)

UNSURE = made_scenario(
    scenario="unsure",
    take_up=number(0.5, 0.3, 0.7),
    outcomes=[
        made_outcome(effect=number(0.3, 0.1, 0.5, range="interval")),
        made_outcome(name="Stays", unit_costs=[{"code": "STAY", "units": 3}], starts_year=1),
    ],
)


def likely_total(flows: Flows) -> float:
    return float(flows.public.sum())


def test_a_case_by_hand_to_the_penny() -> None:
    # 200 people, half take part: 100. Cost: 100 x 800 x 1.25 = 100,000 in year 1.
    # Avoided a year: 100 x 0.1 x 0.5 x (1 - 0.2) = 4 years in care, 200,000 in year 2, half of it
    # in year 3, nothing in year 4. At 3.5%: 200,000 / 1.035 + 100,000 / 1.035^2.
    flows = central([made_case()], years=4)
    assert flows.bodies == ("local_authority", "nhs")
    assert flows.cost[0].tolist() == [[0, 0, 0, 0], [100_000, 0, 0, 0]]
    assert flows.fiscal[0] == pytest.approx(np.array([[0, 200_000, 100_000, 0], [0, 0, 0, 0]]))
    assert flows.cashable[0, 0] == pytest.approx([0, 60_000, 30_000, 0])
    found = summarise(flows)
    assert found.fiscal.value == pytest.approx(286_587.79, abs=0.005)
    assert found.net.value == pytest.approx(186_587.79, abs=0.005)
    assert found.payback == 2
    # Of four years looked at, no fifth or tenth is named.
    assert found.chances == ((3, 1.0), (4, 1.0))


def test_weak_evidence_is_corrected_on_both_sides() -> None:
    # Grade 5 takes a quarter off the benefit; grade 2 puts a twentieth on the cost.
    case = made_case(
        made_scenario(
            costs=[{"name": "a", "body": "nhs", "per": "person", "amount": number(1000, grade=2)}],
            outcomes=[made_outcome(effect=number(0.5, grade=5))],
        )
    )
    flows = central([case], years=2)
    assert flows.cost.sum() == pytest.approx(105_000)
    assert flows.fiscal.sum() == pytest.approx(150_000)


def test_values_that_are_not_fiscal_are_kept_apart() -> None:
    case = made_case(made_scenario(outcomes=[made_outcome(unit_costs=[{"code": "STAY"}])]))
    flows = central([case], years=2)
    assert flows.fiscal.sum() == pytest.approx(4 * 2_000)
    assert flows.economic.sum() == pytest.approx(4 * 300)
    assert flows.social.sum() == pytest.approx(4 * 700)
    assert flows.bodies == ("nhs",)


def test_bodies_add_up_to_the_total_in_every_draw() -> None:
    flows = simulate([made_case(UNSURE)], years=10, draws=500)
    by_body = (flows.fiscal - flows.cost).sum(axis=(1, 2))
    assert by_body == pytest.approx(flows.net.sum(axis=1))
    assert (flows.cashable <= flows.fiscal + 1e-9).all()


def test_scenarios_of_a_plan_add_up_draw_by_draw_in_any_order() -> None:
    first, second = made_case(), made_case(UNSURE)
    both = simulate([first, second], years=6, draws=200)
    other = simulate([second, first], years=6, draws=200)
    parts = [simulate([case], years=6, draws=200).net for case in (first, second)]
    assert both.net == pytest.approx(other.net)
    assert both.net == pytest.approx(parts[0] + parts[1])


@settings(max_examples=30)
@given(people=st.floats(1, 1e6), times=st.floats(0.1, 10))
def test_money_grows_with_the_cohort(people: float, times: float) -> None:
    once = likely_total(central([made_case(people=people)], years=5))
    more = likely_total(central([made_case(people=people * times)], years=5))
    assert more == pytest.approx(once * times)


@pytest.mark.parametrize("nothing", [{"effect": number(0)}, {"deadweight": number(1)}])
def test_without_an_effect_only_the_cost_is_left(nothing: dict[str, object]) -> None:
    flows = central([made_case(made_scenario(outcomes=[made_outcome(**nothing)]))], years=5)
    assert flows.fiscal.sum() == 0
    found = summarise(flows)
    assert found.net.value == -found.cost.value
    assert found.payback is None
    assert found.chances == ((3, 0.0), (5, 0.0))


def test_limits_enclose_the_middle_and_repeat() -> None:
    cases = [made_case(UNSURE)]
    drawn = simulate(cases, years=10)
    found = summarise(drawn)
    assert found.net.lower < found.net.value < found.net.upper
    assert summarise(simulate(cases, years=10)).net == found.net


def test_swings_name_what_the_answer_hangs_on() -> None:
    found = swings([made_case(UNSURE)], years=10)
    assert {swing.name for swing in found} == {"take_up", "effect:0"}
    assert found[0].width >= found[1].width
    assert swings([made_case()], years=10) == ()


def test_a_pooled_budget_in_which_nobody_loses() -> None:
    # The NHS pays all and gains 3 x 2,000 x 4 x ...; the council gains and pays nothing.
    cases = [made_case(UNSURE)]
    flows = central(cases, years=10)
    shared = pool(summarise(flows))
    assert shared.is_whole
    assert sum(share.puts_in for share in shared.shares) == pytest.approx(shared.cost)
    assert all(share.keeps >= 0 for share in shared.shares)
    paying = {share.body: share.pays for share in shared.shares}
    assert paying == {"nhs": 1.0, "local_authority": 0.0}
    assert shared.shares[0].body == "local_authority"


def test_a_budget_that_cannot_be_pooled_without_loss_says_what_is_missing() -> None:
    scenario = made_scenario(outcomes=[made_outcome(effect=number(0.1))])
    flows = central([made_case(scenario)], years=10)
    found = summarise(flows)
    shared = pool(found)
    assert not shared.is_whole
    assert shared.missing == pytest.approx(-found.net.value)
    assert sum(share.keeps for share in shared.shares) == pytest.approx(0)


@settings(max_examples=20, deadline=None)
@given(low=st.floats(0, 0.5), high=st.floats(0.5, 1), value=st.floats(0, 1))
def test_the_middle_is_within_its_range_wherever_the_likely_value_is(
    low: float, high: float, value: float
) -> None:
    likely = low + value * (high - low)
    outcome = made_outcome(effect=number(likely, low, high))
    found = summarise(simulate([made_case(made_scenario(outcomes=[outcome]))], years=3, draws=300))
    for amount in (found.net, found.cost, found.fiscal, found.cashable, found.public):
        assert amount.lower <= amount.value <= amount.upper


def test_a_likely_value_at_the_end_of_its_range_is_not_the_result() -> None:
    case = made_case(made_scenario(outcomes=[made_outcome(effect=number(1, 0.5, 1))]))
    best = central([case], years=3)
    found = summarise(simulate([case], years=3))
    assert found.net.upper < likely_total(best)
    assert found.net.value < found.net.upper


def test_without_the_correction_weak_evidence_counts_in_full() -> None:
    case = made_case(made_scenario(outcomes=[made_outcome(effect=number(0.5, grade=5))]))
    term = next(term for term in case.terms if term.kind == "fiscal")
    assert (term.amount, term.units, term.uprate, term.correction) == (50_000, 1, 1, 0.75)
