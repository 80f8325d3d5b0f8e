"""The choices of the map page, resolved and valid before anything is drawn.

Every choice comes from its widget, from earlier in the visit or from the address; what is not
possible falls back to its default, and what the address asked for in vain is reported.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from data.read.areas import SMALL_LEVELS
from data.read.measures import FIXED, Measure
from data.read.places import HEADLINE, Place, PlaceReader
from utils.narrative.place import measure_title
from utils.palette import MONEY_KINDS
from utils.ui.shared.loaders import DEFAULT_BASIS, load_finder
from utils.ui.shared.place_picker import NO_PLACE, resolve_place
from utils.ui.shared.state import choose, pop_query_param, report, saved_choice
from utils.ui.shared.words import BASES, LEVEL_WORDS, MARKS, PROGRAMMES, SCHEMES, VIEWS

NO_AREA: Final = ""
DEFAULTS: Final[Mapping[str, str]] = {
    "theme": "all_services",
    "basis": DEFAULT_BASIS,
    "programme": "none",
    "place": NO_PLACE,
    "inside": NO_PLACE,
    "area": NO_AREA,
    "view": "one",
    "classes": FIXED,
    "mark": "no",
}
#: Levels that can be looked into from a place.
INNER_LEVELS: Final = ("lower_tier", "msoa", "lsoa")
#: What is shown of small areas when the chosen measure does not exist for them.
DEPRIVATION: Final = "imd_decile:persons"


@dataclass(frozen=True)
class MapChoices:
    """What the visitor chose, resolved and valid."""

    theme: str
    measures: Mapping[str, Measure]
    measure: Measure
    levels: Mapping[str, Measure]
    period: str
    basis: str
    programme: str
    place: str
    inside: str
    area: str
    view: str
    seconds: Mapping[str, Measure]
    second: Measure | None
    second_period: str
    scheme: str
    mark: bool

    @property
    def level(self) -> str:
        """Level of the areas on the map."""
        return self.measure.level

    @property
    def periods(self) -> Sequence[str]:
        """Periods of the measure."""
        return self.measure.periods

    @property
    def outlined_kinds(self) -> list[str]:
        """Kinds of programme place to outline."""
        return [] if self.programme == "none" else self.programme.split("+")

    @property
    def tools(self) -> dict[str, str]:
        """What is chosen with the map's own tools."""
        return {
            "view": self.view,
            "basis": self.basis,
            "scheme": self.scheme,
            "mark": "yes" if self.mark else "no",
            "programme": self.programme,
        }

    @property
    def address(self) -> dict[str, str]:
        """The choices as parameters of the address."""
        second = {
            "show2": self.second.measure if self.second else "",
            "year2": self.second_period,
        }
        return {
            "show": self.measure.measure,
            "level": self.level,
            "year": self.period,
            "basis": self.basis,
            "programme": self.programme,
            "place": self.place,
            "inside": self.inside,
            "area": self.area,
            "view": self.view,
            "classes": self.scheme,
            "mark": "yes" if self.mark else "no",
            **second,
        }

    @property
    def defaults(self) -> dict[str, str]:
        """The values that stay out of the address."""
        first = next(iter(self.measures.values()))
        shown = self.measures[self.measure.measure]
        return {
            **DEFAULTS,
            "show": first.measure,
            "level": shown.level,
            "year": self.measure.opening_period,
        }


def resolve_choices(places: PlaceReader) -> MapChoices:
    """Resolve every choice from the widgets, the visit so far and the address."""
    place = resolve_place(places, load_finder(), no_place="England")
    theme, basis, measures, measure = _resolve_measure(places)
    levels = places.maps.by_level[measure.measure, measure.basis]
    level = choose("level", levels, default=measure.level, words=LEVEL_WORDS[measure.level])
    measure = levels[level]
    period = _choose("year", measure.periods, measure.opening_period)
    view = _choose("view", VIEWS, DEFAULTS["view"])
    seconds, second, second_period = _resolve_second(places, measure, view=view, basis=basis)
    inside = _choose("inside", [NO_PLACE, *places.places], NO_PLACE)
    return MapChoices(
        theme=theme,
        measures=measures,
        measure=measure,
        levels=levels,
        period=period,
        basis=basis,
        programme=_choose("programme", PROGRAMMES, DEFAULTS["programme"]),
        place=place.place_id if place else NO_PLACE,
        inside=inside if level in INNER_LEVELS else NO_PLACE,
        area=_resolve_area(places, level),
        view=view,
        seconds=seconds,
        second=second,
        second_period=second_period,
        scheme=_choose("classes", SCHEMES, DEFAULTS["classes"]),
        mark=_choose("mark", MARKS, DEFAULTS["mark"]) == "yes",
    )


def _choose(key: str, options: Mapping[str, str] | Sequence[str], default: str) -> str:
    """Settle a choice whose default is called as its option is."""
    words = options[default] if isinstance(options, Mapping) else default or "all of England"
    return choose(key, options, default=default, words=words)


def _resolve_measure(
    places: PlaceReader,
) -> tuple[str, str, dict[str, Measure], Measure]:
    """Theme, price basis, every measure by name, and that shown, whose theme governs.

    A theme that an address or another page asks for opens with its first measure.
    """
    basis = _choose("basis", BASES, DEFAULTS["basis"])
    by_theme, measures = _measures(places, basis)
    asked = saved_choice("theme") or pop_query_param("theme")
    if asked and asked not in by_theme:
        report("theme", asked, "every measure")
    opening, *_ = by_theme.get(asked or "", next(iter(by_theme.values())))
    measure = measures[
        choose(
            "show", measures, default=opening.measure, words=measure_title(opening), is_long=True
        )
    ]
    of_measure = [theme for theme, those in by_theme.items() if measure in those]
    theme = asked if asked in of_measure else of_measure[0]
    return theme, basis, measures, measure


@cache
def _measures(
    places: PlaceReader, basis: str
) -> tuple[dict[str, list[Measure]], dict[str, Measure]]:
    """Every measure that can be mapped at a price basis: by theme, and by name."""
    by_theme = {theme: places.theme_measures(theme, basis=basis) for theme in places.theme_names}
    return by_theme, {measure.measure: measure for those in by_theme.values() for measure in those}


def _resolve_second(
    places: PlaceReader, measure: Measure, *, view: str, basis: str
) -> tuple[dict[str, Measure], Measure | None, str]:
    """What the second measure may be, which it is, and its period; nothing where a map is shown.

    Side by side the first is set beside its own oldest year; in a map an outcome is set against
    money, and money against an outcome.
    """
    if view not in {"pair", "cross"}:
        return {}, None, ""
    options = {
        candidate.measure: candidate
        for candidate in places.level_measures(measure.level, basis=basis)
    }
    if view == "cross":
        options.pop(measure.measure, None)
    other = [
        option
        for option in options.values()
        if (option.kind in MONEY_KINDS) != (measure.kind in MONEY_KINDS)
    ]
    first = measure if view == "pair" else next(iter(other or options.values()))
    chosen = options[choose("show2", options, default=first.measure, words=measure_title(first))]
    default = chosen.periods[0] if chosen.measure == measure.measure else chosen.opening_period
    return options, chosen, _choose("year2", chosen.periods, default)


def _resolve_area(places: PlaceReader, level: str) -> str:
    """The area chosen at a level where areas are no places to choose from a list."""
    if level == "upper_tier":
        return NO_AREA
    codes = places.maps.geography.codes(level)
    return choose("area", codes, default=NO_AREA, words="no area")


def look_inside(places: PlaceReader, choices: MapChoices, place: Place) -> dict[str, str]:
    """What to choose so that the map shows a place's small areas.

    The measure stays where it exists for small areas; else deprivation is shown.
    """
    by_level = places.maps.by_level[choices.measure.measure, choices.measure.basis]
    level = next((finer for finer in reversed(SMALL_LEVELS) if finer in by_level), None)
    measure = choices.measure.measure if level else DEPRIVATION
    return {
        "place": place.place_id,
        "inside": place.place_id,
        "show": measure,
        "level": level or "lsoa",
        "area": NO_AREA,
    }


def selected_spend_measure(places: PlaceReader, choices: MapChoices) -> tuple[Measure, str]:
    """The money a place card speaks of: the measure on the map, else the headline."""
    money = choices.measure
    levels = places.maps.by_level[money.measure, money.basis]
    if money.kind == "spend" and "upper_tier" in levels:
        return levels["upper_tier"], levels["upper_tier"].nearest_period(choices.period)
    headline = places.maps.measure(measure=HEADLINE, basis=choices.basis)
    return headline, headline.opening_period
