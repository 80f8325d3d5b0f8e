"""Least squares with weights that are not negative and add up to 1, for many targets at once."""

from __future__ import annotations

from typing import Final

import numpy as np

from utils.errors import InvalidInputError
from utils.stats.effects.arrays import Bools, Floats
from utils.stats.effects.simplex_newton import MATRIX, Problem, newton

#: Where several sets of weights fit alike, the most even one is taken: the sum of squared weights
#: counts this much, in units of the mean squared length of a donor.
TIE_BREAK: Final = 1e-8
#: How far from the least sum of squares weights may be, in units of the larger of a donor's mean
#: squared length and the target's own: rounding grows with both.
LARGEST_GAP: Final = 1e-6


def simplex_weights(
    design: Floats,
    targets: Floats,
    *,
    allowed: Bools | None = None,
    ridge: float | Floats = 0.0,
) -> Floats:
    """Weights of donors that come nearest to each target, none negative, adding up to 1.

    Calculation: the minimum of |y - D w|^2 + ridge |w|^2 over the simplex. Its dual has as many
    unknowns as there are rows and one more: w = max(0, D'u - m), with D w + c u = y and sum(w) = 1,
    where c is the ridge. Newton's method with a line search solves it from a large ridge down to
    the one asked for. As there are often more donors than rows, several sets of weights may fit
    alike; a ridge of `TIE_BREAK` picks the most even one, so the order of donors does not matter.

    References: Qi and Sun, Mathematical Programming 58 (1993), pages 353 to 367 (Newton's method
    for equations with max); Abadie and L'Hour, Journal of the American Statistical Association 116
    (2021), pages 1817 to 1834 (uniqueness by a penalty).

    Args:
        design: rows by donors, or targets by rows by donors.
        targets: targets by rows, in the unit of the design.
        allowed: targets by donors; which donors may have a weight. All by default.
        ridge: penalty of the sum of squared weights, in the squared unit; one or one a target.

    Returns:
        Targets by donors.

    Raises:
        InvalidInputError: shapes do not fit, a number is not finite, or a target has no donor.
        ArithmeticError: weights are farther from the least sum of squares than `LARGEST_GAP`.
    """
    count, units = len(targets), design.shape[-1]
    may = np.ones((count, units), dtype=bool) if allowed is None else allowed
    _require_sound(design, targets, may)
    # Weights add up to 1, so that a shift of a whole row changes nothing but the rounding.
    middle = design.mean(axis=-1, keepdims=True)
    centred, aims = design - middle, targets - middle[..., 0]
    length = np.sqrt((centred**2).sum(axis=-2).mean(axis=-1))
    size = np.where(length > 0, length, 1.0)
    scale = np.broadcast_to(size, (count,))
    shared = design.ndim == MATRIX
    problem = Problem(
        donors=centred / (size if shared else size[:, None, None]),
        aims=aims / scale[:, None],
        may=may,
    )
    floor = np.maximum(ridge / scale**2, TIE_BREAK)
    state = np.zeros((count, design.shape[-2] + 1))
    state[:, -1] = -1 / may.sum(axis=1)
    for power in range(2, -10, -2):
        penalty = np.maximum(floor, 10.0**power)
        state = newton(problem, state, penalty)
        if (penalty == floor).all():
            break
    weights = problem.weights(state)
    found: Floats = weights / weights.sum(axis=1, keepdims=True)
    reach = np.maximum((problem.aims**2).sum(axis=1), 1.0)
    _require_solved(problem.gaps(found, floor) / reach)
    return found


def _require_sound(design: Floats, targets: Floats, allowed: Bools) -> None:
    rows = (len(targets), design.shape[-2])
    fits = targets.shape == rows and (design.ndim == MATRIX or len(design) == len(targets))
    if not fits or allowed.shape != (len(targets), design.shape[-1]):
        raise InvalidInputError(
            argument="targets and allowed",
            received=(targets.shape, allowed.shape),
            expected=f"targets by the rows, and by the donors, of a design of {design.shape}",
        )
    if not (np.isfinite(design).all() and np.isfinite(targets).all()):
        raise InvalidInputError(
            argument="design and targets", received="a gap", expected="finite numbers"
        )
    if not allowed.any(axis=1).all():
        raise InvalidInputError(
            argument="allowed", received="a target without a donor", expected="one donor or more"
        )


def _require_solved(gaps: Floats) -> None:
    if not gaps.max() <= LARGEST_GAP:
        raise ArithmeticError(
            f"weights are {gaps.max():.1g} from the best, more than {LARGEST_GAP}"
        )
