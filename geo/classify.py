"""The class of each value on a map."""

from __future__ import annotations

from typing import Final

import numpy as np

from geo.wire import Floats

#: The class number of an area without a value.
NO_DATA: Final = 255


def classify(values: Floats, *, breaks: list[float]) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Return the class of each value: 0 below the first break, `NO_DATA` without a value.

    A value equal to a break belongs to the class above it.
    """
    found = np.searchsorted(np.asarray(breaks), values, side="right")
    return np.where(np.isfinite(values), found, NO_DATA).astype(np.uint8)


def hold_all(
    layers: list[tuple[Floats, float, bool]],
) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    """Find where all conditions hold: 1 yes, 0 no, `NO_DATA` where it is not known.

    A condition known to fail decides it; else a missing value leaves it open.

    Args:
        layers: values, threshold, and whether at least (else at most) the threshold is meant.
    """
    known = np.array([np.isfinite(values) for values, _, _ in layers])
    held = np.array(
        [
            values >= threshold if at_least else values <= threshold
            for values, threshold, at_least in layers
        ]
    )
    fails = (known & ~held).any(axis=0)
    open_ = ~fails & ~known.all(axis=0)
    return np.where(fails, 0, np.where(open_, NO_DATA, 1)).astype(np.uint8)
