"""Works out costs and benefits of cases: once with the likely numbers, and many times by chance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.prevention.scenario import bounds_of
from data.prevention.terms import Case, Term
from utils.stats.cost_benefit import effect_profile
from utils.stats.draws import draw

Floats = NDArray[np.float64]
DRAWS: Final = 10_000
SEED: Final = 20_091_210
#: A number that says what would have happened anyway; what is left of an effect is one less it.
DEADWEIGHT: Final = "deadweight"


@dataclass(frozen=True)
class Flows:
    """Money by draw, body and year, in GBP of the year of the prices.

    Attributes:
        bodies: names of the second axis of the arrays of bodies.
        cost: what bodies pay, of shape (draws, bodies, years), zero or more.
        fiscal: what bodies are spared, of the same shape.
        cashable: the part of it that can be taken out of a budget.
        economic: what people and firms gain, of shape (draws, years).
        social: the worth of better lives, of shape (draws, years).
    """

    bodies: tuple[str, ...]
    cost: Floats
    fiscal: Floats
    cashable: Floats
    economic: Floats
    social: Floats

    @property
    def net(self) -> Floats:
        """Fiscal benefit less cost of all bodies, of shape (draws, years)."""
        return np.asarray((self.fiscal - self.cost).sum(axis=1), dtype=np.float64)

    @property
    def public(self) -> Floats:
        """Net public value: fiscal, economic and social benefit less cost, (draws, years)."""
        return np.asarray(self.net + self.economic + self.social, dtype=np.float64)


def simulate(cases: Sequence[Case], *, years: int, draws: int = DRAWS, seed: int = SEED) -> Flows:
    """Draw every number of every case and add up.

    A number has the same draws whatever else is in the plan, so cases add up draw by draw.
    """
    numbers = [
        {
            name: draw(
                value=estimate.value,
                low=estimate.low,
                high=estimate.high,
                kind=estimate.range,
                name=f"{case.scenario}/{name}",
                size=draws,
                seed=seed,
                bounds=bounds_of(name),
            )
            for name, estimate in case.estimates.items()
        }
        for case in cases
    ]
    return _add_up(cases, numbers, years=years, draws=draws)


def central(cases: Sequence[Case], *, years: int) -> Flows:
    """The same with the most likely value of every number: one draw."""
    numbers = [
        {name: np.array([estimate.value]) for name, estimate in case.estimates.items()}
        for case in cases
    ]
    return _add_up(cases, numbers, years=years, draws=1)


def _add_up(
    cases: Sequence[Case],
    numbers: Sequence[Mapping[str, Floats]],
    *,
    years: int,
    draws: int,
) -> Flows:
    bodies = bodies_of(cases)
    row = {body: position for position, body in enumerate(bodies)}
    shape = (draws, len(bodies), years)
    cost, fiscal, cashable = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    other = {"economic": np.zeros((draws, years)), "social": np.zeros((draws, years))}
    for case, drawn in zip(cases, numbers, strict=True):
        for term in case.terms:
            starts, lasts, fades = term.schedule
            profile = effect_profile(starts=starts, lasts=lasts, fades=fades, years=years)
            by_year = np.outer(amount_of(term, drawn), profile)
            if term.kind == "cost":
                cost[:, row[term.body]] += by_year
            elif term.kind == "fiscal":
                fiscal[:, row[term.body]] += by_year
                if term.cashable is not None:
                    cashable[:, row[term.body]] += by_year * drawn[term.cashable][:, None]
            else:
                other[term.kind] += by_year
    return Flows(bodies, cost, fiscal, cashable, other["economic"], other["social"])


def amount_of(term: Term, numbers: Mapping[str, Floats]) -> Floats:
    """GBP of a term in a year of full effect, by draw."""
    amount = np.full_like(numbers["take_up"], term.scale)
    for factor in term.factors:
        number = numbers[factor]
        amount = amount * (1 - number if factor.startswith(DEADWEIGHT) else number)
    return amount


def bodies_of(cases: Sequence[Case]) -> tuple[str, ...]:
    """Public bodies that pay or gain, in the order of their names."""
    named = {term.body for case in cases for term in case.terms if term.kind in {"cost", "fiscal"}}
    return tuple(sorted(named))
