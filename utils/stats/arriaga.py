"""Decomposition of a difference between two life expectancies by age and cause of death."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from utils.errors import InvalidInputError
from utils.stats.groups import Floats
from utils.stats.life_expectancy import RADIX, life_table

#: Causes and ages.
DIMENSIONS: Final = 2
#: Rates no further apart than this share of their sum are equal: by less, arithmetic alone differs.
ROUNDING: Final = 1e-9


class GapParts(NamedTuple):
    """What makes the difference between two life expectancies at birth.

    Attributes:
        years: life expectancy of the first and of the second group.
        parts: years that each cause, down, adds to second less first at each age, across.
    """

    years: tuple[float, float]
    parts: Floats

    @property
    def gap(self) -> float:
        """Life expectancy of the second group less that of the first, in years."""
        return self.years[1] - self.years[0]


def decompose_gap(*, ages: Sequence[int], first: ArrayLike, second: ArrayLike) -> GapParts:
    """Split a difference in life expectancy at birth by age and cause of death.

    Calculation: the abridged life table of `life_table` for each group; the part of each age by
    Arriaga's method in both directions, averaged (see `parts_by_age`); within an age by the share
    of each cause in the difference of its death rates (see `parts_by_cause`).

    References: Arriaga, Demography 21 (1984), pages 83 to 96; Ponnapalli, Demographic Research 12
    (2005), pages 141 to 172; Preston, Heuveline and Guillot, Demography (2001), chapter 4.

    Args:
        ages: first ages of the bands, youngest first, from 0.
        first: deaths a person-year in the first group: a cause in each row, a band in each column.
        second: the same of the second group.

    Raises:
        InvalidInputError: shapes differ, a rate is negative or no number, nobody dies in the last
            band, or everybody dies before it.
    """
    rates = [_rates(name, given, ages) for name, given in (("first", first), ("second", second))]
    if rates[0].shape != rates[1].shape:
        raise InvalidInputError(
            argument="second", received=rates[1].shape, expected=f"shape {rates[0].shape} as first"
        )
    table = life_table(np.asarray(ages, dtype=np.float64), np.stack([r.sum(axis=0) for r in rates]))
    if not (table.alive > 0).all():
        raise InvalidInputError(
            argument="rates", received="nobody alive", expected="someone alive at every age"
        )
    by_age = parts_by_age(table.alive / RADIX, table.years)
    first_years, second_years = (float(years) for years in table.years[:, 0])
    return GapParts(
        (first_years, second_years), parts_by_cause(by_age, first=rates[0], second=rates[1])
    )


def parts_by_age(alive: Floats, years: Floats) -> Floats:
    """What each age adds to the difference between two life expectancies, second less first.

    Calculation: from the first group to the second, Arriaga's direct and indirect effect of an age
    add up to l (E - e) at its start less the same at its end, where l is the share alive and e the
    expectation in the first group and E that in the second. It depends on which group comes
    first, so it is averaged with the reverse (Ponnapalli's symmetrical form, which is Andreev's and
    Pressat's): swapping the groups then changes nothing but the sign.

    Args:
        alive: share of those born who are alive at the start of each band, a group in each row.
        years: expectation of life there, in years, in the same layout.
    """
    later: Floats = alive.mean(axis=0) * (years[1] - years[0])
    parts: Floats = later - np.append(later[1:], 0.0)
    return parts


def parts_by_cause(by_age: Floats, *, first: Floats, second: Floats) -> Floats:
    """Split what each age adds by the share of each cause in the difference of its death rates.

    Args:
        by_age: years that each band adds.
        first: death rates of the first group: a cause in each row, a band in each column.
        second: the same of the second.

    Raises:
        InvalidInputError: rates of causes differ at an age but their sums do not, so that a cause
            has no share.
    """
    apart = second - first
    both = second.sum(axis=0), first.sum(axis=0)
    whole, least = both[0] - both[1], ROUNDING * (both[0] + both[1])
    same = np.abs(whole) <= least
    if (np.abs(apart) > least)[:, same].any():
        raise InvalidInputError(
            argument="second",
            received="other rates of causes with the same sum as first",
            expected="sums that differ wherever the causes do",
        )
    return np.where(same, 0.0, apart / np.where(same, 1.0, whole) * by_age)


def _rates(name: str, given: ArrayLike, ages: Sequence[int]) -> Floats:
    rates = np.asarray(given, dtype=np.float64)
    if rates.ndim != DIMENSIONS or rates.shape[1] != len(ages):
        raise InvalidInputError(
            argument=name, received=rates.shape, expected=f"causes by {len(ages)} ages"
        )
    if not (np.isfinite(rates) & (rates >= 0)).all():
        raise InvalidInputError(
            argument=name, received=float(rates.min()), expected="finite rates of 0 or more"
        )
    if not rates[:, -1].sum() > 0:
        raise InvalidInputError(
            argument=name, received=0.0, expected="above 0 in the last band, all causes together"
        )
    return rates
