"""Writes a copy: every page, script and table, into a folder that is put in place whole."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

from data.export.offline.folder import new_copy
from data.export.offline.page import STYLE_FILE, style
from data.export.pool import Pool
from data.read.places import Place
from geo.script import map_script
from utils.narrative.registers import counted
from utils.ui.offline import pages
from utils.ui.offline.contents import Copy
from utils.ui.offline.maps import LEVELS, geometry_file, values_file
from utils.ui.offline.place import PROGRAM, compose_place
from utils.ui.offline.small_areas import page_address
from utils.ui.offline.tables import MeasureTable
from utils.ui.profile.choices import opening_profile

ASSETS: Final = Path(__file__).parent / "assets"
#: Pages of places that are written at once.
WORKERS: Final = 2
Say = Callable[[str], None]


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
    measures = counted(len(copy.maps.names), "measure")
    yield "Start, sources and glossary", _once(copy)
    yield f"Map of {measures}", _map(copy)
    yield f"Tables of {measures}", _tables(copy)
    if copy.small_areas.measures:
        yield "Small areas of each authority", _small_areas(copy)
    yield f"Pages of {counted(len(copy.places), 'place')}", _places(copy)


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
    for level in LEVELS:
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
