"""Confidence intervals for counts, rates and proportions, as English health statistics use them."""

from __future__ import annotations

from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.stats import chi2

from utils.errors import InvalidInputError

#: Below this count Byar's approximation gives way to the exact Poisson limits.
SMALL_COUNT: Final = 10


class Interval(NamedTuple):
    """Lower and upper limits, arrays of the shape of the inputs broadcast together."""

    lower: NDArray[np.float64]
    upper: NDArray[np.float64]


def byars_interval(
    *,
    count: ArrayLike,
    denominator: ArrayLike = 1.0,
    multiplier: float = 1.0,
    confidence: float = 0.95,
) -> Interval:
    """Limits of a Poisson count, or of the rate `count / denominator * multiplier`.

    Byar's approximation for counts of 10 and over and exact (chi-squared) limits below, as in
    the Office for Health Improvement and Disparities' technical guide on confidence intervals
    and in its R package PHEindicatormethods; formula from Breslow and Day, Statistical Methods
    in Cancer Research, volume II (1987), page 69. Missing values (NaN) stay missing.

    Args:
        count: events, not negative.
        denominator: persons or person-years, positive; 1 gives the limits of the count itself.
        multiplier: for example 100_000 for a rate per 100,000.
        confidence: share of intervals that hold the true value, between 0 and 1.

    Raises:
        InvalidInputError: a count is negative, a denominator not positive, or the confidence
            is not between 0 and 1.
    """
    events, base = _broadcast(count, denominator)
    _refuse_where(argument="count", values=events, bad=events < 0, allowed="0 or more")
    _refuse_where(argument="denominator", values=base, bad=base <= 0, allowed="above 0")
    tail = _tail(confidence)
    small = events < SMALL_COUNT
    exact = _exact_poisson(np.where(small, events, 1.0), tail=tail)
    approximate = _byars(np.where(small, float(SMALL_COUNT), events), tail=tail)
    missing = np.isnan(events) | np.isnan(base)
    scale = multiplier / np.where(missing, np.nan, base)
    return Interval(
        lower=np.where(small, exact.lower, approximate.lower) * scale,
        upper=np.where(small, exact.upper, approximate.upper) * scale,
    )


def wilson_interval(
    *,
    numerator: ArrayLike,
    denominator: ArrayLike,
    multiplier: float = 1.0,
    confidence: float = 0.95,
) -> Interval:
    """Limits of the proportion `numerator / denominator * multiplier` by Wilson's score method.

    Wilson, Journal of the American Statistical Association 22 (1927), pages 209 to 212; without
    continuity correction, as method 3 in Newcombe, Statistics in Medicine 17 (1998), pages 857 to
    872, and as the Office for Health Improvement and Disparities uses it. Missing values (NaN)
    stay missing.

    Args:
        numerator: those with the condition, from 0 to the denominator.
        denominator: all those asked or at risk, positive.
        multiplier: for example 100 for a percentage.
        confidence: share of intervals that hold the true value, between 0 and 1.

    Raises:
        InvalidInputError: a numerator is negative or exceeds its denominator, a denominator is
            not positive, or the confidence is not between 0 and 1.
    """
    cases, base = _broadcast(numerator, denominator)
    _refuse_where(argument="denominator", values=base, bad=base <= 0, allowed="above 0")
    _refuse_where(argument="numerator", values=cases, bad=cases < 0, allowed="0 or more")
    _refuse_where(
        argument="numerator", values=cases, bad=cases > base, allowed="at most the denominator"
    )
    z = NormalDist().inv_cdf(1 - _tail(confidence))
    middle = 2 * cases + z**2
    spread = z * np.sqrt(z**2 + 4 * cases * (1 - cases / base))
    # Rounding may put a limit an instant outside 0 to 1 where no or all cases are counted.
    lower = np.clip((middle - spread) / (2 * (base + z**2)), 0.0, 1.0)
    upper = np.clip((middle + spread) / (2 * (base + z**2)), 0.0, 1.0)
    return Interval(lower=lower * multiplier, upper=upper * multiplier)


def _broadcast(
    first: ArrayLike, second: ArrayLike
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    one, other = np.broadcast_arrays(
        np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    )
    return one, other


def _refuse_where(
    *, argument: str, values: NDArray[np.float64], bad: NDArray[np.bool_], allowed: str
) -> None:
    if bad.any():
        raise InvalidInputError(argument=argument, came=float(values[bad][0]), allowed=allowed)


def _tail(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise InvalidInputError(
            argument="confidence", came=confidence, allowed="between 0 and 1, such as 0.95"
        )
    return (1 - confidence) / 2


def _exact_poisson(events: NDArray[np.float64], *, tail: float) -> Interval:
    # A chi-squared distribution without degrees of freedom has no quantile; no events give 0.
    some = events > 0
    lower = np.where(some, chi2.ppf(tail, 2 * np.where(some, events, 1.0)) / 2, 0.0)
    return Interval(lower=lower, upper=chi2.ppf(1 - tail, 2 * events + 2) / 2)


def _byars(events: NDArray[np.float64], *, tail: float) -> Interval:
    z = NormalDist().inv_cdf(1 - tail)
    above = events + 1
    return Interval(
        lower=events * (1 - 1 / (9 * events) - z / (3 * np.sqrt(events))) ** 3,
        upper=above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3,
    )
