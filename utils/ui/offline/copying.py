"""Makes a copy: every page, script and table, written into a folder that is put in place whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from data.export.offline.folder import new_copy
from data.export.offline.page import STYLE_FILE, Imprint, style
from data.export.pool import Pool
from data.read.comparators import Comparators
from data.read.comparisons import CompareReader
from data.read.facts import FactReader
from data.read.measures import MapReader
from data.read.places import Place, PlaceReader
from data.read.similar_spend import SimilarReader
from data.read.store import Store
from geo.script import map_script
from utils.errors import InvalidInputError
from utils.ui.offline import pages
from utils.ui.offline.maps import LEVELS as MAP_LEVELS
from utils.ui.offline.maps import OfflineMaps, geometry_file, values_file
from utils.ui.offline.place import PROGRAM, compose_place
from utils.ui.offline.small_areas import SmallAreaTables, page_address
from utils.ui.offline.tables import LEVELS, MeasureTable
from utils.ui.profile.choices import opening_profile
from utils.ui.shared.words import ATTRIBUTION

ASSETS: Final = Path(__file__).parent / "assets"
#: Pages of places that are written at once.
WORKERS: Final = 2
Say = Callable[[str], None]


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


def write_copy(out: Path, copy: Copy, *, say: Say) -> None:
    """Write a copy into a folder, whole or not at all.

    Args:
        out: a new or empty folder, or an earlier copy, which is replaced.
        copy: what is in it.
        say: hears what is being done.

    Raises:
        InvalidInputError: the folder holds something else.
        ExportError: the page of a place could not be written.
    """
    imprint = copy.imprint
    with new_copy(out, made=imprint.made, data_version=imprint.data_version) as folder:
        for what, files in _parts(copy):
            say(what)
            for name, content in files:
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)


def _parts(copy: Copy) -> Iterator[tuple[str, Iterator[tuple[str, bytes]]]]:
    """What a copy is made of, each part with its files by their address from the top."""
    measures, places = len(copy.maps.names), len(copy.places)
    yield "Start, sources and glossary", _once(copy)
    yield f"Map of {measures} measures", _map(copy)
    yield f"Tables of {measures} measures", _tables(copy)
    if copy.small_areas.measures:
        yield f"Small areas of {len(copy.authorities)} authorities", _small_areas(copy)
    yield f"Pages of {places} places", _places(copy)


def _once(copy: Copy) -> Iterator[tuple[str, bytes]]:
    yield STYLE_FILE, style()
    for address in pages.SCRIPTS.values():
        yield address, (ASSETS / Path(address).name).read_bytes()
    yield "index.html", pages.start_page(copy.reader, copy.places, copy.imprint)
    yield "sources.html", pages.sources_page(copy.reader.places.maps, copy.imprint)
    yield "glossary.html", pages.glossary_page(copy.imprint)


def _map(copy: Copy) -> Iterator[tuple[str, bytes]]:
    links = {place.place_id: pages.place_address(place.place_id) for place in copy.places}
    yield pages.MAP_PROGRAM, map_script().encode()
    yield pages.CATALOGUE, copy.maps.catalogue(links)
    yield "map.html", pages.map_page(copy.maps.names, copy.imprint)
    for level in MAP_LEVELS:
        yield geometry_file(level), copy.maps.geometry(level)
    for number, (name, tables) in enumerate(copy.tables.items(), 1):
        yield values_file(number), copy.maps.values(name, _table_links(copy, name, tables))


def _table_links(
    copy: Copy, name: str, tables: Sequence[MeasureTable]
) -> dict[str, Mapping[str, str]]:
    """Where the map's figures are as a table, by level."""
    own: dict[str, Mapping[str, str]] = {
        table.measure.level: {
            f"{table.stem}.html": "Every period as a table",
            f"{table.stem}.csv": "Every period as CSV",
        }
        for table in tables
    }
    for level in copy.maps.levels(name):
        own.setdefault(level, {"tables.html": "Small areas of each authority as tables"})
    return own


def _tables(copy: Copy) -> Iterator[tuple[str, bytes]]:
    areas = {}
    if copy.small_areas.measures:
        names = ((code, copy.reader.places.place(code).name) for code in copy.authorities)
        areas = {page_address(code): name for code, name in sorted(names, key=lambda pair: pair[1])}
    yield "tables.html", pages.tables_page(copy.maps, copy.tables, areas, copy.imprint)
    for tables in copy.tables.values():
        for table in tables:
            yield f"{table.stem}.html", table.page(copy.imprint)
            yield f"{table.stem}.csv", table.csv()


def _small_areas(copy: Copy) -> Iterator[tuple[str, bytes]]:
    for code in copy.authorities:
        yield from copy.small_areas.files(code, copy.imprint)


def _places(copy: Copy) -> Iterator[tuple[str, bytes]]:
    """Pages of places, two at a time in processes of their own, which draw their charts."""
    pool = Pool(workers=WORKERS)
    has_areas = bool(copy.small_areas.measures)

    def write(place: Place) -> bytes:
        links = {f"../../map.html#area={place.value_code}": "On the map"}
        if has_areas:
            links |= {
                f"../../{page_address(code)}": "Neighbourhoods and small areas of "
                f"{copy.reader.comparators.name(code)}"
                for code in place.members
            }
        job = compose_place(
            copy.reader,
            copy.similar,
            place,
            opening_profile(copy.reader.places, place),
            made=copy.made,
            top="../../",
            links=links,
        )
        return pool.run(PROGRAM, job)

    threads = ThreadPoolExecutor(WORKERS)
    try:
        for place, packed in zip(copy.places, threads.map(write, copy.places), strict=True):
            with zipfile.ZipFile(io.BytesIO(packed)) as archive:
                for name in archive.namelist():
                    yield f"{pages.place_folder(place.place_id)}/{name}", archive.read(name)
    finally:
        # Whoever stops it does not wait for the pages that are still to come.
        threads.shutdown(cancel_futures=True)
        pool.stop()
