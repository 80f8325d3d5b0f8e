"""Classes of a table's own figures: breaks, colours and labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from data.own_table.numbers import decimals_of
from data.own_table.request import DEFAULT_SCHEME
from geo.breaks import begin_at_zero, class_breaks
from geo.classify import NO_DATA, classify
from utils.formatting import format_value
from utils.palette import NO_DATA_COLOUR, class_colours, zero_colours


@dataclass(frozen=True)
class Classes:
    """Classes, lowest first: inner breaks, and a colour and a label for each class."""

    breaks: tuple[float, ...]
    colours: tuple[str, ...]
    labels: tuple[str, ...]
    decimals: int

    def colour(self, value: float | None) -> str:
        """Colour of an area."""
        number = self.number(value)
        return NO_DATA_COLOUR if number is None else self.colours[number]

    def number(self, value: float | None) -> int | None:
        """Class of a value; None without a value."""
        values = np.array([np.nan if value is None else round(value, self.decimals)])
        found = int(classify(values, breaks=list(self.breaks))[0])
        return None if found == NO_DATA else found

    def write(self, value: float | None) -> str:
        """A value as it is shown."""
        return format_value(value, unit="", decimals=self.decimals)

    def counts(self, values: Sequence[float]) -> list[int]:
        """Number of areas in each class."""
        numbers = [self.number(value) for value in values]
        return [numbers.count(number) for number in range(len(self.labels))]


def make_classes(values: Sequence[float], *, scheme: str = DEFAULT_SCHEME) -> Classes:
    """Class figures as the map's measures are classed.

    Raises:
        InvalidInputError: there are no values, or no such scheme.
    """
    decimals = decimals_of(list(values))
    numbers = np.asarray(values, dtype=np.float64)
    breaks = begin_at_zero(class_breaks(numbers, scheme=scheme, decimals=decimals), scheme=scheme)
    if breaks and breaks[0] < 0 < breaks[-1]:
        colours = zero_colours(breaks)
    else:
        colours = class_colours(kind="indicator", classes=len(breaks) + 1, two_sided=False)
    return Classes(tuple(breaks), colours, _labels(breaks), decimals)


def _labels(breaks: Sequence[float]) -> tuple[str, ...]:
    decimals = decimals_of(list(breaks))
    shown = [format_value(bound, unit="", decimals=decimals) for bound in breaks]
    if not shown:
        return ("all areas alike",)
    middle = [f"{low} to under {high}" for low, high in pairwise(shown)]
    return (f"under {shown[0]}", *middle, f"{shown[-1]} and over")
