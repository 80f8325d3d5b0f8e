"""Groups of units to be explained by the units outside them."""

from __future__ import annotations

from dataclasses import dataclass

from utils.stats.effects.arrays import Bools, Floats, Whole


@dataclass(frozen=True)
class Targets:
    """Groups of units to be explained, each by donors outside it.

    Attributes:
        groups: targets by members by periods; outcomes of the members of each target.
        group_traits: targets by members by traits, of which there may be none.
        group_types: targets by members; a whole number for each type of unit.
        donors: donors by periods.
        donor_traits: donors by traits.
        donor_types: a whole number a donor.
        allowed: targets by donors; which donors are outside the target.
        first: index of the first period from the start on.
    """

    groups: Floats
    group_traits: Floats
    group_types: Whole
    donors: Floats
    donor_traits: Floats
    donor_types: Whole
    allowed: Bools
    first: int

    @property
    def means(self) -> Floats:
        """Mean outcome of each target: targets by periods."""
        found: Floats = self.groups.mean(axis=1)
        return found

    @property
    def size(self) -> int:
        """Units in each target."""
        return int(self.groups.shape[1])
