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
HALF: Final = 0.5
#: Percentiles: the middle of the draws, and what encloses 95 of 100.
MIDDLE: Final = 50
LIMITS: Final = (2.5, 97.5)


@dataclass(frozen=True)
class Amount:
    """GBP in the middle of the draws, with limits that enclose 95 of 100."""

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
class YearResult:
    """The middle of the draws in each year, in GBP, not discounted.

    Attributes:
        cost: by body and year.
        fiscal: the same.
        net: of all bodies by year; the middle of a sum need not be the sum of the middles.
    """

    cost: Floats
    fiscal: Floats
    net: Floats


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
        chances: years looked at, each with the share of draws that break even by then.
        payback: the year by which half of the draws do; none within the years looked at.
        by_year: the same by year.
    """

    bodies: tuple[BodyResult, ...]
    cost: Amount
    fiscal: Amount
    cashable: Amount
    economic: Amount
    social: Amount
    net: Amount
    public: Amount
    chances: tuple[tuple[int, float], ...]
    payback: int | None
    by_year: YearResult


def summarise(drawn: Flows, *, rate: float = GREEN_BOOK_RATE) -> PlanResult:
    """Sum up the draws of a plan.

    Args:
        drawn: its flows by draw.
        rate: discount rate a year.
    """

    def amount(flows: Floats) -> Amount:
        lower, middle, upper = np.percentile(
            present_value(flows, rate=rate), (LIMITS[0], MIDDLE, LIMITS[1])
        )
        return Amount(float(middle), float(lower), float(upper))

    bodies = tuple(
        BodyResult(
            body=body,
            cost=amount(drawn.cost[:, row]),
            fiscal=amount(drawn.fiscal[:, row]),
            cashable=amount(drawn.cashable[:, row]),
            net=amount(drawn.fiscal[:, row] - drawn.cost[:, row]),
        )
        for row, body in enumerate(drawn.bodies)
    )
    years = drawn.net.shape[1]
    back = chance_by_year(break_even_year(drawn.net, rate=rate), range(1, years + 1))
    shown = sorted({year for year in BREAK_EVEN_BY if year < years} | {years})
    return PlanResult(
        bodies=bodies,
        cost=amount(drawn.cost.sum(axis=1)),
        fiscal=amount(drawn.fiscal.sum(axis=1)),
        cashable=amount(drawn.cashable.sum(axis=1)),
        economic=amount(drawn.economic),
        social=amount(drawn.social),
        net=amount(drawn.net),
        public=amount(drawn.public),
        chances=tuple((year, back[year - 1]) for year in shown),
        payback=next((year for year, chance in enumerate(back, 1) if chance >= HALF), None),
        by_year=YearResult(*(_middle(part) for part in (drawn.cost, drawn.fiscal, drawn.net))),
    )


def _middle(flows: Floats) -> Floats:
    return np.asarray(np.median(flows, axis=0), dtype=np.float64)
