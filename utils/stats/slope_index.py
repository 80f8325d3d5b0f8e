"""Slope and relative index of inequality over ordered groups, such as tenths by deprivation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, get_args

import numpy as np
import pandas as pd

from utils.errors import InvalidInputError
from utils.stats.groups import group_rows
from utils.stats.preconditions import (
    as_columns,
    refuse_rows,
    require_choice,
    require_columns,
    require_confidence,
    require_number,
    with_numbers,
)
from utils.stats.ranking import keep_complete
from utils.stats.slope_line import (
    TRANSFORMATIONS,
    GoodEnd,
    LineColumns,
    Setting,
    Simulation,
    one_index,
    ratio_between,
    slope_between,
)

SEED: Final = 2010
REPETITIONS: Final = 100_000
FEWEST_GROUPS: Final = 3
LINES: Final = ("transformed", "values")
GOOD_ENDS: Final[tuple[GoodEnd, ...]] = get_args(GoodEnd)


def calculate_sii(  # noqa: PLR0913 - columns and settings, each by its name
    *,
    data: pd.DataFrame,
    value: str = "value",
    population: str = "population",
    standard_error: str = "standard_error",
    limits: tuple[str, str] | None = None,
    rank: str = "rank",
    group_by: str | Sequence[str] = (),
    same_ranks: bool | None = None,
    polarity: GoodEnd = "high_is_good",
    transformation: str = "none",
    line_on: str = "transformed",
    multiplier: float = 1,
    confidence: float = 0.95,
    repetitions: int = REPETITIONS,
    seed: int = SEED,
    with_reliability: bool = False,
) -> pd.DataFrame:
    """Slope index of inequality: the gap between the two ends of the ranking by a straight line.

    Calculation: each group stands at the middle of its share of the population, from 0 to 1. A line
    is fitted by least squares weighted with the population shares; the index is its value at 1
    less that at 0. Limits are percentiles of the index over simulated values, each drawn from a
    normal distribution with the group's standard error.

    Transformation: with "log" (rates) or "logit" (proportions from 0 to 1) the line is fitted on
    the changed scale and its two ends are changed back; the standard error is carried over by the
    limits value -/+ z times it, or comes from the given limits on the changed scale. With
    `line_on="values"` only the errors are drawn on the changed scale, and the line is fitted on the
    values themselves: the Office for Health Improvement and Disparities' default for rates and
    proportions.

    Warning: with polarity "low_is_good" the sign is turned, so that a positive index always means
    that the last rank fares better. It does not check that a line suits the data.

    References: Mackenbach and Kunst, Social Science and Medicine 44 (1997), pages 757 to 771; OHID,
    technical guide on the slope index of inequality in life expectancy.

    Args:
        data: a row for each group; three groups or more.
        value: column of the groups' values.
        population: column of the groups' population, above 0.
        standard_error: column of the values' standard errors, 0 or more.
        limits: columns of the values' lower and upper 95 per cent limits, in place of it.
        rank: column that orders the groups, the most deprived first.
        group_by: columns, or a column, that name several sets of groups.
        same_ranks: whether every set should have the same ranks, so that a set that lacks a rank is
            left out with a warning; by default so where they are whole numbers from 1 to at most
            20, as quantiles are.
        polarity: high_is_good or low_is_good.
        transformation: none, log or logit.
        line_on: transformed or values, the scale the line is fitted on.
        multiplier: what the index and its limits are multiplied by, above 0.
        confidence: confidence level of the limits.
        repetitions: how many values are drawn.
        seed: start of the random numbers; equal seeds give equal limits.
        with_reliability: whether to add `lower_reliability` and `upper_reliability`, the mean
            absolute difference of the limits between ten runs with other seeds.

    Returns:
        A row for each set: its names, value, lower_cl, upper_cl, confidence, statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.

    Warns:
        MissingQuantileWarning: names a set that is left out and the ranks it lacks.
    """
    return _indices(
        data,
        LineColumns(value, population, rank, None if limits else standard_error, limits),
        group_by,
        same_ranks,
        Setting(
            "slope index of inequality",
            slope_between,
            polarity,
            transformation,
            confidence,
            line_on,
            multiplier,
        ),
        Simulation(repetitions, seed, with_reliability),
    )


def calculate_rii(  # noqa: PLR0913 - as the slope index
    *,
    data: pd.DataFrame,
    value: str = "value",
    population: str = "population",
    standard_error: str = "standard_error",
    limits: tuple[str, str] | None = None,
    rank: str = "rank",
    group_by: str | Sequence[str] = (),
    same_ranks: bool | None = None,
    polarity: GoodEnd = "high_is_good",
    transformation: str = "none",
    line_on: str = "transformed",
    confidence: float = 0.95,
    repetitions: int = REPETITIONS,
    seed: int = SEED,
    with_reliability: bool = False,
) -> pd.DataFrame:
    """Relative index of inequality: the line's value at 1 over that at 0.

    With polarity "low_is_good" it is turned over, so that an index above 1 always means that the
    last rank fares better. Everything else is as in `calculate_sii`.
    """
    return _indices(
        data,
        LineColumns(value, population, rank, None if limits else standard_error, limits),
        group_by,
        same_ranks,
        Setting(
            "relative index of inequality",
            ratio_between,
            polarity,
            transformation,
            confidence,
            line_on,
        ),
        Simulation(repetitions, seed, with_reliability),
    )


def _indices(
    data: pd.DataFrame,
    columns: LineColumns,
    group_by: str | Sequence[str],
    same_ranks: bool | None,  # noqa: FBT001 - handed on by its place
    setting: Setting,
    simulation: Simulation,
) -> pd.DataFrame:
    _check_settings(setting, simulation)
    data = _checked(data, columns, group_by, setting)
    again = data.duplicated(subset=[*as_columns(group_by), columns.rank])
    refuse_rows(data, columns.rank, again, expected="each rank once")
    data = keep_complete(data, group_rows(data, group_by), columns.rank, same_ranks=same_ranks)
    groups = group_rows(data, group_by)
    few = groups.sizes < FEWEST_GROUPS
    refuse_rows(data, columns.value, few[groups.codes], expected=f"{FEWEST_GROUPS} groups or more")
    ordered = data.iloc[np.lexsort((data[columns.rank].to_numpy(np.float64), groups.codes))]
    ends = np.cumsum(groups.sizes)
    rows = [
        one_index(ordered.iloc[end - size : end], columns, setting, simulation)
        for end, size in zip(ends, groups.sizes, strict=True)
    ]
    method = (
        f"weighted line on relative rank, transformation {setting.transformation}; limits by "
        f"{simulation.repetitions:,} repetitions, seed {simulation.seed}"
    )
    return pd.concat([groups.names, pd.DataFrame(rows)], axis=1).assign(
        confidence=setting.confidence, statistic=setting.statistic, method=method
    )


def _check_settings(setting: Setting, simulation: Simulation) -> None:
    require_confidence(setting.confidence)
    require_choice("polarity", setting.polarity, GOOD_ENDS)
    require_choice("transformation", setting.transformation, list(TRANSFORMATIONS))
    require_choice("line_on", setting.line_on, LINES)
    rule = "one number above 0; the polarity turns the sign"
    require_number("multiplier", setting.multiplier, above=0, expected=rule)
    rule = "one whole number, 1 or more"
    require_number("repetitions", simulation.repetitions, least=1, expected=rule)
    if simulation.repetitions % 1:
        raise InvalidInputError(
            argument="repetitions", received=simulation.repetitions, expected=rule
        )


def _checked(
    data: pd.DataFrame, columns: LineColumns, group_by: str | Sequence[str], setting: Setting
) -> pd.DataFrame:
    value, spread = columns.value, columns.spread
    named = [value, columns.population, columns.rank, *spread]
    require_columns(data, [*named, *as_columns(group_by)])
    above = None if setting.transformation == "none" else 0.0
    data = with_numbers(data, value, above=above)
    data = with_numbers(data, columns.population, above=0)
    data = with_numbers(data, columns.rank)
    data = with_numbers(data, spread, least=None if columns.limits else 0)
    if columns.limits:
        low, high = columns.limits
        refuse_rows(data, low, data[low] > data[value], expected=f"up to {value}")
        refuse_rows(data, high, data[high] < data[value], expected=f"from {value}")
    if setting.transformation == "logit":
        refuse_rows(data, value, data[value] >= 1, expected="below 1")
    return data
