"""Where the axis of a chart on a slide begins and ends, and how long its steps are."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from data.export.native import NativeChart

#: Most steps of an axis, and the first digits that a step may have.
MOST_STEPS: Final = 9
DIGITS: Final = (1, 2, 2.5, 5, 10)


class Ends(NamedTuple):
    """Ends of an axis, and the step between its marks, all in the unit of the figures."""

    first: float
    last: float
    step: float


def axis_ends(native: NativeChart) -> Ends | None:
    """Ends that leave room for every figure and limit; None where there is no figure.

    Bars begin at zero, because their length is what is read; lines and points begin where they are.
    """
    found = [
        number
        for series in native.series
        for numbers in (series.values, series.lower, series.upper)
        for number in numbers
        if number is not None
    ]
    if not found:
        return None
    if native.kind == "overlaid bars":
        found.append(0)
    low, high = min(found), max(found)
    step = _step(high - low or abs(high) or 1)
    return Ends(math.floor(low / step) * step, math.ceil(high / step) * step, step)


def _step(length: float) -> float:
    """The shortest round step of which few make a length."""
    power: float = 10.0 ** math.floor(math.log10(length / MOST_STEPS))
    return next(digit * power for digit in DIGITS if length / (digit * power) <= MOST_STEPS)
