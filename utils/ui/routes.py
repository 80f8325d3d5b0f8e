"""What the app's own server serves beside the pages: map assets, geometry, series and health."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote

import xstatic.pkg.leaflet
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.map_reader import MapReader
from data.store import Store
from geo.layers import ASSETS_DIR
from utils.errors import InvalidInputError

PREFIX: Final = "/atlas"
#: Names hold a hash of the content, so a browser need never ask twice.
IMMUTABLE: Final = "public, max-age=31536000, immutable"
LEAFLET_DIR: Final = Path(xstatic.pkg.leaflet.BASE_DIR)
ASSETS: Final[Mapping[str, tuple[Path, str]]] = {
    "leaflet.js": (LEAFLET_DIR / "leaflet.js", "text/javascript"),
    "leaflet.css": (LEAFLET_DIR / "leaflet.css", "text/css"),
    "place_map.js": (ASSETS_DIR / "place_map.js", "text/javascript"),
    "place_map.css": (ASSETS_DIR / "place_map.css", "text/css"),
}
SECURITY_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class SecurityHeaders:
    """Middleware that adds the same protective headers to every answer."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and add the headers to its answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


@cache
def asset_version() -> str:
    """Short hash of all map assets; it is part of their addresses."""
    joined = b"".join(path.read_bytes() for path, _ in ASSETS.values())
    return hashlib.sha256(joined).hexdigest()[:12]


@cache
def _asset(name: str) -> tuple[bytes, str]:
    """An asset, compressed once, and its media type."""
    path, media_type = ASSETS[name]
    return gzip.compress(path.read_bytes(), mtime=0), media_type


def asset_url(name: str) -> str:
    """Address of an asset as seen from a component's frame, whatever path the app is served at."""
    return f"../..{PREFIX}/assets/{asset_version()}/{name}"


def geometry_url(store: Store, level: str) -> str:
    """Address of a level's geometry as seen from a component's frame."""
    return f"../..{PREFIX}/geometry/{store.path(f'geometry-{level}').name}"


def series_url(store: Store, *, measure: str, basis: str) -> str:
    """Address of all periods of a measure as seen from a component's frame."""
    return f"../..{PREFIX}/series/{store.version}/{quote(measure)}/{quote(basis)}"


def build_routes(store: Store, reader: MapReader) -> list[Route]:
    """Return the routes of the app's own server."""
    geometry = {
        Path(str(one["path"])).name: store.folder / str(one["path"])
        for one in store.resources.values()
        if one.get("format") == "topojson"
    }

    async def serve_asset(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in ASSETS:
            raise HTTPException(404, f"No asset {name!r}.")
        content, media_type = _asset(name)
        return _compressed(content, request, media_type=media_type)

    async def serve_geometry(request: Request) -> Response:
        path = geometry.get(request.path_params["name"])
        if path is None:
            raise HTTPException(404, "No such geometry.")
        return _compressed(path.read_bytes(), request, media_type="application/json")

    async def serve_series(request: Request) -> Response:
        part = request.path_params
        if part["version"] != store.version:
            raise HTTPException(404, "No such version of the data.")
        try:
            content = _series(reader, part["measure"], part["basis"])
        except InvalidInputError as error:
            raise HTTPException(404, str(error)) from error
        return _compressed(content, request, media_type="application/json")

    async def serve_health(_request: Request) -> Response:
        return JSONResponse({"status": "ok", "data_version": store.version})

    return [
        Route(f"{PREFIX}/assets/{{version}}/{{name}}", serve_asset),
        Route(f"{PREFIX}/geometry/{{name}}", serve_geometry),
        Route(f"{PREFIX}/series/{{version}}/{{measure}}/{{basis}}", serve_series),
        Route(f"{PREFIX}/health", serve_health),
    ]


def _series(reader: MapReader, measure: str, basis: str) -> bytes:
    found = reader.measure(measure=measure, basis=basis)
    return gzip.compress(reader.series(found), mtime=0)


def _compressed(content: bytes, request: Request, *, media_type: str) -> Response:
    """Send gzipped bytes as they are, or unpacked to a client that takes no gzip."""
    headers = {"Cache-Control": IMMUTABLE, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
    else:
        content = gzip.decompress(content)
    return Response(content, media_type=media_type, headers=headers)
