"""Abridged life tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import NormalDist
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from utils.errors import InvalidInputError
from utils.stats.groups import Floats, Groups, group_rows
from utils.stats.preconditions import (
    as_columns,
    refuse_rows,
    require_columns,
    require_confidence,
    with_numbers,
)

#: First ages of the bands of an abridged table: under one, one to four, then fives, and the last.
AGES: Final = (0, 1, *range(5, 95, 5))
LEAST_POPULATION: Final = 5_000
RADIX: Final = 100_000.0
#: An expectation whose 95 per cent limits lie further apart than this, in years, is not given.
WIDEST: Final = 20.0
TOO_WIDE: Final = "not given: 95 per cent limits more than 20 years apart"
NOBODY_LEFT: Final = "not given: nobody lives to this age"
METHOD: Final = "Chiang's second method, Silcocks' limits"
#: Share of the band lived by those who die in it.
INFANT_SHARE: Final = 0.1
SHARE: Final = 0.5


class LifeTable(NamedTuple):
    """Columns of abridged life tables: a group in each row, a band in each column.

    Attributes:
        widths: years in each band; null for the last.
        shares: share of the band lived by those who die in it.
        dying: probability of death in the band.
        alive: people alive at its start, of `RADIX` born.
        years: expectation of life at its start; 0 where nobody is alive.
    """

    widths: Floats
    shares: Floats
    dying: Floats
    alive: Floats
    years: Floats


def calculate_life_expectancy(
    *,
    data: pd.DataFrame,
    age: str = "age",
    deaths: str = "deaths",
    population: str = "population",
    group_by: str | Sequence[str] = (),
    at_ages: Sequence[int] = (0,),
    ages: Sequence[int] = AGES,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Life expectancy from an abridged life table with Silcocks' limits.

    Calculation: Chiang's second method. With death rate M, width n and share a of the band lived
    by those who die (0.1 under one year, else a half): q = n M / (1 + n (1 - a) M), at most
    1, and 1 in the last band, in which those alive live 1 / M years. Variance of q:
    q^2 (1 - q) / deaths; its part in the expectation's: l^2 ((1 - a) n + e of the next band)^2.
    The last band adds l^2 / (deaths M^2), the variance of 1 / M.

    The bands may come in any order.

    Warning: it is refused where the population is below 5,000, deaths exceed the population, a band
    is missing or comes twice, or the last band has no deaths. Where the 95 per cent limits
    are more than 20 years apart, the limits are given and the expectation is not; `method` then
    says so.

    References: Chiang, The Life Table and its Construction (1968); Silcocks, Jenner and Reza,
    Journal of Epidemiology and Community Health 55 (2001), pages 38 to 43; Eayres and Williams,
    the same 58 (2004), pages 243 to 249.

    Args:
        data: a row for each age band of each group, in any order.
        age: column of the first age of the band.
        deaths: column of deaths, 0 or more.
        population: column of persons or person-years, above 0.
        group_by: columns, or a column, that name the groups.
        at_ages: ages at which to give the expectation.
        ages: first ages of all bands, youngest first.
        confidence: confidence level of the limits.

    Returns:
        A row for each group and age: its names, age, value (years), lower_cl, upper_cl, confidence,
        statistic, method.

    Raises:
        InvalidInputError: names group or column, row and rule.
    """
    require_columns(data, [age, deaths, population, *as_columns(group_by)])
    require_confidence(confidence)
    _require_ages(ages, at_ages)
    data = with_numbers(with_numbers(data, [age, deaths], least=0), population, above=0)
    refuse_rows(data, deaths, data[deaths] > data[population], expected=f"up to {population}")
    groups = group_rows(data, group_by)
    rows = _rows_by_age(data, groups, age=age, ages=ages)
    dead, alive = (data[column].to_numpy(np.float64)[rows] for column in (deaths, population))
    last = np.zeros(len(data), dtype=bool)
    last[rows[:, -1]] = dead[:, -1] == 0
    refuse_rows(data, deaths, last, expected="above 0 in the last band")
    total = alive.sum(axis=1)
    groups.refuse(
        population,
        total < LEAST_POPULATION,
        received=total.item,
        expected=f"{LEAST_POPULATION:,} or more in all",
    )
    years, error = _life_table(np.asarray(ages, dtype=np.float64), dead, alive)
    places = [list(ages).index(wanted) for wanted in at_ages]
    z = NormalDist().inv_cdf(1 - (1 - confidence) / 2)
    found = groups.names.loc[groups.names.index.repeat(len(places))].reset_index(drop=True)
    years, error = years[:, places].ravel(), error[:, places].ravel()
    value, method = _shown(years, error)
    return found.assign(
        **{age: np.tile(np.asarray(at_ages), len(groups.names))},
        value=value,
        lower_cl=years - z * error,
        upper_cl=years + z * error,
        confidence=confidence,
        statistic="life expectancy",
        method=method,
    )


def _require_ages(ages: Sequence[int], at_ages: Sequence[int]) -> None:
    if not len(ages) > 1 or any(later <= earlier for earlier, later in pairwise(ages)):
        raise InvalidInputError(
            argument="ages",
            received=list(ages),
            expected="two ages or more, each once, youngest first",
        )
    unknown = [age for age in at_ages if age not in ages]
    if unknown:
        raise InvalidInputError(
            argument="at_ages", received=unknown, expected=f"among {list(ages)}"
        )


def _rows_by_age(
    data: pd.DataFrame, groups: Groups, *, age: str, ages: Sequence[int]
) -> NDArray[np.intp]:
    """The row of each group, down, at each age, across."""
    starts, known = data[age].to_numpy(np.float64), np.asarray(ages, dtype=np.float64)
    bands = np.searchsorted(known, starts).clip(max=len(known) - 1)
    refuse_rows(data, age, known[bands] != starts, expected=f"one of {list(ages)}")
    cells = groups.codes * len(known) + bands
    again = pd.Series(cells).duplicated().to_numpy()
    refuse_rows(data, age, again, expected="each age once in its group")
    rows = np.full(len(groups.names) * len(known), -1, dtype=np.intp)
    rows[cells] = np.arange(len(data))
    table = rows.reshape(len(groups.names), len(known))
    gaps = table < 0

    def missing(group: int) -> str:
        return f"no row for {', '.join(f'{lacking:g}' for lacking in known[gaps[group]])}"

    groups.refuse(
        age,
        np.asarray(gaps.any(axis=1)),
        received=missing,
        expected=f"one row for each of {list(ages)}",
    )
    return table


def _shown(years: Floats, error: Floats) -> tuple[Floats, NDArray[np.str_]]:
    """The expectations and how each came, or why it is not given."""
    nobody = ~np.isfinite(years)
    wide = 2 * NormalDist().inv_cdf(0.975) * error > WIDEST
    method = np.select([nobody, wide], [NOBODY_LEFT, TOO_WIDE], METHOD)
    return np.where(nobody | wide, np.nan, years), method


def life_table(ages: Floats, rates: Floats) -> LifeTable:
    """The abridged life table of death rates, by Chiang's second method.

    Args:
        ages: first ages of the bands, youngest first.
        rates: deaths a person-year, a group in each row, a band in each column; above 0 in the
            last band.
    """
    widths = np.append(np.diff(ages), np.nan)
    shares = np.where(ages == 0, INFANT_SHARE, SHARE)
    dying = np.minimum(widths * rates / (1 + widths * (1 - shares) * rates), 1.0)
    dying[:, -1] = 1.0
    none = np.zeros((len(rates), 1))
    alive = RADIX * np.cumprod(np.hstack([none + 1, 1 - dying[:, :-1]]), axis=1)
    following = np.hstack([alive[:, 1:], none])
    lived = widths * (following + shares * (alive - following))
    lived[:, -1] = alive[:, -1] / rates[:, -1]
    years = _from_the_end(lived) / np.where(alive > 0, alive, 1.0)
    return LifeTable(widths, shares, dying, alive, years)


def _life_table(ages: Floats, deaths: Floats, population: Floats) -> tuple[Floats, Floats]:
    """Expectation of life at each age and its standard error, in years; null past all deaths.

    Args:
        ages: first ages of the bands.
        deaths: a group in each row, a band in each column.
        population: the same.
    """
    rates = deaths / population
    table = life_table(ages, rates)
    none = np.zeros((len(deaths), 1))
    widths, shares, dying, alive, years = table
    reached = alive > 0
    people = np.where(reached, alive, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(deaths > 0, dying**2 * (1 - dying) / deaths, 0.0)
    later = np.hstack([years[:, 1:], none])
    parts = variance * alive**2 * ((1 - shares) * widths + later) ** 2
    parts[:, -1] = alive[:, -1] ** 2 / (deaths[:, -1] * rates[:, -1] ** 2)
    error = np.sqrt(_from_the_end(parts) / people**2)
    return np.where(reached, years, np.nan), np.where(reached, error, np.nan)


def _from_the_end(parts: Floats) -> Floats:
    """Each band's part added to those of all later bands."""
    return np.cumsum(parts[:, ::-1], axis=1)[:, ::-1]
