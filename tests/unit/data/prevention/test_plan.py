"""Plans as files: what was written is read again, and what is wrong is refused with its field."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from data.prevention.plan import Choice, Plan, apply_choice, check_plan, read_plan, write_plan
from tests.unit.data.prevention.made_scenarios import made_outcome, made_scenario, number
from utils.errors import InvalidInputError

SCENARIOS = {"made": made_scenario(), "other": made_scenario(scenario="other")}
PLAN = Plan("birmingham", 10, (Choice("made", 120.0, (("effect:0", 0.4),)), Choice("other")))


def changed(**parts: object) -> str:
    return json.dumps({**json.loads(write_plan(PLAN)), **parts})


def test_a_plan_comes_back_as_it_was() -> None:
    assert read_plan(write_plan(PLAN), SCENARIOS) == PLAN


def test_numbers_of_a_visitor_are_marked_and_exact() -> None:
    found = apply_choice(
        SCENARIOS["made"], Choice("made", numbers=(("cost:0", 9.0), ("effect:0", 0.4)))
    )
    effect, cost = found.outcomes[0].effect, found.costs[0].amount
    assert (effect.value, effect.low, effect.high) == (0.4, 0.4, 0.4)
    assert (effect.basis, effect.source) == ("yours", None)
    # A visitor's amount is in prices of the results, so it is not uprated.
    assert (cost.value, cost.price_year) == (9, None)
    assert SCENARIOS["made"].outcomes[0].effect.value == 0.5


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not a plan", "saved plan"),
        ("[" * 5000, "saved plan"),
        (changed(version=2), "version: got 2, allowed: 1"),
        (changed(format="other"), "format"),
        (changed(extra="__import__('os')"), "exactly"),
        (changed(years=0), "years: got 0, allowed: 1 to 30"),
        (changed(years=2.5), "whole number"),
        (changed(place=""), "place"),
        (changed(scenarios={}), "a list"),
        (changed(scenarios=[{"scenario": "made"}]), "exactly"),
        (changed(scenarios=[{"scenario": "gone", "people": 1, "numbers": {}}]), "gone"),
        (changed(scenarios=[{"scenario": "made", "people": -5, "numbers": {}}]), "people: got -5"),
        (changed(scenarios=[{"scenario": "made", "people": "x", "numbers": {}}]), "a number"),
        (changed(scenarios=[{"scenario": "made", "people": 1, "numbers": []}]), "numbers"),
        (
            changed(scenarios=[{"scenario": "made", "people": 1, "numbers": {"effect:0": 1.2}}]),
            "effect:0: got 1.2, allowed: 0 to 1",
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
        read_plan(text, SCENARIOS)


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
