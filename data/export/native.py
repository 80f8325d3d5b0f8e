"""A chart as its figures, for programs in which it can be edited: categories and series.

The chart's maker gives it beside the drawing, so that nothing is guessed from a drawing's code. It
is a plain record, so that the server need not load what writes slides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, TypeVar

import pandas as pd

#: How series are drawn: bars that lie on each other, a whole behind its part; lines; points alone.
Kind = Literal["overlaid bars", "lines", "points"]
Numbers = tuple[float | None, ...]
#: Stands among the categories where the basis breaks.
BREAK: Final = "break"
Cell = TypeVar("Cell")


@dataclass(frozen=True)
class Series:
    """Figures in a colour, one for each category; None is a gap.

    Attributes:
        name: what they are of.
        values: the figures.
        colour: as "#2f6fd0".
        lower: lower limits; empty where the series has no limits.
        upper: upper limits, likewise.
        is_reference: whether others are compared with it; its line is dashed.
        hollow: positions of figures that are partly estimated or doubtful.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - read by pydantic

    name: str
    values: Numbers
    colour: str
    lower: Numbers = ()
    upper: Numbers = ()
    is_reference: bool = False
    hollow: tuple[int, ...] = ()


@dataclass(frozen=True)
class NativeChart:
    """Series over the same categories.

    Attributes:
        kind: how it is drawn.
        categories: names of the categories, in the order shown.
        series: the series, the first of them behind.
        categories_title: what the categories are, and what must be known of them.
        values_title: what the figures are, with the unit.
        decimals: decimals to show.
        before: what stands before a number, such as a pound sign.
        limits: what the limits are; empty where no series has any.
        breaks: positions of categories that begin on a new basis, before which lines are cut.

    Raises:
        ValueError: a series does not have a figure for each category, or has limits that are
            incomplete or not named.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 - read by pydantic

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    categories_title: str
    values_title: str
    decimals: int
    before: str = ""
    limits: str = ""
    breaks: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        """Refuse series that do not fit the categories."""
        for series in self.series:
            _check(series.name, "values", len(series.values), [len(self.categories)])
            both = [0] if not self.limits else [0, len(self.categories)]
            _check(series.name, "lower values", len(series.lower), both)
            _check(series.name, "upper values", len(series.upper), [len(series.lower)])

    def with_gaps(self) -> NativeChart:
        """The same with an empty category before each break: every program cuts lines at a gap."""
        if not self.breaks:
            return self
        categories = _opened(self.categories, self.breaks, BREAK)
        series = tuple(
            replace(
                one,
                values=_opened(one.values, self.breaks, None),
                lower=_opened(one.lower, self.breaks, None),
                upper=_opened(one.upper, self.breaks, None),
                hollow=tuple(at + sum(cut <= at for cut in self.breaks) for at in one.hollow),
            )
            for one in self.series
        )
        return replace(self, categories=categories, series=series, breaks=())


def _opened(cells: Sequence[Cell], breaks: Sequence[int], between: Cell) -> tuple[Cell, ...]:
    """Cells with another before each break; none stay none."""
    return tuple(
        cell
        for place, own in enumerate(cells)
        for cell in ([between, own] if place in breaks else [own])
    )


def _check(name: str, what: str, count: int, allowed: list[int]) -> None:
    if count not in allowed:
        raise ValueError(
            f"{name}: {count} {what}; allowed: {' or '.join(str(number) for number in allowed)}"
        )


def numbers_of(column: pd.Series[Any], *, decimals: int) -> Numbers:
    """The figures of a column, rounded as on the page; what is missing is None."""
    return tuple(None if pd.isna(value) else round(float(value), decimals) for value in column)
