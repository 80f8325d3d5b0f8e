"""Means of groups of areas, weighted by population, with limits from the spread of the areas."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import pandas as pd

from utils.stats.groups import group_rows
from utils.stats.preconditions import (
    as_columns,
    require_columns,
    require_confidence,
    with_numbers,
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
    the same kind. A group of a single area has a mean without limits.

    Warning: the limits come from the spread of the areas, not from the sampling error of each
    area's own value, and the mean of a rate is not the rate of all people together.

    References: Cochran, Sampling Techniques (1977), sections 2.11 and 6.

    Args:
        data: a row for each area.
        value: column of values.
        population: column of weights, above 0.
        group_by: columns, or a column, that name the groups.
        confidence: confidence level of the limits.

    Returns:
        A row a group: its names, value, lower_cl, upper_cl, n, population, confidence, statistic,
        method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    require_columns(data, [value, population, *as_columns(group_by)])
    require_confidence(confidence)
    data = with_numbers(with_numbers(data, value), population, above=0)
    groups = group_rows(data, group_by)
    values, people = (data[column].to_numpy(np.float64) for column in (value, population))
    total, count = groups.sum(people), groups.sizes
    mean = groups.sum(people * values) / total
    squares = groups.sum((people * (values - mean[groups.codes])) ** 2)
    spread = np.divide(count, count - 1, out=np.full(len(count), np.nan), where=count > 1)
    z = NormalDist().inv_cdf(1 - (1 - confidence) / 2)
    reach = z * np.sqrt(spread * squares) / total
    return groups.names.assign(
        value=mean,
        lower_cl=mean - reach,
        upper_cl=mean + reach,
        n=count,
        population=total,
        confidence=confidence,
        statistic="population-weighted mean",
        method="limits from the spread of the areas",
    )
