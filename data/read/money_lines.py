"""Which lines of money a theme has, and over which years its change is shown."""

from __future__ import annotations

from typing import Final

from data.read.measures import Measure
from data.read.places import HEADLINE, PlaceReader

#: The programme's first year: where a change is counted from at first.
PROGRAMME_YEAR: Final = "2009-10"
#: Public spending that accounts of an area show.
MEASURED: Final = "whole:measured"


def money_lines(places: PlaceReader, theme: str, *, basis: str) -> list[Measure]:
    """The theme's service lines in the declared order, else the headline."""
    found = [
        measure for measure in places.theme_measures(theme, basis=basis) if measure.kind == "spend"
    ]
    return found or [places.maps.measure(measure=HEADLINE, basis=basis)]


def whole_lines(places: PlaceReader, theme: str, *, basis: str) -> list[Measure]:
    """All public money of a theme, in the declared order.

    What accounts show of it is left out, as places differ in which accounts there are.
    """
    return [
        measure
        for measure in places.theme_measures(theme, basis=basis)
        if measure.kind == "whole" and measure.measure != MEASURED
    ]


def longest_line(places: PlaceReader, theme: str, *, basis: str) -> Measure:
    """The theme's line that is reported for most years, the first of several."""
    return max(money_lines(places, theme, basis=basis), key=lambda line: len(line.periods))


def first_year(money: Measure, *, until: str) -> str:
    """The programme's first year where a line has it, else the line's oldest."""
    in_programme = PROGRAMME_YEAR in money.periods and until > PROGRAMME_YEAR
    return PROGRAMME_YEAR if in_programme else money.periods[0]
