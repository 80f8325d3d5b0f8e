"""Middleware for addresses of a chart behind which `.csv` or `.json` was put, as people do it."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qsl

from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from utils.ui.server.api.problems import SHARED
from utils.ui.server.base_path import below_base
from utils.ui.server.figures.written import WAYS
from utils.ui.shared.state import CHART
from utils.ui.shell.pages import FIRST_FILE, public_pages

ENDINGS: Final = tuple(f".{ending}" for ending in WAYS)


class AppendedEndings:
    """Leads from such an address to that of the data: the ending belongs to the path."""

    def __init__(self, app: ASGIApp, *, base: str) -> None:
        """Wrap an application.

        Args:
            app: the application.
            base: path below which the site is.
        """
        self.app, self.base = app, base
        self.pages = {f"/{page.address}": page.file for page in public_pages()}
        self.pages[f"/{FIRST_FILE}"] = FIRST_FILE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lead on where there is such an ending; pass any other request on."""
        answer = self._answer(scope) if scope["type"] == "http" else None
        await (answer or self.app)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        query = scope["query_string"].decode("latin-1")
        page = self.pages.get(below_base(scope["path"], self.base) or "")
        if page is None or not query.endswith(ENDINGS):
            return None
        query, _, ending = query.rpartition(".")
        if not any(name == CHART for name, _ in parse_qsl(query, keep_blank_values=True)):
            return None
        return RedirectResponse(f"{self.base}/{page}.{ending}?{query}", headers=SHARED)
