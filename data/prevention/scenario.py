"""What a scenario is: a cohort, an intervention with its costs, and the outcomes it avoids.

The terms are those of the cost-benefit guidance for local partnerships (New Economy, HM Treasury
and the Department for Communities and Local Government, 2014).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from utils.stats.draws import RangeKind

Grade = Annotated[int, Field(ge=1, le=6)]
Basis = Literal["published", "assumption", "yours"]
#: Money of public bodies; money of people and firms; the worth of better lives.
ValueKind = Literal["fiscal", "economic", "social"]
KINDS: Final[tuple[ValueKind, ...]] = ("fiscal", "economic", "social")
#: The unit costs' own prices.
UNIT_COST_YEAR: Final = "2015-16"


class Declared(BaseModel):
    """Base of what is declared: unknown words are refused and nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Estimate(Declared):
    """A number with its range, its source and how good that is.

    Attributes:
        value: the most likely value.
        low: lower limit.
        high: upper limit.
        range: whether the limits are a 95% confidence interval, or least and most.
        basis: published; an assumption of the scenario's author; or a visitor's own.
        price_year: of an amount of money.
        source: key among the scenario's sources; of an assumption, what it leans on, if anything.
        grade: how good the evidence is, 1 (best) to 6.
        note: what to know of it.
    """

    value: float
    low: float
    high: float
    range: RangeKind = "range"
    basis: Basis
    price_year: str | None = None
    source: str | None = None
    grade: Grade
    note: str = ""

    @model_validator(mode="after")
    def _is_ordered(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"low {self.low}, value {self.value}, high {self.high}: not in order")
        if self.basis == "published" and self.source is None:
            raise ValueError("what is published names its source")
        return self


class Cohort(Declared):
    """Whom it is for.

    Attributes:
        who: in words.
        many: a word for several of them, such as people or families.
        one: a word for one of them.
        near: an indicator that counts something near to it in a place, shown beside it; none of
            ours counts a cohort itself.
        shared_with: scenarios whose people may be the same.
        note: what to know of its size.
    """

    who: str
    many: str = "people"
    one: str = "person"
    near: str | None = None
    shared_with: tuple[str, ...] = ()
    note: str = ""


class Cost(Declared):
    """What a body pays for each person who takes part, for a number of years."""

    name: str
    body: str
    per: Literal["person"]
    amount: Estimate
    years: Annotated[int, Field(ge=1, le=30)] = 1


class UnitCost(Declared):
    """A cost of the database that an outcome avoided saves.

    Attributes:
        code: of the database.
        units: how many of its units an outcome is.
        parts: the kinds of its value that count; others would count twice.
        note: why this cost.
    """

    code: str
    units: Annotated[float, Field(gt=0)] = 1.0
    parts: tuple[ValueKind, ...] = KINDS
    note: str = ""


class Timing(Declared):
    """Where the years come from in which an effect shows and fades."""

    basis: Basis
    source: str | None = None
    note: str = ""


class AvoidedOutcome(Declared):
    """What happens less often to those who take part.

    Attributes:
        name: what it is.
        baseline: how often a year it happens to a person without the intervention.
        effect: the part of it that is avoided, 0 to 1.
        deadweight: the part of the effect that would have come about anyway, 0 to 1.
        starts_year: the first year in which it shows, 1 for the first.
        lasts_years: years of full effect.
        fades_years: years in which it then falls to nothing in a straight line.
        timing: where these years come from.
        unit_costs: what an outcome avoided saves.
        cashable: the part of the fiscal saving that can be taken out of a budget, 0 to 1.
    """

    name: str
    baseline: Estimate
    effect: Estimate
    deadweight: Estimate
    starts_year: Annotated[int, Field(ge=1, le=30)]
    lasts_years: Annotated[int, Field(ge=1, le=30)]
    fades_years: Annotated[int, Field(ge=0, le=30)] = 0
    timing: Timing
    unit_costs: Annotated[tuple[UnitCost, ...], Field(min_length=1)]
    cashable: Estimate


class Source(Declared):
    """Where a number is from."""

    title: str
    publisher: str
    year: int | None
    url: str
    seen: Literal["excerpt", "file"]
    licence: str | None = None
    note: str = ""


class InDoubt(Declared):
    """A result that what is left out could turn round, so that the sum alone does not decide it.

    Attributes:
        result: which result that is: a loss of the public bodies, or a gain.
        reason: why, to follow "Cannot tell whether it pays for itself: ".
    """

    result: Literal["loss", "gain"]
    reason: str


class Scenario(Declared):
    """An intervention for a cohort, with all its numbers.

    Attributes:
        main_caveat: what to know before all else, directly under the result.
        in_doubt: a result that what is left out could turn round; none where nothing says so.
    """

    scenario: str
    name: str
    question: str
    theme: str
    places: tuple[str, ...] = ()
    intervention: str
    cohort: Cohort
    costs: Annotated[tuple[Cost, ...], Field(min_length=1)]
    take_up: Estimate
    outcomes: Annotated[tuple[AvoidedOutcome, ...], Field(min_length=1)]
    sources: dict[str, Source]
    main_caveat: str
    in_doubt: InDoubt | None = None
    caveats: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _names_its_sources(self) -> Self:
        for name, estimate in self.estimates():
            if estimate.source is not None and estimate.source not in self.sources:
                raise ValueError(f"{name}: source {estimate.source!r} is not among the sources")
            lowest, highest = bounds_of(name)
            if not lowest <= estimate.low <= estimate.high <= highest:
                raise ValueError(f"{name}: {estimate.low} to {estimate.high} is not within bounds")
        return self

    def estimates(self) -> Iterator[tuple[str, Estimate]]:
        """Every number with its name: `take_up`, `cost:0`, `effect:1` and so on."""
        yield "take_up", self.take_up
        for position, cost in enumerate(self.costs):
            yield f"cost:{position}", cost.amount
        for position, outcome in enumerate(self.outcomes):
            yield f"baseline:{position}", outcome.baseline
            yield f"effect:{position}", outcome.effect
            yield f"deadweight:{position}", outcome.deadweight
            yield f"cashable:{position}", outcome.cashable


#: Name of the number that says how many people a cohort has.
PEOPLE_COUNT: Final = "people"
#: What a kind of number may be: shares, amounts in GBP, and events a person and year.
BOUNDS: Final = {
    PEOPLE_COUNT: (1.0, 10_000_000.0),
    "take_up": (0.0, 1.0),
    "effect": (0.0, 1.0),
    "deadweight": (0.0, 1.0),
    "cashable": (0.0, 1.0),
    "cost": (0.0, 10_000_000.0),
    "baseline": (0.0, 366.0),
}


#: What separates the name of a number from which of its limits is meant.
LIMIT: Final = "."


def kind_of(name: str) -> str:
    """The kind of a number, or of a limit of it.

    >>> kind_of("effect:1"), kind_of("take_up.low")
    ('effect', 'take_up')
    """
    return name.partition(LIMIT)[0].partition(":")[0]


def bounds_of(name: str) -> tuple[float, float]:
    """The least and the most that a number of this name, or a limit of it, may be."""
    return BOUNDS[kind_of(name)]
