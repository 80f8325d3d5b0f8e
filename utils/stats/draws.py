"""Draws of a number that is known with a range."""

from __future__ import annotations

from typing import Final, Literal
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from utils.errors import InvalidInputError

Floats = NDArray[np.float64]
#: A confidence interval of 95%, or the least and the most that is thought possible.
RangeKind = Literal["interval", "range"]
#: Standard deviations from the middle of a normal distribution to a limit that holds 95%.
NORMAL_95: Final = 1.959963984540054


def draw(
    *,
    value: float,
    low: float,
    high: float,
    kind: RangeKind,
    name: str,
    size: int,
    seed: int,
    bounds: tuple[float, float] = (-np.inf, np.inf),
) -> Floats:
    """Numbers of a quantity, of shape (size,).

    A 95% confidence interval gives a normal distribution whose halves below and above the value
    are as wide as the interval says; a range gives a triangular distribution. Each name has a
    stream of its own, so other quantities and their order change nothing.

    Args:
        value: the most likely value.
        low: its lower limit.
        high: its upper limit.
        kind: what the limits are.
        name: of the quantity.
        size: how many.
        seed: the same seed gives the same numbers.
        bounds: what is possible; draws outside are set to the bound.

    Raises:
        InvalidInputError: the limits do not enclose the value.
    """
    if not low <= value <= high:
        raise InvalidInputError(
            argument=name, received=(low, value, high), expected="low, value and high in that order"
        )
    if low == high:
        return np.full(size, value)
    stream = np.random.default_rng([seed, crc32(name.encode())])
    if kind == "range":
        drawn = stream.triangular(low, value, high, size)
    else:
        spread = stream.standard_normal(size)
        half = np.where(spread < 0, value - low, high - value)
        drawn = value + spread * half / NORMAL_95
    return np.asarray(np.clip(drawn, *bounds), dtype=np.float64)
