"""The class of each value on a map."""

from __future__ import annotations

from typing import Final

import numpy as np

#: The class number of an area without a value.
NO_DATA: Final = 255
Values = np.ndarray[tuple[int], np.dtype[np.float64]]


def classify(values: Values, *, breaks: list[float]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Return the class of each value: 0 below the first break, `NO_DATA` without a value.

    A value equal to a break belongs to the class above it.
    """
    found = np.searchsorted(np.asarray(breaks), values, side="right")
    return np.where(np.isfinite(values), found, NO_DATA).astype(np.uint8)
