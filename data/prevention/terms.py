"""A scenario in a place as arithmetic: terms of cost and of benefit, each of one body."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from data.prevention.scenario import PEOPLE_COUNT, AvoidedOutcome, Estimate, Scenario, ValueKind

#: Who gains what is not fiscal.
PEOPLE: Final = "people"


@dataclass(frozen=True)
class UnitValue:
    """A unit cost in prices of the year of the results.

    Attributes:
        code: of the database.
        name: what is counted.
        body: who bears it.
        amounts: GBP a unit by kind; a kind that is not published is absent.
        uprate: by which the published amounts were multiplied for that.
    """

    code: str
    name: str
    body: str
    amounts: Mapping[ValueKind, float]
    uprate: float = 1.0


@dataclass(frozen=True)
class Term:
    """Money of one body that grows with the people who take part.

    The amount of a draw is the product of its factors and its scale.

    Attributes:
        body: who pays or gains.
        kind: cost, or kind of value.
        factors: names of the numbers that are multiplied.
        correction: for weak evidence, by which the product is multiplied.
        amount: a unit cost as published in GBP; 1 for a cost.
        units: how many units of it.
        uprate: what turns the unit cost into prices of the results.
        schedule: starts, lasts, fades in years; of a cost the years it is paid.
        cashable: name of the number that says which part is cashable; none for what is not fiscal.
        outcome: position of the outcome; none for a cost.
    """

    body: str
    kind: Literal["cost"] | ValueKind
    factors: tuple[str, ...]
    schedule: tuple[int, int, int]
    correction: float
    amount: float = 1.0
    units: float = 1.0
    uprate: float = 1.0
    cashable: str | None = None
    outcome: int | None = None

    @property
    def scale(self) -> float:
        """All by which the product is multiplied."""
        return self.amount * self.units * self.uprate * self.correction


@dataclass(frozen=True)
class Case:
    """A scenario in a place, ready to be worked out.

    Attributes:
        scenario: its id.
        estimates: its numbers by name, money in prices of the year of the results.
        terms: costs and benefits.
    """

    scenario: str
    estimates: Mapping[str, Estimate]
    terms: tuple[Term, ...]


def build_case(
    scenario: Scenario,
    *,
    people: float,
    units: Mapping[str, UnitValue],
    uprate: Mapping[str, float],
    benefit_off: Mapping[int, float],
    cost_on: Mapping[int, float],
) -> Case:
    """Make the terms of a scenario.

    Args:
        scenario: with the visitor's own numbers, if any.
        people: size of the cohort.
        units: unit costs by code.
        uprate: by price year, what turns its prices into those of the results.
        benefit_off: optimism correction of benefits by grade of evidence, 0 to 1.
        cost_on: the same of costs.
    """
    estimates = {
        PEOPLE_COUNT: Estimate(value=people, low=people, high=people, basis="yours", grade=1),
        **dict(in_todays_prices(scenario, uprate).estimates()),
    }
    terms = [
        Term(
            body=cost.body,
            kind="cost",
            factors=(PEOPLE_COUNT, "take_up", f"cost:{position}"),
            schedule=(1, cost.years, 0),
            correction=1 + cost_on[cost.amount.grade],
        )
        for position, cost in enumerate(scenario.costs)
    ]
    for position, outcome in enumerate(scenario.outcomes):
        kept = 1 - benefit_off[weakest_grade(outcome)]
        terms += _benefits(position, outcome, correction=kept, units=units)
    return Case(scenario.scenario, estimates, tuple(terms))


def weakest_grade(outcome: AvoidedOutcome) -> int:
    """The grade of the weakest number behind an outcome, which sets its optimism correction."""
    pieces = (outcome.baseline, outcome.effect, outcome.deadweight)
    return max(piece.grade for piece in pieces)


def _benefits(
    position: int, outcome: AvoidedOutcome, *, correction: float, units: Mapping[str, UnitValue]
) -> Iterator[Term]:
    shares = ("baseline", "effect", "deadweight")
    factors = (PEOPLE_COUNT, "take_up", *(f"{share}:{position}" for share in shares))
    schedule = (outcome.starts_year, outcome.lasts_years, outcome.fades_years)
    for part in outcome.unit_costs:
        unit = units[part.code]
        for kind in part.parts:
            amount = unit.amounts.get(kind)
            if amount is None:
                continue
            is_fiscal = kind == "fiscal"
            yield Term(
                body=unit.body if is_fiscal else PEOPLE,
                kind=kind,
                factors=factors,
                schedule=schedule,
                correction=correction,
                amount=amount / unit.uprate,
                units=part.units,
                uprate=unit.uprate,
                cashable=f"cashable:{position}" if is_fiscal else None,
                outcome=position,
            )


def in_todays_prices(scenario: Scenario, uprate: Mapping[str, float]) -> Scenario:
    """The scenario with its costs in prices of the results."""
    costs = tuple(
        cost.model_copy(update={"amount": _uprated(cost.amount, uprate)}) for cost in scenario.costs
    )
    return scenario.model_copy(update={"costs": costs})


def _uprated(estimate: Estimate, uprate: Mapping[str, float]) -> Estimate:
    """An amount of money in prices of the results; other numbers as they are."""
    if estimate.price_year is None:
        return estimate
    factor = uprate[estimate.price_year]
    return estimate.model_copy(
        update={
            "value": estimate.value * factor,
            "low": estimate.low * factor,
            "high": estimate.high * factor,
            "price_year": None,
        }
    )
