"""Middleware that answers for addresses of which Streamlit would make a box without a way on."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from utils.ui.server.base_path import below_base
from utils.ui.server.endpoints import DOOR
from utils.ui.shared.document import answer_document
from utils.ui.shared.prose import bullets, link, paragraph
from utils.ui.shell.missing import MISSING
from utils.ui.shell.pages import FIRST_FILE, open_pages

NO_PAGE: Final = "This atlas has no page at this address. Its pages are:"
#: First parts of Streamlit's addresses that have more parts.
DEEP: Final = ("static", "media", "component", "_stcore")
#: Streamlit's page looks for its server below every part of its own address.
LOOKED_FOR: Final = "/_stcore/"


class UnknownPaths:
    """Leads from the map's own name to the site's address, and says where there is no page."""

    def __init__(self, app: ASGIApp, *, base: str, own: str) -> None:
        """Wrap an application.

        Args:
            app: the application.
            base: path below which the site is.
            own: first part of the addresses that are not Streamlit's.
        """
        self.app, self.base = app, base
        self.deep = {own, *DEEP}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer where there is no page; pass any other request on."""
        answer = self._answer(scope) if scope["type"] == "http" else None
        await (answer or self.app)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response | None:
        path = below_base(scope["path"], self.base)
        if path is None:
            return self._missing()
        parts = [path] if DOOR.fullmatch(path) else path.strip("/").split("/")
        if parts == [FIRST_FILE]:
            query = scope["query_string"].decode("latin-1")
            return RedirectResponse(f"{self.base}/{'?' if query else ''}{query}")
        if len(parts) > 1 and parts[0] not in self.deep and LOOKED_FOR not in path:
            return self._missing()
        return None

    def _missing(self) -> Response:
        pages = [link(entry.title, f"{self.base}/{quote(entry.address)}") for entry in open_pages()]
        blocks = [
            paragraph(NO_PAGE),
            bullets(pages),
        ]
        return answer_document(MISSING, blocks, 404, top=f"{self.base}/")
