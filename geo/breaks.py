"""Class breaks of maps, computed once at build time with mapclassify."""

from __future__ import annotations

import warnings
from typing import Final

import mapclassify
import numpy as np

from utils.errors import InvalidInputError

SIGNIFICANT_DIGITS: Final = 3
Values = np.ndarray[tuple[int], np.dtype[np.float64]]


def quantile_breaks(values: Values, *, classes: int) -> list[float]:
    """Return the inner breaks of classes holding about equally many values, lowest first.

    Breaks are rounded to three significant digits of the spread of the values, so that a legend can
    be read, and equal ones are merged: many equal values give fewer classes.

    Raises:
        InvalidInputError: no values, or fewer than two classes asked for.
    """
    finite = values[np.isfinite(values)]
    if len(finite) == 0:
        raise InvalidInputError(argument="values", came="none", allowed="at least one number")
    if classes < 2:  # noqa: PLR2004 - one class is no classification
        raise InvalidInputError(argument="classes", came=classes, allowed="2 or more")
    if len(np.unique(finite)) < classes:
        return sorted({float(one) for one in np.unique(finite)[1:]})
    with warnings.catch_warnings():
        # Many equal values make equal quantiles; they are merged below.
        warnings.filterwarnings("ignore", message="Not enough unique values")
        upper = mapclassify.Quantiles(finite, k=classes).bins[:-1]
    step = _rounding_step(float(np.ptp(np.quantile(finite, [0.02, 0.98]))))
    return sorted({float(f"{round(one / step) * step:.10g}") for one in upper})


def _rounding_step(spread: float) -> float:
    """A power of ten that keeps three digits of the spread."""
    if spread <= 0:
        return 10.0**-SIGNIFICANT_DIGITS
    return float(10.0 ** (np.floor(np.log10(spread)) - (SIGNIFICANT_DIGITS - 1)))
