"""A line through ranked groups, and the limits that simulated values give its ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from statistics import NormalDist
from typing import Final, Literal, NamedTuple

import numpy as np
import pandas as pd

from utils.stats.groups import Floats
from utils.stats.preconditions import refuse_rows

#: Runs compared for the reliability of simulated limits.
RUNS: Final = 10
Scale = Callable[[Floats], Floats]
#: Which end of a measure is good; an index has no sign where neither is.
GoodEnd = Literal["high_is_good", "low_is_good"]


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


class LineColumns(NamedTuple):
    """Columns of a frame of ranked groups."""

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


class Setting(NamedTuple):
    """What is made of the line, and on which scale."""

    statistic: str
    compare: Callable[[Floats, Floats, GoodEnd], Floats]
    polarity: GoodEnd
    transformation: str
    confidence: float
    line_on: str
    multiplier: float = 1


class Simulation(NamedTuple):
    """How limits are drawn."""

    repetitions: int
    seed: int
    with_reliability: bool


def slope_between(top: Floats, bottom: Floats, polarity: GoodEnd) -> Floats:
    """The top less the bottom, turned where low is good."""
    return top - bottom if polarity == "high_is_good" else bottom - top


def ratio_between(top: Floats, bottom: Floats, polarity: GoodEnd) -> Floats:
    """The top over the bottom, turned where low is good."""
    return top / bottom if polarity == "high_is_good" else bottom / top


def one_index(
    part: pd.DataFrame, columns: LineColumns, setting: Setting, simulation: Simulation
) -> dict[str, float]:
    """The index of a set in the order of its ranks, with limits and perhaps their reliability.

    Raises:
        InvalidInputError: a standard error is too large for the transformation.
    """
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


def _spread(part: pd.DataFrame, columns: LineColumns, scale: _Transformation) -> Floats:
    """Standard errors on the changed scale, from the limits of each value."""
    z = NormalDist().inv_cdf(0.975)
    values = part[columns.value].to_numpy(np.float64)
    if columns.limits is not None:
        low, high = (part[limit].to_numpy(np.float64) for limit in columns.limits)
    else:
        errors = part[columns.standard_error].to_numpy(np.float64)
        low, high = values - z * errors, values + z * errors
    with np.errstate(invalid="ignore", divide="ignore"):
        spread: Floats = (scale.forth(high) - scale.forth(low)) / (2 * z)
    bad: pd.Series[bool] = pd.Series(~np.isfinite(spread), index=part.index, dtype=bool)
    refuse_rows(
        part, columns.spread[0], bad, expected="so small that the limits can be transformed too"
    )
    return spread


def _index(drawn: Floats, ends: Floats, scale: _Transformation, setting: Setting) -> Floats:
    on_values = setting.line_on == "values"
    bottom, top = ends @ scale.back(drawn) if on_values else scale.back(ends @ drawn)
    return setting.compare(top, bottom, setting.polarity) * setting.multiplier


def _limits(
    centre: Floats,
    spread: Floats,
    ends: Floats,
    scale: _Transformation,
    setting: Setting,
    simulation: Simulation,
    seed: int,
) -> tuple[float, float]:
    numbers = np.random.default_rng(seed).standard_normal((len(centre), simulation.repetitions))
    drawn = centre[:, None] + spread[:, None] * numbers
    tail = (1 - setting.confidence) / 2
    lower, upper = np.quantile(_index(drawn, ends, scale, setting), [tail, 1 - tail])
    return float(lower), float(upper)
