"""What places like each one spend: a straight-line fit that never uses the place it is set beside.

Each place is left out of the fit that gives its expected value, and the limits come from how far
off the fit is for places left out in the same way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student

from utils.errors import InvalidInputError
from utils.stats.fit_input import left_out_of_each, validated
from utils.stats.held_out_judge import HeldOutJudge, Judged
from utils.stats.least_squares import fit_line
from utils.stats.preconditions import require_confidence

INTERCEPT: Final = "intercept"
HIGH_QUARTER: Final = 0.75
TERM_COLUMNS: Final = ["term", "value", "standard_error", "lower_cl", "upper_cl"]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class HeldOutFit:
    """A fit, how well it does for places it has not seen, and what it says of each place.

    Attributes:
        n: observations in the fit.
        degrees_of_freedom: observations less coefficients.
        r_squared: share of the differences between observations that the fit explains.
        adjusted_r_squared: the same less what chance would explain.
        held_out_r_squared: the same for observations left out of their own fit; below zero where
            the mean of the others would have been nearer.
        held_out_error: mean absolute error for observations left out, in the unit of the values.
        coverage_own: share of observations inside their own limits.
        coverage_high: the same among the quarter with the highest expected values.
        residual_sd: standard deviation of what is left, in the unit of the values.
        mean: mean of the values over the observations.
        confidence: confidence level of all limits.
        terms: a row for each coefficient: term, value, standard_error (HC3), lower_cl, upper_cl.
        places: a row an observation, then for each place of several: area_code, value, expected,
            residual, lower_cl and upper_cl of the residual.
    """

    n: int
    degrees_of_freedom: int
    r_squared: float
    adjusted_r_squared: float
    held_out_r_squared: float
    held_out_error: float
    coverage_own: float
    coverage_high: float
    residual_sd: float
    mean: float
    confidence: float
    terms: pd.DataFrame
    places: pd.DataFrame


def calculate_held_out_fit(
    *,
    data: pd.DataFrame,
    predictors: Sequence[str],
    places: pd.DataFrame | None = None,
    members: pd.DataFrame | None = None,
    confidence: float = 0.95,
    least: float | None = None,
) -> HeldOutFit:
    """Fit values on predictors by least squares, and judge each place by the fit without it.

    Calculation: with leverage h the residual of an observation left out is e / (1 - h). Limits are
    the residual plus and minus a quantile of |e / (1 - h)| / s over all other observations, times
    the place's own s (the jackknife with scaled residuals). The scale s is the expected value, at
    least a quarter of the mean, as larger spend varies more. The quantile is the
    ceil((m + 1) confidence)-th smallest of m. Standard errors of coefficients are HC3, which allow
    for a spread that differs between observations; their limits are from Student's t.

    Warning: a fit says what places like this one spend, not what they ought to spend.

    References: Cook and Weisberg, Residuals and Influence in Regression (1982), section 2.2
    (deleted residuals); MacKinnon and White, Journal of Econometrics 29 (1985), pages 305 to 325
    (HC3); Lei and others, Journal of the American Statistical Association 113 (2018), pages 1094
    to 1111, section 5.2 (locally weighted intervals); Barber and others, Annals of Statistics 49
    (2021), pages 486 to 507 (the jackknife and its coverage).

    Args:
        data: a row for each observation: `area_code`, `value` and the predictors, without gaps.
        predictors: columns that describe a place.
        places: the same columns for places of several observations, each with its id as
            `area_code` and the predictors of its people taken together.
        members: `place_id` and `area_code` of every observation of such a place.
        confidence: confidence level of the limits.
        least: the least that can be expected, such as 0. Expected values below are raised to it,
            and so are the ends of the limits where no value of the data lies below it.

    Returns:
        The fit, its coefficients, and a row a place. A place of several without which a predictor
        no longer varies has no row.

    Raises:
        InvalidInputError: a column is missing, a cell is no finite number, a code comes twice,
            there are too few observations once any is left out, values or a predictor do not vary,
            or predictors repeat each other, with or without any of the observations.
    """
    require_confidence(confidence)
    unions = data.iloc[:0] if places is None else places
    everyone = pd.concat([data, unions], ignore_index=True)
    points, observed = validated(everyone, predictors)
    codes = everyone["area_code"].to_numpy()
    design, values = points[: len(data)], observed[: len(data)]
    if np.ptp(values) == 0:
        raise InvalidInputError(
            argument="column 'value'", received=float(values[0]), expected="values that differ"
        )
    left_out = left_out_of_each(codes, len(data), members)
    line = fit_line(design, values, spare=1)
    judge = HeldOutJudge(line, design, values, confidence, least)
    rows = judge.single(codes[: len(data)])
    for number in range(len(data), len(everyone)):
        code = codes[number]
        row = judge.union(code, points[number], observed[number], left_out[code])
        rows += [row] if row is not None else []
    return _result(judge, predictors, pd.DataFrame(rows, columns=list(Judged._fields)))


def _result(judge: HeldOutJudge, predictors: Sequence[str], rows: pd.DataFrame) -> HeldOutFit:
    line, values = judge.line, judge.observed
    errors = line.robust_errors
    reach = float(student.ppf((1 + judge.confidence) / 2, line.freedom))
    terms = pd.DataFrame(
        {
            "term": [INTERCEPT, *predictors],
            "value": line.coefficients,
            "standard_error": errors,
            "lower_cl": line.coefficients - reach * errors,
            "upper_cl": line.coefficients + reach * errors,
        }
    )
    n = len(values)
    total = float(((values - values.mean()) ** 2).sum())
    own = rows.head(n)
    inside = (own["lower_cl"] <= 0) & (own["upper_cl"] >= 0)
    high = own["expected"] >= own["expected"].quantile(HIGH_QUARTER)
    # The mean without an observation lies n / (n - 1) times as far from it as the mean of all.
    held_out_total = total * (n / (n - 1)) ** 2
    return HeldOutFit(
        n=n,
        degrees_of_freedom=line.freedom,
        r_squared=1 - line.variance * line.freedom / total,
        adjusted_r_squared=1 - line.variance / (total / (n - 1)),
        held_out_r_squared=1 - float((own["residual"] ** 2).sum()) / held_out_total,
        held_out_error=float(own["residual"].abs().mean()),
        coverage_own=float(inside.mean()),
        coverage_high=float(inside[high].mean()),
        residual_sd=float(np.sqrt(line.variance)),
        mean=float(values.mean()),
        confidence=judge.confidence,
        terms=terms[TERM_COLUMNS],
        places=rows,
    )
