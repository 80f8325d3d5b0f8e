"""Plans as files: what was written is read again, and what is wrong is refused with its field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from data.prevention.own_numbers import number_names, shown_value
from data.prevention.plan import Choice, Plan, apply_choice, check_plan, read_plan, write_plan
from data.prevention.scenario import Scenario
from data.prevention.terms import in_todays_prices
from tests.unit.data.prevention.made_scenarios import made_outcome, made_scenario, number
from utils.errors import InvalidInputError

SCENARIOS = {"made": made_scenario(), "other": made_scenario(scenario="other")}
PLAN = Plan("birmingham", 10, (Choice("made", 120.0, (("effect:0", 0.4),)), Choice("other")))


def changed(**parts: object) -> str:
    return json.dumps({**json.loads(write_plan(PLAN)), **parts})


def test_a_plan_comes_back_as_it_was() -> None:
    assert read_plan(write_plan(PLAN), SCENARIOS) == PLAN


TODAY = in_todays_prices(
    made_scenario(
        take_up=number(1, 0.7, 1, grade=6),
        costs=[
            {
                "name": "Key worker",
                "body": "nhs",
                "per": "person",
                "amount": number(2300.4, 2300.4, 4600, price_year="2015-16", grade=4),
            }
        ],
        outcomes=[made_outcome(effect=number(0.32, 0.16, 0.48), deadweight=number(0, 0, 0.3))],
    ),
    {"2015-16": 1.25},
)


def own(**numbers: float) -> Scenario:
    """The scenario with own numbers; underlines in their names are colons and points."""
    names = {"cost": "cost:0", "effect": "effect:0", "low": "effect:0.low", "high": "effect:0.high"}
    chosen = tuple((names.get(name, name), value) for name, value in numbers.items())
    return apply_choice(TODAY, Choice("made", numbers=chosen))


def test_a_number_of_a_visitor_is_theirs_and_keeps_a_range_around_it() -> None:
    amount = own(cost=3000).costs[0].amount
    assert (amount.value, amount.basis, amount.source, amount.grade) == (3000, "yours", None, 1)
    assert (amount.low, amount.high) == pytest.approx((3000, 3000 * 4600 / 2300.4))
    effect = own(effect=0.4).outcomes[0].effect
    assert (effect.low, effect.high) == pytest.approx((0.2, 0.6))
    # A number that is zero has no proportion: its range is widened to include the new one.
    widened = apply_choice(TODAY, Choice("made", numbers=(("deadweight:0", 0.4),)))
    assert widened.outcomes[0].deadweight.high == 0.4
    assert TODAY.costs[0].amount.value == pytest.approx(2300.4 * 1.25)


def test_limits_of_a_visitor_are_taken_and_include_the_likely_value() -> None:
    effect = own(low=0.3, high=0.35).outcomes[0].effect
    assert (effect.low, effect.value, effect.high, effect.grade) == (0.3, 0.32, 0.35, 1)
    assert own(effect=0.2, low=0.3).outcomes[0].effect.low == 0.2


@pytest.mark.parametrize("name", list(number_names(TODAY)))
def test_typing_the_number_that_is_shown_changes_nothing(name: str) -> None:
    base, _, limit = name.partition(".")
    estimate = dict(TODAY.estimates())[base]
    shown = shown_value(name, getattr(estimate, limit or "value"))
    assert apply_choice(TODAY, Choice("made", numbers=((name, shown),))) == TODAY


@given(cost=st.floats(0, 1e7), effect=st.floats(0, 1))
def test_own_numbers_have_no_correction_and_lie_within_their_range(
    cost: float, effect: float
) -> None:
    # A penny more is a penny more, whatever the source's own number is.
    for value, estimate in (
        (cost, own(cost=cost).costs[0].amount),
        (effect, own(effect=effect).outcomes[0].effect),
    ):
        if estimate.basis == "yours":
            assert (estimate.value, estimate.grade) == (value, 1)
        assert estimate.low <= estimate.value <= estimate.high


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not a plan", "saved plan"),
        ("[" * 5000, "saved plan"),
        (changed(version=2), "version: got 2, allowed: 1"),
        (changed(format="other"), "format"),
        (changed(extra="__import__('os')"), "exactly"),
        (changed(years=0), "Years looked at: got 0, allowed: 3, 5, 10 or 20"),
        (changed(years=7), "3, 5, 10 or 20"),
        (changed(scenarios=[]), "Number of scenarios"),
        (changed(place="Nowhere"), "Place: got 'Nowhere'"),
        (changed(years=2.5), "whole number"),
        (changed(place=5), "Place"),
        (changed(scenarios={}), "a list"),
        (changed(scenarios=[{"scenario": "made"}]), "exactly"),
        (changed(scenarios=[{"scenario": "gone", "people": 1, "numbers": {}}]), "gone"),
        (
            changed(scenarios=[{"scenario": "made", "people": -5, "numbers": {}}]),
            "people: got -5",
        ),
        (changed(scenarios=[{"scenario": "made", "people": "x", "numbers": {}}]), "a number"),
        (changed(scenarios=[{"scenario": "made", "people": 1, "numbers": []}]), "numbers"),
        (
            changed(scenarios=[{"scenario": "made", "people": 1, "numbers": {"effect:0": 1.2}}]),
            "share that is avoided: got 1.2, allowed: 0 to 1 ",
        ),
        (
            changed(scenarios=[{"scenario": "made", "people": 1, "numbers": {"effect:7": 0.2}}]),
            "one of",
        ),
        (" " * 200_000, "200000 letters"),
    ],
)
def test_what_is_no_plan_is_refused_with_field_and_bound(text: str, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        read_plan(text, SCENARIOS, places={"birmingham"})


def test_a_plan_without_a_place_comes_back_too() -> None:
    plan = Plan("", 5, PLAN.choices)
    assert read_plan(write_plan(plan), SCENARIOS, places={"birmingham"}) == plan


def test_a_scenario_twice_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="once"):
        check_plan(Plan("birmingham", 10, (Choice("made"), Choice("made"))), SCENARIOS)


@given(st.text() | st.recursive(st.none() | st.floats() | st.text(), st.lists).map(json.dumps))
def test_any_text_is_read_or_refused(text: str) -> None:
    with pytest.raises(InvalidInputError):
        read_plan(text, SCENARIOS)


@given(
    value=st.floats(allow_nan=True) | st.integers() | st.text() | st.none() | st.booleans(),
    name=st.sampled_from(["people", "take_up", "effect:0", "cost:0"]),
)
def test_any_number_is_within_its_bounds_or_refused(value: object, name: str) -> None:
    choice: dict[str, Any] = {"scenario": "made", "people": 10, "numbers": {}}
    if name == "people":
        choice["people"] = value
    else:
        choice["numbers"] = {name: value}
    text = changed(scenarios=[choice])
    try:
        plan = read_plan(text, SCENARIOS)
    except InvalidInputError:
        return
    read = plan.choices[0]
    found = read.people if name == "people" else dict(read.numbers)[name]
    assert found is None or 0 <= found <= 10_000_000


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (made_outcome(effect=number(1.5)), "effect:0"),
        (made_outcome(baseline=number(-1)), "baseline:0"),
        (made_outcome(effect=number(0.5, 0.6, 0.7)), "not in order"),
        (made_outcome(effect=number(0.5, source=None)), "names its source"),
        (made_outcome(effect=number(0.5, source="nowhere")), "not among the sources"),
        (made_outcome(effect=number(0.5, grade=9)), "grade"),
        (made_outcome(starts_year=0), "starts_year"),
    ],
)
def test_a_declared_scenario_with_a_wrong_number_is_refused(
    outcome: dict[str, Any], said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        made_scenario(outcomes=[outcome])
