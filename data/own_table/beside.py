"""One of the published measures beside a table's own figures, with its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import pandas as pd

from data.read.measures import MapReader, Measure
from data.read.rows import SourcesRow
from utils.errors import InvalidInputError

#: The price basis of what is no money, then those of money.
BASES: Final = ("as published", "real", "cash")
#: Measures that a refusal names.
MOST_NAMED: Final = 5


@dataclass(frozen=True)
class Beside:
    """A measure of the areas of a level in a period."""

    measure: Measure
    period: str
    values: Mapping[str, float]
    source: SourcesRow

    @property
    def title(self) -> str:
        """Its name, unit, prices and period."""
        prices = "" if self.measure.basis == BASES[0] else f", {self.measure.basis} terms"
        return f"{self.measure.name}, {self.measure.unit}{prices}, {self.period}"

    @property
    def credit(self) -> str:
        """Where it is from, under which licence, and what is to be known of it."""
        row = self.source
        said = f"{row['publisher']}, {row['title']}, {row['licence']}, {row['landing_page']}"
        return " ".join([f"Source of “{self.title}”: {said}.", *self.measure.caveats])


def measures_at(maps: MapReader, level: str) -> dict[str, Measure]:
    """Measures of a level by the name under which each is asked for, in the order of their titles.

    Of money, figures in real terms come before those in cash.
    """
    found = [measure for measure in maps.measures.values() if measure.level == level]
    found.sort(key=lambda measure: (measure.name, BASES.index(measure.basis)))
    return {f"{measure.measure}@{measure.basis}": measure for measure in found}


def read_beside(maps: MapReader, level: str, name: str, *, period: str = "") -> Beside:
    """Read a measure of a level.

    Args:
        maps: the reader.
        level: level of the areas.
        name: as in `measures_at`; the basis may be left out.
        period: any of its periods; that with which it opens if none is named.

    Raises:
        InvalidInputError: the level has no such measure, or the measure no such period.
    """
    options = measures_at(maps, level)
    short = next((key for key in options if key.partition("@")[0] == name), name)
    if short not in options:
        few = ", ".join(list(options)[:MOST_NAMED])
        raise InvalidInputError(
            argument="measure",
            received=name,
            expected=f"one of {len(options)} measures of this level, such as {few}",
        )
    measure = options[short]
    chosen = period or measure.opening_period
    if chosen not in measure.periods:
        raise InvalidInputError(
            argument="period", received=period, expected=", ".join(measure.periods)
        )
    frame = maps.on_map(measure, period=chosen)
    numbers: pd.Series[float] = pd.Series(
        maps.numbers(measure, period=chosen), index=frame["area_code"]
    )
    values = {str(code): float(value) for code, value in numbers.dropna().items()}
    return Beside(measure, chosen, values, maps.sources[measure.source])
