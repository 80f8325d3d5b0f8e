"""Synthetic controls: mixes of untreated units that ran as treated ones did before the start."""

from __future__ import annotations

import numpy as np

from utils.errors import InvalidInputError
from utils.stats.effects.arrays import Floats
from utils.stats.effects.paths import Paths, paths_of
from utils.stats.effects.simplex import simplex_weights
from utils.stats.effects.targets import Targets


def synthetic_control(targets: Targets, *, trait_weight: float = 0.0) -> Paths:
    """Compare each target with the mix of donors nearest to it before the start.

    Calculation: weights w of donors, none negative, adding up to 1, with the least
    sum((y_t - sum(w_j Y_jt))^2) over the periods before the start. Of several treated units the
    mean is explained. With a `trait_weight` above 0 each covariate counts as this many periods:
    its standardised difference times the standard deviation of the donors' outcomes is a row more.

    Warning: where the pre-period fit is poor (`misfits`) the comparison means little; where it is
    exact, as often with more donors than periods, it may fit chance.

    References: Abadie, Diamond and Hainmueller, Journal of the American Statistical Association 105
    (2010), pages 493 to 505; the choice among covariates is left out, as outcomes of all periods
    make them idle (Kaul and others, Journal of Business and Economic Statistics 40, 2022).

    Args:
        targets: what is explained.
        trait_weight: weight of each covariate, in periods.

    Raises:
        InvalidInputError: the weight is negative or no number.
    """
    design, aims = _predictors(targets, trait_weight)
    return paths_of(targets, simplex_weights(design, aims, allowed=targets.allowed))


def demeaned_control(targets: Targets) -> Paths:
    """The same on outcomes less each unit's own mean before the start.

    A constant difference between target and mix is allowed, so that units at the edge of all
    others can be explained.

    References: Doudchenko and Imbens, NBER working paper 22791 (2016); Ferman and Pinto,
    Quantitative Economics 12 (2021), pages 1197 to 1221 (demeaned synthetic control).

    Args:
        targets: what is explained.
    """
    design, aims = demeaned(targets)
    weights = simplex_weights(design, aims, allowed=targets.allowed)
    plain = paths_of(targets, weights)
    return paths_of(targets, weights, plain.gaps[:, : targets.first].mean(axis=1))


def separate_controls(targets: Targets) -> Paths:
    """Compare each member of a target with a mix of its own, and take the mean.

    The mean of many units is often explained exactly, by chance too; a unit alone rarely is.

    References: Abadie and L'Hour, Journal of the American Statistical Association 116 (2021),
    pages 1817 to 1834.

    Args:
        targets: what is explained.
    """
    design = targets.donors[:, : targets.first].T
    own = targets.groups[:, :, : targets.first]
    weights = [
        simplex_weights(design, own[:, member], allowed=targets.allowed)
        for member in range(targets.size)
    ]
    return paths_of(targets, np.mean(weights, axis=0))


def demeaned(targets: Targets) -> tuple[Floats, Floats]:
    """Outcomes before the start less each unit's mean: periods by donors, targets by periods."""
    donors, means = targets.donors[:, : targets.first], targets.means[:, : targets.first]
    design = (donors - donors.mean(axis=1, keepdims=True)).T
    return design, means - means.mean(axis=1, keepdims=True)


def _predictors(targets: Targets, trait_weight: float) -> tuple[Floats, Floats]:
    if not (np.isfinite(trait_weight) and trait_weight >= 0):
        raise InvalidInputError(
            argument="trait_weight", received=trait_weight, expected="a number of 0 or more"
        )
    before = targets.donors[:, : targets.first]
    scale = np.sqrt(trait_weight) * before.std(axis=0).mean()
    design = np.concatenate([before, scale * targets.donor_traits], axis=1).T
    own = targets.means[:, : targets.first]
    return design, np.concatenate([own, scale * targets.group_traits.mean(axis=1)], axis=1)
