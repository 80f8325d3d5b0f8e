"""Funnel plots: how far an area may lie from the average by chance alone."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy.special import pdtrik

from utils.stats.preconditions import (
    refuse_rows,
    require_choice,
    require_columns,
    require_multiplier,
    require_number,
    with_numbers,
)

#: Confidence levels of the two pairs of limits, about two and three standard deviations.
LEVELS: Final = {"95": 0.95, "998": 0.998}
KINDS: Final = ("rate", "proportion", "ratio")
Floats = NDArray[np.float64]


def funnel_limits(
    *, denominator: ArrayLike, average: float, kind: str, multiplier: float = 1
) -> pd.DataFrame:
    """Control limits around an average at 95 and 99.8 per cent.

    Calculation: for a proportion p of n persons p -/+ z sqrt(p (1 - p) / n), kept within 0 and 1:
    the values whose Wilson's limits just reach the average. For a rate the count O at which the
    exact (Poisson) limits of O just reach the count E expected at the average, over the persons:
    P(X <= O) = tail below and P(X >= O) = tail above, of a Poisson count X of mean E, both carried
    on between whole numbers. For a ratio the denominator is E and the average is 1 (or the
    multiplier).

    Warning: these are limits of what chance makes of the average, not of the average itself, so
    they are no confidence intervals.

    References: Spiegelhalter, Statistics in Medicine 24 (2005), pages 1185 to 1202; OHID, technical
    guide on funnel plots.

    Args:
        denominator: persons, or expected counts of a ratio; above 0.
        average: the target, in the unit of the multiplier.
        kind: rate, proportion or ratio.
        multiplier: for example 100_000 for a rate per 100,000 or 100 for percentages.

    Returns:
        A row for each denominator: denominator, average, lower_95, upper_95, lower_998, upper_998.

    Raises:
        InvalidInputError: the kind is unknown, a denominator is not above 0, the multiplier is not
            one number above 0, or the average is not one number, negative or, of a proportion,
            above the multiplier.
    """
    require_choice("kind", kind, KINDS)
    require_multiplier(multiplier)
    most = multiplier if kind == "proportion" else math.inf
    expected = (
        f"one number, 0 to {multiplier:g}" if kind == "proportion" else "one number, 0 or more"
    )
    require_number("average", average, least=0, most=most, expected=expected)
    share = average / multiplier
    found = with_numbers(
        pd.DataFrame({"denominator": np.atleast_1d(np.asarray(denominator))}),
        "denominator",
        above=0,
    )
    found = found.astype("float64")
    persons = found["denominator"].to_numpy()
    for name, confidence in LEVELS.items():
        lower, upper = (
            _proportion_limits(persons, share, confidence)
            if kind == "proportion"
            else _poisson_limits(persons, share, confidence)
        )
        found[f"lower_{name}"], found[f"upper_{name}"] = lower * multiplier, upper * multiplier
    found.insert(1, "average", average)
    return found


def funnel_points(
    *,
    data: pd.DataFrame,
    average: float,
    kind: str,
    numerator: str = "numerator",
    denominator: str = "denominator",
    multiplier: float = 1,
) -> pd.DataFrame:
    """Areas with their limits and whether chance explains how far they lie from the average.

    Args:
        data: a row for each area.
        average: the target, in the unit of the multiplier.
        kind: rate, proportion or ratio.
        numerator: column of events, 0 or more.
        denominator: column of persons or expected counts, above 0.
        multiplier: as in `funnel_limits`.

    Returns:
        The rows with value, average, the four limits, and signal: within, low 95, low 99.8,
        high 95 or high 99.8.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    require_columns(data, [numerator, denominator])
    require_choice("kind", kind, KINDS)
    data = with_numbers(data, numerator, least=0)
    data = with_numbers(data, denominator, above=0)
    if kind == "proportion":
        refuse_rows(
            data, numerator, data[numerator] > data[denominator], expected=f"up to {denominator}"
        )
    limits = funnel_limits(
        denominator=data[denominator].to_numpy(np.float64),
        average=average,
        kind=kind,
        multiplier=multiplier,
    ).drop(columns="denominator")
    limits.index = data.index
    found = pd.concat(
        [data.assign(value=data[numerator] / data[denominator] * multiplier), limits], axis=1
    )
    signal = np.select(
        [
            found["value"] < found["lower_998"],
            found["value"] < found["lower_95"],
            found["value"] > found["upper_998"],
            found["value"] > found["upper_95"],
        ],
        ["low 99.8", "low 95", "high 99.8", "high 95"],
        "within",
    )
    return found.assign(signal=signal)


def _proportion_limits(persons: Floats, share: float, confidence: float) -> tuple[Floats, Floats]:
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * np.sqrt(share * (1 - share) / persons)
    return np.clip(share - reach, 0.0, 1.0), np.clip(share + reach, 0.0, 1.0)


def _poisson_limits(persons: Floats, share: float, confidence: float) -> tuple[Floats, Floats]:
    tail, expected = (1 - confidence) / 2, persons * share
    none = np.exp(-expected)
    # Where no event at all is likelier than the tail, no lower count stands out; and where it is
    # likelier than all but the tail, a single event does.
    enough = np.maximum(expected, -np.log(tail))
    lower = np.where(none >= tail, 0.0, pdtrik(tail, enough))
    some = np.maximum(expected, -np.log(1 - tail))
    upper = pdtrik(1 - tail, some) + 1
    return lower / persons, upper / persons
