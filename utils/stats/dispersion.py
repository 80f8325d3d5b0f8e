"""Inequality between areas without a ranking: Lorenz curve, Gini, Theil's and Atkinson's index."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from utils.stats.concentration import curve_of
from utils.stats.dispersion_measures import (
    Measure,
    measure_atkinson,
    measure_gini,
    measure_theil,
    measure_theil_between,
    measure_theil_within,
)
from utils.stats.groups import group_rows
from utils.stats.jackknife import checked_areas, with_limits
from utils.stats.preconditions import (
    require_number,
)


def lorenz_curve(
    *, data: pd.DataFrame, value: str = "value", population: str = "population"
) -> pd.DataFrame:
    """Lorenz curve: shares of people, those with least first, and of all that they hold.

    Areas with equal values come in the order of their population, so that the curve does not
    depend on the order of rows.

    Args:
        data: a row for each area.
        value: column of values per person, 0 or more.
        population: column of people, above 0.

    Returns:
        population_share and value_share, from (0, 0) to (1, 1).

    Raises:
        InvalidInputError: names column, row and rule.
    """
    data = checked_areas(data, value, population, (), least=0)
    ordered = data.sort_values([value, population])
    people = ordered[population].to_numpy(np.float64)
    return curve_of(people / people.sum(), ordered[value].to_numpy(np.float64))


def calculate_gini(
    *,
    data: pd.DataFrame,
    value: str = "value",
    population: str = "population",
    group_by: str | Sequence[str] = (),
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
        data: a row for each area, two or more.
        value: column of values per person, 0 or more.
        population: column of people, above 0.
        group_by: columns, or a column, that name several sets of areas.
        confidence: confidence level of the limits.

    Returns:
        A row for each set: its names, value, lower_cl, upper_cl, confidence, statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    data = checked_areas(data, value, population, group_by, least=0)
    return with_limits(
        data,
        value,
        population,
        group_by,
        measure=measure_gini,
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
        data: a row for each area, two or more.
        value: column of values per person, above 0.
        population: column of people, above 0.
        part_by: column that names the group of each area; without it there is the whole alone.
        confidence: confidence level of the limits.

    Returns:
        A row for each part: part (all, between, within), value, lower_cl, upper_cl, confidence,
        statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    data = checked_areas(data, value, population, () if part_by is None else (part_by,), above=0)
    parts: dict[str, Measure] = {"all": measure_theil}
    if part_by is not None:
        own = group_rows(data, part_by)
        parts |= {"between": measure_theil_between(own), "within": measure_theil_within(own)}
    rows = [
        with_limits(
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
    return found[["part", *(column for column in found.columns if column != "part")]]


def calculate_atkinson(
    *,
    data: pd.DataFrame,
    value: str = "value",
    population: str = "population",
    epsilon: float = 0.5,
    group_by: str | Sequence[str] = (),
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Atkinson's index: the share of all that is held which equal sharing would let people forgo.

    Calculation: 1 - e / mean with the equally distributed equivalent e, the mean of order
    1 - epsilon: sum(f y^(1 - epsilon))^(1 / (1 - epsilon)) with population shares f, and the
    geometric mean where epsilon is 1. The larger epsilon is, the more those with least count.
    Limits as in `calculate_gini`.

    Warning: people inside an area count as having all as much, so it is a lower bound.

    References: Atkinson, Journal of Economic Theory 2 (1970), pages 244 to 263.

    Args:
        data: a row for each area, two or more.
        value: column of values per person, above 0; 0 too where epsilon is below 1.
        population: column of people, above 0.
        epsilon: aversion to inequality, above 0.
        group_by: columns, or a column, that name several sets of areas.
        confidence: confidence level of the limits.

    Returns:
        A row a set: its names, value (0 to 1), lower_cl, upper_cl, confidence, statistic, method.

    Raises:
        InvalidInputError: names column, row and rule, or the setting.
    """
    require_number("epsilon", epsilon, above=0, expected="one number above 0")
    limit = {"least": 0.0} if epsilon < 1 else {"above": 0.0}
    data = checked_areas(data, value, population, group_by, **limit)
    return with_limits(
        data,
        value,
        population,
        group_by,
        measure=measure_atkinson(epsilon),
        name=f"Atkinson's index, epsilon {epsilon:g}",
        confidence=confidence,
    )
