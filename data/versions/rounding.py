"""Rounds published numbers, so that every machine publishes the same bytes.

The last digits of a computed number depend on the processor and on the order of a sum. A number is
rounded once, when its table is finished; `data/declared/tables.yml` says to how many digits.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
#: Powers of ten, read from text as NumPy's own powers may differ between processors.
LOWEST, HIGHEST = -300, 300
POWERS: Final = np.array([float(f"1e{power}") for power in range(LOWEST, HIGHEST + 1)])


def round_decimals(numbers: Numbers, decimals: int) -> Numbers:
    """Round to a number of decimals; a negative zero becomes plain zero."""
    return np.round(numbers, decimals) + 0.0


def round_significant(numbers: Numbers, digits: int) -> Numbers:
    """Round to a number of significant digits; a negative zero becomes plain zero."""
    exponents = np.searchsorted(POWERS, np.abs(numbers), side="right") - 1 + LOWEST
    places = np.clip(digits - 1 - exponents, LOWEST, HIGHEST)
    # One of the two is 1, and the other exact for every number of a usual size, so that the result
    # is the floating-point number nearest to the rounded decimal.
    times = POWERS[np.maximum(places, 0) - LOWEST]
    parts = POWERS[np.maximum(-places, 0) - LOWEST]
    rounded: Numbers = np.rint(numbers * times / parts) * parts / times + 0.0
    return rounded
