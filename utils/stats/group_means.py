"""Means of groups of areas, weighted by population, with limits from the spread of the areas."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import pandas as pd

from utils.stats.preconditions import (
    as_columns,
    groups_of,
    require_columns,
    require_confidence,
    require_numbers,
)


def calculate_group_means(
    *,
    data: pd.DataFrame,
    value: str = "value",
    population: str = "population",
    group_by: str | Sequence[str] = (),
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Population-weighted mean of each group of areas.

    Calculation: m = sum(w y) / sum(w). Limits are normal, with the standard error of a ratio,
    sqrt(n / (n - 1) sum(w^2 (y - m)^2)) / sum(w): how far the mean would move with other areas of
    the same kind. A group of one area has a mean without limits.

    Warning: the limits come from the spread of the areas, not from the sampling error of each
    area's own value, and the mean of a rate is not the rate of all people together.

    References: Cochran, Sampling Techniques (1977), sections 2.11 and 6.

    Args:
        data: one row an area.
        value: column of values.
        population: column of weights, above 0.
        group_by: columns, or one column, that name the groups.
        confidence: confidence level of the limits.

    Returns:
        One row a group: its names, value, lower_cl, upper_cl, n, population, confidence, statistic,
        method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    require_columns(data, [value, population, *as_columns(group_by)])
    require_numbers(data, value)
    require_numbers(data, population, above=0)
    require_confidence(confidence)
    z = NormalDist().inv_cdf(1 - (1 - confidence) / 2)
    rows = []
    for names, part in groups_of(data, group_by):
        values, people = (part[one].to_numpy(np.float64) for one in (value, population))
        mean = float(np.average(values, weights=people))
        reach = z * _standard_error(values, people, mean)
        rows.append(
            {
                **names,
                "value": mean,
                "lower_cl": mean - reach,
                "upper_cl": mean + reach,
                "n": len(part),
                "population": float(people.sum()),
            }
        )
    return pd.DataFrame(rows).assign(
        confidence=confidence,
        statistic="population-weighted mean",
        method="limits from the spread of the areas",
    )


def _standard_error(
    values: np.ndarray[tuple[int], np.dtype[np.float64]],
    people: np.ndarray[tuple[int], np.dtype[np.float64]],
    mean: float,
) -> float:
    count = len(values)
    if count == 1:
        return float("nan")
    squares = float((people**2 * (values - mean) ** 2).sum())
    return float(np.sqrt(count / (count - 1) * squares) / people.sum())
