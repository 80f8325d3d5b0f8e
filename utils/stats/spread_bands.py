"""Where a value lies among those of other places: its quarter, and the spread of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from utils.errors import InvalidInputError

#: With fewer places a quarter would be of a single place.
FEWEST: Final = 5
BELOW, LOW, MIDDLE, HIGH, ABOVE = (
    "below all",
    "lowest quarter",
    "middle half",
    "highest quarter",
    "above all",
)
QUARTERS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


class Spread(NamedTuple):
    """Spread of the values of a group of places, in their unit, and how many there are."""

    lowest: float
    lower_quartile: float
    median: float
    upper_quartile: float
    highest: float
    n: int

    def times(self, factor: float) -> Spread:
        """The same values in another unit, such as other prices."""
        return Spread(
            self.lowest * factor,
            self.lower_quartile * factor,
            self.median * factor,
            self.upper_quartile * factor,
            self.highest * factor,
            self.n,
        )


def calculate_spread(*, values: Sequence[float]) -> Spread:
    """Lowest, quartiles and highest of some values.

    Calculation: quartiles by linear interpolation between order statistics (definition 7 of
    Hyndman and Fan, American Statistician 50 (1996), pages 361 to 365), as spreadsheets do.

    Args:
        values: a number for each place, in any unit, without gaps; five or more.

    Raises:
        InvalidInputError: there are too few values, or any is no finite number.
    """
    numbers = np.asarray(values, dtype=np.float64)
    if len(numbers) < FEWEST:
        raise InvalidInputError(
            argument="values", received=len(numbers), expected=f"{FEWEST} values or more"
        )
    if not np.isfinite(numbers).all():
        raise InvalidInputError(argument="values", received="a gap", expected="finite numbers")
    lowest, lower, median, upper, highest = np.quantile(numbers, QUARTERS).tolist()
    return Spread(lowest, lower, median, upper, highest, len(numbers))


def band_of(value: float, spread: Spread) -> str:
    """The band of a value in the spread of a group: a count has no limits, so none are used.

    Returns:
        "lowest quarter" (below the lower quartile), "middle half" (from the lower to the upper
        quartile) or "highest quarter"; of a value outside the group's own, "below all" or
        "above all".

    >>> band_of(3.0, Spread(1.0, 2.0, 3.0, 4.0, 5.0, 9))
    'middle half'
    """
    if value < spread.lowest:
        return BELOW
    if value > spread.highest:
        return ABOVE
    if value < spread.lower_quartile:
        return LOW
    return MIDDLE if value <= spread.upper_quartile else HIGH
