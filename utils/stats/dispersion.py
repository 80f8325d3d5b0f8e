"""Inequality between areas without a ranking: Lorenz curve, Gini coefficient and Theil's index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import NormalDist
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from utils.stats.concentration import curve_of
from utils.stats.preconditions import (
    groups_of,
    refuse_rows,
    require_columns,
    require_confidence,
    require_numbers,
)

FEWEST: Final = 2
Floats = NDArray[np.float64]


def lorenz_curve(
    *, data: pd.DataFrame, value: str = "value", population: str = "population"
) -> pd.DataFrame:
    """Lorenz curve: shares of people, those with least first, and of all that they hold.

    Args:
        data: one row an area.
        value: column of values per person, 0 or more.
        population: column of people, above 0.

    Returns:
        population_share and value_share, from (0, 0) to (1, 1).

    Raises:
        InvalidInputError: names column, row and rule.
    """
    _check(data, value, population, (), least=0)
    ordered = data.sort_values(value, kind="stable")
    people = ordered[population].to_numpy(np.float64)
    return curve_of(people / people.sum(), ordered[value].to_numpy(np.float64))


def calculate_gini(
    *,
    data: pd.DataFrame,
    value: str = "value",
    population: str = "population",
    group_by: Sequence[str] = (),
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Gini coefficient weighted by population: 0 where all have as much, near 1 where one has all.

    Calculation: 2 / mean * sum(f y R) - 1 over areas in the order of their values, with population
    shares f and ranks R at the middle of each share; it is half the mean absolute difference over
    the mean. Limits are normal with the jackknife's standard error, leaving out an area at a time.

    Warning: people inside an area count as having all as much, so it is a lower bound.

    References: Lerman and Yitzhaki, Economics Letters 15 (1984), pages 363 to 368; Karagiannis and
    Kovacevic, Oxford Bulletin of Economics and Statistics 62 (2000), pages 119 to 122.

    Args:
        data: one row an area, two or more.
        value: column of values per person, 0 or more.
        population: column of people, above 0.
        group_by: columns that name several sets of areas.
        confidence: confidence level of the limits.

    Returns:
        One row a set: its names, value, lower_cl, upper_cl, confidence, statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    _check(data, value, population, group_by, least=0)
    return _with_limits(
        data,
        value,
        population,
        group_by,
        measure=_gini,
        name="Gini coefficient",
        confidence=confidence,
    )


def calculate_theil(
    *,
    data: pd.DataFrame,
    value: str = "value",
    population: str = "population",
    part_by: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Theil's T index, and its parts between and within groups of areas.

    Calculation: sum(f y / mean ln(y / mean)) with population shares f. Between groups each area has
    its group's mean; within, each group's own index counts by its share of all that is held. The
    two add up to the whole. Limits as in `calculate_gini`.

    References: Theil, Economics and Information Theory (1967); Shorrocks, Econometrica 48 (1980),
    pages 613 to 625.

    Args:
        data: one row an area, two or more.
        value: column of values per person, above 0.
        population: column of people, above 0.
        part_by: column that names the group of each area; without it there is the whole alone.
        confidence: confidence level of the limits.

    Returns:
        One row a part: part (all, between, within), value, lower_cl, upper_cl, confidence,
        statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    _check(data, value, population, () if part_by is None else (part_by,), above=0)
    parts: dict[str, Measure] = {"all": _theil}
    if part_by is not None:
        groups = pd.factorize(data[part_by])[0].astype(np.int64)
        parts |= {"between": _theil_between(groups), "within": _theil_within(groups)}
    rows = [
        _with_limits(
            data,
            value,
            population,
            (),
            measure=measure,
            name="Theil's T index",
            confidence=confidence,
        ).assign(part=name)
        for name, measure in parts.items()
    ]
    found = pd.concat(rows, ignore_index=True)
    return found[["part", *(one for one in found.columns if one != "part")]]


Measure = Callable[[Floats, Floats, NDArray[np.bool_]], float]


def _gini(people: Floats, values: Floats, kept: NDArray[np.bool_]) -> float:
    order = np.argsort(values[kept], kind="stable")
    held, shares = values[kept][order], people[kept][order] / people[kept].sum()
    ranks = np.cumsum(shares) - shares / 2
    return float(2 * (shares * held * ranks).sum() / (shares * held).sum() - 1)


def _theil(people: Floats, values: Floats, kept: NDArray[np.bool_]) -> float:
    shares = people[kept] / people[kept].sum()
    ratios = values[kept] / (shares * values[kept]).sum()
    return float((shares * ratios * np.log(ratios)).sum())


def _theil_between(groups: NDArray[np.int64]) -> Measure:
    def between(people: Floats, values: Floats, kept: NDArray[np.bool_]) -> float:
        means = np.empty_like(values)
        for one in np.unique(groups[kept]):
            own = kept & (groups == one)
            means[own] = np.average(values[own], weights=people[own])
        return _theil(people, means, kept)

    return between


def _theil_within(groups: NDArray[np.int64]) -> Measure:
    between = _theil_between(groups)

    def within(people: Floats, values: Floats, kept: NDArray[np.bool_]) -> float:
        return _theil(people, values, kept) - between(people, values, kept)

    return within


def _check(
    data: pd.DataFrame,
    value: str,
    population: str,
    group_by: Sequence[str],
    *,
    least: float | None = None,
    above: float | None = None,
) -> None:
    require_columns(data, [value, population, *group_by])
    require_numbers(data, value, least=least, above=above)
    require_numbers(data, population, above=0)
    for _, part in groups_of(data, group_by):
        none = pd.Series(float(part[value].sum()) == 0, index=part.index)
        refuse_rows(part, value, none, allowed="a value above 0 in at least one area")


def _with_limits(
    data: pd.DataFrame,
    value: str,
    population: str,
    group_by: Sequence[str],
    *,
    measure: Measure,
    name: str,
    confidence: float,
) -> pd.DataFrame:
    require_confidence(confidence)
    z = NormalDist().inv_cdf(1 - (1 - confidence) / 2)
    rows = []
    for names, part in groups_of(data, group_by):
        few = pd.Series(len(part) < FEWEST, index=part.index)
        refuse_rows(part, value, few, allowed=f"{FEWEST} areas or more")
        people, values = (part[one].to_numpy(np.float64) for one in (population, value))
        found = measure(people, values, np.ones(len(part), dtype=np.bool_))
        reach = z * _jackknife_error(people, values, measure)
        rows.append({**names, "value": found, "lower_cl": found - reach, "upper_cl": found + reach})
    return pd.DataFrame(rows).assign(
        confidence=confidence, statistic=name, method="population-weighted, jackknife limits"
    )


def _jackknife_error(people: Floats, values: Floats, measure: Measure) -> float:
    """Standard error from the measure without each area in turn."""
    size = len(values)
    kept = ~np.eye(size, dtype=np.bool_)
    found = np.array([measure(people, values, kept[one]) for one in range(size)])
    return float(np.sqrt((size - 1) / size * ((found - found.mean()) ** 2).sum()))
