"""Outcomes of treated and untreated units by period, checked before anything is estimated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from utils.errors import InvalidInputError
from utils.stats.effects.arrays import Bools, Floats, Whole
from utils.stats.effects.panel_rules import require_donors, require_periods, require_shape
from utils.stats.effects.targets import Targets


@dataclass(frozen=True)
class Panel:
    """Outcomes without gaps.

    Attributes:
        units: names of the units used, in the order given.
        periods: names of the periods.
        outcomes: units by periods, in any one unit of measurement.
        treated: which units are treated.
        first: index of the first period in which they are.
        traits: units by covariates, each with mean 0 and standard deviation 1.
        types: a whole number a unit; 0 where no types were given.
        left_out: names of the units that had a gap.
    """

    units: tuple[str, ...]
    periods: tuple[str, ...]
    outcomes: Floats
    treated: Bools
    first: int
    traits: Floats
    types: Whole
    left_out: tuple[str, ...]

    @property
    def donor_names(self) -> tuple[str, ...]:
        """Names of the untreated units, in the order of weights."""
        return names_where(self.units, ~self.treated)

    def actual(self) -> Targets:
        """The treated units as the one target."""
        return self._targets(np.flatnonzero(self.treated)[None, :])

    def pretended(self, groups: Whole) -> Targets:
        """Groups of untreated units as targets.

        Args:
            groups: targets by members, as places among the donors.
        """
        return self._targets(np.flatnonzero(~self.treated)[groups])

    def _targets(self, members: Whole) -> Targets:
        donors = np.flatnonzero(~self.treated)
        inside = (members[:, :, None] == donors).any(axis=1)
        return Targets(
            groups=self.outcomes[members],
            group_traits=self.traits[members],
            group_types=self.types[members],
            donors=self.outcomes[donors],
            donor_traits=self.traits[donors],
            donor_types=self.types[donors],
            allowed=~inside,
            first=self.first,
        )


def build_panel(
    *,
    outcomes: Floats,
    treated: Sequence[bool] | Bools,
    first: int,
    units: Sequence[str],
    periods: Sequence[str],
    covariates: Floats | None = None,
    types: Sequence[str] | None = None,
) -> Panel:
    """Check a panel and leave out units with a gap.

    Args:
        outcomes: units by periods, with NaN for a gap.
        treated: which units are treated, all from the same period on.
        first: index of the first period in which they are.
        units: names of the units.
        periods: names of the periods in order.
        covariates: units by covariates known before the start, NaN for a gap.
        types: type of each unit, for an exact match.

    Raises:
        InvalidInputError: shapes do not fit, there are fewer than 10 untreated units or 4 periods
            before the start, no treated unit is without a gap, or there is no period from the
            start on.
    """
    values = np.asarray(outcomes, dtype=np.float64)
    marks = np.asarray(treated, dtype=bool)
    traits = np.zeros((len(units), 0)) if covariates is None else np.asarray(covariates, float)
    kinds = np.zeros(len(units), dtype=np.intp)
    if types is not None:
        kinds = np.unique(np.asarray(types, dtype=str), return_inverse=True)[1].astype(np.intp)
    require_shape("outcomes", values, (len(units), len(periods)))
    require_shape("treated", marks, (len(units),))
    require_shape("types", kinds, (len(units),))
    require_shape("covariates", traits, (len(units), traits.shape[-1]))
    require_periods(first, len(periods))
    whole = np.isfinite(values).all(axis=1) & np.isfinite(traits).all(axis=1)
    require_donors(int((whole & ~marks).sum()))
    left_out = names_where(units, ~whole)
    if not (whole & marks).any():
        raise InvalidInputError(
            argument="treated",
            received=f"no unit without a gap; left out: {', '.join(left_out) or 'none'}",
            expected="one treated unit or more with every period",
        )
    return Panel(
        units=names_where(units, whole),
        periods=tuple(map(str, periods)),
        outcomes=values[whole],
        treated=marks[whole],
        first=int(first),
        traits=_standard(traits[whole]),
        types=kinds[whole],
        left_out=left_out,
    )


def names_where(units: Sequence[str], chosen: Bools) -> tuple[str, ...]:
    """Names of the units that are chosen."""
    return tuple(str(unit) for unit, is_in in zip(units, chosen.tolist(), strict=True) if is_in)


def _standard(traits: Floats) -> Floats:
    spread = traits.std(axis=0)
    scaled: Floats = (traits - traits.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    return scaled
