"""Whether money follows need: the concentration of spend less that of need."""

from __future__ import annotations

from statistics import NormalDist
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from utils.stats.preconditions import (
    refuse_rows,
    require_columns,
    require_confidence,
    require_numbers,
)

FEWEST: Final = 5
Floats = NDArray[np.float64]


def calculate_inequity(
    *,
    data: pd.DataFrame,
    value: str = "value",
    need: str = "expected",
    population: str = "population",
    rank: str = "rank",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Concentration index of spend and of need over deprivation, and the one less the other.

    Calculation: each index as in `calculate_concentration_index`. The index of inequity is that of
    spend less that of need: negative where the places at the beginning of the ranking get more than
    their need suggests. Limits are normal with the jackknife's standard error, leaving out an area
    at a time, so that what spend and need have in common is taken into account.

    References: Wagstaff and van Doorslaer, Journal of Human Resources 35 (2000), pages 716 to 733;
    O'Donnell and others, Analyzing Health Equity Using Household Survey Data (World Bank, 2008),
    chapter 15.

    Args:
        data: one row an area, five or more.
        value: column of spend per person, 0 or more.
        need: column of spend per person expected at the area's need, 0 or more.
        population: column of people, above 0.
        rank: column that orders the areas, the most deprived first.
        confidence: confidence level of the limits.

    Returns:
        Three rows: statistic (spend, need, inequity), value, lower_cl, upper_cl, confidence, n,
        method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    require_columns(data, [value, need, population, rank])
    require_confidence(confidence)
    for one in (value, need):
        require_numbers(data, one, least=0)
        none = pd.Series(float(data[one].sum()) == 0, index=data.index)
        refuse_rows(data, one, none, allowed="a value above 0 in at least one area")
    require_numbers(data, population, above=0)
    require_numbers(data, rank)
    few = pd.Series(len(data) < FEWEST, index=data.index)
    refuse_rows(data, value, few, allowed=f"{FEWEST} areas or more")
    ordered = data.sort_values(rank, kind="stable")
    people = ordered[population].to_numpy(np.float64)
    found = {
        "spend": _with_each_left_out(ordered[value].to_numpy(np.float64), people),
        "need": _with_each_left_out(ordered[need].to_numpy(np.float64), people),
    }
    found["inequity"] = (
        found["spend"][0] - found["need"][0],
        found["spend"][1] - found["need"][1],
    )
    z = NormalDist().inv_cdf(1 - (1 - confidence) / 2)
    rows = []
    for name, (index, without) in found.items():
        reach = z * _jackknife_error(without)
        row = {"value": index, "lower_cl": index - reach, "upper_cl": index + reach}
        rows.append({"statistic": name, **row})
    return pd.DataFrame(rows).assign(
        confidence=confidence,
        n=len(data),
        method="concentration index over deprivation, jackknife limits",
    )


def _with_each_left_out(values: Floats, people: Floats) -> tuple[float, Floats]:
    """The index of all areas, and without each in turn; areas stand in the order of their rank."""
    held = people * values
    behind, before = np.cumsum(people), np.cumsum(people) - people
    persons, total = people.sum(), held.sum()
    strips = held * (before + behind)
    index = float(strips.sum() / (persons * total) - 1)
    # Without an area its own strip goes, and every later one begins so much sooner.
    later = total - np.cumsum(held)
    rest = strips.sum() - strips - 2 * people * later
    without: Floats = rest / ((persons - people) * (total - held)) - 1
    return index, without


def _jackknife_error(without: Floats) -> float:
    count = len(without)
    off = float(((without - without.mean()) ** 2).sum())
    return float(np.sqrt((count - 1) / count * off))
