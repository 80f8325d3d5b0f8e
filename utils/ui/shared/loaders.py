"""A reader of each kind for all visits of a version. They only read, so sharing them is safe.

A plain cache serves, as the data of a version never change; Streamlit's own would complain when the
server warms it up before there is a visitor.
"""

from __future__ import annotations

from typing import Final

from data.prevention.reading import PreventionReader
from data.read.accounts import MoneyReader
from data.read.asks import AskReader
from data.read.comparators import Comparators
from data.read.comparisons import CompareReader
from data.read.counts import CountReader
from data.read.effects.explore import Explorer
from data.read.effects.reader import EffectReader
from data.read.facts import FactReader
from data.read.find_place.finder import PlaceFinder, find_place
from data.read.general_practice import PracticeReader
from data.read.inequality import InequalityReader
from data.read.measures import MapReader
from data.read.overlaps import OverlapReader
from data.read.passports.reader import PassportReader
from data.read.payments import PaymentReader
from data.read.places import PlaceReader
from data.read.registers import RegisterReader
from data.read.revenue import RevenueReader
from data.read.rows import SourcesRow
from data.read.similar_spend import SimilarReader
from data.read.spend_outcomes import SpendOutcomes
from data.read.whole_place import WholePlaceReader
from utils.ui.shared.versions import each_version, shown_store

DEFAULT_BASIS: Final = "real"
#: A name, a postcode and a code: each reads the lists by which it is found.
FIRST_SEARCHES: Final = ("Newcastle", "B15 2TT", "E10000009")


@each_version
def load_maps() -> MapReader:
    """The reader of map measures."""
    return MapReader(shown_store())


@each_version
def load_places() -> PlaceReader:
    """The reader of places."""
    return PlaceReader(load_maps())


@each_version
def load_comparisons() -> CompareReader:
    """The reader of places side by side."""
    places = load_places()
    return CompareReader(Comparators(places, FactReader(places.maps.store)))


@each_version
def load_similar() -> SimilarReader:
    """The reader of what similar places spend."""
    return SimilarReader(load_maps().store)


@each_version
def load_passports() -> PassportReader:
    """The reader of passports."""
    return PassportReader(load_comparisons().comparators, load_similar())


@each_version
def load_inequality() -> InequalityReader:
    """The reader of inequality inside and between places."""
    return InequalityReader(load_maps())


@each_version
def load_spend_outcomes() -> SpendOutcomes:
    """The reader of spend beside outcomes."""
    return SpendOutcomes(load_comparisons(), load_similar())


@each_version
def load_registers() -> RegisterReader:
    """The reader of the programme's registers."""
    return RegisterReader(load_maps().store)


@each_version
def load_asks() -> AskReader:
    """The reader of what was asked of government."""
    return AskReader(load_registers())


@each_version
def load_money() -> MoneyReader:
    """The reader of what bodies were paid from, spent and passed on."""
    return MoneyReader(load_maps().store)


@each_version
def load_counts() -> CountReader:
    """The reader of counts of places."""
    facts = load_comparisons().comparators.facts
    return CountReader(load_places(), facts, load_money())


@each_version
def load_payments() -> PaymentReader:
    """The reader of payments that places publish."""
    return PaymentReader(load_places())


def load_cited() -> dict[str, SourcesRow]:
    """Every source that a figure may name, by its short name; a published count is one too."""
    return dict(load_maps().sources) | load_payments().sources


@each_version
def load_whole_place() -> WholePlaceReader:
    """The reader of all public money."""
    return WholePlaceReader(load_maps().store)


@each_version
def load_practices() -> PracticeReader:
    """The reader of payments to general practice."""
    return PracticeReader(load_maps().store)


@each_version
def load_prevention() -> PreventionReader:
    """The reader of what scenarios of prevention need."""
    return PreventionReader(load_maps().store)


@each_version
def load_revenue() -> RevenueReader:
    """The reader of what is raised and spent in regions."""
    return RevenueReader(load_whole_place(), load_comparisons().comparators)


@each_version
def load_overlaps() -> OverlapReader:
    """The reader of overlaps between funders and providers."""
    return OverlapReader(load_registers(), load_money())


@each_version
def load_effects() -> EffectReader:
    """The reader of what programmes changed."""
    return EffectReader(load_places())


@each_version
def load_explorer() -> Explorer:
    """What asks such a question of any place."""
    return Explorer(load_places())


@each_version
def load_finder() -> PlaceFinder:
    """What finds a place by name, postcode or code."""
    maps = load_maps()
    return PlaceFinder(maps.store, maps.geography)


def warm_up() -> PlaceReader:
    """Read what the first page shows, and what a search compares, before a visitor comes."""
    load_finder().warm_up()
    places = load_places()
    first_theme = next(iter(places.theme_names))
    first = places.theme_measures(first_theme, basis=DEFAULT_BASIS)[0]
    places.maps.on_map(first, period=first.opening_period)
    for typed in FIRST_SEARCHES:
        find_place(typed, finder=load_finder())
    return places
