"""Headers of the app's own server: protection, and what a browser may fetch ahead for the map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import parse_qsl

from starlette.datastructures import Headers as RequestHeaders
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from utils.config import embed_sites, is_staff
from utils.ui.server.base_path import base_path, below_base
from utils.ui.server.policy import (
    COMPONENT,
    NOTHING,
    figure_ancestors,
    page_policy,
    whole_page_ancestors,
)

#: For what has a hash of its content in its name, so that a browser need never ask twice.
IMMUTABLE: Final = "public, max-age=31536000, immutable"
#: For what may change with the next start of the server: kept, but asked for again.
REVALIDATED: Final = "no-cache"
#: For what holds the words of a visitor or the state of the server.
NOT_KEPT: Final = "no-store"
SECURITY_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}
#: Who may use an answer as a part of a page: ours alone, unless the answer itself says otherwise.
PARTS: Final = "Cross-Origin-Resource-Policy"
POLICY: Final = "Content-Security-Policy"
#: What keeps a page out of other sites in browsers that do not read the policy.
FRAMES: Final = "X-Frame-Options"
#: Two years. Names below ours and lists in browsers are for the owner of the domain to decide.
ONLY_SAFE: Final = ("Strict-Transport-Security", "max-age=63072000")
#: Where the map is the first thing to see.
MAP_PATHS: Final = ("/", "/map")
#: Where Streamlit's older components lie, each a page of its own in a frame.
COMPONENTS: Final = "/component/"
NOT_MODIFIED: Final = 304


def embedding_sites(scope: Scope) -> tuple[str, ...]:
    """The sites that may show this alone: of a figure those that the owner allows, else none."""
    asked = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1")))
    return embed_sites() if asked.get("embed") == "true" and "chart" in asked else ()


def is_safe(scope: Scope) -> bool:
    """Whether a request came by TLS, to us or to a proxy that the server trusts.

    The server reads `X-Forwarded-Proto` of the proxies in `FORWARDED_ALLOW_IPS`, and of no other.
    """
    return scope.get("scheme") in {"https", "wss"}


class Headers:
    """Middleware that adds the same protective headers to every answer.

    The map's page also names what the map will need, so that the browser fetches it while
    Streamlit's own scripts start, not after them.
    """

    def __init__(
        self, app: ASGIApp, *, scripts: Sequence[str], fetched: Callable[[], Sequence[str]]
    ) -> None:
        """Wrap an application.

        Args:
            app: the application.
            scripts: addresses of programs that the page will ask for.
            fetched: gives addresses of what they fetch first, which change with the data.
        """
        self.app, self.fetched = app, fetched
        self.scripts = [f"<{script}>; rel=modulepreload" for script in scripts]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and add the headers to its answer."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                _protect(headers, scope, is_unchanged=message["status"] == NOT_MODIFIED)
                html = headers.get("content-type", "").startswith("text/html")
                if html and below_base(scope["path"], base_path()) in MAP_PATHS:
                    headers["Link"] = self._links()
            await send(message)

        await self.app(scope, receive, send_with_headers)

    def _links(self) -> str:
        fetched = [f"<{address}>; rel=preload; as=fetch; crossorigin" for address in self.fetched()]
        return ", ".join([*self.scripts, *fetched])


def _protect(headers: MutableHeaders, scope: Scope, *, is_unchanged: bool) -> None:
    """Add what protects an answer; what the answer says of its own content is kept.

    An answer that nothing has changed names no kind of content, and its headers take the place of
    those that the browser kept with the content. So a page gets a page's policy again.
    """
    headers.update(SECURITY_HEADERS)
    headers.setdefault("Cache-Control", REVALIDATED)
    sites = embedding_sites(scope)
    # A site whose own policy asks it of all it shows could not show a figure otherwise.
    headers.setdefault(PARTS, "cross-origin" if sites else "same-origin")
    ancestors = figure_ancestors(sites) if sites else whole_page_ancestors()
    is_page = headers.get("content-type", "").startswith("text/html")
    if is_unchanged:
        is_page = "." not in scope["path"].rpartition("/")[2]
    if is_page or not is_unchanged:
        headers.setdefault(POLICY, _policy(scope, ancestors, is_page=is_page))
    if ancestors == ("'self'",):
        headers[FRAMES] = "SAMEORIGIN"
    if is_safe(scope):
        name, value = ONLY_SAFE
        headers[name] = value
        _send_cookies_safely(headers)


def _policy(scope: Scope, ancestors: Sequence[str], *, is_page: bool) -> str:
    if not is_page:
        return NOTHING
    if COMPONENTS in scope["path"] and is_staff():
        return COMPONENT
    host = RequestHeaders(scope=scope).get("host", "")
    return page_policy(host=host, is_safe=is_safe(scope), ancestors=ancestors)


def _send_cookies_safely(headers: MutableHeaders) -> None:
    """Streamlit cannot know that a proxy before it speaks TLS, so its cookies lack the mark."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        marked = "; secure" in cookie.lower()
        headers.append("set-cookie", cookie if marked else f"{cookie}; Secure")
