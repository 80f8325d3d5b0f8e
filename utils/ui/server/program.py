"""Serves Streamlit's own program from memory, compressed once, and lets browsers keep it for good.

Streamlit reads each of its seventy files from disk for each visitor and sends it uncompressed. That
is most of what a first visit waits for. The files' names hold a hash of their content.
"""

from __future__ import annotations

import gzip
import re
from functools import cache
from pathlib import Path
from typing import Final

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from utils.ui.server.headers import IMMUTABLE

PROGRAM_DIR: Final = Path(st.__file__).parent / "static" / "static"
PREFIX: Final = "/static/"
#: Scripts and styles; fonts are compressed already.
SERVED: Final = re.compile(r"(?:js/[\w.-]+\.js|css/[\w.-]+\.css)")
MEDIA_TYPES: Final = {".js": "text/javascript", ".css": "text/css"}
#: Beyond this the server would compress longer than the visitor would wait for the difference.
LEVEL: Final = 5
#: Parts that Streamlit's page asks for only when the first message has come, by their names.
LATE_PARTS: Final = ("BidiComponent", "Html", "Selectbox")


@cache
def packed_file(name: str) -> bytes:
    """A file, compressed.

    Raises:
        FileNotFoundError: there is no such file.
    """
    return gzip.compress((PROGRAM_DIR / name).read_bytes(), LEVEL, mtime=0)


@cache
def first_files() -> tuple[str, ...]:
    """What the page asks for before it can ask for a run, and the parts it asks for after that."""
    page = (PROGRAM_DIR.parent / "index.html").read_text(encoding="utf-8")
    named = [name for name in SERVED.findall(page) if (PROGRAM_DIR / name).is_file()]
    return (*dict.fromkeys(named), *late_files())


@cache
def late_files() -> tuple[str, ...]:
    """The parts that show what the map's page holds."""
    found = [
        next(iter(sorted((PROGRAM_DIR / "js").glob(f"{part}.*.js"))), None) for part in LATE_PARTS
    ]
    return tuple(f"js/{path.name}" for path in found if path)


def late_urls() -> list[str]:
    """Addresses of those parts, as seen from a page."""
    return [f"{PREFIX.removeprefix('/')}{name}" for name in late_files()]


class ProgramFiles:
    """Middleware that answers for Streamlit's scripts and styles, and passes the rest on."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application and compress what every visitor needs."""
        self.app = app
        for name in first_files():
            packed_file(name)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a script or style; pass any other on."""
        if scope["type"] == "http" and scope["method"] == "GET":
            name = scope["path"].partition(PREFIX)[2]
            packed = "gzip" in Request(scope).headers.get("accept-encoding", "")
            if packed and SERVED.fullmatch(name) and (PROGRAM_DIR / name).is_file():
                await self._answer(name)(scope, receive, send)
                return
        await self.app(scope, receive, send)

    @staticmethod
    def _answer(name: str) -> Response:
        headers = {
            "Cache-Control": IMMUTABLE,
            "Content-Encoding": "gzip",
            "Vary": "Accept-Encoding",
        }
        media_type = MEDIA_TYPES[Path(name).suffix]
        return Response(packed_file(name), media_type=media_type, headers=headers)
