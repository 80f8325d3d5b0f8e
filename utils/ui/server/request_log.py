"""Middleware that counts each request and writes it down, without anything about the visitor.

A line has the kind of address, never the address itself: what follows a slash or a question mark
may be what somebody typed.
"""

from __future__ import annotations

import time
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from utils.ui.server.base_path import below_base
from utils.ui.server.logs import note, note_error
from utils.ui.server.metrics import ERRORS, REQUESTS, VISITS
from utils.ui.shell.pages import open_pages

#: Kinds of address by their first part, and for our own by the part after that.
FIRST_PARTS: Final = {
    "static": "program",
    "media": "file",
    "component": "program",
    "_stcore": "streamlit",
}
OWN_PARTS: Final = {
    "health": "health",
    "find": "search",
    "passport": "passport",
    "api": "api",
    "queue": "queue",
}
#: How addresses of the data of a page end.
DATA_ENDINGS: Final = (".csv", ".json")
FAILED: Final = 500


class RequestLog:
    """Counts and writes down what is asked for."""

    def __init__(self, app: ASGIApp, *, base: str, own: str) -> None:
        """Wrap an application.

        Args:
            app: the application.
            base: path below which the site is.
            own: first part of the addresses that are not Streamlit's.
        """
        self.app, self.base, self.own = app, base, own
        self.pages = {entry.address for entry in open_pages()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and note how it was answered."""
        if scope["type"] == "http":
            await self._answer(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._visit(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    def route(self, path: str) -> str:
        """The kind of an address: one of a few words."""
        below = below_base(path, self.base)
        first, _, rest = (below or "/?").removeprefix("/").partition("/")
        if first == self.own:
            return OWN_PARTS.get(rest.partition("/")[0], "map")
        if first in self.pages and not rest:
            return "page"
        if first.endswith(DATA_ENDINGS) and not rest:
            return "data"
        return FIRST_PARTS.get(first, "other")

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        began, status, route = time.perf_counter(), FAILED, self.route(scope["path"])

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        except Exception as error:
            ERRORS.labels("request").inc()
            note_error("A request failed", error, route=route)
            raise
        finally:
            REQUESTS.labels(route, str(status)).inc()
            note(
                "Request",
                method=scope["method"],
                route=route,
                status=status,
                milliseconds=_milliseconds(began),
            )

    async def _visit(self, scope: Scope, receive: Receive, send: Send) -> None:
        began, is_open = time.perf_counter(), False

        async def send_noted(message: Message) -> None:
            nonlocal is_open
            if message["type"] == "websocket.accept" and not is_open:
                is_open = True
                VISITS.inc()
            await send(message)

        try:
            await self.app(scope, receive, send_noted)
        finally:
            if is_open:
                VISITS.dec()
            note("Visit ended", accepted=is_open, milliseconds=_milliseconds(began))


def _milliseconds(began: float) -> int:
    return round((time.perf_counter() - began) * 1000)
