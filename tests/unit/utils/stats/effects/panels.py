"""Panels for tests: three of published studies, and simulated ones whose effect is known."""

from __future__ import annotations

from typing import Final

import numpy as np

from utils.config import ROOT
from utils.stats.effects.arrays import Floats
from utils.stats.effects.augmented import augmented_control
from utils.stats.effects.difference_in_differences import (
    difference_in_differences,
    matched_differences,
)
from utils.stats.effects.panel import Panel, build_panel
from utils.stats.effects.synthetic_control import (
    demeaned_control,
    separate_controls,
    synthetic_control,
)
from utils.stats.effects.synthetic_differences import synthetic_differences

FIXTURES: Final = ROOT / "tests/fixtures/effects"
ESTIMATORS: Final = (
    difference_in_differences,
    matched_differences,
    synthetic_control,
    separate_controls,
    demeaned_control,
    augmented_control,
    synthetic_differences,
)


def read_wide(name: str) -> tuple[list[str], list[str], Floats]:
    """Units, periods and outcomes (units by periods) of a file with a column a unit."""
    lines = [line.split(",") for line in (FIXTURES / name).read_text().splitlines()]
    units = lines[0][1:]
    periods = [line[0] for line in lines[1:]]
    return units, periods, np.array([line[1:] for line in lines[1:]], dtype=float).T


def california() -> Panel:
    return _published("california_prop99.csv", treated="California", start="1989")


def germany() -> Panel:
    return _published("german_reunification.csv", treated="West Germany", start="1990")


def basque_country() -> Panel:
    return _published("basque_country.csv", treated="Basque Country", start="1975")


def _published(name: str, *, treated: str, start: str) -> Panel:
    units, periods, outcomes = read_wide(name)
    return build_panel(
        outcomes=outcomes,
        treated=[unit == treated for unit in units],
        first=periods.index(start),
        units=units,
        periods=periods,
    )


def simulate(*, seed: int, units: int = 30, periods: int = 12, noise: float = 0.1) -> Floats:
    """Units that differ by level and by how strongly they follow two shared trends."""
    numbers = np.random.default_rng(seed)
    trends = np.cumsum(numbers.normal(size=(2, periods)), axis=1)
    loads = numbers.uniform(size=(units, 2))
    level = 70 + numbers.normal(size=(units, 1))
    return level + loads @ trends + noise * numbers.normal(size=(units, periods))


def panel_of(outcomes: Floats, *, treated: int = 1, first: int = 8) -> Panel:
    """The first units treated."""
    count, periods = outcomes.shape
    return build_panel(
        outcomes=outcomes,
        treated=np.arange(count) < treated,
        first=first,
        units=[f"unit {number}" for number in range(count)],
        periods=[str(number) for number in range(periods)],
    )
