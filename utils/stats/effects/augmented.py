"""Synthetic control less what it leaves unexplained before the start, by ridge regression."""

from __future__ import annotations

from typing import Final

import numpy as np

from utils.stats.effects.arrays import Bools, Floats, Whole
from utils.stats.effects.paths import Paths, paths_of
from utils.stats.effects.simplex import simplex_weights
from utils.stats.effects.targets import Targets

#: Ridges tried, as shares of the largest eigenvalue, from none to speak of to nearly no change.
GRID: Final[Floats] = np.logspace(0, -8, 20)
#: Gaps below this share of the donors' spread are an exact fit.
EXACT: Final = 1e-5


def augmented_control(targets: Targets) -> Paths:
    """Compare each target with its synthetic control, corrected for the gap before the start.

    Calculation: with synthetic weights w, gaps before the start g = x - X'w and donors' outcomes
    before the start centred by period Xc, weights become w + Xc (Xc'Xc + lambda I)^-1 g. They add
    up to 1 and may be negative. Each target has its own lambda: each period before the start is
    held out in turn, and the largest lambda is taken whose mean squared error on these periods is
    within a standard error of the least.

    Warning: with fewer donors than periods, or outcomes that mostly share one trend, a held-out
    period is easily foretold by its neighbours, the ridge is small and the weights are large.

    References: Ben-Michael, Feller and Rothstein, Journal of the American Statistical Association
    116 (2021), pages 1789 to 1803, sections 3 and 5.

    Args:
        targets: what is explained.
    """
    donors, means = targets.donors[:, : targets.first], targets.means[:, : targets.first]
    weights = simplex_weights(donors.T, means, allowed=targets.allowed)
    gaps = means - weights @ donors
    # Nothing is left to take off an exact fit, whatever the ridge.
    rows = np.flatnonzero(np.abs(gaps).max(axis=1) > EXACT * donors.std(axis=0).mean())
    if len(rows):
        allowed = targets.allowed[rows]
        ridge = GRID[_choose_ridge(donors, means[rows], allowed)]
        ours = _centred(donors, allowed)
        lean = _ridge_lean(ours, gaps[rows], ridge[:, None])[:, 0]
        weights[rows] += (ours @ lean[..., None])[..., 0]
    return paths_of(targets, weights)


def _choose_ridge(donors: Floats, means: Floats, allowed: Bools) -> Whole:
    """Place in `GRID` for each target, by leaving each period out."""
    errors = np.stack(
        [_held_out(donors, means, allowed, period) for period in range(means.shape[1])]
    )
    average = errors.mean(axis=0)
    best = average.argmin(axis=1)
    rows = np.arange(len(best))
    slack = errors.std(axis=0, ddof=1)[rows, best] / np.sqrt(len(errors))
    within = average <= (average[rows, best] + slack)[:, None]
    largest: Whole = within.argmax(axis=1)
    return largest


def _held_out(donors: Floats, means: Floats, allowed: Bools, period: int) -> Floats:
    """Squared error in a period left out: targets by ridges."""
    kept = np.delete(np.arange(means.shape[1]), period)
    weights = simplex_weights(donors[:, kept].T, means[:, kept], allowed=allowed)
    gap = means[:, period] - weights @ donors[:, period]
    ours = _centred(donors, allowed)
    lean = _ridge_lean(
        ours[:, :, kept],
        means[:, kept] - weights @ donors[:, kept],
        np.broadcast_to(GRID, (len(means), len(GRID))),
    )
    across = (np.swapaxes(ours[:, :, kept], 1, 2) @ ours[:, :, [period]])[..., 0]
    found: Floats = (gap[:, None] - (lean * across[:, None, :]).sum(axis=2)) ** 2
    return found


def _centred(donors: Floats, allowed: Bools) -> Floats:
    """Targets by donors by periods, less the mean of the donors allowed; 0 for all others."""
    share = allowed / allowed.sum(axis=1, keepdims=True)
    centred: Floats = (donors - (share @ donors)[:, None, :]) * allowed[:, :, None]
    return centred


def _ridge_lean(ours: Floats, gaps: Floats, shares: Floats) -> Floats:
    """(Xc'Xc + lambda I)^-1 g: targets by ridges by periods.

    A lambda is given as a share of the largest eigenvalue.
    """
    values, vectors = np.linalg.eigh(np.swapaxes(ours, 1, 2) @ ours)
    turned = (gaps[:, None, :] @ vectors)[:, 0]
    largest = np.where(values[:, -1:] > 0, values[:, -1:], 1.0)
    ridge = (shares * largest)[:, :, None]
    found: Floats = (turned[:, None, :] / (values[:, None, :] + ridge)) @ np.swapaxes(vectors, 1, 2)
    return found
