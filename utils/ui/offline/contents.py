"""What is in a copy: the places that have a page, and the measures on the map and in tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from data.export.offline.page import Imprint
from data.read.comparators import Comparators
from data.read.comparisons import CompareReader
from data.read.facts import FactReader
from data.read.measures import MapReader
from data.read.places import Place, PlaceReader
from data.read.similar_spend import SimilarReader
from data.read.store import Store
from utils.errors import InvalidInputError
from utils.ui.offline.maps import OfflineMaps
from utils.ui.offline.small_areas import SmallAreaTables
from utils.ui.offline.tables import LEVELS, MeasureTable
from utils.ui.shared.words import ATTRIBUTION


@dataclass(frozen=True, kw_only=True)
class Copy:
    """A copy of the site.

    Attributes:
        reader: the reader of places side by side.
        similar: the reader of what similar places spend.
        wanted: places that have a page; all where none is named.
        measures: measures on the map and in tables; all where none is named.
        made: the day on which it is made.
    """

    reader: CompareReader
    similar: SimilarReader
    wanted: Sequence[str] = ()
    measures: Sequence[str] = ()
    made: date

    @classmethod
    def of(cls, *, wanted: Sequence[str], measures: Sequence[str], made: date) -> Copy:
        """Open the published tables, with room for all measures, as each is read for every place.

        Raises:
            InvalidInputError: a place or a measure is not known.
        """
        maps = MapReader(Store(), kept_measures=None)
        places = PlaceReader(maps)
        reader = CompareReader(Comparators(places, FactReader(maps.store)))
        found = cls(
            reader=reader,
            similar=SimilarReader(maps.store),
            wanted=wanted,
            measures=measures,
            made=made,
        )
        for place_id in wanted:
            places.place(place_id)
        unknown = sorted(set(measures) - set(OfflineMaps(places).names))
        if unknown:
            raise InvalidInputError(
                argument="measure",
                received=unknown[0],
                expected="a measure such as whole:total; `show` in the address of the map names it",
            )
        return found

    @cached_property
    def imprint(self) -> Imprint:
        """Who made it, when and from what."""
        return Imprint(
            made=f"{self.made.day} {self.made:%B %Y}",
            data_version=self.reader.places.maps.store.version,
            attribution=ATTRIBUTION,
        )

    @cached_property
    def places(self) -> list[Place]:
        """The places that have a page."""
        known = self.reader.places.places
        return [place for name, place in known.items() if not self.wanted or name in self.wanted]

    @cached_property
    def authorities(self) -> list[str]:
        """Codes of the authorities whose small areas are listed."""
        return list(dict.fromkeys(code for place in self.places for code in place.members))

    @cached_property
    def maps(self) -> OfflineMaps:
        """The map."""
        return OfflineMaps(self.reader.places, self.measures)

    @cached_property
    def tables(self) -> dict[str, list[MeasureTable]]:
        """The tables of each measure."""
        return {
            name: [
                MeasureTable(self.reader.places, measure)
                for level, measure in self.maps.levels(name).items()
                if level in LEVELS
            ]
            for name in self.maps.names
        }

    @cached_property
    def small_areas(self) -> SmallAreaTables:
        """The tables of small areas."""
        found = [
            measure
            for name in self.maps.names
            for level, measure in self.maps.levels(name).items()
            if level not in LEVELS
        ]
        return SmallAreaTables(self.reader.places, found)
