"""The choices of the page on unequal health, resolved and valid before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from data.read.find_place.finder import PlaceFinder
from data.read.inequality import InequalityReader
from data.read.measures import Measure
from data.read.places import Place, PlaceReader
from utils.narrative.place import measure_title
from utils.ui.shared.place_picker import NO_PLACE, resolve_place
from utils.ui.shared.state import choose

PARTS: Final[Mapping[str, str]] = {
    "inside": "Inside the place",
    "between": "Between places",
    "causes": "Housing, work, crime and neighbourhood",
}
#: What is below the map of a place, by tabs.
TABS: Final[Mapping[str, str]] = {
    "change": "Did it change?",
    "why": "Why the gap (England)",
    "years": "Over the years",
    "deprivation": "By deprivation",
    "then_now": "Then and now",
    "concentration": "For analysts: concentration",
}
SEXES: Final[Mapping[str, str]] = {"female": "Women", "male": "Men"}
#: What is measured of small areas, and in which periods, oldest first.
SMALL_MEASURES: Final[Mapping[str, tuple[str, ...]]] = {
    "life_expectancy_at_birth": ("2009-13", "2016-20"),
    "healthy_life_expectancy_census": ("2009-13",),
    "disability_free_life_expectancy_census": ("2009-13",),
    "mortality_ratio_under_75": ("2015-19",),
    "preventable_mortality_ratio_under_75": ("2015-19",),
}
#: Measures that are published for everyone together alone.
FOR_EVERYONE: Final = ("mortality_ratio_under_75", "preventable_mortality_ratio_under_75")
OVERLAYS: Final[Mapping[str, str]] = {
    "values": "Values",
    "moran": "Clusters of high and low values",
    "getis_ord": "Hot and cold spots",
    "moran:deprivation": "Clusters of deprivation",
    "getis_ord:deprivation": "Hot and cold spots of deprivation",
}
FIRST_OUTCOME: Final = "life_expectancy_at_birth:male"
DEFAULTS: Final[Mapping[str, str]] = {
    "part": "inside",
    "sex": "male",
    "show": "life_expectancy_at_birth",
    "of": FIRST_OUTCOME,
    "over": "values",
    "tab": "change",
}


@dataclass(frozen=True, kw_only=True)
class InequalityChoices:
    """What the visitor chose, resolved and valid.

    Attributes:
        place: the place, or None.
        part: which part of the page is shown.
        sex: women or men.
        authority: whose tenths are shown; nothing without a place.
        authorities: authorities with tenths inside the place: name by code.
        small: what is measured of small areas.
        of: outcome set between places.
        outcomes: the outcomes that may be.
        over: what the map of small areas shows.
        tab: which tab below that map is open.
    """

    place: Place | None
    part: str
    sex: str
    authority: str
    authorities: Mapping[str, str]
    small: str
    of: Measure
    outcomes: Mapping[str, Measure]
    over: str
    tab: str

    @property
    def small_measure(self) -> str:
        """Short name of the measure of small areas, with its sex."""
        return f"{self.small}:{'persons' if self.small in FOR_EVERYONE else self.sex}"

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address."""
        return {
            "place": self.place.place_id if self.place else NO_PLACE,
            "part": self.part,
            "sex": self.sex,
            "inner": self.authority,
            "small": self.small,
            "of": self.of.measure,
            "over": self.over,
            "tab": self.tab,
        }

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        first = next(iter(self.authorities), "")
        return {**DEFAULTS, "small": DEFAULTS["show"], "inner": first}


def resolve_inequality(
    places: PlaceReader, inequality: InequalityReader, finder: PlaceFinder
) -> InequalityChoices:
    """Resolve every choice from the widgets, the visit so far and the address."""
    place = resolve_place(places, finder)
    outcomes = _outcomes(places, inequality)
    authorities = inequality.authorities_inside(place) if place else {}
    first = next(iter(authorities), "")
    authority = choose(
        "inner", authorities or [""], default=first, words=authorities.get(first, "no authority")
    )
    titles = small_titles(places)
    return InequalityChoices(
        place=place,
        part=_choose("part", PARTS),
        sex=_choose("sex", SEXES),
        authority=authority,
        authorities=authorities,
        small=choose("small", titles, default=DEFAULTS["show"], words=titles[DEFAULTS["show"]]),
        of=outcomes[
            choose(
                "of",
                outcomes,
                default=FIRST_OUTCOME,
                words=measure_title(outcomes[FIRST_OUTCOME]),
            )
        ],
        outcomes=outcomes,
        over=_choose("over", OVERLAYS),
        tab=_choose("tab", TABS),
    )


def _choose(key: str, options: Mapping[str, str]) -> str:
    default = DEFAULTS[key]
    return choose(key, options, default=default, words=options[default])


def small_titles(places: PlaceReader) -> dict[str, str]:
    """Name of each measure of small areas."""
    found = {}
    for name in SMALL_MEASURES:
        sex = "persons" if name in FOR_EVERYONE else "male"
        measure = places.maps.measure(measure=f"{name}:{sex}", basis="as published", level="msoa")
        found[name] = measure.name
    return found


def _outcomes(places: PlaceReader, inequality: InequalityReader) -> dict[str, Measure]:
    """Outcomes of authorities whose groups are published, by name."""
    found = [
        places.maps.measure(measure=name, basis="as published")
        for name in inequality.grouped_measures
    ]
    return {outcome.measure: outcome for outcome in sorted(found, key=measure_title)}
