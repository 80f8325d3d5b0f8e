"""Synthetic difference in differences: weights of donors and of periods before the start."""

from __future__ import annotations

from typing import Final

import numpy as np

from utils.stats.effects.arrays import Floats
from utils.stats.effects.paths import Paths, paths_of
from utils.stats.effects.simplex import simplex_weights
from utils.stats.effects.synthetic_control import demeaned
from utils.stats.effects.targets import Targets

#: Of the spread of yearly changes; makes the weights of periods unique and no more.
TIME_RIDGE: Final = 1e-6


def synthetic_differences(targets: Targets) -> Paths:
    """Compare changes of each target with changes of its mix, from a mix of the earlier periods.

    Calculation: weights of donors fit the target before the start up to a constant, with the
    penalty zeta^2 T_pre sum(w^2), zeta = (N_treated T_post)^(1/4) sigma, where sigma is the
    standard deviation of the donors' changes from period to period before the start. Weights of
    periods, none negative, adding up to 1, fit each donor's mean from the start on up to a
    constant. The effect is the mean gap from the start on less the weighted gap before it.

    References: Arkhangelsky, Athey, Hirshberg, Imbens and Wager, American Economic Review 111
    (2021), pages 4088 to 4118, algorithm 1.

    Args:
        targets: what is explained.
    """
    sigma = _noise(targets)
    after = targets.donors.shape[1] - targets.first
    zeta = np.sqrt(np.sqrt(targets.size * after)) * sigma
    design, aims = demeaned(targets)
    ridge = zeta**2 * targets.first
    weights = simplex_weights(design, aims, allowed=targets.allowed, ridge=ridge)
    times = time_weights(targets, sigma)
    plain = paths_of(targets, weights)
    constants = (plain.gaps[:, : targets.first] * times).sum(axis=1)
    return paths_of(targets, weights, constants)


def time_weights(targets: Targets, sigma: Floats) -> Floats:
    """Weights of periods before the start that foretell the donors' mean after it.

    Args:
        targets: what is explained.
        sigma: spread of the donors' changes, for each target.

    Returns:
        Targets by periods before the start.
    """
    share = targets.allowed / targets.allowed.sum(axis=1, keepdims=True)
    before = targets.donors[:, : targets.first]
    after = targets.donors[:, targets.first :].mean(axis=1, keepdims=True)
    both = np.concatenate([before, after], axis=1)
    centred = (both - (share @ both)[:, None, :]) * targets.allowed[:, :, None]
    # A triangle in place of all donors: the same distances in as many rows as there are periods.
    triangle: Floats = np.asarray(np.linalg.qr(centred, mode="r"))
    ridge = (TIME_RIDGE * sigma) ** 2 * targets.allowed.sum(axis=1)
    return simplex_weights(triangle[:, :, :-1], triangle[:, :, -1], ridge=ridge)


def _noise(targets: Targets) -> Floats:
    changes = np.diff(targets.donors[:, : targets.first], axis=1)
    count = targets.allowed.sum(axis=1) * changes.shape[1]
    total = targets.allowed @ changes.sum(axis=1)
    squares = targets.allowed @ (changes**2).sum(axis=1)
    spread: Floats = np.sqrt(np.maximum(squares - total**2 / count, 0.0) / (count - 1))
    return spread
