"""Funnel plots whose limits allow for the usual differences between areas."""

from __future__ import annotations

from statistics import NormalDist
from typing import Final

import numpy as np
import pandas as pd

from utils.stats.overdispersion import estimate_overdispersion

#: The published limits of chance alone: columns and the share that they enclose.
LEVELS: Final = {"95": 0.95, "998": 0.998}
#: What a point beyond a limit is called, furthest first.
SIGNALS: Final = {"998": "99.8", "95": "95"}
PERCENT: Final = 100.0


def allow_for_differences(
    points: pd.DataFrame, limits: pd.DataFrame, *, areas: frozenset[str], is_share: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Widen limits of chance by how far areas usually lie apart, and place the points in them.

    A limit at a distance d from the average, of z standard deviations, moves to a distance of the
    root of d squared + z squared times the variance between areas.

    Args:
        points: area_code, numerator, denominator, value.
        limits: denominator, average and the limits of chance alone, fewest people first.
        areas: codes of the areas from which the differences are estimated; places of several
            authorities would count these twice.
        is_share: whether values are per cent of people, else events over people.

    Returns:
        Points with `signal` anew, and limits, in the columns that came.
    """
    average = float(limits["average"].iloc[0])
    single = points[points["area_code"].isin(areas)]
    spread = estimate_overdispersion(
        data=single.assign(variance=_chance(single, average, is_share=is_share)), average=average
    )
    wide = limits.assign(
        **{
            f"{side}_{level}": _moved(
                limits, f"{side}_{level}", reach * spread.between, is_share=is_share
            )
            for level, share in LEVELS.items()
            for reach in [NormalDist().inv_cdf((1 + share) / 2)]
            for side in ("lower", "upper")
        }
    )
    return points.assign(signal=_signals(points, wide)), wide


def _chance(points: pd.DataFrame, average: float, *, is_share: bool) -> pd.Series[float]:
    """Variance that chance gives a value at the average: of a share, or of a Poisson count."""
    some = points[points["numerator"] > 0].iloc[0]
    multiplier = float(some["value"] * some["denominator"] / some["numerator"])
    spread = average * (PERCENT - average) if is_share else average * multiplier
    chance: pd.Series[float] = spread / points["denominator"]
    return chance


def _moved(limits: pd.DataFrame, column: str, reach: float, *, is_share: bool) -> pd.Series[float]:
    """A limit, further from the average; values below 0, and shares of more than all, are none."""
    away = limits[column] - limits["average"]
    moved: pd.Series[float] = limits["average"] + np.sign(away) * np.hypot(away, reach)
    return moved.clip(0, PERCENT if is_share else None)


def _signals(points: pd.DataFrame, limits: pd.DataFrame) -> pd.Series[str]:
    """How each point lies to the lines as they are drawn: straight over the logarithm of people."""
    at = {
        column: np.interp(
            np.log(points["denominator"]), np.log(limits["denominator"]), limits[column]
        )
        for level in LEVELS
        for column in (f"lower_{level}", f"upper_{level}")
    }
    outside = [points["value"] < at[f"lower_{level}"] for level in SIGNALS]
    outside += [points["value"] > at[f"upper_{level}"] for level in SIGNALS]
    words = [f"{side} {name}" for side in ("low", "high") for name in SIGNALS.values()]
    return pd.Series(np.select(outside, words, "within"), index=points.index)
