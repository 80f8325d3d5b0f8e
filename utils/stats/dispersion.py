"""Inequality between areas without a ranking: Lorenz curve, Gini coefficient and Theil's index."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import NormalDist
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from utils.stats.concentration import curve_of
from utils.stats.preconditions import (
    as_columns,
    groups_of,
    refuse_rows,
    require_columns,
    require_confidence,
    require_numbers,
)

FEWEST: Final = 2
Floats = NDArray[np.float64]


def lorenz_curve(
    *, data: pd.DataFrame, value: str = "value", population: str = "population"
) -> pd.DataFrame:
    """Lorenz curve: shares of people, those with least first, and of all that they hold.

    Args:
        data: one row an area.
        value: column of values per person, 0 or more.
        population: column of people, above 0.

    Returns:
        population_share and value_share, from (0, 0) to (1, 1).

    Raises:
        InvalidInputError: names column, row and rule.
    """
    _check(data, value, population, (), least=0)
    ordered = data.sort_values(value, kind="stable")
    people = ordered[population].to_numpy(np.float64)
    return curve_of(people / people.sum(), ordered[value].to_numpy(np.float64))


def calculate_gini(
    *,
    data: pd.DataFrame,
    value: str = "value",
    population: str = "population",
    group_by: str | Sequence[str] = (),
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Gini coefficient weighted by population: 0 where all have as much, near 1 where one has all.

    Calculation: 2 / mean * sum(f y R) - 1 over areas in the order of their values, with population
    shares f and ranks R at the middle of each share; it is half the mean absolute difference over
    the mean. Limits are normal with the jackknife's standard error, leaving out an area at a time.

    Warning: people inside an area count as having all as much, so it is a lower bound.

    References: Lerman and Yitzhaki, Economics Letters 15 (1984), pages 363 to 368; Karagiannis and
    Kovacevic, Oxford Bulletin of Economics and Statistics 62 (2000), pages 119 to 122.

    Args:
        data: one row an area, two or more.
        value: column of values per person, 0 or more.
        population: column of people, above 0.
        group_by: columns, or one column, that name several sets of areas.
        confidence: confidence level of the limits.

    Returns:
        One row a set: its names, value, lower_cl, upper_cl, confidence, statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    _check(data, value, population, group_by, least=0)
    return _with_limits(
        data,
        value,
        population,
        group_by,
        measure=_gini,
        name="Gini coefficient",
        confidence=confidence,
    )


def calculate_theil(
    *,
    data: pd.DataFrame,
    value: str = "value",
    population: str = "population",
    part_by: str | None = None,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Theil's T index, and its parts between and within groups of areas.

    Calculation: sum(f y / mean ln(y / mean)) with population shares f. Between groups each area has
    its group's mean; within, each group's own index counts by its share of all that is held. The
    two add up to the whole. Limits as in `calculate_gini`.

    References: Theil, Economics and Information Theory (1967); Shorrocks, Econometrica 48 (1980),
    pages 613 to 625.

    Args:
        data: one row an area, two or more.
        value: column of values per person, above 0.
        population: column of people, above 0.
        part_by: column that names the group of each area; without it there is the whole alone.
        confidence: confidence level of the limits.

    Returns:
        One row a part: part (all, between, within), value, lower_cl, upper_cl, confidence,
        statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    _check(data, value, population, () if part_by is None else (part_by,), above=0)
    parts: dict[str, Measure] = {"all": _theil}
    if part_by is not None:
        groups = pd.factorize(data[part_by])[0].astype(np.int64)
        parts |= {"between": _theil_between(groups), "within": _theil_within(groups)}
    rows = [
        _with_limits(
            data,
            value,
            population,
            (),
            measure=measure,
            name="Theil's T index",
            confidence=confidence,
        ).assign(part=name)
        for name, measure in parts.items()
    ]
    found = pd.concat(rows, ignore_index=True)
    return found[["part", *(one for one in found.columns if one != "part")]]


#: The measure over all areas, and without each of them in turn.
Measured = tuple[float, Floats]
Measure = Callable[[Floats, Floats], Measured]


def _gini(people: Floats, values: Floats) -> Measured:
    """1 less twice the area below the Lorenz curve; an area's own strips are taken off it."""
    order = np.argsort(values, kind="stable")
    persons, held = people[order], (people * values)[order]
    below, behind = np.cumsum(held), np.cumsum(persons)
    strips = persons * (2 * below - held)
    lost = strips + 2 * held * (behind[-1] - behind)
    with np.errstate(divide="ignore", invalid="ignore"):
        without = 1 - (strips.sum() - lost) / ((behind[-1] - persons) * (below[-1] - held))
    whole = float(1 - strips.sum() / (behind[-1] * below[-1]))
    # Without the only area that holds anything nobody has more than another.
    return whole, np.where(np.isfinite(without), without, 0.0)


def _theil(people: Floats, values: Floats) -> Measured:
    held = people * values
    logs = held * np.log(values)
    persons, total = people.sum(), held.sum()
    whole = float(logs.sum() / total - np.log(total / persons))
    rest = total - held
    return whole, (logs.sum() - logs) / rest - np.log(rest / (persons - people))


def _theil_between(groups: NDArray[np.int64]) -> Measure:
    def between(people: Floats, values: Floats) -> Measured:
        held = people * values
        own_people = np.bincount(groups, people)
        own_held = np.bincount(groups, held)
        logs = own_held * np.log(own_held / own_people)
        persons, total = people.sum(), held.sum()
        whole = float(logs.sum() / total - np.log(total / persons))
        alone = np.bincount(groups)[groups] == 1
        left_people = np.where(alone, 1.0, own_people[groups] - people)
        left_held = np.where(alone, 1.0, own_held[groups] - held)
        changed = np.where(alone, 0.0, left_held * np.log(left_held / left_people))
        rest = total - held
        without = (logs.sum() - logs[groups] + changed) / rest - np.log(rest / (persons - people))
        return whole, without

    return between


def _theil_within(groups: NDArray[np.int64]) -> Measure:
    between = _theil_between(groups)

    def within(people: Floats, values: Floats) -> Measured:
        (all_whole, all_without), (whole, without) = _theil(people, values), between(people, values)
        return all_whole - whole, all_without - without

    return within


def _check(
    data: pd.DataFrame,
    value: str,
    population: str,
    group_by: str | Sequence[str],
    *,
    least: float | None = None,
    above: float | None = None,
) -> None:
    require_columns(data, [value, population, *as_columns(group_by)])
    require_numbers(data, value, least=least, above=above)
    require_numbers(data, population, above=0)
    for _, part in groups_of(data, group_by):
        none = pd.Series(float(part[value].sum()) == 0, index=part.index)
        refuse_rows(part, value, none, allowed="a value above 0 in at least one area")


def _with_limits(
    data: pd.DataFrame,
    value: str,
    population: str,
    group_by: str | Sequence[str],
    *,
    measure: Measure,
    name: str,
    confidence: float,
) -> pd.DataFrame:
    require_confidence(confidence)
    z = NormalDist().inv_cdf(1 - (1 - confidence) / 2)
    rows = []
    for names, part in groups_of(data, group_by):
        few = pd.Series(len(part) < FEWEST, index=part.index)
        refuse_rows(part, value, few, allowed=f"{FEWEST} areas or more")
        people, values = (part[one].to_numpy(np.float64) for one in (population, value))
        found, without = measure(people, values)
        off = ((without - without.mean()) ** 2).sum()
        reach = z * float(np.sqrt((len(part) - 1) / len(part) * off))
        rows.append({**names, "value": found, "lower_cl": found - reach, "upper_cl": found + reach})
    return pd.DataFrame(rows).assign(
        confidence=confidence, statistic=name, method="population-weighted, jackknife limits"
    )
