"""Every method run on one panel, each with its placebos, and what it says in five numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from utils.stats.effects.augmented import augmented_control
from utils.stats.effects.difference_in_differences import matched_differences
from utils.stats.effects.panel import Panel
from utils.stats.effects.paths import Estimator
from utils.stats.effects.placebos import DRAWS, Placebos, calculate_placebos
from utils.stats.effects.power import smallest_detectable_effect
from utils.stats.effects.synthetic_control import separate_controls, synthetic_control
from utils.stats.effects.synthetic_differences import synthetic_differences

MATCHED: Final = "matched_differences"
SYNTHETIC: Final = "synthetic_differences"
CONTROL: Final = "synthetic_control"
#: The methods that answer: the mean of many areas is fitted exactly by a synthetic control, whose
#: misfit then says nothing.
LEADS: Final = (MATCHED, SYNTHETIC)
#: What is quick enough while a visitor waits.
QUICK: Final[Mapping[str, Estimator]] = {
    MATCHED: matched_differences,
    SYNTHETIC: synthetic_differences,
    CONTROL: synthetic_control,
}
ALL: Final[Mapping[str, Estimator]] = {
    **QUICK,
    "augmented_control": augmented_control,
    "separate_controls": separate_controls,
}
#: Weights of each member alone take as long as all members; fewer placebos serve.
SEPARATE_DRAWS: Final = 100


@dataclass(frozen=True)
class Estimate:
    """What a method says, in the unit of the outcomes.

    Attributes:
        effect: mean gap from the start on.
        lower: lower 95 per cent limit by placebos; endless where they are too few.
        upper: upper limit.
        p: probability of an effect as far from 0 where nothing was done.
        smallest: smallest effect that would be found in four of five cases.
        misfit: root mean squared gap before the start.
    """

    effect: float
    lower: float
    upper: float
    p: float
    smallest: float
    misfit: float


def run_methods(
    panel: Panel, methods: Mapping[str, Estimator] = QUICK, *, draws: int = DRAWS, seed: int = 0
) -> dict[str, Placebos]:
    """Run methods on a panel, on the same placebos.

    A single treated unit has no members apart, so the method that takes them apart is left out.

    Args:
        panel: outcomes.
        methods: estimators by name.
        draws: placebo groups where several units are treated.
        seed: start of the random numbers.
    """
    single = int(panel.treated.sum()) == 1
    return {
        name: calculate_placebos(
            panel,
            method,
            draws=min(draws, SEPARATE_DRAWS) if method is separate_controls else draws,
            seed=seed,
        )
        for name, method in methods.items()
        if not (single and method is separate_controls)
    }


def estimate_of(placebos: Placebos) -> Estimate:
    """What a method says, by its placebos."""
    limits = placebos.interval()
    return Estimate(
        effect=placebos.effect,
        lower=limits.lower,
        upper=limits.upper,
        p=placebos.effect_p,
        smallest=smallest_detectable_effect(placebos.pretended.effects),
        misfit=float(placebos.actual.misfits[0]),
    )
