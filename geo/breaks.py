"""Class breaks of maps: for those of the published measures computed once, at build time.

A scheme says where classes begin; what is done with its cuts is the same for all. Values are shown
and classed after rounding to the measure's decimals, so breaks are numbers of that grid, and a
value equal to a break belongs to the class above it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from utils.errors import InvalidInputError

SIGNIFICANT_DIGITS: Final = 3
CLASSES: Final = 5
TERCILES: Final = 3
#: The scheme whose two sides are those of its centre, not of zero.
AROUND: Final = "std"
#: The algorithm of Fisher and Jenks takes the square of the number of values.
MAX_FISHER_VALUES: Final = 4_000
STD_STEPS: Final = (-1.5, -0.5, 0.5, 1.5)
#: Digits beyond which a quotient or a quantile of decimal numbers is noise of their binary form.
NOISE_DIGITS: Final = 6
Values = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True)
class Scheme:
    """How a scheme cuts values into classes.

    Attributes:
        cut: takes the values and a centre and returns the inner cuts, lowest first.
        closed: a cut is the highest value of the class below, else the lowest of the class above.
        classes: fewer different values than this get a class each; 0 when the cuts hold anyway.
    """

    cut: Callable[[Values, float], Values]
    closed: bool
    classes: int


def _quantiles(values: Values, classes: int) -> Values:
    quantiles = np.quantile(values, np.arange(1, classes + 1) / classes)
    # Many equal values make equal quantiles, which are merged; the last is the greatest value.
    cuts = np.unique(np.round(quantiles, NOISE_DIGITS))[:-1]
    return np.array([_fairer_side(np.sort(values), float(cut), classes) for cut in cuts])


def _fairer_side(ordered: Values, cut: float, classes: int) -> float:
    """The end of a class at a cut or before it, whichever leaves classes more alike in size.

    Of many values equal to a cut all go to one class; a tenth too many is worse than one too few.
    """
    before, through = (np.searchsorted(ordered, cut, side=side) for side in ("left", "right"))
    wanted = np.arange(1, classes) * len(ordered) / classes
    if before and np.abs(wanted - before).min() < np.abs(wanted - through).min():
        return float(ordered[before - 1])
    return cut


def _equal(values: Values, _centre: float) -> Values:
    if np.ptp(values) == 0:
        return np.empty(0)
    return np.linspace(values.min(), values.max(), CLASSES + 1)[1:-1]


def _fisher(values: Values, _centre: float) -> Values:
    """Natural breaks after Fisher and Jenks.

    More than 4,000 values are thinned to 4,000 evenly spaced order statistics, the least and the
    greatest among them, so that the same values always give the same breaks.
    """
    ordered = np.sort(values)
    if len(ordered) > MAX_FISHER_VALUES:
        ordered = ordered[np.linspace(0, len(ordered) - 1, MAX_FISHER_VALUES).round().astype(int)]
    if len(np.unique(ordered)) < CLASSES:
        return np.unique(ordered)[:-1]
    # The library compiles itself for seconds as it is loaded, and most maps have other schemes.
    import mapclassify  # noqa: PLC0415

    # The library adds up squares in single precision, which holds them only around zero.
    middle = float(ordered.mean())
    bins = mapclassify.FisherJenks(ordered - middle, k=CLASSES).bins[:-1]
    return np.asarray(bins, dtype=np.float64) + middle


def _standard_deviations(values: Values, centre: float) -> Values:
    if len(values) < 2:  # noqa: PLR2004 - a single value has no deviation
        return np.empty(0)
    return centre + np.array(STD_STEPS) * float(values.std(ddof=1))


#: Every scheme by its name; to add a scheme, add it here.
SCHEMES: Final[Mapping[str, Scheme]] = MappingProxyType(
    {
        "quantile": Scheme(lambda values, _: _quantiles(values, CLASSES), True, CLASSES),
        "equal": Scheme(_equal, False, 0),
        "fisher": Scheme(_fisher, True, CLASSES),
        AROUND: Scheme(_standard_deviations, False, 0),
        "tercile": Scheme(lambda values, _: _quantiles(values, TERCILES), True, TERCILES),
    }
)


def class_breaks(
    values: Values, *, scheme: str, decimals: int, centre: float | None = None
) -> list[float]:
    """Return the inner breaks of a scheme's classes, lowest first.

    Breaks are rounded to three significant digits of the spread of the values, so that a legend can
    be read, but never finer than the decimals with which values are shown. Equal ones are merged,
    and no break lies at or below the least value, nor above the greatest.

    Args:
        values: what is not finite is left out.
        scheme: a name of `SCHEMES`.
        decimals: with which the values are shown.
        centre: around which standard deviations are counted; without a centre, the mean.

    Raises:
        InvalidInputError: no values, or no such scheme.
    """
    rounded = np.round(values[np.isfinite(values)], decimals)
    if len(rounded) == 0:
        raise InvalidInputError(argument="values", received="none", expected="at least one number")
    if scheme not in SCHEMES:
        raise InvalidInputError(argument="scheme", received=scheme, expected=", ".join(SCHEMES))
    how, different = SCHEMES[scheme], np.unique(rounded)
    if len(different) <= how.classes:
        return [float(bound) for bound in different[1:]]
    cuts = how.cut(rounded, float(rounded.mean()) if centre is None else centre)
    unit = 10.0**-decimals
    step = max(unit, _rounding_step(float(np.ptp(np.quantile(rounded, [0.02, 0.98])))))
    breaks = {_on_grid(cut, unit=unit, step=step, closed=how.closed) for cut in cuts}
    return sorted(bound for bound in breaks if different[0] < bound <= different[-1])


def begin_at_zero(breaks: list[float], *, scheme: str) -> list[float]:
    """Move the nearest of breaks on both sides of zero to it, so that no class has both signs.

    Args:
        breaks: inner breaks, lowest first.
        scheme: that made them; the two sides of standard deviations are those of their centre.
    """
    if scheme == AROUND:
        return breaks
    if not breaks or not breaks[0] < 0 < breaks[-1]:
        return breaks
    nearest = min(breaks, key=abs)
    return sorted({0.0, *breaks} - ({nearest} if nearest else set()))


def discrete_breaks(values: Values, *, decimals: int) -> list[float]:
    """Return the inner breaks that give each different value a class of its own, lowest first.

    Args:
        values: what is not finite is left out.
        decimals: with which the values are shown.
    """
    different = np.unique(np.round(values[np.isfinite(values)], decimals))
    return [float(bound) for bound in different[1:]]


def _on_grid(cut: float, *, unit: float, step: float, closed: bool) -> float:
    """The lowest number on the values' grid in the class above a cut, rounded to a step."""
    units = round(cut / unit, NOISE_DIGITS)
    lowest = np.floor(units) + 1 if closed else np.ceil(units)
    return float(f"{round(lowest * unit / step) * step:.10g}")


def _rounding_step(spread: float) -> float:
    """A power of ten that keeps three digits of the spread."""
    if spread <= 0:
        return 10.0**-SIGNIFICANT_DIGITS
    return float(10.0 ** (np.floor(np.log10(spread)) - (SIGNIFICANT_DIGITS - 1)))
