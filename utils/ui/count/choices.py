"""The choices of the page on the count, resolved and valid before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from data.read.counts import PROGRAMME_YEAR, CountReader
from data.read.find_place.finder import PlaceFinder
from data.read.places import Place
from data.read.revenue import OUTCOMES, RevenueReader
from data.read.whole_place import WholePlaceReader
from utils.narrative.place import measure_title
from utils.narrative.whole_place import ONE_OFF, WITH
from utils.ui.shared.place_picker import NO_PLACE, resolve_place
from utils.ui.shared.state import choose

LOOKS: Final[Mapping[str, str]] = {
    "whole": "All public money",
    "tax": "Tax and spend",
    "count": "What was counted in 2009",
    "money": "Follow the money",
    "overlaps": "Overlaps",
}
#: Looks that show something without a place, by year.
OF_EVERYWHERE: Final = frozenset({"whole", "tax"})
WHOLE_YEAR: Final = "whole_year"
DRAWN: Final[Mapping[str, str]] = {
    "flow": "Flows",
    "treemap": "Areas",
    "tree": "List",
}
#: Service line that is looked into at first.
DEFAULT_LINE: Final = "education"
DEFAULTS: Final[Mapping[str, str]] = {
    "look": "whole",
    "drawn": "flow",
    "theme": "all_services",
    "one_off": WITH,
    "beside": OUTCOMES[0],
}


@dataclass(frozen=True, kw_only=True)
class CountChoices:
    """What the visitor chose, resolved and valid.

    Attributes:
        place: the place, or None.
        look: which part of the page is shown.
        year: financial year of what is counted; `usual` is the year where none is asked for.
        years: the years that may be chosen.
        one_off: with or without one-off support.
        drawn: how the money is drawn.
        line: service line that is looked into.
        theme: theme of the overlaps.
        beside: outcome of regions that tax and spending are set beside.
    """

    place: Place | None
    look: str
    year: str
    usual: str
    years: tuple[str, ...]
    one_off: str
    drawn: str
    line: str
    theme: str
    beside: str

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address."""
        return {
            "place": self.place.place_id if self.place else NO_PLACE,
            "look": self.look,
            self.year_key: self.year,
            "one_off": self.one_off,
            "drawn": self.drawn,
            "line": self.line,
            "theme": self.theme,
            "beside": self.beside,
        }

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        return {**DEFAULTS, self.year_key: self.usual, "line": DEFAULT_LINE}

    @property
    def year_key(self) -> str:
        """Under which name the year is kept."""
        return year_key(self.look)


def year_key(look: str) -> str:
    """Under which name a look keeps its year: accounts of local bodies have fewer years."""
    return WHOLE_YEAR if look in OF_EVERYWHERE else "money_year"


def resolve_count(
    reader: CountReader, whole: WholePlaceReader, revenue: RevenueReader, finder: PlaceFinder
) -> CountChoices:
    """Resolve every choice from the widgets, the visit so far and the address.

    The year of all public money, and of tax and spending, is its newest; of the counts that of the
    programme where there are any, else the newest whole year.
    """
    place = resolve_place(reader.places, finder)
    look = _choose("look", LOOKS)
    money = reader.money
    years = tuple(money.flow_years if look == "money" else money.years)
    if look in OF_EVERYWHERE:
        years = whole.years if look == "whole" else revenue.years
    usual = years[-1]
    if place is not None and look not in OF_EVERYWHERE:
        counted = look == "count" and reader.totals(place)
        usual = PROGRAMME_YEAR if counted else money.newest_whole_year(place.members)
    themes = reader.places.theme_names
    return CountChoices(
        place=place,
        look=look,
        year=choose(year_key(look), years, default=usual, words=usual),
        usual=usual,
        years=years,
        one_off=_choose("one_off", ONE_OFF),
        drawn=_choose("drawn", DRAWN),
        line=choose(
            "line", money.lines, default=DEFAULT_LINE, words=money.lines[DEFAULT_LINE]["name"]
        ),
        theme=choose("theme", themes, default=DEFAULTS["theme"], words=themes[DEFAULTS["theme"]]),
        beside=choose(
            "beside",
            revenue.outcomes,
            default=DEFAULTS["beside"],
            words=measure_title(revenue.outcomes[DEFAULTS["beside"]]),
        ),
    )


def _choose(key: str, options: Mapping[str, str]) -> str:
    return choose(key, options, default=DEFAULTS[key], words=options[DEFAULTS[key]])
