"""One reader of each kind for all visitors. They only read, so sharing them is safe.

A plain cache serves, as the published data never change while the server runs; Streamlit's own
would complain when the server warms it up before there is a visitor.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from data.ask_reader import AskReader
from data.comparators import Comparators
from data.compare_reader import CompareReader
from data.count_reader import CountReader
from data.fact_reader import FactReader
from data.inequality_reader import InequalityReader
from data.map_reader import MapReader
from data.money_reader import MoneyReader
from data.overlaps import OverlapReader
from data.passport_reader import PassportReader
from data.place_reader import PlaceReader
from data.place_search import PlaceNames
from data.register_reader import RegisterReader
from data.similar_reader import SimilarReader
from data.spend_outcomes import SpendOutcomes
from data.store import Store

DEFAULT_BASIS: Final = "real"


@cache
def load_maps() -> MapReader:
    """The reader of map measures."""
    return MapReader(Store())


@cache
def load_places() -> PlaceReader:
    """The reader of places."""
    return PlaceReader(load_maps())


@cache
def load_comparisons() -> CompareReader:
    """The reader of places side by side."""
    places = load_places()
    return CompareReader(Comparators(places, FactReader(places.maps.store)))


@cache
def load_similar() -> SimilarReader:
    """The reader of what similar places spend."""
    return SimilarReader(load_maps().store)


@cache
def load_passports() -> PassportReader:
    """The reader of passports."""
    return PassportReader(load_comparisons().comparators, load_similar())


@cache
def load_inequality() -> InequalityReader:
    """The reader of inequality inside and between places."""
    return InequalityReader(load_maps())


@cache
def load_spend_outcomes() -> SpendOutcomes:
    """The reader of spend beside outcomes."""
    return SpendOutcomes(load_comparisons(), load_similar())


@cache
def load_registers() -> RegisterReader:
    """The reader of the programme's registers."""
    return RegisterReader(load_maps().store)


@cache
def load_asks() -> AskReader:
    """The reader of what was asked of government."""
    return AskReader(load_registers())


@cache
def load_money() -> MoneyReader:
    """The reader of what bodies were paid from, spent and passed on."""
    return MoneyReader(load_maps().store)


@cache
def load_counts() -> CountReader:
    """The reader of counts of places."""
    facts = load_comparisons().comparators.facts
    return CountReader(load_places(), facts, load_money())


@cache
def load_overlaps() -> OverlapReader:
    """The reader of overlaps between funders and providers."""
    return OverlapReader(load_registers(), load_money())


@cache
def load_names() -> PlaceNames:
    """The names by which places are found."""
    return PlaceNames(load_maps().store)


def warm_up() -> PlaceReader:
    """Read what the first page shows before the first visitor comes."""
    places = load_places()
    first_theme = next(iter(places.theme_names))
    first = places.theme_measures(first_theme, basis=DEFAULT_BASIS)[0]
    places.maps.on_map(first, period=first.opening_period)
    return places
