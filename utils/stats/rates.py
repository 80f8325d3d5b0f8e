"""Crude rates, proportions and means with their limits, as OHID publishes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from utils.stats.groups import group_rows
from utils.stats.intervals import byars_interval, name_limits, wilson_interval
from utils.stats.preconditions import (
    as_columns,
    refuse_rows,
    require_columns,
    require_confidence,
    require_groups,
    require_multiplier,
    with_numbers,
)


def calculate_crude_rate(
    *,
    data: pd.DataFrame,
    numerator: str = "numerator",
    denominator: str = "denominator",
    group_by: str | Sequence[str] = (),
    multiplier: float = 100_000,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Crude rates: numerator / denominator * multiplier.

    Calculation: counts are added within each group, or stay row by row where no groups are named.
    Limits are Byar's, and exact (chi-squared) for counts below 10, as in the Office for Health
    Improvement and Disparities' technical guide on confidence intervals.

    Args:
        data: a row for each stratum.
        numerator: column of events, 0 or more.
        denominator: column of persons or person-years, above 0.
        group_by: columns, or a column, that name the groups.
        multiplier: persons the rate is given for.
        confidence: confidence level of the limits.

    Returns:
        A row for each group (or row): its names, numerator, denominator, value, lower_cl, upper_cl,
        confidence, statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    require_multiplier(multiplier)
    counts = _counts(data, numerator, denominator, group_by, confidence)
    limits = byars_interval(
        count=counts[numerator],
        denominator=counts[denominator],
        multiplier=multiplier,
        confidence=confidence,
    )
    return counts.assign(
        value=counts[numerator] / counts[denominator] * multiplier,
        lower_cl=limits.lower,
        upper_cl=limits.upper,
        confidence=confidence,
        statistic=f"crude rate per {multiplier:,.0f}",
        method=name_limits(counts[numerator]),
    )


def calculate_proportion(
    *,
    data: pd.DataFrame,
    numerator: str = "numerator",
    denominator: str = "denominator",
    group_by: str | Sequence[str] = (),
    multiplier: float = 1,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Proportions with Wilson's score limits: numerator / denominator * multiplier.

    Args and Returns: as `calculate_crude_rate`; the multiplier 100 gives percentages.

    Raises:
        InvalidInputError: names column, row and rule; a numerator may not exceed its denominator.
    """
    require_multiplier(multiplier)
    counts = _counts(data, numerator, denominator, group_by, confidence)
    refuse_rows(
        counts, numerator, counts[numerator] > counts[denominator], expected=f"up to {denominator}"
    )
    limits = wilson_interval(
        numerator=counts[numerator],
        denominator=counts[denominator],
        multiplier=multiplier,
        confidence=confidence,
    )
    return counts.assign(
        value=counts[numerator] / counts[denominator] * multiplier,
        lower_cl=limits.lower,
        upper_cl=limits.upper,
        confidence=confidence,
        statistic="percentage" if multiplier == 100 else "proportion",  # noqa: PLR2004 - per cent
        method="Wilson's",
    )


def calculate_mean(
    *,
    data: pd.DataFrame,
    value: str = "value",
    group_by: str | Sequence[str] = (),
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Means with limits by Student's t on n - 1 degrees of freedom.

    Args:
        data: a row for each observation.
        value: column of numbers.
        group_by: columns, or a column, that name the groups.
        confidence: confidence level of the limits.

    Returns:
        A row for each group: its names, count, value, lower_cl, upper_cl, confidence, statistic,
        method.

    Raises:
        InvalidInputError: a value is no number, or a group has fewer than two.
    """
    require_columns(data, [value, *as_columns(group_by)])
    require_confidence(confidence)
    data = with_numbers(data, value)
    groups, values = group_rows(data, group_by), data[value].to_numpy(np.float64)
    size = groups.sizes
    few = size < 2  # noqa: PLR2004 - a single value has no spread
    refuse_rows(data, value, few[groups.codes], expected="two values or more in each group")
    mean = groups.sum(values) / size
    spread = np.sqrt(groups.sum((values - mean[groups.codes]) ** 2) / (size - 1))
    reach = stdtrit(size - 1, 1 - (1 - confidence) / 2) * spread / np.sqrt(size)
    return groups.names.assign(
        count=size,
        value=mean,
        lower_cl=mean - reach,
        upper_cl=mean + reach,
        confidence=confidence,
        statistic="mean",
        method="Student's t distribution",
    )


def _counts(
    data: pd.DataFrame,
    numerator: str,
    denominator: str,
    group_by: str | Sequence[str],
    confidence: float,
) -> pd.DataFrame:
    require_columns(data, [numerator, denominator, *as_columns(group_by)])
    require_confidence(confidence)
    data = with_numbers(data, numerator, least=0)
    data = with_numbers(data, denominator, above=0)
    if not group_by:
        return data
    require_groups(data, group_by)
    grouped = data.groupby(as_columns(group_by), sort=False, as_index=False, observed=True)
    return grouped[[numerator, denominator]].sum()
