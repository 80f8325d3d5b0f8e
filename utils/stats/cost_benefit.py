"""Discounting, timing and break-even of costs and benefits by year.

Discounting and present values follow HM Treasury, The Green Book (2022), chapter 6 and annex A6:
the first year is not discounted, each later year by the social time preference rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from utils.errors import InvalidInputError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
#: The Green Book's social time preference rate for the first thirty years.
GREEN_BOOK_RATE: Final = 0.035
#: What `break_even_year` gives where it is never reached.
NEVER: Final = 0


def discount_factors(years: int, *, rate: float = GREEN_BOOK_RATE) -> Floats:
    """What GBP 1 of each year is worth in the first, of shape (years,).

    Raises:
        InvalidInputError: there is no year, or the rate is below zero or no number.

    >>> [round(float(factor), 4) for factor in discount_factors(3)]
    [1.0, 0.9662, 0.9335]
    """
    if years < 1:
        raise InvalidInputError(argument="years", received=years, expected="1 or more")
    if not np.isfinite(rate) or rate < 0:
        raise InvalidInputError(argument="rate", received=rate, expected="0 or more")
    return np.asarray((1.0 + rate) ** -np.arange(years), dtype=np.float64)


def effect_profile(*, starts: int, lasts: int, fades: int, years: int) -> Floats:
    """Share of the full effect in each year, of shape (years,).

    Nothing before the year in which it starts (1 is the first), all of it for the years it lasts,
    then a straight line that reaches nothing after the years it fades.

    Raises:
        InvalidInputError: a number of years is negative, or the effect starts before the first.

    >>> effect_profile(starts=2, lasts=2, fades=3, years=7).tolist()
    [0.0, 1.0, 1.0, 0.75, 0.5, 0.25, 0.0]
    """
    if starts < 1:
        raise InvalidInputError(argument="starts", received=starts, expected="1 or more")
    for name, number in (("lasts", lasts), ("fades", fades)):
        if number < 0:
            raise InvalidInputError(argument=name, received=number, expected="0 or more")
    year = np.arange(1, years + 1)
    last = starts + lasts - 1
    falling = 1.0 - (year - last) / (fades + 1.0)
    share = np.where(year <= last, 1.0, np.clip(falling, 0.0, 1.0))
    return np.where((year < starts) | (lasts == 0), 0.0, share)


def present_value(flows: ArrayLike, *, rate: float = GREEN_BOOK_RATE) -> Floats:
    """Sum of flows by year in money of the first year.

    Args:
        flows: GBP, years along the last axis.
        rate: discount rate a year.

    Returns:
        The shape of the flows without their last axis.
    """
    array = np.asarray(flows, dtype=np.float64)
    return np.asarray(array @ discount_factors(array.shape[-1], rate=rate), dtype=np.float64)


def break_even_year(net: ArrayLike, *, rate: float = GREEN_BOOK_RATE) -> Integers:
    """The first year from which discounted benefits to date are no less than costs to date.

    A year in which the sum is reached but lost again later does not count.

    Args:
        net: benefits less costs in GBP, years along the last axis.
        rate: discount rate a year.

    Returns:
        Year numbers from 1, `NEVER` where it is not reached; the shape without the last axis.
    """
    array = np.asarray(net, dtype=np.float64)
    reached = np.cumsum(array * discount_factors(array.shape[-1], rate=rate), axis=-1) >= 0
    # From the end: how many years running the sum is reached.
    running = np.cumprod(reached[..., ::-1], axis=-1).sum(axis=-1)
    years = array.shape[-1]
    return np.where(running > 0, years - running + 1, NEVER).astype(np.int64)


def chance_by_year(year: ArrayLike, by: Sequence[int]) -> tuple[float, ...]:
    """Share of draws that break even by each of some years.

    Args:
        year: what `break_even_year` gives for each draw.
        by: year numbers.
    """
    reached = np.asarray(year)
    return tuple(float(np.mean((reached != NEVER) & (reached <= limit))) for limit in by)
