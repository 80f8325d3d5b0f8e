"""Answers Streamlit's own questions below the address of a page as those below the site's.

A browser that opens a page directly does not know yet where the site begins, so it asks below the
page first. Without an answer there it logs an error and asks again.
"""

from __future__ import annotations

import re
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from utils.ui.shell.pages import open_pages

QUESTIONS: Final = "_stcore/(?:health|host-config)"


class Probes:
    """Middleware that passes such a question on as one of the site."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self.app = app
        names = "|".join(re.escape(entry.file) for entry in open_pages())
        self.below_page = re.compile(rf"(?P<site>.*)/(?:{names})/(?P<question>{QUESTIONS})")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        found = self.below_page.fullmatch(scope.get("path", ""))
        if scope["type"] == "http" and found:
            path = f"{found['site']}/{found['question']}"
            scope = {**scope, "path": path, "raw_path": path.encode()}
        await self.app(scope, receive, send)
