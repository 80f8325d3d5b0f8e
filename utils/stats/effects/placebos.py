"""Placebos: what an estimator finds in places where nothing was done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from utils.errors import InvalidInputError
from utils.stats.effects.arrays import Floats, Whole
from utils.stats.effects.panel import Panel
from utils.stats.effects.panel_rules import LEAST_DONORS
from utils.stats.effects.paths import Estimator, Paths
from utils.stats.preconditions import require_confidence

#: Groups drawn where several units are treated.
DRAWS: Final = 500
#: A misfit below this share of the donors' spread counts as this share: a fit may be exact.
LEAST_MISFIT: Final = 0.01


class Limits(NamedTuple):
    """Limits of an effect, in the unit of the outcomes; endless where nothing can be said."""

    lower: float
    upper: float


@dataclass(frozen=True)
class Placebos:
    """An effect beside the effects found where nothing was done.

    Attributes:
        actual: the treated units, a target alone.
        pretended: untreated units, or groups of as many as are treated, as targets.
        least_misfit: misfits below it count as it, in the unit of the outcomes.
    """

    actual: Paths
    pretended: Paths
    least_misfit: float

    @property
    def effect(self) -> float:
        """Mean gap of the treated units from the start on."""
        return float(self.actual.effects[0])

    @property
    def effect_p(self) -> float:
        """Share of all targets, the treated included, with an effect as far from 0 or farther."""
        return tail_share(self.effect, self.pretended.effects)

    @property
    def ratio_p(self) -> float:
        """Share of all targets whose gaps grew as much or more from the start on.

        The growth is the root mean squared gap from the start on over that before it (Abadie,
        Diamond and Hainmueller, American Journal of Political Science 59, 2015, section on
        inference).
        """
        return tail_share(float(self._ratios(self.actual)[0]), self._ratios(self.pretended))

    def interval(self, *, confidence: float = 0.95) -> Limits:
        """Constant effects that a test by `effect_p` does not rule out.

        Calculation: an effect of c takes c from all gaps from the start on and leaves the weights,
        so c is ruled out where |effect - c| is larger than the ceil((n + 1) confidence)-th
        smallest of the n placebos' |effect|. With too few placebos nothing is ruled out.

        References: Firpo and Possebom, Journal of Causal Inference 6 (2018), section 4.

        Raises:
            InvalidInputError: the confidence is no share.
        """
        reach = critical_value(self.pretended.effects, confidence=confidence)
        return Limits(self.effect - reach, self.effect + reach)

    @property
    def standard_error(self) -> float:
        """Standard deviation of the placebos' effects.

        References: Arkhangelsky and others, American Economic Review 111 (2021), algorithm 4.
        """
        return float(self.pretended.effects.std())

    def band(self, *, confidence: float = 0.95) -> Floats:
        """Between which gaps the placebos lie: 2 by periods, lower and upper.

        Raises:
            InvalidInputError: the confidence is no share.
        """
        require_confidence(confidence)
        tail = (1 - confidence) / 2
        found: Floats = np.quantile(self.pretended.gaps, [tail, 1 - tail], axis=0)
        return found

    def _ratios(self, paths: Paths) -> Floats:
        found: Floats = paths.later / np.maximum(paths.misfits, self.least_misfit)
        return found


def calculate_placebos(
    panel: Panel, estimator: Estimator, *, draws: int = DRAWS, seed: int = 0
) -> Placebos:
    """Run an estimator on the treated units and on untreated ones as if they were treated.

    With one treated unit every untreated one is a placebo. With several, groups of as many
    untreated units are drawn without putting back within a group. A placebo is compared with all
    other untreated units, never with the treated.

    References: Abadie, Diamond and Hainmueller, Journal of the American Statistical Association
    105 (2010), section 3.4; for p-values that count the treated, Phipson and Smyth, Statistical
    Applications in Genetics and Molecular Biology 9 (2010), article 39.

    Args:
        panel: outcomes.
        estimator: what finds the effect, such as `synthetic_control`.
        draws: groups to draw where several units are treated.
        seed: start of the random numbers.

    Raises:
        InvalidInputError: too few untreated units would be left beside a group, or no draw is
            asked for.
    """
    count, size = int((~panel.treated).sum()), int(panel.treated.sum())
    groups = draw_groups(count, size, draws=draws, seed=seed)
    spread = panel.outcomes[~panel.treated][:, : panel.first].std(axis=0).mean()
    return Placebos(
        actual=estimator(panel.actual()),
        pretended=estimator(panel.pretended(groups)),
        least_misfit=float(LEAST_MISFIT * spread) or float(np.finfo(np.float64).tiny),
    )


def draw_groups(count: int, size: int, *, draws: int = DRAWS, seed: int = 0) -> Whole:
    """Groups of units, each unit by itself where groups have one.

    Returns:
        Groups by members, as places from 0 to count - 1.

    Raises:
        InvalidInputError: fewer than 10 units less one would be left beside a group, or no draw is
            asked for.
    """
    if count - size < LEAST_DONORS - 1:
        raise InvalidInputError(
            argument="untreated units",
            received=count,
            expected=f"{size + LEAST_DONORS - 1} or more, for placebos of {size}",
        )
    if draws < 1:
        raise InvalidInputError(argument="draws", received=draws, expected="1 or more")
    if size == 1:
        return np.arange(count)[:, None]
    generator = np.random.default_rng(seed)
    order = generator.random((draws, count)).argsort(axis=1)
    return order[:, :size]


def tail_share(actual: float, placebos: Floats) -> float:
    """(1 + placebos at least as far from 0) / (1 + placebos).

    What is as far but for rounding counts as far.
    """
    far = np.abs(placebos) >= abs(actual) * (1 - 1e-9)
    return float((1 + far.sum()) / (1 + len(placebos)))


def critical_value(placebos: Floats, *, confidence: float = 0.95) -> float:
    """How far from 0 an effect must be to differ from placebos; endless if there are too few.

    Raises:
        InvalidInputError: the confidence is no share.
    """
    require_confidence(confidence)
    place = int(np.ceil((len(placebos) + 1) * confidence - 1e-9))
    return float(np.sort(np.abs(placebos))[place - 1]) if place <= len(placebos) else float("inf")
