"""What the flows of a plan come to: net present value, break-even, and who pays and gains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from data.prevention.simulation import Flows
from utils.stats.cost_benefit import GREEN_BOOK_RATE, break_even_year, chance_by_year, present_value

Floats = NDArray[np.float64]
BREAK_EVEN_BY: Final = (3, 5, 10)
#: Percentiles that enclose 95 of 100 draws.
LIMITS: Final = (2.5, 97.5)


@dataclass(frozen=True)
class Amount:
    """GBP with limits that enclose it and at least 95 of 100 draws."""

    value: float
    lower: float
    upper: float

    @property
    def sign(self) -> int:
        """1 for a gain, -1 for a loss, 0 where the limits do not say which."""
        return int(self.lower > 0) - int(self.upper < 0)


@dataclass(frozen=True)
class BodyResult:
    """Present values of a body."""

    body: str
    cost: Amount
    fiscal: Amount
    cashable: Amount
    net: Amount


@dataclass(frozen=True)
class PlanResult:
    """What a plan comes to over its years, in present values of the first.

    Attributes:
        bodies: public bodies, in order of name.
        cost: of all bodies.
        fiscal: benefit to all public bodies.
        cashable: the part of it that can be taken out of budgets.
        economic: benefit to people and firms.
        social: worth of better lives.
        net: fiscal benefit less cost.
        public: net public value.
        chances: by year 3, 5 and 10, the share of draws in which it breaks even for public bodies.
        payback: the year in which it does with the likely numbers; none within the years looked at.
    """

    bodies: tuple[BodyResult, ...]
    cost: Amount
    fiscal: Amount
    cashable: Amount
    economic: Amount
    social: Amount
    net: Amount
    public: Amount
    chances: tuple[float, ...]
    payback: int | None


def summarise(likely: Flows, drawn: Flows, *, rate: float = GREEN_BOOK_RATE) -> PlanResult:
    """Sum up a plan.

    Args:
        likely: one draw of the likely numbers, which gives the values.
        drawn: the draws, which give the limits; of the same bodies.
        rate: discount rate a year.
    """

    def amount(central: Floats, draws: Floats) -> Amount:
        value = present_value(central, rate=rate)
        lower, upper = np.percentile(present_value(draws, rate=rate), LIMITS)
        # Where most ranges lie to one side, the likely case is near the end of all draws.
        likeliest = float(value[0])
        return Amount(likeliest, min(float(lower), likeliest), max(float(upper), likeliest))

    def total(name: str) -> Amount:
        return amount(getattr(likely, name).sum(axis=1), getattr(drawn, name).sum(axis=1))

    bodies = tuple(
        BodyResult(
            body=body,
            cost=amount(likely.cost[:, row], drawn.cost[:, row]),
            fiscal=amount(likely.fiscal[:, row], drawn.fiscal[:, row]),
            cashable=amount(likely.cashable[:, row], drawn.cashable[:, row]),
            net=amount(
                likely.fiscal[:, row] - likely.cost[:, row],
                drawn.fiscal[:, row] - drawn.cost[:, row],
            ),
        )
        for row, body in enumerate(likely.bodies)
    )
    payback = int(break_even_year(likely.net, rate=rate)[0])
    return PlanResult(
        bodies=bodies,
        cost=total("cost"),
        fiscal=total("fiscal"),
        cashable=total("cashable"),
        economic=amount(likely.economic, drawn.economic),
        social=amount(likely.social, drawn.social),
        net=amount(likely.net, drawn.net),
        public=amount(likely.public, drawn.public),
        chances=chance_by_year(break_even_year(drawn.net, rate=rate), BREAK_EVEN_BY),
        payback=payback or None,
    )
