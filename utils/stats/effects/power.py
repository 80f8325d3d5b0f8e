"""The smallest effect that a design would find, by its placebos."""

from __future__ import annotations

from typing import Final

import numpy as np

from utils.stats.effects.arrays import Floats
from utils.stats.preconditions import require_confidence, require_number

POWER: Final = 0.8


def smallest_detectable_effect(
    placebos: Floats, *, power: float = POWER, confidence: float = 0.95
) -> float:
    """Smallest constant effect that would be found in the share `power` of the placebos.

    Calculation: an effect d is added to each placebo from the start on, up and down. Weights are
    fitted before the start, so its estimate moves by d. It is found where it is farther from 0
    than the critical value of the other placebos. The answer is the least d from which on the
    share found, over placebos and both signs, is `power` or more.

    Warning: true of the test by effect (`Placebos.effect_p`), two-sided.

    References: Black, Hollingsworth, Nunes and Simon, Journal of Public Economics 213 (2022),
    article 104713 (power by effects added where nothing was done).

    Args:
        placebos: effects estimated where nothing was done.
        power: share to be found.
        confidence: 1 less the level of the test.

    Returns:
        An effect in the unit of the outcomes; endless with too few placebos for such a test.

    Raises:
        InvalidInputError: power or confidence are no shares.
    """
    require_confidence(confidence)
    require_number("power", power, above=0, below=1, expected="one number between 0 and 1")
    critical = _critical_without_each(placebos, confidence)
    if not np.isfinite(critical).all():
        return float("inf")
    signed = np.concatenate([placebos, -placebos])
    limits = np.concatenate([critical, critical])
    # Found at d above the limit less the placebo, or where the placebo itself is still farther
    # below 0; the share changes only at these effects.
    rises = np.maximum(limits - signed, 0.0)
    tried = np.unique(np.concatenate([[0.0], rises]))
    above = np.searchsorted(np.sort(rises), tried, side="right")
    falls = np.sort(-limits - signed)
    below = len(falls) - np.searchsorted(falls, tried, side="left")
    enough = (above + below) / len(signed) >= power - 1e-12
    short = np.flatnonzero(~enough)
    return float(tried[short[-1] + 1 if len(short) else 0])


def _critical_without_each(placebos: Floats, confidence: float) -> Floats:
    """Critical value of all placebos but one, for each."""
    others = len(placebos) - 1
    place = int(np.ceil((others + 1) * confidence - 1e-9))
    if place > others:
        return np.full(len(placebos), np.inf)
    far = np.abs(placebos)
    order = far.argsort(kind="stable")
    ranks = np.empty(len(far), dtype=np.intp)
    ranks[order] = np.arange(len(far))
    found: Floats = far[order][np.where(ranks <= place - 1, place, place - 1)]
    return found
