"""What every estimator gives: weights of donors, and gaps between targets and their comparison."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from utils.stats.effects.arrays import Floats
from utils.stats.effects.targets import Targets


@dataclass(frozen=True)
class Paths:
    """Targets beside what their donors say they would have been.

    Attributes:
        weights: targets by donors; they add up to 1.
        gaps: targets by periods; outcome less comparison, less any constant difference, in the
            unit of the outcomes.
        first: index of the first period from the start on.
    """

    weights: Floats
    gaps: Floats
    first: int

    @property
    def effects(self) -> Floats:
        """Mean gap from the start on, for each target."""
        found: Floats = self.gaps[:, self.first :].mean(axis=1)
        return found

    @property
    def misfits(self) -> Floats:
        """Root mean squared gap before the start (pre-period RMSPE), for each target."""
        return _root_mean_square(self.gaps[:, : self.first])

    @property
    def later(self) -> Floats:
        """Root mean squared gap from the start on, for each target."""
        return _root_mean_square(self.gaps[:, self.first :])


Estimator = Callable[[Targets], Paths]


def paths_of(targets: Targets, weights: Floats, constants: Floats | float = 0.0) -> Paths:
    """Gaps that weights of donors leave.

    Args:
        targets: what is explained.
        weights: targets by donors.
        constants: a number a target that is taken from all its gaps.
    """
    gaps = targets.means - weights @ targets.donors
    shift = np.broadcast_to(np.asarray(constants, dtype=np.float64), (len(gaps),))
    return Paths(weights=weights, gaps=gaps - shift[:, None], first=targets.first)


def _root_mean_square(gaps: Floats) -> Floats:
    found: Floats = np.sqrt((gaps**2).mean(axis=1))
    return found
