"""Rows of what similar places spend: a place, a fit, and a coefficient of a fit."""

from __future__ import annotations

from typing import NamedTuple

from utils.stats.spread_bands import Spread, band_of


class SimilarTerm(NamedTuple):
    """A coefficient of a fit with its limits: GBP per person, in cash, per unit of the term."""

    term: str
    value: float
    standard_error: float
    lower: float
    upper: float


class SimilarFit(NamedTuple):
    """How expected spending was made for a service line and year; money is in cash.

    Attributes:
        measure: the measure, such as "spend:police".
        period: the financial year.
        is_shown: whether expected spending is shown; else the neighbours alone.
        reason: why.
        areas: authorities with a figure.
        n: bodies in the fit.
        r_squared: share of the differences between bodies that the fit explains, or None.
        held_out_r_squared: the same for bodies left out of the fit, or None.
        coverage_own: share of bodies inside their own limits, or None.
        coverage_high: the same of the quarter expected to spend most, or None.
        expected_error: mean absolute error of expected spending for bodies left out, or None.
        neighbours_error: mean absolute error of the neighbours' median, or None.
        deprivation_edition: edition of the deprivation score.
        age_year: year of the age shares.
        method: how the fit was made.
        note: what to know of shared figures, or nothing.
        source: short name of the money's source.
        terms: its coefficients, none without a fit.
    """

    measure: str
    period: str
    is_shown: bool
    reason: str
    areas: int
    n: int
    r_squared: float | None
    held_out_r_squared: float | None
    coverage_own: float | None
    coverage_high: float | None
    expected_error: float | None
    neighbours_error: float | None
    deprivation_edition: str
    age_year: int
    method: str
    note: str
    source: str
    terms: tuple[SimilarTerm, ...]


class SimilarRow(NamedTuple):
    """A place beside what similar places spend, GBP per person.

    Attributes:
        value: what is spent.
        expected: what the fit without this place gives for a place like it, or None.
        lower: lower end of the range that holds 19 in 20 places expected to spend as much, or None.
        upper: upper end, or None.
        neighbours: spread of similar places, or None.
    """

    value: float
    expected: float | None
    lower: float | None
    upper: float | None
    neighbours: Spread | None

    @property
    def middle(self) -> float | None:
        """What similar places spend: the neighbours' median, else the expected spending."""
        return self.expected if self.neighbours is None else self.neighbours.median

    @property
    def difference(self) -> float:
        """Spend less what similar places spend."""
        return self.value - (self.value if self.middle is None else self.middle)

    @property
    def band(self) -> str:
        """The band of the spend among its neighbours; nothing without neighbours."""
        return "" if self.neighbours is None else band_of(self.value, self.neighbours)

    @property
    def in_range(self) -> bool | None:
        """Whether the spend lies in the range of expected spending; None without a range."""
        if self.lower is None or self.upper is None:
            return None
        return self.lower <= self.value <= self.upper

    def without_expected(self) -> SimilarRow:
        """The same with the neighbours alone."""
        return self._replace(expected=None, lower=None, upper=None)

    def times(self, factor: float) -> SimilarRow:
        """The same in other prices."""
        return SimilarRow(
            self.value * factor,
            _times(self.expected, factor),
            _times(self.lower, factor),
            _times(self.upper, factor),
            None if self.neighbours is None else self.neighbours.times(factor),
        )


def _times(value: float | None, factor: float) -> float | None:
    return None if value is None else value * factor
