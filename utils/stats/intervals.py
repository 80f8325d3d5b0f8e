"""Confidence intervals for counts, rates and proportions, as English health statistics use them."""

from __future__ import annotations

from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from pandas.api.extensions import ExtensionArray
from scipy.special import gammaincinv

from utils.errors import InvalidInputError
from utils.stats.preconditions import require_confidence, require_multiplier

#: Below this count Byar's approximation gives way to the exact Poisson limits.
SMALL_COUNT: Final = 10
Floats = NDArray[np.float64]


class Interval(NamedTuple):
    """Lower and upper limits, arrays of the shape of the inputs broadcast together."""

    lower: Floats
    upper: Floats


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
        InvalidInputError: a count is no number or negative, a denominator not positive, or the
            multiplier or the confidence is not one number in its range.
    """
    require_multiplier(multiplier)
    events, base = _broadcast(count=count, denominator=denominator)
    _refuse_where(argument="count", values=events, bad=events < 0, expected="0 or more")
    _refuse_where(argument="denominator", values=base, bad=base <= 0, expected="above 0")
    tail = _tail(confidence)
    small = events < SMALL_COUNT
    limits = _byars(np.maximum(events, SMALL_COUNT), tail=tail)
    if small.any():
        exact = _exact_poisson(events[small], tail=tail)
        limits.lower[small], limits.upper[small] = exact
    scale = multiplier / base
    return Interval(lower=limits.lower * scale, upper=limits.upper * scale)


def name_limits(count: ArrayLike) -> ExtensionArray:
    """The name of the limits that `byars_interval` gives each count, of a dimension."""
    names = pd.array(["Byar's", "exact (chi-squared)"], dtype="str")
    small = np.asarray(count, dtype=np.float64) < SMALL_COUNT
    return names.take(small.astype(np.intp))


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
        InvalidInputError: a numerator is no number, negative or exceeds its denominator, a
            denominator is not positive, or the multiplier or the confidence is not one number
            in its range.
    """
    require_multiplier(multiplier)
    cases, base = _broadcast(numerator=numerator, denominator=denominator)
    _refuse_where(argument="denominator", values=base, bad=base <= 0, expected="above 0")
    _refuse_where(argument="numerator", values=cases, bad=cases < 0, expected="0 or more")
    _refuse_where(
        argument="numerator", values=cases, bad=cases > base, expected="at most the denominator"
    )
    z = NormalDist().inv_cdf(1 - _tail(confidence))
    middle = 2 * cases + z**2
    spread = z * np.sqrt(z**2 + 4 * cases * (1 - cases / base))
    # Rounding may put a limit an instant outside 0 to 1 where no or all cases are counted.
    lower = np.clip((middle - spread) / (2 * (base + z**2)), 0.0, 1.0)
    upper = np.clip((middle + spread) / (2 * (base + z**2)), 0.0, 1.0)
    return Interval(lower=lower * multiplier, upper=upper * multiplier)


def _broadcast(**arguments: ArrayLike) -> list[Floats]:
    return list(np.broadcast_arrays(*(_floats(*argument) for argument in arguments.items())))


def _floats(argument: str, values: ArrayLike) -> Floats:
    try:
        return np.asarray(values, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidInputError(argument=argument, received=values, expected="numbers") from error


def _refuse_where(*, argument: str, values: Floats, bad: NDArray[np.bool_], expected: str) -> None:
    if bad.any():
        raise InvalidInputError(
            argument=argument, received=float(values[bad][0]), expected=expected
        )


def _tail(confidence: float) -> float:
    require_confidence(confidence)
    return (1 - confidence) / 2


def _exact_poisson(events: Floats, *, tail: float) -> Interval:
    """Quantiles of the gamma distribution, which are half those of chi-squared."""
    whole = events.astype(np.int64)
    if (whole == events).all():
        counts = np.arange(SMALL_COUNT, dtype=np.float64)
        lower, upper = _gamma_limits(counts, tail=tail)
        return Interval(lower[whole], upper[whole])
    return Interval(*_gamma_limits(events, tail=tail))


def _gamma_limits(events: Floats, *, tail: float) -> tuple[Floats, Floats]:
    # A gamma distribution of shape 0 has no quantile; no events give 0.
    some = np.where(events > 0, events, 1.0)
    lower = np.where(events > 0, gammaincinv(some, tail), 0.0)
    return lower, gammaincinv(events + 1, 1 - tail)


def _byars(events: Floats, *, tail: float) -> Interval:
    z = NormalDist().inv_cdf(1 - tail)
    below, above = (
        count * (1 - 1 / (9 * count) + sign * z / (3 * np.sqrt(count))) ** 3
        for count, sign in ((events, -1), (events + 1, 1))
    )
    return Interval(np.asarray(below), np.asarray(above))
