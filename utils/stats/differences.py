"""Differences and ratios of two independent estimates, with limits made from the limits of each."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

from utils.stats.preconditions import require_choice, require_number_or_nothing
from utils.stats.verdicts import (
    CANNOT_TELL,
    POLARITIES,
    Polarity,
    Verdict,
    compare_with_reference,
)

#: Arithmetic may put a limit this share of its value on the wrong side of it.
ROUNDING: Final = 1e-9


class DifferenceLimits(NamedTuple):
    """First estimate less the second, and its limits, in the unit of the estimates."""

    difference: float
    lower: float
    upper: float


class RatioLimits(NamedTuple):
    """First estimate over the second, and its limits."""

    ratio: float
    lower: float
    upper: float


class _Estimate(NamedTuple):
    value: float
    lower: float
    upper: float

    @property
    def usable(self) -> bool:
        slack = ROUNDING * abs(self.value)
        held = self.lower - slack <= self.value <= self.upper + slack
        return held and all(map(math.isfinite, self))


def difference_limits(
    *,
    value: float | None,
    lower: float | None,
    upper: float | None,
    other: float | None,
    other_lower: float | None,
    other_upper: float | None,
) -> DifferenceLimits | None:
    """Return the first estimate less the second with limits, or None where that is not known.

    Calculation: the method of variance estimates recovery. Each limit of the difference d takes
    from each estimate the distance to the limit that matters there:
    d - sqrt((v1 - l1)^2 + (u2 - v2)^2) and d + sqrt((u1 - v1)^2 + (v2 - l2)^2).

    Warning: the estimates must be independent and their limits of the same confidence. A place
    and a region that holds it are not independent.

    References: Zou and Donner, Statistics in Medicine 27 (2008), pages 1693 to 1702. With Wilson's
    limits it is method 10 of Newcombe, Statistics in Medicine 17 (1998), pages 873 to 890.

    Args:
        value: first estimate, any unit.
        lower: its lower limit.
        upper: its upper limit.
        other: second estimate, the same unit.
        other_lower: its lower limit.
        other_upper: its upper limit.

    Returns:
        None where a number is missing or not finite, or an estimate lies outside its own limits.

    Raises:
        InvalidInputError: an argument is neither a number nor None.
    """
    first = _estimate(value=value, lower=lower, upper=upper)
    second = _estimate(other=other, other_lower=other_lower, other_upper=other_upper)
    if first is None or second is None:
        return None
    return DifferenceLimits(*_recover(first, second))


def ratio_limits(
    *,
    value: float | None,
    lower: float | None,
    upper: float | None,
    other: float | None,
    other_lower: float | None,
    other_upper: float | None,
) -> RatioLimits | None:
    """Return the first estimate over the second with limits, or None where that is not known.

    Calculation: as `difference_limits`, on the logarithms of all six numbers.

    Transformation: logarithm; the result is transformed back.

    Warning: as `difference_limits`; all six numbers must be above 0, so that an estimate from no
    events has no ratio here.

    References: Zou and Donner, Statistics in Medicine 27 (2008), pages 1693 to 1702, section 2.

    Args:
        value: first estimate, any unit.
        lower: its lower limit.
        upper: its upper limit.
        other: second estimate, the same unit.
        other_lower: its lower limit.
        other_upper: its upper limit.

    Returns:
        None where a number is missing, not finite or not above 0, or an estimate lies outside its
        own limits.

    Raises:
        InvalidInputError: an argument is neither a number nor None.
    """
    first = _estimate(value=value, lower=lower, upper=upper)
    second = _estimate(other=other, other_lower=other_lower, other_upper=other_upper)
    if first is None or second is None or min(*first, *second) <= 0:
        return None
    logs = _recover(_Estimate(*map(math.log, first)), _Estimate(*map(math.log, second)))
    return RatioLimits(*map(math.exp, logs))


def compare_two(
    *,
    value: float | None,
    lower: float | None,
    upper: float | None,
    other: float | None,
    other_lower: float | None,
    other_upper: float | None,
    polarity: Polarity,
) -> Verdict:
    """Say how the first estimate stands against the second, by the limits of their difference.

    Args:
        value: first estimate, any unit.
        lower: its lower limit.
        upper: its upper limit.
        other: second estimate, the same unit.
        other_lower: its lower limit.
        other_upper: its upper limit.
        polarity: high_is_good, low_is_good or neutral.

    Returns:
        "better" or "worse" ("higher" or "lower" where neither is good) where the limits of the
        difference leave 0 out, "similar" where they hold it, "cannot tell" without them.

    Raises:
        InvalidInputError: the polarity is not one of the three, or another argument is neither a
            number nor None.
    """
    require_choice("polarity", polarity, POLARITIES)
    limits = difference_limits(
        value=value,
        lower=lower,
        upper=upper,
        other=other,
        other_lower=other_lower,
        other_upper=other_upper,
    )
    if limits is None:
        return CANNOT_TELL
    return compare_with_reference(
        lower=limits.lower, upper=limits.upper, reference=0.0, polarity=polarity
    )


def _estimate(**numbers: float | None) -> _Estimate | None:
    for name, number in numbers.items():
        require_number_or_nothing(name, number)
    known = [float(value) for value in numbers.values() if value is not None]
    if len(known) < len(numbers):
        return None
    found = _Estimate(*known)
    return found if found.usable else None


def _recover(first: _Estimate, second: _Estimate) -> tuple[float, float, float]:
    difference = first.value - second.value
    below = math.hypot(first.value - first.lower, second.upper - second.value)
    above = math.hypot(first.upper - first.value, second.value - second.lower)
    return difference, difference - below, difference + above
