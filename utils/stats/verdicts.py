"""Verdicts of a place against a reference: from intervals, never from point values."""

from __future__ import annotations

import math
from typing import Final, Literal, get_args

from utils.stats.preconditions import require_choice, require_number_or_nothing

Polarity = Literal["high_is_good", "low_is_good", "neutral"]
#: "higher" and "lower" where neither is good.
Verdict = Literal["better", "worse", "higher", "lower", "similar", "cannot tell"]
POLARITIES: Final[tuple[Polarity, ...]] = get_args(Polarity)
#: Every verdict that `compare_with_reference` gives.
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
CANNOT_TELL: Final = "cannot tell"


def compare_with_reference(
    *, lower: float | None, upper: float | None, reference: float | None, polarity: Polarity
) -> Verdict:
    """Compare an interval with a reference value, as OHID does for an area against England.

    The reference outside the interval gives better or worse (higher or lower where neither is
    good); inside it gives "similar". Without both limits, or without a reference, nobody can tell.

    Args:
        lower: lower 95 per cent limit of the area.
        upper: upper limit.
        reference: value of the reference area, taken as exact.
        polarity: high_is_good, low_is_good or neutral.

    Raises:
        InvalidInputError: the polarity is not one of the three, or another argument is
            neither a number nor None.
    """
    require_choice("polarity", polarity, POLARITIES)
    for name, value in (("lower", lower), ("upper", upper), ("reference", reference)):
        require_number_or_nothing(name, value)
    if lower is None or upper is None or reference is None:
        return CANNOT_TELL
    if not all(math.isfinite(number) for number in (lower, upper, reference)):
        return CANNOT_TELL
    if lower <= reference <= upper:
        return "similar"
    above = lower > reference
    if polarity == "neutral":
        return "higher" if above else "lower"
    return "better" if above == (polarity == "high_is_good") else "worse"
