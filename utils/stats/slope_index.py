"""Slope and relative index of inequality over ordered groups, such as tenths by deprivation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from statistics import NormalDist
from typing import Final, NamedTuple

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

SEED: Final = 2010
REPETITIONS: Final = 100_000
#: Runs compared for the reliability of simulated limits.
RUNS: Final = 10
FEWEST_GROUPS: Final = 3
LINES: Final = ("transformed", "values")
Floats = NDArray[np.float64]
Scale = Callable[[Floats], Floats]


class _Transformation(NamedTuple):
    forth: Scale
    back: Scale


def _logit(values: Floats) -> Floats:
    changed: Floats = np.log(values / (1 - values))
    return changed


def _expit(values: Floats) -> Floats:
    changed: Floats = 1 / (1 + np.exp(-values))
    return changed


TRANSFORMATIONS: Final[Mapping[str, _Transformation]] = {
    "none": _Transformation(lambda values: values, lambda values: values),
    "log": _Transformation(np.log, np.exp),
    "logit": _Transformation(_logit, _expit),
}


def calculate_sii(  # noqa: PLR0913 - columns and settings, each by its name
    *,
    data: pd.DataFrame,
    value: str = "value",
    population: str = "population",
    standard_error: str = "standard_error",
    limits: tuple[str, str] | None = None,
    rank: str = "rank",
    group_by: str | Sequence[str] = (),
    polarity: str = "high_is_good",
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
        data: one row a group; three groups or more.
        value: column of the groups' values.
        population: column of the groups' population, above 0.
        standard_error: column of the values' standard errors, 0 or more.
        limits: columns of the values' lower and upper 95 per cent limits, in place of it.
        rank: column that orders the groups, the most deprived first.
        group_by: columns, or one column, that name several sets of groups.
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
        One row a set: its names, value, lower_cl, upper_cl, confidence, statistic, method.

    Raises:
        InvalidInputError: names column, row and rule.
    """
    return _indices(
        data,
        _Columns(value, population, rank, None if limits else standard_error, limits),
        group_by,
        _Setting(
            "slope index of inequality",
            _slope,
            polarity,
            transformation,
            confidence,
            line_on,
            multiplier,
        ),
        _Simulation(repetitions, seed, with_reliability),
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
    polarity: str = "high_is_good",
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
        _Columns(value, population, rank, None if limits else standard_error, limits),
        group_by,
        _Setting(
            "relative index of inequality", _ratio, polarity, transformation, confidence, line_on
        ),
        _Simulation(repetitions, seed, with_reliability),
    )


class _Columns(NamedTuple):
    value: str
    population: str
    rank: str
    standard_error: str | None
    limits: tuple[str, str] | None

    @property
    def spread(self) -> list[str]:
        """The columns that say how sure the values are."""
        if self.limits is not None:
            return list(self.limits)
        return [self.standard_error] if self.standard_error else []


class _Setting(NamedTuple):
    statistic: str
    compare: Callable[[Floats, Floats, str], Floats]
    polarity: str
    transformation: str
    confidence: float
    line_on: str
    multiplier: float = 1


class _Simulation(NamedTuple):
    repetitions: int
    seed: int
    with_reliability: bool


def _slope(top: Floats, bottom: Floats, polarity: str) -> Floats:
    return top - bottom if polarity == "high_is_good" else bottom - top


def _ratio(top: Floats, bottom: Floats, polarity: str) -> Floats:
    return top / bottom if polarity == "high_is_good" else bottom / top


def _indices(
    data: pd.DataFrame,
    columns: _Columns,
    group_by: str | Sequence[str],
    setting: _Setting,
    simulation: _Simulation,
) -> pd.DataFrame:
    _check(data, columns, group_by, setting, simulation)
    rows = []
    for names, part in groups_of(data, group_by):
        ordered = part.sort_values(columns.rank)
        refuse_rows(
            ordered, columns.rank, ordered[columns.rank].duplicated(), allowed="each rank once"
        )
        few = pd.Series(len(ordered) < FEWEST_GROUPS, index=ordered.index)
        refuse_rows(ordered, columns.value, few, allowed=f"{FEWEST_GROUPS} groups or more")
        rows.append({**names, **_one_index(ordered, columns, setting, simulation)})
    method = (
        f"weighted line on relative rank, transformation {setting.transformation}; limits by "
        f"{simulation.repetitions:,} repetitions, seed {simulation.seed}"
    )
    return pd.DataFrame(rows).assign(
        confidence=setting.confidence, statistic=setting.statistic, method=method
    )


def _check(
    data: pd.DataFrame,
    columns: _Columns,
    group_by: str | Sequence[str],
    setting: _Setting,
    simulation: _Simulation,
) -> None:
    require_columns(
        data,
        [columns.value, columns.population, columns.rank, *columns.spread, *as_columns(group_by)],
    )
    require_numbers(data, columns.value)
    require_numbers(data, columns.population, above=0)
    for one in columns.spread:
        require_numbers(data, one, least=None if columns.limits else 0)
    if columns.limits:
        low, high = columns.limits
        refuse_rows(data, low, data[low] > data[columns.value], allowed=f"up to {columns.value}")
        refuse_rows(data, high, data[high] < data[columns.value], allowed=f"from {columns.value}")
    require_numbers(data, columns.rank)
    require_confidence(setting.confidence)
    if setting.polarity not in {"high_is_good", "low_is_good"}:
        raise InvalidInputError(
            argument="polarity", came=setting.polarity, allowed="high_is_good or low_is_good"
        )
    if setting.transformation not in TRANSFORMATIONS:
        raise InvalidInputError(
            argument="transformation",
            came=setting.transformation,
            allowed=", ".join(TRANSFORMATIONS),
        )
    if setting.line_on not in LINES:
        raise InvalidInputError(
            argument="line_on", came=setting.line_on, allowed=" or ".join(LINES)
        )
    if setting.multiplier <= 0:
        raise InvalidInputError(
            argument="multiplier",
            came=setting.multiplier,
            allowed="above 0; the polarity turns the sign",
        )
    if simulation.repetitions < 1:
        raise InvalidInputError(
            argument="repetitions", came=simulation.repetitions, allowed="1 or more"
        )
    if setting.transformation != "none":
        require_numbers(data, columns.value, above=0)
    if setting.transformation == "logit":
        refuse_rows(data, columns.value, data[columns.value] >= 1, allowed="below 1")


def _one_index(
    part: pd.DataFrame, columns: _Columns, setting: _Setting, simulation: _Simulation
) -> dict[str, float]:
    values = part[columns.value].to_numpy(np.float64)
    ends = _line_ends(part[columns.population].to_numpy(np.float64))
    scale = TRANSFORMATIONS[setting.transformation]
    centre = scale.forth(values)
    spread = _spread(part, columns, scale)
    found = {"value": float(_index(centre[:, None], ends, scale, setting)[0])}
    lower, upper = _limits(centre, spread, ends, scale, setting, simulation, simulation.seed)
    found |= {"lower_cl": lower, "upper_cl": upper}
    if simulation.with_reliability:
        runs = np.array(
            [
                _limits(centre, spread, ends, scale, setting, simulation, simulation.seed + run)
                for run in range(1, RUNS + 1)
            ]
        )
        off = np.abs(runs - np.array([lower, upper])).mean(axis=0)
        found |= {"lower_reliability": float(off[0]), "upper_reliability": float(off[1])}
    return found


def _line_ends(population: Floats) -> Floats:
    """What turns groups' values into the line's value at rank 0 and at rank 1: two rows."""
    shares = population / population.sum()
    ranks = np.cumsum(shares) - shares / 2
    root = np.sqrt(shares)
    design = np.column_stack([root, root * ranks])
    line = np.linalg.solve(design.T @ design, design.T * root)
    ends: Floats = np.vstack([line[0], line[0] + line[1]])
    return ends


def _spread(part: pd.DataFrame, columns: _Columns, scale: _Transformation) -> Floats:
    """Standard errors on the changed scale, from the limits of each value."""
    z = NormalDist().inv_cdf(0.975)
    values = part[columns.value].to_numpy(np.float64)
    if columns.limits is not None:
        low, high = (part[one].to_numpy(np.float64) for one in columns.limits)
    else:
        errors = part[columns.standard_error].to_numpy(np.float64)
        low, high = values - z * errors, values + z * errors
    with np.errstate(invalid="ignore", divide="ignore"):
        spread: Floats = (scale.forth(high) - scale.forth(low)) / (2 * z)
    bad: pd.Series[bool] = pd.Series(~np.isfinite(spread), index=part.index, dtype=bool)
    refuse_rows(
        part, columns.spread[0], bad, allowed="so small that the limits can be transformed too"
    )
    return spread


def _index(drawn: Floats, ends: Floats, scale: _Transformation, setting: _Setting) -> Floats:
    on_values = setting.line_on == "values"
    bottom, top = ends @ scale.back(drawn) if on_values else scale.back(ends @ drawn)
    return setting.compare(top, bottom, setting.polarity) * setting.multiplier


def _limits(
    centre: Floats,
    spread: Floats,
    ends: Floats,
    scale: _Transformation,
    setting: _Setting,
    simulation: _Simulation,
    seed: int,
) -> tuple[float, float]:
    numbers = np.random.default_rng(seed).standard_normal((len(centre), simulation.repetitions))
    drawn = centre[:, None] + spread[:, None] * numbers
    tail = (1 - setting.confidence) / 2
    lower, upper = np.quantile(_index(drawn, ends, scale, setting), [tail, 1 - tail])
    return float(lower), float(upper)
