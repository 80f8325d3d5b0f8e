"""What the answer hangs on: the result with each number at its lower and its upper limit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from data.prevention.simulation import central
from data.prevention.terms import Case
from utils.stats.cost_benefit import GREEN_BOOK_RATE, present_value


@dataclass(frozen=True)
class Swing:
    """Net present value with a number at its limits, all others as likely.

    Attributes:
        scenario: id of the scenario.
        name: of the number, such as `effect:0`.
        at_low: GBP with the number at its lower limit.
        at_high: GBP with it at its upper limit.
    """

    scenario: str
    name: str
    at_low: float
    at_high: float

    @property
    def width(self) -> float:
        """How far the number moves the result."""
        return abs(self.at_high - self.at_low)


def swings(
    cases: Sequence[Case], *, years: int, rate: float = GREEN_BOOK_RATE
) -> tuple[Swing, ...]:
    """The swing of every number that moves the net fiscal result, the widest first."""
    found = [
        Swing(
            scenario=case.scenario,
            name=name,
            at_low=_net(cases, place, name, at="low", years=years, rate=rate),
            at_high=_net(cases, place, name, at="high", years=years, rate=rate),
        )
        for place, case in enumerate(cases)
        for name, estimate in case.estimates.items()
        if estimate.low < estimate.high
    ]
    moving = [swing for swing in found if not np.isclose(swing.width, 0)]
    return tuple(sorted(moving, key=lambda swing: -swing.width))


def _net(
    cases: Sequence[Case], place: int, name: str, *, at: str, years: int, rate: float
) -> float:
    case = cases[place]
    estimate = case.estimates[name]
    changed = estimate.model_copy(update={"value": getattr(estimate, at)})
    moved = replace(case, estimates={**case.estimates, name: changed})
    all_cases = [*cases[:place], moved, *cases[place + 1 :]]
    return float(present_value(central(all_cases, years=years).net, rate=rate)[0])
