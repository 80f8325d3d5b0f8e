"""A least-squares fit with what is needed to leave an observation out of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from utils.errors import InvalidInputError

#: Of a column of length 1, what the others leave unexplained when it follows from them.
SAME_DIRECTION: Final = 1e-10
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Line:
    """A least-squares fit.

    Attributes:
        coefficients: a number for each column of the design.
        residuals: observed less fitted values.
        leverages: diagonal of the hat matrix, 0 to 1.
        variance: sum of squared residuals over the degrees of freedom.
        freedom: rows less coefficients.
        robust_errors: standard errors of the coefficients that hold where the spread differs from
            row to row: HC3, the sandwich with residuals over 1 - leverage (MacKinnon and White,
            Journal of Econometrics 29, 1985).
    """

    coefficients: Floats
    residuals: Floats
    leverages: Floats
    variance: float
    freedom: int
    robust_errors: Floats


def fit_line(design: Floats, values: Floats, *, spare: int = 0) -> Line:
    """Fit values on the columns of a design by least squares.

    Args:
        design: rows by columns, a column of ones among them where there is an intercept.
        values: a number for each row.
        spare: rows that must be left over beside one more than the coefficients.

    Raises:
        InvalidInputError: there are too few rows, or a column follows from the others.
    """
    rows, terms = design.shape
    if rows - spare <= terms:
        raise InvalidInputError(
            argument="areas in the fit",
            received=rows - spare,
            expected=f"more than its {terms} coefficients",
        )
    # Columns of like size keep a year beside a share from spoiling the arithmetic.
    scale = np.linalg.norm(design, axis=0)
    scaled = design / np.where(scale > 0, scale, 1.0)
    q, r = np.linalg.qr(scaled)
    if np.abs(np.diag(r)).min() < SAME_DIRECTION:
        raise InvalidInputError(
            argument="predictors",
            received="columns of which one follows from the others",
            expected="columns that differ",
        )
    root = np.linalg.inv(r) / scale[:, None]
    coefficients = root @ (q.T @ values)
    residuals = values - design @ coefficients
    leverages = (q**2).sum(axis=1)
    weights = residuals / np.maximum(1 - leverages, np.finfo(np.float64).tiny)
    robust = root @ (q * weights[:, None]).T
    return Line(
        coefficients=coefficients,
        residuals=residuals,
        leverages=leverages,
        variance=float(residuals @ residuals) / (rows - terms),
        freedom=rows - terms,
        robust_errors=np.sqrt((robust**2).sum(axis=1)),
    )
