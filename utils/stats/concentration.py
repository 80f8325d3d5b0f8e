"""Concentration index and curve: how a good or an ill is spread over a ranking by advantage."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

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

Floats = NDArray[np.float64]


def calculate_concentration_index(
    *,
    data: pd.DataFrame,
    value: str = "value",
    population: str = "population",
    rank: str = "rank",
    group_by: str | Sequence[str] = (),
    bounds: tuple[float, float] | None = None,
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
        data: one row a group.
        value: column of the groups' means, 0 or more.
        population: column of the groups' population, above 0.
        rank: column that orders the groups, the worst off first.
        group_by: columns, or one column, that name several sets of groups.
        bounds: least and most the value can be, for the correction.
        confidence: confidence level of the limits.

    Returns:
        One row a set: its names, value, lower_cl, upper_cl, confidence, statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    _check(data, value, population, rank, group_by)
    require_confidence(confidence)
    if bounds is not None and bounds[0] >= bounds[1]:
        raise InvalidInputError(argument="bounds", came=bounds, allowed="least below most")
    z = NormalDist().inv_cdf(1 - (1 - confidence) / 2)
    rows = []
    for names, part in groups_of(data, group_by):
        shares, values = _ordered(part, value, population, rank)
        index, error = _index(shares, values)
        scale = 1.0
        if bounds is not None:
            scale = 4 * float((shares * values).sum()) / (bounds[1] - bounds[0])
        rows.append(
            {
                **names,
                "value": index * scale,
                "lower_cl": (index - z * error) * scale,
                "upper_cl": (index + z * error) * scale,
            }
        )
    return pd.DataFrame(rows).assign(
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
    _check(data, value, population, rank, ())
    shares, values = _ordered(data, value, population, rank)
    return curve_of(shares, values)


def curve_of(shares: Floats, values: Floats) -> pd.DataFrame:
    """Cumulative shares of people and of what they hold, beginning at nought."""
    held = shares * values
    return pd.DataFrame(
        {
            "population_share": np.append(0.0, np.cumsum(shares)),
            "value_share": np.append(0.0, np.cumsum(held) / held.sum()),
        }
    )


def _check(
    data: pd.DataFrame, value: str, population: str, rank: str, group_by: str | Sequence[str]
) -> None:
    require_columns(data, [value, population, rank, *as_columns(group_by)])
    require_numbers(data, value, least=0)
    require_numbers(data, population, above=0)
    require_numbers(data, rank)
    for _, part in groups_of(data, group_by):
        none = pd.Series(float(part[value].sum()) == 0, index=part.index)
        refuse_rows(part, value, none, allowed="a value above 0 in at least one group")


def _ordered(part: pd.DataFrame, value: str, population: str, rank: str) -> tuple[Floats, Floats]:
    """Population shares and values by rank; rows of one rank are one group with their mean."""
    held = (part[value] * part[population]).groupby(part[rank]).sum()
    people = part[population].groupby(part[rank]).sum().to_numpy(np.float64)
    return people / people.sum(), held.to_numpy(np.float64) / people


def _index(shares: Floats, values: Floats) -> tuple[float, float]:
    """The index and its standard error."""
    mean = float((shares * values).sum())
    ranks = np.cumsum(shares) - shares / 2
    index = float(2 / mean * (shares * values * ranks).sum() - 1)
    heights = np.cumsum(shares * values) / mean
    before = np.append(0.0, heights[:-1])
    parts = values / mean * (2 * ranks - 1 - index) + 2 - before - heights
    variance = float((shares * parts**2).sum() - (1 + index) ** 2) / len(values)
    return index, max(variance, 0.0) ** 0.5
