"""A measure as a table of areas by periods, and the periods that can be used of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from data.read.periods import last_year
from utils.stats.effects.arrays import Floats

#: A period that fewer areas have is left out: it would leave out more areas than it is worth.
LEAST_COVERAGE: Final = 0.85


@dataclass(frozen=True)
class Series:
    """Values of a measure.

    Attributes:
        areas: GSS codes.
        periods: periods, in order.
        starts: calendar year in which each begins.
        values: areas by periods in the unit of the measure, NaN for a gap.
    """

    areas: tuple[str, ...]
    periods: tuple[str, ...]
    starts: tuple[int, ...]
    values: Floats

    @property
    def known(self) -> tuple[str, ...]:
        """Periods that enough areas have."""
        share = np.isfinite(self.values).mean(axis=0)
        return tuple(
            period
            for period, part in zip(self.periods, share, strict=True)
            if part >= LEAST_COVERAGE
        )

    def of(self, areas: Sequence[str], periods: Sequence[str]) -> Floats:
        """Values of areas in periods; an area that the measure lacks is all gaps."""
        rows = {area: row for row, area in enumerate(self.areas)}
        columns = [self.periods.index(period) for period in periods]
        gaps = np.full(len(periods), np.nan)
        found: Floats = np.array(
            [self.values[rows[area], columns] if area in rows else gaps for area in areas]
        )
        return found

    def before(self, first: str) -> list[str]:
        """Known periods that are over before another begins."""
        start = self.starts[self.periods.index(first)]
        return [period for period in self.known if _is_over(period, start)]


def _is_over(period: str, year: int) -> bool:
    """Whether a period is over when periods of its kind begin in a year.

    >>> _is_over("2007-09", 2010), _is_over("2008-10", 2010), _is_over("2009/10", 2010)
    (True, False, True)
    """
    # A school, survey or financial year ends in the year in which the next begins.
    crosses = last_year(period) == int(period[:4]) + 1
    return last_year(period) - crosses < year


def series_of(rows: Iterable[Mapping[str, Any]], areas: Sequence[str]) -> Series:
    """Lay out rows of a measure.

    Args:
        rows: rows with area_code, period, period_start and value, None or NaN for a gap.
        areas: areas to keep.
    """
    kept = set(areas)
    starts: dict[str, int] = {}
    cells: dict[tuple[str, str], float] = {}
    for row in rows:
        if row["area_code"] in kept:
            starts[row["period"]] = int(row["period_start"])
            value = row["value"]
            cells[row["area_code"], row["period"]] = float("nan") if value is None else float(value)
    periods = sorted(starts, key=lambda period: (starts[period], period))
    values = [[cells.get((area, period), np.nan) for period in periods] for area in areas]
    return Series(
        areas=tuple(areas),
        periods=tuple(periods),
        starts=tuple(starts[period] for period in periods),
        values=np.array(values, dtype=np.float64).reshape(len(areas), len(periods)),
    )
