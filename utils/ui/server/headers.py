"""Headers of the app's own server: protection, and what a browser may fetch ahead for the map."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from urllib.parse import parse_qsl

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from utils.config import is_staff

#: For what has a hash of its content in its name, so that a browser need never ask twice.
IMMUTABLE: Final = "public, max-age=31536000, immutable"
SECURITY_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "SAMEORIGIN",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
#: What keeps a page out of other sites.
FRAMES: Final = "X-Frame-Options"
#: Where the map is the first thing to see.
MAP_PATHS: Final = ("", "/", "/map")


def may_be_framed(scope: Scope) -> bool:
    """Whether another site may show this: a chart alone, and never in staff mode."""
    asked = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    return asked.get("embed") == "true" and "chart" in asked and not is_staff()


class Headers:
    """Middleware that adds the same protective headers to every answer.

    The map's page also names what the map will need, so that the browser fetches it while
    Streamlit's own scripts start, not after them.
    """

    def __init__(self, app: ASGIApp, *, scripts: Sequence[str], fetched: Sequence[str]) -> None:
        """Wrap an application.

        Args:
            app: the application.
            scripts: addresses of programs that the page will ask for.
            fetched: addresses of what they fetch first.
        """
        self.app = app
        links = [f"<{script}>; rel=modulepreload" for script in scripts]
        links += [f"<{address}>; rel=preload; as=fetch; crossorigin" for address in fetched]
        self.links = ", ".join(links)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and add the headers to its answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(SECURITY_HEADERS)
                if may_be_framed(scope):
                    del headers[FRAMES]
                html = headers.get("content-type", "").startswith("text/html")
                if html and scope["path"].removeprefix(scope.get("root_path", "")) in MAP_PATHS:
                    headers["Link"] = self.links
            await send(message)

        await self.app(scope, receive, send_with_headers)
