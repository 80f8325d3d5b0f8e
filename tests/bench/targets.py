"""What the atlas has to reach, in words and as a test of the medians."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import isnan, nan


@dataclass(frozen=True)
class Medians:
    """A figure of the three apps; NaN where it was not measured."""

    floor: float = nan
    atlas: float = nan
    naive: float = nan

    def scaled(self, scale: float) -> Medians:
        """The figures in a greater unit."""
        return Medians(self.floor / scale, self.atlas / scale, self.naive / scale)


@dataclass(frozen=True)
class Target:
    """A target in words, and how far the atlas is within it: 0 or more where it is met."""

    words: str
    spare: Callable[[Medians], float]

    def is_met(self, medians: Medians) -> bool | None:
        """Whether it is met; None where a figure is missing."""
        spare = self.spare(medians)
        return None if isnan(spare) else spare >= 0

    def judge(self, medians: Medians) -> str:
        """The words with the verdict before them."""
        verdicts = {True: "met", False: "NOT MET", None: "not measured"}
        return f"{verdicts[self.is_met(medians)]}: {self.words}"


def at_most(limit: float) -> Target:
    """No more than a fixed figure."""
    return Target(f"<= {limit:g}", lambda medians: limit - medians.atlas)


def at_least(limit: float) -> Target:
    """No less than a fixed figure."""
    return Target(f">= {limit:g}", lambda medians: medians.atlas - limit)


def exactly(wanted: float) -> Target:
    """A count that may not differ."""
    return Target(f"{wanted:g}", lambda medians: -abs(medians.atlas - wanted))


def of_floor(times: float) -> Target:
    """No more than so many times the floor's figure."""
    return Target(f"<= {times:g} x floor", lambda medians: times * medians.floor - medians.atlas)


def faster_than_naive(times: float) -> Target:
    """So many times less than the naive peer's figure."""
    return Target(
        f">= {times:g} x faster than naive", lambda medians: medians.naive - times * medians.atlas
    )
