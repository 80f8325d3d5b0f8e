"""Colours of maps and charts, chosen by the kind of measure and safe for colour-blind readers.

Class colours are ColorBrewer schemes marked colour-blind safe. None is red against green, and
none means good or bad: a verdict is said in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

#: The end of a scale that is dark.
DarkEnd = Literal["high", "low"]
#: What a measure is of, as the published list of measures says it.
Kind = Literal["spend", "indicator", "small_area", "regional", "whole"]
NO_DATA_COLOUR: Final = "#d4d4d4"
MONEY_KINDS: Final = ("spend", "regional", "whole")
#: Money: from little to much.
MONEY: Final = {
    1: ("#41b6c4",),
    2: ("#a1dab4", "#225ea8"),
    3: ("#edf8b1", "#7fcdbb", "#2c7fb8"),
    4: ("#ffffcc", "#a1dab4", "#41b6c4", "#225ea8"),
    5: ("#ffffcc", "#a1dab4", "#41b6c4", "#2c7fb8", "#253494"),
}
#: Outcomes: from low to high.
OUTCOME: Final = {
    1: ("#8c96c6",),
    2: ("#b3cde3", "#88419d"),
    3: ("#e0ecf4", "#9ebcda", "#8856a7"),
    4: ("#edf8fb", "#b3cde3", "#8c96c6", "#88419d"),
    5: ("#edf8fb", "#b3cde3", "#8c96c6", "#8856a7", "#810f7c"),
}
#: Tenths, a class each: the scheme of outcomes in ten steps that look equally far apart.
TENTHS: Final = (
    "#edf8fb",
    "#cbdceb",
    "#a7c3dd",
    "#94a7cf",
    "#8c89c0",
    "#8c6ab0",
    "#8947a0",
    "#842188",
    "#6e0a6a",
    "#4d004b",
)
#: Money that can be below nothing (income above cost): two-sided.
SIGNED: Final = {
    1: ("#f7f7f7",),
    2: ("#f1a340", "#998ec3"),
    3: ("#f1a340", "#f7f7f7", "#998ec3"),
    4: ("#e66101", "#fdb863", "#b2abd2", "#5e3c99"),
    5: ("#e66101", "#fdb863", "#f7f7f7", "#b2abd2", "#5e3c99"),
}

#: Classes below zero, lowest first, and above zero, by their number; after ColorBrewer's PuOr.
BELOW_ZERO: Final = {
    0: (),
    1: ("#f1a340",),
    2: ("#e66101", "#fdb863"),
    3: ("#b35806", "#f1a340", "#fee0b6"),
    4: ("#b35806", "#e08214", "#fdb863", "#fee0b6"),
}
ABOVE_ZERO: Final = {
    0: (),
    1: ("#998ec3",),
    2: ("#b2abd2", "#5e3c99"),
    3: ("#d8daeb", "#998ec3", "#542788"),
    4: ("#d8daeb", "#b2abd2", "#8073ac", "#542788"),
}
#: A class that holds zero between its ends.
ACROSS_ZERO: Final = "#f7f7f7"


#: Two measures crossed: rows from low to high of the first (gold), columns of the second (blue).
CROSS: Final = (
    "#f2f0e6",
    "#a8c9e4",
    "#3f86c4",
    "#f2dd94",
    "#9fae8c",
    "#3d6a84",
    "#e0a800",
    "#8d7a22",
    "#33412f",
)
#: Where conditions fail, and where all hold.
WHERE: Final = ("#e3e7ee", "#1f4e9c")


def class_colours(
    *, kind: Kind, classes: int, two_sided: bool, dark_end: DarkEnd = "high"
) -> tuple[str, ...]:
    """Return a colour a class, lowest class first.

    Args:
        kind: kind of the measure; "spend", "regional" and "whole" are money.
        classes: 1 to 5, or 10 for tenths.
        two_sided: the classes lie on both sides of England.
        dark_end: which end of the scale is dark, "high" or "low".
    """
    if two_sided:
        colours = SIGNED[classes]
    elif classes > len(OUTCOME):
        colours = _even_steps(classes)
    else:
        colours = MONEY[classes] if kind in MONEY_KINDS else OUTCOME[classes]
    return colours[::-1] if dark_end == "low" else colours


def zero_colours(breaks: Sequence[float]) -> tuple[str, ...]:
    """Return a colour a class of a scale with two sides, lowest class first.

    Args:
        breaks: inner breaks below and above zero, lowest first; without zero among them, a class
            has values of both signs.
    """
    below = sum(bound <= 0 for bound in breaks)
    above = sum(bound >= 0 for bound in breaks)
    middle = () if 0 in breaks else (ACROSS_ZERO,)
    return (*BELOW_ZERO[below], *middle, *ABOVE_ZERO[above])


def cross_colours(*, first: DarkEnd, second: DarkEnd) -> tuple[str, ...]:
    """Return the nine colours of two measures crossed, each dark at its own dark end.

    Args:
        first: dark end of the first measure, whose classes are the rows.
        second: dark end of the second measure.
    """
    side = 3
    rows = range(side) if first == "high" else reversed(range(side))
    columns = list(range(side)) if second == "high" else list(reversed(range(side)))
    return tuple(CROSS[side * row + column] for row in rows for column in columns)


def _even_steps(classes: int) -> tuple[str, ...]:
    """Colours of more than five classes, spread over those of tenths."""
    last = len(TENTHS) - 1
    return tuple(TENTHS[round(place * last / (classes - 1))] for place in range(classes))
