"""Middleware that leads who has signed in back to the page of staff on which they pressed it.

Streamlit itself leads everybody to the site's first page. What is kept meanwhile is the name of a
page alone, in a cookie for ten minutes, and only a page of staff of this site is ever led to, so
that no made-up address or cookie leads anywhere else.
"""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from utils.ui.server.base_path import below_base
from utils.ui.shell.pages import open_pages
from utils.ui.staff.sign_in import BACK

SIGN_IN: Final = "/auth/login"
COOKIE: Final = "atlas_page_to_open"
KEPT_SECONDS: Final = 600
FOUND: Final = 302


class WayBack:
    """Notes the page on which somebody signs in, and leads back to it."""

    def __init__(self, app: ASGIApp, *, base: str) -> None:
        """Wrap an application.

        Args:
            app: the application.
            base: path below which the site is.
        """
        self.app, self.base = app, base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on; see to the answers of signing in."""
        path = below_base(scope["path"], self.base) if scope["type"] == "http" else None
        if path not in {SIGN_IN, BACK}:
            await self.app(scope, receive, send)
            return

        async def send_led(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if path == SIGN_IN:
                    self._note(scope, headers)
                elif message["status"] == FOUND:
                    self._lead(scope, headers)
            await send(message)

        await self.app(scope, receive, send_led)

    def _note(self, scope: Scope, headers: MutableHeaders) -> None:
        try:
            path = urlsplit(Headers(scope=scope).get("referer", "")).path
        except ValueError:
            return
        page = (below_base(path, self.base) or "").strip("/")
        if page in _pages():
            headers.append("set-cookie", self._cookie(page, seconds=KEPT_SECONDS))

    def _lead(self, scope: Scope, headers: MutableHeaders) -> None:
        page = HTTPConnection(scope).cookies.get(COOKIE, "")
        # Who has signed out comes by the same address, without a code.
        if "code" not in parse_qs(scope["query_string"].decode("latin-1")) or not page:
            return
        headers.append("set-cookie", self._cookie("", seconds=0))
        if page in _pages():
            headers["location"] = f"{self.base}/{page}"

    def _cookie(self, value: str, *, seconds: int) -> str:
        rules = f"HttpOnly; Max-Age={seconds}; Path={self.base}/; SameSite=Lax"
        return f"{COOKIE}={value}; {rules}"


def _pages() -> set[str]:
    """Pages before which there is a door."""
    return {entry.address for entry in open_pages() if entry.staff}
