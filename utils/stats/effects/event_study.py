"""Effects by period before and from the start on, and a joint test of those before it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from utils.stats.effects.arrays import Floats
from utils.stats.effects.paths import Paths
from utils.stats.effects.placebos import Placebos, critical_value, tail_share


@dataclass(frozen=True)
class EventStudy:
    """Gaps against the last period before the start.

    Attributes:
        leads: for each period, how many after the start it is; -1 is the period compared with.
        effects: gap less that of period -1, in the unit of the outcomes.
        lower: lower limit by the placebos of the same period.
        upper: upper limit.
        before_p: probability of leads as large, all together, where nothing was done.
    """

    leads: tuple[int, ...]
    effects: Floats
    lower: Floats
    upper: Floats
    before_p: float


def event_study(placebos: Placebos, *, confidence: float = 0.95) -> EventStudy:
    """Effects by period with limits and a joint test of the periods before the start.

    Calculation: limits are each effect plus and minus the placebos' critical value in that period.
    The joint test takes the squared length of the leads in units of the placebos' covariance (a
    Wald statistic) and its place among the same of the placebos.

    Warning: meant for difference in differences, where nothing makes leads small. A synthetic
    control is fitted to them. A large p does not show that trends would have gone on alike (Roth,
    American Economic Review: Insights 4, 2022, pages 305 to 322).

    Args:
        placebos: an estimate with its placebos.
        confidence: confidence level of the limits.

    Raises:
        InvalidInputError: the confidence is no share.
    """
    actual, pretended = _against_last(placebos.actual)[0], _against_last(placebos.pretended)
    first = placebos.actual.first
    reach = np.array(
        [critical_value(pretended[:, place], confidence=confidence) for place in range(len(actual))]
    )
    reach[first - 1] = 0.0
    leads = slice(0, first - 1)
    lengths = wald_lengths(np.vstack([actual[None, leads], pretended[:, leads]]))
    return EventStudy(
        leads=tuple(place - first for place in range(len(actual))),
        effects=actual,
        lower=actual - reach,
        upper=actual + reach,
        before_p=tail_share(float(lengths[0]), lengths[1:]),
    )


def _against_last(paths: Paths) -> Floats:
    return paths.gaps - paths.gaps[:, [paths.first - 1]]


def wald_lengths(leads: Floats) -> Floats:
    """Squared lengths of rows in units of the covariance of all of them.

    The first row is among them, as each could as well have been the treated one.

    Args:
        leads: the treated and then the placebos, by periods before the start.
    """
    inverse = np.linalg.pinv(leads.T @ leads / len(leads), hermitian=True)
    found: Floats = ((leads @ inverse) * leads).sum(axis=1)
    return found
