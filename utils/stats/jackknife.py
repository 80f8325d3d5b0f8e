"""A measure of inequality between areas with limits by the jackknife."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import Final

import numpy as np
import pandas as pd

from utils.stats.dispersion_measures import Measure
from utils.stats.groups import group_rows
from utils.stats.preconditions import (
    as_columns,
    refuse_rows,
    require_columns,
    require_confidence,
    with_numbers,
)

FEWEST: Final = 2


def checked_areas(
    data: pd.DataFrame,
    value: str,
    population: str,
    group_by: str | Sequence[str],
    *,
    least: float | None = None,
    above: float | None = None,
) -> pd.DataFrame:
    """The areas with their values and people as numbers, something above 0 in each set.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    require_columns(data, [value, population, *as_columns(group_by)])
    data = with_numbers(data, value, least=least, above=above)
    data = with_numbers(data, population, above=0)
    groups = group_rows(data, group_by)
    total = groups.sum(data[value].to_numpy(np.float64))
    groups.refuse(
        value, total == 0, received=total.item, expected="a value above 0 in at least one area"
    )
    return data


def with_limits(
    data: pd.DataFrame,
    value: str,
    population: str,
    group_by: str | Sequence[str],
    *,
    measure: Measure,
    name: str,
    confidence: float,
) -> pd.DataFrame:
    """A measure of each set with normal limits, by leaving out an area at a time.

    Raises:
        InvalidInputError: a set has a single area, or the confidence is no share.
    """
    require_confidence(confidence)
    groups = group_rows(data, group_by)
    size = groups.sizes
    few = size < FEWEST
    refuse_rows(data, value, few[groups.codes], expected=f"{FEWEST} areas or more")
    people, values = (data[column].to_numpy(np.float64) for column in (population, value))
    found, without = measure(groups, people, values)
    middle = groups.sum(without) / size
    off = groups.sum((without - middle[groups.codes]) ** 2)
    reach = NormalDist().inv_cdf(1 - (1 - confidence) / 2) * np.sqrt((size - 1) / size * off)
    return groups.names.assign(
        value=found,
        lower_cl=found - reach,
        upper_cl=found + reach,
        confidence=confidence,
        statistic=name,
        method="population-weighted, jackknife limits",
    )
