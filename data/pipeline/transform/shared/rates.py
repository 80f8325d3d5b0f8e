"""Rates and percentages with their limits, from numerators and denominators."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from data.pipeline.extract.declarations import Limits
from utils.errors import InvalidInputError
from utils.stats.intervals import SMALL_COUNT, Interval, byars_interval, wilson_interval

CONFIDENCE: Final = 0.95
PERCENT: Final = 100
WILSON: Final = "Wilson's limits"
BYAR: Final = "Byar's limits"
EXACT: Final = "exact Poisson limits"
NO_LIMITS: Final = {
    "modelled": "no limits, as the figure is modelled",
    "full_count": "no limits, as all are counted",
}


def rate_interval(frame: pd.DataFrame, *, multiplier: float) -> Interval:
    """Byar's limits of rates from the columns numerator and denominator."""
    return byars_interval(
        count=frame["numerator"].to_numpy(dtype="float64"),
        denominator=frame["denominator"].to_numpy(dtype="float64"),
        multiplier=multiplier,
        confidence=CONFIDENCE,
    )


def share_interval(frame: pd.DataFrame) -> Interval:
    """Wilson's limits of percentages from the columns numerator and denominator."""
    return wilson_interval(
        numerator=frame["numerator"].to_numpy(dtype="float64"),
        denominator=frame["denominator"].to_numpy(dtype="float64"),
        multiplier=PERCENT,
        confidence=CONFIDENCE,
    )


def part_with_rate(
    part: pd.DataFrame, *, rate_type: str, unit: str, limits: Limits = "chance", origin: str = ""
) -> pd.DataFrame:
    """Add value, limits, status and method, computed from numerator and denominator.

    Args:
        part: rows of a single indicator.
        rate_type: `proportion` gives percentages with Wilson's limits, else rates with Byar's, or
            the exact ones of Poisson where counts are small.
        unit: as declared; its number ("per 100,000") is the multiplier of a rate.
        limits: as declared; only figures that chance moves have limits.
        origin: where the counts came from, put before the name of the limits.
    """
    is_share = rate_type == "proportion"
    multiplier = float(PERCENT) if is_share else rate_multiplier(unit)
    rows = part.assign(
        value=part["numerator"] / part["denominator"] * multiplier, status="computed"
    )
    before = f"{origin}, " if origin else ""
    if limits != "chance":
        return rows.assign(lower_cl=np.nan, upper_cl=np.nan, method=before + NO_LIMITS[limits])
    interval = share_interval(part) if is_share else rate_interval(part, multiplier=multiplier)
    small = part["numerator"] < SMALL_COUNT
    name = WILSON if is_share else np.where(small, EXACT, BYAR)
    return rows.assign(
        lower_cl=interval.lower,
        upper_cl=interval.upper,
        method=pd.Series(name, index=part.index, dtype="object").radd(before),
    )


def rate_multiplier(unit: str) -> float:
    """Read the number in a unit such as "per 100,000".

    Raises:
        InvalidInputError: the unit holds no number.
    """
    digits = "".join(sign for sign in unit if sign.isdigit())
    if not digits:
        raise InvalidInputError(
            argument="unit", received=unit, expected='a unit such as "per 1,000"'
        )
    return float(digits)
