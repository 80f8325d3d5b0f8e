"""Whether money follows need: the concentration of spend less that of need."""

from __future__ import annotations

from statistics import NormalDist
from typing import Final

import numpy as np
import pandas as pd

from utils.stats.groups import Floats, group_rows
from utils.stats.preconditions import (
    refuse_rows,
    require_columns,
    require_confidence,
    with_numbers,
)
from utils.stats.ranking import rank_rows

FEWEST: Final = 5


def calculate_inequity(
    *,
    data: pd.DataFrame,
    value: str = "value",
    need: str = "expected",
    population: str = "population",
    rank: str = "rank",
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Concentration index of spend and of need over deprivation, and the difference of the two.

    Calculation: each index as in `calculate_concentration_index`. The index of inequity is that of
    spend less that of need: negative where the places at the beginning of the ranking get more than
    their need suggests. Areas of one rank share the middle of their places, so that their order
    does not matter. Limits are normal with the jackknife's standard error, leaving out an area
    at a time, so that what spend and need have in common is taken into account.

    References: Wagstaff and van Doorslaer, Journal of Human Resources 35 (2000), pages 716 to 733;
    O'Donnell and others, Analyzing Health Equity Using Household Survey Data (World Bank, 2008),
    chapter 15.

    Args:
        data: a row for each area, five or more.
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
    data = with_numbers(data, [value, need], least=0)
    data = with_numbers(with_numbers(data, population, above=0), rank)
    for tested in (value, need):
        none = np.full(len(data), float(data[tested].sum()) == 0)
        refuse_rows(data, tested, none, expected="a value above 0 in at least one area")
    few = np.full(len(data), len(data) < FEWEST)
    refuse_rows(data, value, few, expected=f"{FEWEST} areas or more")
    ranks, people = (data[column].to_numpy(np.float64) for column in (rank, population))
    found = {
        name: _with_each_left_out(data[column].to_numpy(np.float64), people, ranks)
        for name, column in (("spend", value), ("need", need))
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


def _with_each_left_out(values: Floats, people: Floats, ranks: Floats) -> tuple[float, Floats]:
    """The index of all areas, and without each in turn; areas of one rank share its middle."""
    everyone = group_rows(pd.DataFrame(index=range(len(values))), ())
    ranked = rank_rows(everyone, rank=ranks, people=people, values=values)
    place, held = ranked.places, people * values
    persons, total = people.sum(), held.sum()
    behind = np.cumsum(ranked.people)
    strips = held * (2 * behind - ranked.people)[place]
    index = float(strips.sum() / (persons * total) - 1)
    # Without an area its own strip goes, others of its rank lose half its width on the way to
    # their middle, and every later tie begins so much sooner.
    beside = ranked.held[place] - held
    later = (total - np.cumsum(ranked.held))[place]
    rest = strips.sum() - strips - people * (beside + 2 * later)
    whole = (persons - people) * (total - held)
    # Without the only area that holds anything nobody has more than another.
    without: Floats = np.divide(rest, whole, out=np.ones(len(held)), where=held < total) - 1
    return index, without


def _jackknife_error(without: Floats) -> float:
    count = len(without)
    off = float(((without - without.mean()) ** 2).sum())
    return float(np.sqrt((count - 1) / count * off))
