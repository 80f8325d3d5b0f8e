"""Whether anything changed that would not have changed anyway: the rule, the same for all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from utils.stats.effects.estimates import Estimate
from utils.stats.verdicts import Polarity

EffectVerdict = Literal[
    "better", "worse", "higher", "lower", "no clear change", "cannot tell", "cannot be asked"
]
EffectWhy = Literal[
    "beyond chance",
    "within chance",
    "trends differed",
    "methods differ",
    "not rare enough",
    "too coarse",
    "no series",
]
#: Adjusted p-values below it are beyond chance.
LEVEL: Final = 0.05
#: Below it the years before speak against the comparison.
BEFORE_LEVEL: Final = 0.10
#: Of the standard deviation between untreated units: the largest effect that may go unseen where no
#: clear change is said.
SEEN_SHARE: Final = 0.5


@dataclass(frozen=True)
class EffectAnswer:
    """A verdict and why it is that."""

    verdict: EffectVerdict
    why: EffectWhy


def decide(
    leads: Sequence[Estimate],
    *,
    p_adjusted: float,
    before_p: float,
    spread: float,
    polarity: Polarity,
) -> EffectAnswer:
    """Say whether there was a change.

    Args:
        leads: what the methods say that answer.
        p_adjusted: the largest of their p-values, adjusted for all questions asked.
        before_p: probability of gaps as large before the start, where nothing was done.
        spread: standard deviation between untreated units in the last period before.
        polarity: whether high is good, low is good, or neither.
    """
    if before_p < BEFORE_LEVEL:
        return EffectAnswer("cannot tell", "trends differed")
    signs = {estimate.effect > 0 for estimate in leads}
    include_zero = [estimate.lower <= 0 <= estimate.upper for estimate in leads]
    if p_adjusted < LEVEL and len(signs) == 1:
        return EffectAnswer(_direction(1 if leads[0].effect > 0 else -1, polarity), "beyond chance")
    if not all(include_zero):
        agree = len(signs) == 1 and not any(include_zero)
        return EffectAnswer("cannot tell", "not rare enough" if agree else "methods differ")
    if max(estimate.smallest for estimate in leads) > SEEN_SHARE * spread:
        return EffectAnswer("cannot tell", "too coarse")
    return EffectAnswer("no clear change", "within chance")


def _direction(sign: int, polarity: Polarity) -> EffectVerdict:
    if polarity == "neutral":
        return "higher" if sign > 0 else "lower"
    return "better" if (sign > 0) == (polarity == "high_is_good") else "worse"
