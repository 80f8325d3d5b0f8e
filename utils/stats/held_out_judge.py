"""Sets each value beside what a fit without it gives, with limits from the errors of the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from utils.errors import InvalidInputError
from utils.stats.least_squares import Line, fit_line

#: The spread of the errors grows with the expected value; below this share of the mean it does not
#: shrink further, so that limits never close in on a place that is expected to spend next to zero.
LEAST_SCALE: Final = 0.25
#: An observation alone varies a column where its leverage is 1 but for rounding.
ROUNDING: Final = 1e-9
Floats = NDArray[np.float64]


class Judged(NamedTuple):
    """A place beside what is expected of it, with the limits of the difference."""

    area_code: str
    value: float
    expected: float
    residual: float
    lower_cl: float
    upper_cl: float


@dataclass(frozen=True)
class HeldOutJudge:
    """Sets values beside what the fit without them gives.

    Attributes:
        line: the fit over all observations.
        design: their predictors, with an intercept.
        observed: their values.
        confidence: confidence level of the limits.
        least: the least that can be expected, or None.
    """

    line: Line
    design: Floats
    observed: Floats
    confidence: float
    least: float | None

    def __post_init__(self) -> None:
        """Refuse a column that a single observation alone varies: without it there is no fit."""
        if (1 - self.line.leverages).min() < ROUNDING:
            number = int(self.line.leverages.argmax())
            raise InvalidInputError(
                argument="predictors",
                received=f"a column that only observation {number} varies",
                expected="columns that vary without any one observation",
            )

    def expected(self) -> Floats:
        """What is expected of each observation by the fit without it."""
        return self._at_least(self.observed - self.line.residuals / (1 - self.line.leverages))

    def single(self, codes: NDArray[np.object_]) -> list[Judged]:
        """A row for each observation."""
        expected = self.expected()
        errors = np.abs(self.observed - expected) / self.scale(expected)
        others = ~np.eye(len(codes), dtype=bool)
        return [
            self._row(code, value, at, errors[rest])
            for code, value, at, rest in zip(codes, self.observed, expected, others, strict=True)
        ]

    def union(self, code: str, at: Floats, value: float, own: NDArray[np.bool_]) -> Judged | None:
        """A row for a place of several observations; None where the rest has no fit."""
        try:
            rest = fit_line(self.design[~own], self.observed[~own])
        except InvalidInputError:
            return None
        expected = self.expected()
        errors = (np.abs(self.observed - expected) / self.scale(expected))[~own]
        here = self._at_least(np.array([at @ rest.coefficients]))[0]
        return self._row(code, value, float(here), errors)

    def scale(self, expected: Floats) -> Floats:
        """How widely values spread around what is expected, but for one factor."""
        floor = LEAST_SCALE * abs(float(self.observed.mean()))
        found: Floats = np.maximum(expected, floor if floor > 0 else 1.0)
        return found

    def _at_least(self, expected: Floats) -> Floats:
        return expected if self.least is None else np.maximum(expected, self.least)

    def _row(self, code: str, value: float, expected: float, errors: Floats) -> Judged:
        reach = quantile_of(errors, self.confidence) * float(self.scale(np.array([expected]))[0])
        low = expected - reach
        if self.least is not None and self.observed.min() >= self.least:
            low = max(low, self.least)
        residual = value - expected
        return Judged(code, value, expected, residual, residual - reach, value - low)


def quantile_of(errors: Floats, confidence: float) -> float:
    """The ceil((m + 1) confidence)-th smallest of m errors, the largest where there are too few.

    >>> quantile_of(np.arange(1.0, 20.0), 0.95)
    19.0
    """
    rank = int(np.ceil(round((len(errors) + 1) * confidence, 9)))
    return float(np.sort(errors)[min(rank, len(errors)) - 1])
