"""Over-dispersion: how much further areas lie from a target than chance alone would bring."""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from utils.stats.preconditions import require_columns, require_number, with_numbers

#: Share of areas at either end whose z-scores are drawn in, so that true outliers do not widen.
WINSORISED: Final = 0.1


class Overdispersion(NamedTuple):
    """How far areas lie apart beyond chance.

    Attributes:
        phi: mean of the squared, winsorised z-scores; 1 where there is chance alone.
        between: standard deviation between areas beyond chance, in the unit of the values; 0 where
            chance alone explains how far they lie apart.
    """

    phi: float
    between: float


def estimate_overdispersion(
    *,
    data: pd.DataFrame,
    average: float,
    value: str = "value",
    variance: str = "variance",
    winsorised: float = WINSORISED,
) -> Overdispersion:
    """Estimate over-dispersion around a target, with additive random effects.

    Calculation: z = (value - average) / standard error; the lowest and highest tenth of z are set
    to the tenth's own edge; phi is the mean of z squared. With I areas and weights w of one over
    the variance, the variance between areas is (I phi - (I - 1)) / (sum w - sum w squared / sum w),
    and 0 where that is negative.

    References: Spiegelhalter, Funnel plots for comparing institutional performance, Statistics in
    Medicine 24 (2005), pages 1185 to 1202; Spiegelhalter, Handling over-dispersion of performance
    indicators, Quality and Safety in Health Care 14 (2005), pages 347 to 351.

    Args:
        data: a row for each area.
        average: the target.
        value: column of values.
        variance: column of what chance makes of each value, above 0, at the target.
        winsorised: share drawn in at either end, below a half.

    Raises:
        InvalidInputError: names column, row and rule, or the setting.
    """
    require_columns(data, [value, variance])
    require_number("average", average, least=0, expected="one number, 0 or more")
    require_number(
        "winsorised", winsorised, least=0, below=0.5, expected="one number, 0 to below 0.5"
    )
    data = with_numbers(with_numbers(data, value), variance, above=0)
    spread = data[variance].to_numpy(np.float64)
    scores = (data[value].to_numpy(np.float64) - average) / np.sqrt(spread)
    drawn_in = np.clip(scores, *np.quantile(scores, [winsorised, 1 - winsorised]))
    # Added up in order of size, so that the order of rows changes nothing.
    phi = float(np.mean(np.sort(drawn_in**2)))
    areas, weights = len(scores), np.sort(1 / spread)
    freedom = float(weights.sum() - (weights**2).sum() / weights.sum())
    excess = areas * phi - (areas - 1)
    if areas == 1 or excess <= 0:
        return Overdispersion(phi, 0.0)
    return Overdispersion(phi, float(np.sqrt(excess / freedom)))
