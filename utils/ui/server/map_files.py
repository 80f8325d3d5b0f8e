"""Answers what the map fetches: its program, geometry, tiles and values."""

from __future__ import annotations

import gzip
import json
import zipfile
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from data.read.places import PlaceReader
from data.read.store import Store
from geo.script import map_script
from utils.errors import InvalidInputError
from utils.ui.server.addresses import (
    EVERYWHERE,
    PREFIX,
    TILES,
    geometry_url,
    script_version,
    tiles_url,
)
from utils.ui.server.compressed import answer_compressed, compress_program
from utils.ui.server.headers import IMMUTABLE
from utils.ui.shared.loaders import load_places
from utils.ui.shared.versions import VERSIONS, showing
from utils.ui.shared.words import ATTRIBUTION, CAVEAT, LEVEL_WORDS, TOOLS

GEOMETRY_FORMATS: Final = ("topojson", "json")
KEPT_SERIES: Final = 32


class MapFiles:
    """Answers requests for what the map fetches, of each version that visits are shown."""

    async def script(self, request: Request) -> Response:
        """The map's program."""
        if request.path_params["version"] != script_version():
            raise HTTPException(404, "No such version of the map's program.")
        return answer_compressed(
            compress_program(map_script()), request, media_type="text/javascript"
        )

    async def outlines(self, request: Request) -> Response:
        """One geometry, or the index of small areas."""
        name = request.path_params["name"]
        path = next(
            (_geometry(store)[name] for store in VERSIONS.held if name in _geometry(store)), None
        )
        if path is None:
            raise HTTPException(404, "No such geometry.")
        return answer_compressed(path.read_bytes(), request, media_type="application/json")

    async def tile(self, request: Request) -> Response:
        """One tile of area numbers; "no content" where there is only sea."""
        part = request.path_params
        paths = [store.path(TILES) for store in VERSIONS.held]
        path = next((path for path in paths if path.stem == part["name"]), None)
        if path is None:
            raise HTTPException(404, "No such tiles.")
        headers = {"Cache-Control": IMMUTABLE}
        try:
            content = _archive(path).read(f"{part['z']}/{part['x']}/{part['y']}.png")
        except KeyError:
            return Response(status_code=204, headers=headers)
        return Response(content, media_type="image/png", headers=headers)

    async def table(self, request: Request) -> Response:
        """A small table that goes with a version of the data."""
        content = _small_tables(_places_of(request)).get(request.path_params["name"])
        if content is None:
            raise HTTPException(404, "No such table.")
        return answer_compressed(content, request, media_type="application/json")

    async def series(self, request: Request) -> Response:
        """All periods of a measure."""
        places, part = _places_of(request), request.path_params
        try:
            content = _series(places, part["measure"], part["basis"], part["level"], part["inside"])
        except InvalidInputError as error:
            raise HTTPException(404, str(error)) from error
        return answer_compressed(content, request, media_type="application/octet-stream")


def _places_of(request: Request) -> PlaceReader:
    """The reader of the version that is asked for."""
    store = VERSIONS.find(request.path_params["version"])
    if store is None:
        raise HTTPException(404, "No such version of the data.")
    with showing(store):
        return load_places()


@cache
def _geometry(store: Store) -> dict[str, Path]:
    """Files of the geometry by their names."""
    return {
        Path(str(resource["path"])).name: store.folder / str(resource["path"])
        for resource in store.resources.values()
        if resource.get("format") in GEOMETRY_FORMATS
    }


@cache
def _archive(path: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(path)


@cache
def _small_tables(places: PlaceReader) -> dict[str, bytes]:
    """What the map needs besides geometry: names and words, and small areas' files by authority."""
    store = places.maps.store
    prefix = "geometry-lsoa-e"
    files = {
        name.removeprefix("geometry-lsoa-").upper(): geometry_url(
            store, name.removeprefix("geometry-")
        )
        for name in store.resources
        if name.startswith(prefix)
    }
    page = {
        "places": places.outlines(),
        "levels": LEVEL_WORDS,
        "options": TOOLS,
        "sources": {
            name: f"Source: {source['publisher']}, {source['title']}."
            for name, source in places.maps.sources.items()
        },
        "attribution": ATTRIBUTION,
        "caveat": CAVEAT,
        "made": f"Total Place Atlas, data version {store.version}. {ATTRIBUTION}.",
    }
    tables = {"page": page, "files": files}
    return {
        name: gzip.compress(json.dumps(table, separators=(",", ":")).encode(), mtime=0)
        for name, table in tables.items()
    }


def read_resource(places: PlaceReader, url: str) -> bytes:
    """Compressed content of a geometry or a small table, by its address."""
    store, name = places.maps.store, url.rpartition("/")[2]
    if url.startswith(f"{PREFIX}/data/"):
        return _small_tables(places)[name.removesuffix(".json")]
    return (store.path("geometry-upper-tier").parent / name).read_bytes()


def tile_files(store: Store) -> dict[str, bytes]:
    """Every id tile by its address."""
    archive = _archive(store.path(TILES))
    return {tiles_url(store) + name: archive.read(name) for name in archive.namelist()}


@lru_cache(maxsize=KEPT_SERIES)
def _series(places: PlaceReader, measure: str, basis: str, level: str, inside: str) -> bytes:
    found = places.maps.measure(measure=measure, basis=basis, level=level)
    rows = None if inside == EVERYWHERE else places.rows_inside(inside, level=level)
    return gzip.compress(places.maps.series(found, rows=rows), mtime=0)
