"""The choices of the page on the count, resolved and valid before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from data.read.counts import PROGRAMME_YEAR, CountReader
from data.read.place_search import PlaceNames
from data.read.places import Place
from utils.ui.shared.place_picker import NO_PLACE, resolve_place
from utils.ui.shared.state import choose

LOOKS: Final[Mapping[str, str]] = {
    "count": "The count",
    "money": "Follow the money",
    "overlaps": "Overlaps",
}
DRAWN: Final[Mapping[str, str]] = {
    "flow": "Flows",
    "treemap": "Areas",
    "tree": "List",
}
DEFAULTS: Final[Mapping[str, str]] = {"look": "count", "drawn": "flow", "theme": "all_services"}


@dataclass(frozen=True, kw_only=True)
class CountChoices:
    """What the visitor chose, resolved and valid.

    Attributes:
        place: the place, or None.
        look: which part of the page is shown.
        year: financial year of what is counted; `usual` is the year where none is asked for.
        years: the years that may be chosen.
        drawn: how the money is drawn.
        line: service line that is looked into.
        theme: theme of the overlaps.
    """

    place: Place | None
    look: str
    year: str
    usual: str
    years: tuple[str, ...]
    drawn: str
    line: str
    theme: str

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address."""
        return {
            "place": self.place.place_id if self.place else NO_PLACE,
            "look": self.look,
            "money_year": self.year,
            "drawn": self.drawn,
            "line": self.line,
            "theme": self.theme,
        }

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        return {**DEFAULTS, "money_year": self.usual, "line": "education"}


def resolve_count(reader: CountReader, names: PlaceNames) -> CountChoices:
    """Resolve every choice from the widgets, the visit so far and the address.

    The year is that of the programme's counts where there are any, else the newest whole year.
    """
    place = resolve_place(reader.places, names)
    look = _choose("look", LOOKS)
    money = reader.money
    years = tuple(money.flow_years if look == "money" else money.years)
    usual = years[-1]
    if place is not None:
        counted = look == "count" and reader.totals(place)
        usual = PROGRAMME_YEAR if counted else money.newest_whole_year(place.members)
    themes = reader.places.theme_names
    return CountChoices(
        place=place,
        look=look,
        year=choose("money_year", years, default=usual, words=usual),
        usual=usual,
        years=years,
        drawn=_choose("drawn", DRAWN),
        line=choose(
            "line", money.lines, default="education", words=money.lines["education"]["name"]
        ),
        theme=choose("theme", themes, default=DEFAULTS["theme"], words=themes[DEFAULTS["theme"]]),
    )


def _choose(key: str, options: Mapping[str, str]) -> str:
    return choose(key, options, default=DEFAULTS[key], words=options[DEFAULTS[key]])
