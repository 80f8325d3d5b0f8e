"""Spend beside need: a straight-line fit over all areas, and how far each place lies from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t as student

from utils.errors import InvalidInputError

INTERCEPT: Final = "intercept"
#: Of a column of length 1, what the others leave unexplained when it follows from them.
SAME_DIRECTION: Final = 1e-10
TERM_COLUMNS: Final = ["term", "value", "standard_error", "lower_cl", "upper_cl"]
PLACE_COLUMNS: Final = ["area_code", "value", "expected", "residual", "lower_cl", "upper_cl"]


@dataclass(frozen=True)
class NeedAdjustment:
    """A fit and what it says of each place.

    Attributes:
        n: areas in the fit.
        degrees_of_freedom: areas less coefficients.
        r_squared: share of the differences between areas that the fit explains.
        adjusted_r_squared: the same less what chance alone would explain.
        residual_sd: standard deviation of what is left, in the unit of the values.
        mean: mean of the values over the areas of the fit.
        confidence: confidence level of all limits.
        terms: one row a coefficient: term, value, standard_error, lower_cl, upper_cl.
        places: one row an area of the fit, then one a place of several areas: area_code, value,
            expected, residual, lower_cl and upper_cl of the residual.
    """

    n: int
    degrees_of_freedom: int
    r_squared: float
    adjusted_r_squared: float
    residual_sd: float
    mean: float
    confidence: float
    terms: pd.DataFrame
    places: pd.DataFrame


@dataclass(frozen=True)
class _Line:
    """A least-squares fit: coefficients, inverse of X'X, residual variance, degrees of freedom."""

    coefficients: NDArray[np.float64]
    inverse: NDArray[np.float64]
    variance: float
    freedom: int

    @property
    def standard_errors(self) -> NDArray[np.float64]:
        errors: NDArray[np.float64] = np.sqrt(self.variance * np.diag(self.inverse))
        return errors

    def reach(self, confidence: float) -> float:
        """How many standard errors a limit lies from the middle."""
        return _quantile(confidence, self.freedom)

    def expect(self, at: NDArray[np.float64]) -> tuple[float, float]:
        """The value expected of one further area, and the standard error of a new value there."""
        spread = 1 + at @ self.inverse @ at
        return float(at @ self.coefficients), float(np.sqrt(self.variance * spread))


@cache
def _quantile(confidence: float, freedom: int) -> float:
    """Two-sided quantile of t; looking it up takes longer than a fit, and few are asked for."""
    return float(student.ppf((1 + confidence) / 2, freedom))


def calculate_need_adjustment(
    *,
    data: pd.DataFrame,
    predictors: Sequence[str],
    places: pd.DataFrame | None = None,
    members: pd.DataFrame | None = None,
    confidence: float = 0.95,
) -> NeedAdjustment:
    """Fit values on need over all areas, and judge each place by a fit it has no part in.

    Calculation: ordinary least squares of the values on an intercept and the predictors, every
    area counting alike. For each area, and for each place of several areas, the fit is made again
    without its area or areas; `expected` is that fit's value at the place's own predictors, and
    `residual` is the observed value less the expected one. Its limits are those of the prediction
    of one new value: residual -/+ t * s * sqrt(1 + x' (X'X)^-1 x), with s, X and the degrees of
    freedom of t from the fit without the place. For a single area this is the deleted residual
    e / (1 - h), and zero lies outside the limits exactly when the externally studentised residual
    passes the same quantile of t.

    Warning: the limits hold if what is left over is independent, alike in spread and about normal.
    A place of several areas is judged as one new area, which is cautious: an average of several
    would vary less. Of places that are as expected, about one in twenty lies outside its limits.

    References: Draper and Smith, Applied Regression Analysis, 3rd edition (1998), chapters 5 and 8;
    Cook and Weisberg, Residuals and Influence in Regression (1982), section 2.2 (deleted and
    externally studentised residuals).

    Args:
        data: one row an area: `area_code`, `value` and the predictors, without gaps.
        predictors: columns that describe need.
        places: the same columns for places of several areas, each with its id as `area_code` and
            the predictors of its people taken together.
        members: `place_id` and `area_code` of every area of such a place.
        confidence: confidence level of the limits.

    Returns:
        The fit over all areas, its coefficients, and one row a place.

    Raises:
        InvalidInputError: a column is missing, a cell is no finite number, a code stands twice,
            there are too few areas for the coefficients once a place is left out, values or a
            predictor do not vary, or predictors repeat one another.
    """
    if not 0 < confidence < 1:
        raise InvalidInputError(
            argument="confidence", came=confidence, allowed="between 0 and 1, such as 0.95"
        )
    unions = data.iloc[:0] if places is None else places
    everyone = pd.concat([data, unions], ignore_index=True)
    points, observed = _validated(everyone, predictors)
    codes = everyone["area_code"].to_numpy()
    design, values = points[: len(data)], observed[: len(data)]
    if np.ptp(values) == 0:
        raise InvalidInputError(
            argument="column 'value'", came=float(values[0]), allowed="values that differ"
        )
    left_out = _left_out(codes, len(data), members)
    rows = [
        _judge(code, at, value, design, values, left_out[code], confidence)
        for code, at, value in zip(codes, points, observed, strict=True)
    ]
    return _result(_fit(design, values), values, predictors, rows, confidence)


def _validated(
    frame: pd.DataFrame, predictors: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The design matrix with its intercept, and the values."""
    wanted = ["area_code", "value", *predictors]
    missing = [name for name in wanted if name not in frame.columns]
    if missing:
        raise InvalidInputError(
            argument="columns", came=list(frame.columns), allowed=f"also {', '.join(missing)}"
        )
    twice = frame.index[frame["area_code"].duplicated()]
    if len(twice):
        raise InvalidInputError(
            argument=f"column 'area_code', row {twice[0]}",
            came=frame["area_code"][twice[0]],
            allowed="each code once",
        )
    for name in wanted[1:]:
        _refuse_gaps(frame, name)
    points = frame[list(predictors)].to_numpy(dtype=np.float64)
    return np.column_stack([np.ones(len(frame)), points]), frame["value"].to_numpy(np.float64)


def _refuse_gaps(frame: pd.DataFrame, name: str) -> None:
    numbers = pd.to_numeric(frame[name], errors="coerce").to_numpy(dtype=np.float64)
    wrong = np.flatnonzero(~np.isfinite(numbers))
    if wrong.size:
        raise InvalidInputError(
            argument=f"column {name!r}, row {wrong[0]}",
            came=frame[name].iloc[wrong[0]],
            allowed="a finite number",
        )


def _left_out(
    codes: NDArray[np.object_], areas: int, members: pd.DataFrame | None
) -> dict[str, NDArray[np.bool_]]:
    """Which areas of the fit have a part in each place."""
    found = {code: codes[:areas] == code for code in codes}
    if members is not None:
        for place, part in members.groupby("place_id")["area_code"]:
            found[str(place)] = np.isin(codes[:areas], part.to_numpy())
    memberless = [code for code in codes if not found[code].any()]
    if memberless:
        raise InvalidInputError(
            argument="members", came=memberless, allowed="places with an area of the fit"
        )
    return found


def _judge(
    code: str,
    at: NDArray[np.float64],
    value: float,
    design: NDArray[np.float64],
    values: NDArray[np.float64],
    own: NDArray[np.bool_],
    confidence: float,
) -> tuple[str, float, float, float, float, float]:
    line = _fit(design[~own], values[~own])
    expected, error = line.expect(at)
    residual, reach = value - expected, line.reach(confidence) * error
    return code, value, expected, residual, residual - reach, residual + reach


def _fit(design: NDArray[np.float64], values: NDArray[np.float64]) -> _Line:
    rows, terms = design.shape
    if rows <= terms:
        raise InvalidInputError(
            argument="areas in the fit", came=rows, allowed=f"more than its {terms} coefficients"
        )
    # Columns of like size keep a year beside a share from spoiling the arithmetic.
    scale = np.linalg.norm(design, axis=0)
    scaled = design / np.where(scale > 0, scale, 1.0)
    q, r = np.linalg.qr(scaled)
    if np.abs(np.diag(r)).min() < SAME_DIRECTION:
        raise InvalidInputError(
            argument="predictors",
            came="columns of which one follows from the others",
            allowed="columns that differ",
        )
    root = np.linalg.inv(r) / scale[:, None]
    coefficients = root @ (q.T @ values)
    residuals = values - design @ coefficients
    return _Line(
        coefficients, root @ root.T, float(residuals @ residuals) / (rows - terms), rows - terms
    )


def _result(
    line: _Line,
    values: NDArray[np.float64],
    predictors: Sequence[str],
    rows: Sequence[tuple[str, float, float, float, float, float]],
    confidence: float,
) -> NeedAdjustment:
    errors, reach = line.standard_errors, line.reach(confidence)
    terms = pd.DataFrame(
        {
            "term": [INTERCEPT, *predictors],
            "value": line.coefficients,
            "standard_error": errors,
            "lower_cl": line.coefficients - reach * errors,
            "upper_cl": line.coefficients + reach * errors,
        }
    )
    total = float(((values - values.mean()) ** 2).sum())
    return NeedAdjustment(
        n=len(values),
        degrees_of_freedom=line.freedom,
        r_squared=1 - line.variance * line.freedom / total,
        adjusted_r_squared=1 - line.variance / (total / (len(values) - 1)),
        residual_sd=float(np.sqrt(line.variance)),
        mean=float(values.mean()),
        confidence=confidence,
        terms=terms[TERM_COLUMNS],
        places=pd.DataFrame(list(rows), columns=PLACE_COLUMNS),
    )
