"""Rates and percentages with their limits, from numerators and denominators."""

from __future__ import annotations

from typing import Final

import pandas as pd

from utils.errors import InvalidInputError
from utils.stats.intervals import Interval, byars_interval, wilson_interval

CONFIDENCE: Final = 0.95
PERCENT: Final = 100


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
    part: pd.DataFrame, *, rate_type: str, unit: str, origin: str = ""
) -> pd.DataFrame:
    """Add value, limits, status and method, computed from numerator and denominator.

    Args:
        part: rows of one indicator.
        rate_type: `proportion` gives percentages with Wilson's limits, else rates with Byar's.
        unit: as declared; its number ("per 100,000") is the multiplier of a rate.
        origin: where the counts came from, put before the name of the limits.
    """
    if rate_type == "proportion":
        interval, multiplier, name = share_interval(part), float(PERCENT), "Wilson's limits"
    else:
        multiplier = rate_multiplier(unit)
        interval, name = rate_interval(part, multiplier=multiplier), "Byar's limits"
    return part.assign(
        value=part["numerator"] / part["denominator"] * multiplier,
        lower_cl=interval.lower,
        upper_cl=interval.upper,
        status="computed",
        method=f"{origin}, {name}" if origin else name,
    )


def rate_multiplier(unit: str) -> float:
    """Read the number in a unit such as "per 100,000".

    Raises:
        InvalidInputError: the unit holds no number.
    """
    digits = "".join(sign for sign in unit if sign.isdigit())
    if not digits:
        raise InvalidInputError(argument="unit", came=unit, allowed='a unit such as "per 1,000"')
    return float(digits)
