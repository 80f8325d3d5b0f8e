"""Concentration index and curve: how a good or an ill is spread over a ranking by advantage."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import pandas as pd

from utils.errors import InvalidInputError
from utils.stats.groups import Floats, Groups, group_rows
from utils.stats.preconditions import (
    as_columns,
    require_columns,
    require_confidence,
    require_number,
    with_numbers,
)
from utils.stats.ranking import Ranked, keep_complete, rank_rows


def calculate_concentration_index(
    *,
    data: pd.DataFrame,
    value: str = "value",
    population: str = "population",
    rank: str = "rank",
    group_by: str | Sequence[str] = (),
    bounds: tuple[float, float] | None = None,
    same_ranks: bool | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Concentration index of grouped data, from -1 (all with the first) to 1 (all with the last).

    Calculation: C = 2 / mean * sum(f y R) - 1 with population shares f, values y and ranks R at the
    middle of each group's share. Limits are normal, with the variance for grouped data
    [sum(f a^2) - (1 + C)^2] / T over T groups, where
    a = y / mean (2 R - 1 - C) + 2 - q of the group before - q, and q is the curve's height.

    Transformation: with `bounds` (least, most) the index is corrected for an outcome that cannot
    exceed them: 4 mean / (most - least) times C (Erreygers).

    Rows of one rank count as one group with their mean, so that their order does not matter.

    Warning: the sign follows the ranking: with the poorest first, a negative index means that
    the value is concentrated among the poor.

    References: Kakwani, Wagstaff and van Doorslaer, Journal of Econometrics 77 (1997), pages 87 to
    103; O'Donnell and others, Analyzing Health Equity Using Household Survey Data (World Bank,
    2008), chapter 8; Erreygers, Journal of Health Economics 28 (2009), pages 504 to 515.

    Args:
        data: a row for each group.
        value: column of the groups' means, 0 or more.
        population: column of the groups' population, above 0.
        rank: column that orders the groups, the worst off first.
        group_by: columns, or a column, that name several sets of groups.
        bounds: least and most the value can be, for the correction.
        same_ranks: whether every set should have the same ranks, so that a set that lacks a rank is
            left out with a warning; by default so where they are whole numbers from 1 to at most
            20, as quantiles are.
        confidence: confidence level of the limits.

    Returns:
        A row for each set: its names, value, lower_cl, upper_cl, confidence, statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.

    Warns:
        MissingQuantileWarning: names a set that is left out and the ranks it lacks.
    """
    require_confidence(confidence)
    width = None if bounds is None else _width(bounds)
    data = _checked(data, value, population, rank, group_by)
    data = keep_complete(data, group_rows(data, group_by), rank, same_ranks=same_ranks)
    ranked = _ranked(data, value, population, rank, group_by)
    index, error, mean = _index(ranked)
    z = NormalDist().inv_cdf(1 - (1 - confidence) / 2)
    scale = 1.0 if width is None else 4 * mean / width
    return ranked.groups.names.assign(
        value=index * scale,
        lower_cl=(index - z * error) * scale,
        upper_cl=(index + z * error) * scale,
        confidence=confidence,
        statistic="concentration index" + ("" if bounds is None else ", Erreygers' correction"),
        method="grouped data, Kakwani, Wagstaff and van Doorslaer's variance",
    )


def concentration_curve(
    *, data: pd.DataFrame, value: str = "value", population: str = "population", rank: str = "rank"
) -> pd.DataFrame:
    """The curve behind the index, from (0, 0) to (1, 1).

    Args and Raises: as `calculate_concentration_index`.

    Returns:
        population_share and value_share, added up from the first rank to the last.
    """
    data = _checked(data, value, population, rank, ())
    ranked = _ranked(data, value, population, rank, ())
    return curve_of(ranked.shares, ranked.held / ranked.people)


def curve_of(shares: Floats, values: Floats) -> pd.DataFrame:
    """Cumulative shares of people and of what they hold, beginning at 0."""
    held = shares * values
    return pd.DataFrame(
        {
            "population_share": np.append(0.0, np.cumsum(shares)),
            "value_share": np.append(0.0, np.cumsum(held) / held.sum()),
        }
    )


def _width(bounds: tuple[float, float]) -> float:
    expected = "two numbers, the least below the most"
    try:
        least, most = bounds
    except (TypeError, ValueError) as error:
        raise InvalidInputError(argument="bounds", received=bounds, expected=expected) from error
    for bound in (least, most):
        require_number("bounds", bound, expected=expected)
    if least >= most:
        raise InvalidInputError(argument="bounds", received=bounds, expected=expected)
    return most - least


def _checked(
    data: pd.DataFrame, value: str, population: str, rank: str, group_by: str | Sequence[str]
) -> pd.DataFrame:
    require_columns(data, [value, population, rank, *as_columns(group_by)])
    data = with_numbers(data, value, least=0)
    data = with_numbers(data, population, above=0)
    data = with_numbers(data, rank)
    groups = group_rows(data, group_by)
    total = groups.sum(data[value].to_numpy(np.float64))
    groups.refuse(
        value, total == 0, received=total.item, expected="a value above 0 in at least one row"
    )
    return data


def _ranked(
    data: pd.DataFrame, value: str, population: str, rank: str, group_by: str | Sequence[str]
) -> Ranked:
    values, people, ranks = (
        data[column].to_numpy(np.float64) for column in (value, population, rank)
    )
    return rank_rows(group_rows(data, group_by), rank=ranks, people=people, values=values)


def _index(ranked: Ranked) -> tuple[Floats, Floats, Floats]:
    """The index of each set, its standard error and the mean."""
    groups: Groups = ranked.groups
    sets, shares, values = groups.codes, ranked.shares, ranked.held / ranked.people
    mean = groups.sum(shares * values)
    ranks = groups.accumulate(shares) - shares / 2
    index = 2 / mean * groups.sum(shares * values * ranks) - 1
    strips = shares * values / mean[sets]
    heights = groups.accumulate(strips)
    parts = values / mean[sets] * (2 * ranks - 1 - index[sets]) + 2 - 2 * heights + strips
    variance = (groups.sum(shares * parts**2) - (1 + index) ** 2) / groups.sizes
    return index, np.sqrt(np.maximum(variance, 0.0)), mean
