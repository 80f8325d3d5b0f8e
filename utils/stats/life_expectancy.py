"""Abridged life tables."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from utils.errors import InvalidInputError
from utils.stats.preconditions import (
    as_columns,
    groups_of,
    refuse_rows,
    require_columns,
    require_confidence,
    require_numbers,
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
Floats = NDArray[np.float64]


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

    Warning: it is refused where the population is below 5,000, deaths exceed the population, a band
    is missing, out of order or twice, or the last band has no deaths. Where the 95 per cent limits
    are more than 20 years apart, the limits are given and the expectation is not; `method` then
    says so.

    References: Chiang, The Life Table and its Construction (1968); Silcocks, Jenner and Reza,
    Journal of Epidemiology and Community Health 55 (2001), pages 38 to 43; Eayres and Williams,
    the same 58 (2004), pages 243 to 249.

    Args:
        data: one row an age band of each group, youngest first.
        age: column of the first age of the band.
        deaths: column of deaths, 0 or more.
        population: column of persons or person-years, above 0.
        group_by: columns, or one column, that name the groups.
        at_ages: ages at which to give the expectation.
        ages: first ages of all bands.
        confidence: confidence level of the limits.

    Returns:
        One row a group and age: its names, age, value (years), lower_cl, upper_cl, confidence,
        statistic, method.

    Raises:
        InvalidInputError: names group or column, row and rule.
    """
    require_columns(data, [age, deaths, population, *as_columns(group_by)])
    require_numbers(data, deaths, least=0)
    require_numbers(data, population, above=0)
    refuse_rows(data, deaths, data[deaths] > data[population], allowed=f"up to {population}")
    require_confidence(confidence)
    unknown = [one for one in at_ages if one not in ages]
    if unknown:
        raise InvalidInputError(argument="at_ages", came=unknown, allowed=f"among {list(ages)}")
    z = NormalDist().inv_cdf(1 - (1 - confidence) / 2)
    rows = []
    for names, part in groups_of(data, group_by):
        _require_table(part, names, age=age, deaths=deaths, population=population, ages=ages)
        years, error = _life_table(
            np.asarray(ages, dtype=np.float64),
            part[deaths].to_numpy(np.float64),
            part[population].to_numpy(np.float64),
        )
        for start in at_ages:
            place = list(ages).index(start)
            reach = z * error[place]
            rows.append(
                {
                    **names,
                    age: start,
                    **_shown(years[place], error[place]),
                    "lower_cl": years[place] - reach,
                    "upper_cl": years[place] + reach,
                }
            )
    found = pd.DataFrame(rows).assign(confidence=confidence, statistic="life expectancy")
    return found[[one for one in found.columns if one != "method"] + ["method"]]


def _shown(years: float, error: float) -> dict[str, object]:
    """The expectation and how it came, or why it is not given."""
    if not np.isfinite(years):
        return {"value": np.nan, "method": NOBODY_LEFT}
    if 2 * NormalDist().inv_cdf(0.975) * error > WIDEST:
        return {"value": np.nan, "method": TOO_WIDE}
    return {"value": years, "method": METHOD}


def _require_table(
    part: pd.DataFrame,
    names: dict[str, object],
    *,
    age: str,
    deaths: str,
    population: str,
    ages: Sequence[int],
) -> None:
    whom = ", ".join(f"{key} {value}" for key, value in names.items()) or "the data"
    found = part[age].tolist()
    if found != list(ages):
        raise InvalidInputError(
            argument=f"column {age!r} of {whom}", came=found, allowed=f"in this order {list(ages)}"
        )
    last = pd.Series(False, index=part.index)
    last.iloc[-1] = part[deaths].iloc[-1] <= 0
    refuse_rows(part, deaths, last, allowed="above 0 in the last band")
    total = float(part[population].sum())
    if total < LEAST_POPULATION:
        raise InvalidInputError(
            argument=f"column {population!r} of {whom}",
            came=total,
            allowed=f"{LEAST_POPULATION:,} or more in all",
        )


def _life_table(ages: Floats, deaths: Floats, population: Floats) -> tuple[Floats, Floats]:
    """Expectation of life at each age and its standard error, in years; null past all deaths."""
    widths = np.append(np.diff(ages), np.nan)
    shares = np.where(ages == 0, INFANT_SHARE, SHARE)
    rates = deaths / population
    dying = np.minimum(widths * rates / (1 + widths * (1 - shares) * rates), 1.0)
    dying[-1] = 1.0
    alive = RADIX * np.concatenate([[1.0], np.cumprod(1 - dying[:-1])])
    following = np.append(alive[1:], 0.0)
    lived = widths * (following + shares * (alive - following))
    lived[-1] = alive[-1] / rates[-1]
    reached = alive > 0
    people = np.where(reached, alive, 1.0)
    years = np.cumsum(lived[::-1])[::-1] / people
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where(deaths > 0, dying**2 * (1 - dying) / deaths, 0.0)
    parts = variance * alive**2 * ((1 - shares) * widths + np.append(years[1:], 0.0)) ** 2
    parts[-1] = alive[-1] ** 2 / (deaths[-1] * rates[-1] ** 2)
    error = np.sqrt(np.cumsum(parts[::-1])[::-1] / people**2)
    return np.where(reached, years, np.nan), np.where(reached, error, np.nan)
