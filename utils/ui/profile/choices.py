"""The choices of a place's profile, resolved before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass

from data.read.find_place.finder import PlaceFinder
from data.read.measures import Measure
from data.read.money_lines import first_year, longest_line
from data.read.places import HEADLINE, Place, PlaceReader
from utils.ui.map.choices import DEFAULTS
from utils.ui.shared.place_picker import NO_PLACE, resolve_place
from utils.ui.shared.state import choose, rename_asked
from utils.ui.shared.words import BASES


@dataclass(frozen=True, kw_only=True)
class ProfileChoices:
    """What the visitor chose, valid; no place before a choice is made.

    Attributes:
        place: the place, or None.
        theme: the theme.
        basis: price basis.
        money: the headline of the money.
        chosen_year: the year of spending, one for the whole page.
        year: that year for councils' services; the newest in which the place has a figure where
            no other than the opening year is chosen.
        trend: the line whose change is drawn.
        change: first and last year of the change.
    """

    place: Place | None
    theme: str
    basis: str
    money: Measure
    chosen_year: str
    year: str
    trend: Measure
    change: tuple[str, str]

    @property
    def asked_year(self) -> str | None:
        """The year of spending where the visitor chose another than that shown at first."""
        return None if self.chosen_year == self.money.opening_period else self.chosen_year

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        return {
            "theme": DEFAULTS["theme"],
            "basis": DEFAULTS["basis"],
            "money_year": self.money.opening_period,
        }

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address."""
        place = self.place.place_id if self.place else NO_PLACE
        return {
            "place": place,
            "theme": self.theme,
            "basis": self.basis,
            "money_year": self.chosen_year,
        }


def resolve_profile(places: PlaceReader, finder: PlaceFinder) -> ProfileChoices:
    """Resolve every choice from the widgets, the visit so far and the address.

    The money is the headline, at first in the year with which it opens; where a part of the place
    is missing in that year, services are of the newest year with a figure, which the page says.
    """
    place = resolve_place(places, finder)
    theme_names = places.theme_names
    default = DEFAULTS["theme"]
    theme = choose("theme", theme_names, default=default, words=theme_names[default])
    basis = choose("basis", BASES, default=DEFAULTS["basis"], words=BASES[DEFAULTS["basis"]])
    money = places.maps.measure(measure=HEADLINE, basis=basis)
    opening = money.opening_period
    rename_asked("year", "money_year")
    chosen = choose("money_year", money.periods, default=opening, words=opening)
    return _choices(places, place, theme=theme, basis=basis, chosen_year=chosen)


def opening_profile(places: PlaceReader, place: Place) -> ProfileChoices:
    """The choices with which the page of a place opens."""
    basis = DEFAULTS["basis"]
    money = places.maps.measure(measure=HEADLINE, basis=basis)
    return _choices(
        places, place, theme=DEFAULTS["theme"], basis=basis, chosen_year=money.opening_period
    )


def _choices(
    places: PlaceReader, place: Place | None, *, theme: str, basis: str, chosen_year: str
) -> ProfileChoices:
    money = places.maps.measure(measure=HEADLINE, basis=basis)
    is_opening = chosen_year == money.opening_period
    year = _year_of(places, place, money) if place and is_opening else chosen_year
    trend = longest_line(places, theme, basis=basis)
    until = year if year in trend.periods else trend.periods[-1]
    return ProfileChoices(
        place=place,
        theme=theme,
        basis=basis,
        money=money,
        chosen_year=chosen_year,
        year=year,
        trend=trend,
        change=(first_year(trend, until=until), until),
    )


def _year_of(places: PlaceReader, place: Place, money: Measure) -> str:
    """The year with which the money opens, else the newest in which the place has a figure."""
    row = places.row(place, money, money.opening_period)
    if row is not None and row["value"] is not None:
        return money.opening_period
    newest = places.newest(place, money)
    return newest["period"] if newest else money.opening_period
