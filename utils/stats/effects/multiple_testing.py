"""P-values of several tests, adjusted so that few of those found are false."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from utils.errors import InvalidInputError
from utils.stats.effects.arrays import Floats


def adjust_p_values(p_values: Sequence[float] | Floats) -> Floats:
    """Benjamini and Hochberg's adjusted p-values, in the order given.

    Calculation: of m p-values in rising order the i-th becomes the least of p_k m / k over k >= i,
    at most 1. Of tests with adjusted values below q, the expected share of false ones is at most q.

    References: Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995), pages
    289 to 300; Yekutieli and Benjamini, Journal of Statistical Planning and Inference 82 (1999),
    pages 171 to 196 (adjusted values).

    Args:
        p_values: one for each test.

    Raises:
        InvalidInputError: there is none, or one is not from 0 to 1.
    """
    values = np.asarray(p_values, dtype=np.float64)
    if values.ndim != 1 or not len(values):
        raise InvalidInputError(
            argument="p_values", received=values.shape, expected="one number or more in a row"
        )
    bad = ~((values >= 0) & (values <= 1))
    if bad.any():
        place = int(bad.argmax())
        raise InvalidInputError(
            argument=f"p_values, number {place + 1}",
            received=float(values[place]),
            expected="a number from 0 to 1",
        )
    order = np.argsort(values)[::-1]
    scaled = values[order] * len(values) / np.arange(len(values), 0, -1)
    found = np.empty_like(values)
    found[order] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    return found
