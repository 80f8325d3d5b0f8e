"""A question as a panel: which areas and periods, or what is missing to ask it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from data.read.effects.series import Series
from utils.errors import AtlasError
from utils.stats.effects.arrays import Floats
from utils.stats.effects.panel import Panel, build_panel
from utils.stats.effects.panel_rules import LEAST_BEFORE, LEAST_DONORS

#: What areas are matched on beside the outcome's own level and trend, in the last year before.
TRAITS: Final = ("household_income_per_head:persons", "claimant_count:persons")


class CannotBeAskedError(AtlasError):
    """A question has no answer in the data: says which area or period is missing."""


@dataclass(frozen=True)
class Design:
    """What a question compares.

    Attributes:
        treated: GSS codes of the areas that worked together.
        donors: codes of the areas compared with.
        before: periods before the start, in order.
        after: periods from the start on.
        year: the year before the start, of which the traits are.
    """

    treated: tuple[str, ...]
    donors: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    year: str

    @property
    def periods(self) -> tuple[str, ...]:
        """All periods used."""
        return (*self.before, *self.after)


def cut_periods(
    series: Series, *, last_before: str, first_after: str, until: str, first_period: str = ""
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Periods before and from the start on, of those that enough areas have.

    Args:
        series: the measure.
        last_before: last period before the start.
        first_after: first period from the start on.
        until: the last one used.
        first_period: the first one used; the measure's own first where there is none.

    Raises:
        CannotBeAskedError: fewer than four periods before the start, or none after.
    """
    where = {period: place for place, period in enumerate(series.periods)}

    def place(period: str, otherwise: int) -> int:
        """Where a period is, or would be, by its order as text: years sort as they are."""
        known = where.get(period)
        if known is not None:
            return known
        later = [at for name, at in where.items() if name > period]
        return min(later, default=len(where)) + otherwise

    begin = place(first_period, 0) if first_period else 0
    end, start, last = place(last_before, -1), place(first_after, 0), place(until, -1)
    before = tuple(period for period in series.known if begin <= where[period] <= end)
    after = tuple(period for period in series.known if start <= where[period] <= last)
    require_enough(series, before, after)
    return before, after


def require_enough(series: Series, before: Sequence[str], after: Sequence[str]) -> None:
    """Refuse too few periods.

    Raises:
        CannotBeAskedError: says how many there are, and which.
    """
    if len(before) < LEAST_BEFORE:
        known = f"{before[0]} to {before[-1]}" if before else "none"
        raise CannotBeAskedError(
            f"Too few periods before it began: {len(before)} ({known}), and {LEAST_BEFORE} are "
            f"needed. The series begins in {series.known[0] if series.known else 'no period'}."
        )
    if not after:
        raise CannotBeAskedError("No figure after it began.")


def panel_of(
    series: Series,
    design: Design,
    traits: Sequence[Series],
    *,
    types: Mapping[str, str] | None = None,
) -> Panel:
    """Lay out a question; treated areas come first.

    Args:
        series: the measure.
        design: what is compared.
        traits: what areas are matched on beside the outcome.
        types: type of each area, where only areas of the same type may be matched.

    Raises:
        CannotBeAskedError: no treated area has all periods (names the first gap of each), or too
            few others have.
    """
    areas = (*design.treated, *(area for area in design.donors if area not in design.treated))
    outcomes = series.of(areas, design.periods)
    treated = np.arange(len(areas)) < len(design.treated)
    covariates = _covariates(traits, areas, design.year)
    whole = np.isfinite(outcomes).all(axis=1) & np.isfinite(covariates).all(axis=1)
    if not (whole & treated).any():
        gaps = [
            f"{area} in {design.periods[int(np.argmin(np.isfinite(row)))]}"
            for area, row in zip(design.treated, outcomes, strict=False)
        ]
        raise CannotBeAskedError(f"No figure for {', '.join(gaps)}.")
    # Every placebo group needs as many areas beside it as the methods ask for.
    needed = int((whole & treated).sum()) + LEAST_DONORS - 1
    count = int((whole & ~treated).sum())
    if count < max(needed, LEAST_DONORS):
        raise CannotBeAskedError(
            f"{count} areas to compare with have every period, and {max(needed, LEAST_DONORS)} are "
            "needed."
        )
    return build_panel(
        outcomes=outcomes,
        treated=treated,
        first=len(design.before),
        units=areas,
        periods=design.periods,
        covariates=covariates,
        types=None if types is None else [types[area] for area in areas],
    )


def _covariates(traits: Sequence[Series], areas: Sequence[str], year: str) -> Floats:
    if not traits:
        return np.zeros((len(areas), 0))
    return np.hstack([trait.of(areas, [year]) for trait in traits])
