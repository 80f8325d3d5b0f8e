"""Difference in differences: change of the treated units less change of others like them."""

from __future__ import annotations

from typing import Final

import numpy as np

from utils.errors import InvalidInputError
from utils.stats.effects.arrays import Floats
from utils.stats.effects.paths import Paths, paths_of
from utils.stats.effects.targets import Targets

LEAST_TREATED: Final = 2


def difference_in_differences(targets: Targets) -> Paths:
    """Change of each target less the mean change of all its donors.

    Args:
        targets: what is explained.
    """
    weights = targets.allowed / targets.allowed.sum(axis=1, keepdims=True)
    return _changes(targets, weights)


def matched_differences(targets: Targets, *, neighbours: int = 5) -> Paths:
    """Change of each target less the mean change of the donors most like its members.

    Calculation: every member has the `neighbours` donors of its own type that are nearest by level
    (mean before the start), trend (slope of the straight line through these periods) and
    covariates, each over its standard deviation among donors; squared distances are added up. A
    donor may serve several members. The gap before the start, on average, is taken off.

    Warning: matching on earlier outcomes can bring a regression to the mean into the result; the
    placebos are matched in the same way, so that their spread has it too.

    References: Heckman, Ichimura and Todd, Review of Economic Studies 64 (1997), pages 605 to 654;
    Daw and Hatfield, Health Services Research 53 (2018), pages 4138 to 4156 (the warning).

    Args:
        targets: what is explained.
        neighbours: donors for each member.

    Raises:
        InvalidInputError: a member has fewer donors of its type than are asked for.
    """
    far = _distances(targets)
    least = int(np.isfinite(far).sum(axis=2).min())
    if not 1 <= neighbours <= least:
        raise InvalidInputError(
            argument="neighbours",
            received=neighbours,
            expected=f"1 to {least}, the donors of the same type as each member",
        )
    nearest = np.argsort(far, axis=2, kind="stable")[:, :, :neighbours]
    weights = np.zeros_like(far)
    np.put_along_axis(weights, nearest, 1 / neighbours, axis=2)
    return _changes(targets, weights.mean(axis=1))


def clustered_errors(targets: Targets, paths: Paths) -> Floats:
    """Standard errors of effects, clustered by unit, for targets of two members or more.

    Calculation: a unit's periods before and from the start on become one change, so a cluster is
    an observation; the variance is HC2 of these changes, which is CR2 for such clusters: squared
    residuals over 1 less their weight, weighted. Weights are taken as fixed.

    Warning: with few treated units too small all the same; the interval to show is that of the
    placebos.

    References: Bertrand, Duflo and Mullainathan, Quarterly Journal of Economics 119 (2004), pages
    249 to 275, section IV.C; Bell and McCaffrey, Survey Methodology 28 (2002), pages 169 to 181.

    Args:
        targets: what was explained.
        paths: weights of donors for each.

    Returns:
        A standard error for each target, in the unit of the outcomes.

    Raises:
        InvalidInputError: targets have one member only.
    """
    if targets.size < LEAST_TREATED:
        raise InvalidInputError(
            argument="treated units", received=targets.size, expected="2 or more for this error"
        )
    own = _change(targets.groups, targets.first)
    donors = _change(targets.donors, targets.first)
    treated = own.var(axis=1, ddof=1) / targets.size
    residuals = donors - (paths.weights @ donors)[:, None]
    room = np.maximum(1 - paths.weights, np.finfo(np.float64).tiny)
    untreated = (paths.weights**2 * residuals**2 / room).sum(axis=1)
    found: Floats = np.sqrt(treated + untreated)
    return found


def _changes(targets: Targets, weights: Floats) -> Paths:
    plain = paths_of(targets, weights)
    return paths_of(targets, weights, plain.gaps[:, : targets.first].mean(axis=1))


def _change(outcomes: Floats, first: int) -> Floats:
    found: Floats = outcomes[..., first:].mean(axis=-1) - outcomes[..., :first].mean(axis=-1)
    return found


def _distances(targets: Targets) -> Floats:
    """Targets by members by donors; endless where the donor may not serve."""
    times = np.arange(targets.first) - (targets.first - 1) / 2
    slope = times / (times**2).sum()

    def features(outcomes: Floats, traits: Floats) -> Floats:
        before = outcomes[..., : targets.first]
        level, trend = before.mean(axis=-1), before @ slope
        return np.concatenate([level[..., None], trend[..., None], traits], axis=-1)

    donors = features(targets.donors, targets.donor_traits)
    members = features(targets.groups, targets.group_traits)
    spread = donors.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    far = (((members / scale)[:, :, None, :] - donors / scale) ** 2).sum(axis=3)
    same = targets.group_types[:, :, None] == targets.donor_types
    found: Floats = np.where(same & targets.allowed[:, None, :], far, np.inf)
    return found
