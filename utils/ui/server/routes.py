"""What the server answers beside the pages: the map's program, geometry, values and health."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
from functools import cache, lru_cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from data.read.places import PlaceReader
from data.read.store import Store
from geo.script import map_script
from utils.errors import InvalidInputError
from utils.ui.passports.pages import PassportPages
from utils.ui.server.base_path import base_path
from utils.ui.server.file_turns import answer_queue
from utils.ui.server.headers import IMMUTABLE, NOT_KEPT
from utils.ui.server.readiness import READINESS
from utils.ui.shared.glossary import load_glossary
from utils.ui.shared.loaders import load_passports, load_places
from utils.ui.shared.versions import VERSIONS, each_version, showing, shown_store
from utils.ui.shared.words import ATTRIBUTION, CAVEAT, LEVEL_WORDS, TOOLS
from utils.ui.shell.find import answer_search
from utils.ui.shell.program import shell_script

PREFIX: Final = "atlas"
TILES: Final = "geometry-lsoa-tiles"
GEOMETRY_FORMATS: Final = ("topojson", "json")
KEPT_SERIES: Final = 32
#: Stands for "no place looked into" in an address.
EVERYWHERE: Final = "england"


def script_version() -> str:
    """Short hash of the map's program; it is part of its address."""
    return _version_of(map_script())


def shell_version() -> str:
    """Short hash of the program of the head of every page."""
    return _version_of(shell_script())


@cache
def _version_of(program: str) -> str:
    return hashlib.sha256(program.encode()).hexdigest()[:12]


@cache
def _pack(program: str) -> bytes:
    return gzip.compress(program.encode(), mtime=0)


# Addresses are relative to a page, which lies at the top of wherever the app is served.


def script_url() -> str:
    """Address of the map's program."""
    return f"{PREFIX}/script/{script_version()}/map.js"


def shell_url() -> str:
    """Address of the program of the head of every page."""
    return f"{PREFIX}/script/{shell_version()}/shell.js"


def find_url() -> str:
    """Address that answers a search for a place."""
    return f"{PREFIX}/find/{shown_store().version}"


def glossary_url() -> str:
    """Address of the words that are explained."""
    return f"{PREFIX}/glossary.json"


def queue_url() -> str:
    """Address that says how many files are made before others."""
    return f"{PREFIX}/queue"


def geometry_url(store: Store, name: str) -> str:
    """Address of a geometry, such as "upper-tier"."""
    return f"{PREFIX}/geometry/{store.path(f'geometry-{name}').name}"


def tiles_url(store: Store) -> str:
    """Address below which the id tiles lie."""
    return f"{PREFIX}/tiles/{store.path(TILES).stem}/"


def data_url(store: Store, name: str) -> str:
    """Address of a small table that goes with a version of the data: "page" or "files"."""
    return f"{PREFIX}/data/{store.version}/{name}.json"


def map_files(store: Store) -> list[str]:
    """Addresses of what the map fetches first."""
    return [geometry_url(store, "upper-tier"), data_url(store, "page")]


def series_url(store: Store, *, measure: str, basis: str, level: str, inside: str) -> str:
    """Address of all periods of a measure, of England or inside a place."""
    parts = (measure, basis, level, inside or EVERYWHERE)
    return f"{PREFIX}/series/{store.version}/" + "/".join(quote(part) for part in parts)


class AtlasFiles:
    """Answers requests for what the map fetches, of each version that visits are shown."""

    async def script(self, request: Request) -> Response:
        """The map's program."""
        if request.path_params["version"] != script_version():
            raise HTTPException(404, "No such version of the map's program.")
        return _compressed(_pack(map_script()), request, media_type="text/javascript")

    async def outlines(self, request: Request) -> Response:
        """One geometry, or the index of small areas."""
        name = request.path_params["name"]
        path = next((_geometry(store)[name] for store in _held() if name in _geometry(store)), None)
        if path is None:
            raise HTTPException(404, "No such geometry.")
        return _compressed(path.read_bytes(), request, media_type="application/json")

    async def tile(self, request: Request) -> Response:
        """One tile of area numbers; "no content" where there is only sea."""
        part = request.path_params
        paths = [store.path(TILES) for store in _held()]
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
        return _compressed(content, request, media_type="application/json")

    async def series(self, request: Request) -> Response:
        """All periods of a measure."""
        places, part = _places_of(request), request.path_params
        try:
            content = _series(places, part["measure"], part["basis"], part["level"], part["inside"])
        except InvalidInputError as error:
            raise HTTPException(404, str(error)) from error
        return _compressed(content, request, media_type="application/octet-stream")

    async def health(self, _request: Request) -> Response:
        """Says that the server lives, whether it wants visitors, and with which data."""
        return self._health(200)

    async def ready(self, _request: Request) -> Response:
        """The same, as an error while the server wants no visitors."""
        return self._health(200 if READINESS.is_ready else 503)

    def _health(self, status: int) -> Response:
        content = {
            "live": True,
            "ready": READINESS.is_ready,
            "state": READINESS.state,
            "data_version": VERSIONS.newest.version,
        }
        return JSONResponse(content, status, headers={"Cache-Control": NOT_KEPT})


def _held() -> list[Store]:
    """The versions that visits are shown, the newest first."""
    return VERSIONS.held


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


def build_routes() -> list[Route]:
    """Return the routes of the app's own server."""
    files = AtlasFiles()
    paths = {
        "script/{version}/map.js": files.script,
        "geometry/{name}": files.outlines,
        "tiles/{name}/{z:int}/{x:int}/{y:int}.png": files.tile,
        "data/{version}/{name}.json": files.table,
        "series/{version}/{measure}/{basis}/{level}/{inside}": files.series,
        "script/{version}/shell.js": answer_shell,
        "find/{version}": answer_find,
        "glossary.json": answer_glossary,
        "queue": answer_queue,
        "health": files.health,
        "health/ready": files.ready,
        "passport": answer_passport,
    }
    return [Route(f"{base_path()}/{PREFIX}/{path}", answer) for path, answer in paths.items()]


async def answer_shell(request: Request) -> Response:
    """The program of the head of every page."""
    if request.path_params["version"] != shell_version():
        raise HTTPException(404, "No such version of the program.")
    return _compressed(_pack(shell_script()), request, media_type="text/javascript")


async def answer_passport(request: Request) -> Response:
    """A page of its own about a figure of the newest version."""
    return await _passport_pages().answer(request)


@each_version
def _passport_pages() -> PassportPages:
    return PassportPages(load_passports())


async def answer_find(request: Request) -> Response:
    """Places by what a visitor typed, in the version that the page shows if it is still here."""
    text = request.query_params.get("text", "")
    with showing(VERSIONS.find(request.path_params["version"]) or VERSIONS.newest):
        found = await run_in_threadpool(answer_search, text)
    return JSONResponse(found, headers={"Cache-Control": NOT_KEPT})


async def answer_glossary(_request: Request) -> Response:
    """The words that are explained."""
    words = {
        key: {"word": entry["word"], "meaning": entry["meaning"]}
        for key, entry in load_glossary().items()
    }
    return JSONResponse(words)


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


def _compressed(content: bytes, request: Request, *, media_type: str) -> Response:
    """Send gzipped bytes as they are, or unpacked to a client that takes no gzip."""
    headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        content = gzip.decompress(content)
    return Response(content, media_type=media_type, headers=headers)
