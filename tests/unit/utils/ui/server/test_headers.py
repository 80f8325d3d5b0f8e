from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.unit.utils.ui.asgi_client import ask
from utils.config import embed_sites, frame_sites
from utils.ui.server import headers
from utils.ui.server.headers import FRAMES, PARTS, SECURITY_HEADERS, Headers

SCRIPT = "atlas/script/v1/map.js"
FETCHED = ["atlas/geometry/a.gz", "atlas/data/v1/page.json"]


def answer_html(_: object) -> Response:
    response = HTMLResponse("<p>Map</p>")
    response.set_cookie("kept", "1", samesite="lax")
    return response


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    routes = [
        *(Route(path, answer_html) for path in ("/", "/map", "/sources", "/atlas/map")),
        Route("/health", lambda _: JSONResponse({})),
        Route("/text", lambda _: PlainTextResponse("<html>")),
        *(Route(path, lambda _: Response(status_code=304)) for path in ("/kept", "/kept.js")),
    ]
    return Starlette(routes=routes, middleware=[headers_of()])


def headers_of() -> Middleware:
    return Middleware(Headers, scripts=[SCRIPT], fetched=lambda: FETCHED)


#: Written out here, so that a header taken out of the product is missed.
PROTECTIVE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
    "permissions-policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
        "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"
    ),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
CLOSED = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
#: The hash is of the one script that is written into the page of the installed Streamlit.
PAGE = (
    "default-src 'none'; "
    "script-src 'self' blob: 'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self' {socket}; manifest-src 'self'; frame-src 'none'; worker-src 'none'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)
SOCKET = "ws://atlas.example"


@pytest.mark.parametrize("path", ["/", "/map", "/sources", "/health", "/nothing"])
def test_every_answer_carries_the_protective_headers(app: ASGIApp, path: str) -> None:
    headers = ask(app, path).headers
    assert {name: headers.get(name) for name in PROTECTIVE} == PROTECTIVE
    assert headers["cache-control"] == "no-cache"
    assert "strict-transport-security" not in headers


def test_no_header_is_added_that_is_not_tested_here() -> None:
    added = {name.lower() for name in (*SECURITY_HEADERS, FRAMES, PARTS)}
    assert added == set(PROTECTIVE)


def test_a_page_runs_and_loads_what_is_ours_and_anything_else_nothing(app: ASGIApp) -> None:
    page = ask(app, "/sources").headers["content-security-policy"]
    assert page == PAGE.format(socket=SOCKET, ancestors="'self'")
    for path in ("/health", "/text", "/nothing"):
        assert ask(app, path).headers["content-security-policy"] == CLOSED


def test_over_tls_a_browser_comes_back_by_tls_alone(app: ASGIApp) -> None:
    headers = ask(app, "/sources", scheme="https").headers
    assert headers["strict-transport-security"] == "max-age=63072000"
    assert "connect-src 'self' wss://atlas.example;" in headers["content-security-policy"]
    assert headers["set-cookie"] == "kept=1; Path=/; SameSite=lax; Secure"
    assert ask(app, "/sources").headers["set-cookie"] == "kept=1; Path=/; SameSite=lax"


@pytest.mark.parametrize(
    "host", [b"evil.example; script-src *", b"a b", b"*", b"", b"https://x", b"'unsafe-inline'"]
)
def test_a_host_that_is_none_changes_no_policy(host: bytes) -> None:
    sent = sent_headers(answer_html(None), {"path": "/sources", "headers": [(b"host", host)]})
    policy = PAGE.format(socket="", ancestors="'self'").replace("'self' ;", "'self';")
    assert sent["content-security-policy"] == policy


def test_what_an_answer_says_of_itself_is_kept() -> None:
    said = {"Cache-Control": "no-store", "Content-Security-Policy": "default-src 'self'"}
    said["Cross-Origin-Resource-Policy"] = "cross-origin"
    sent = sent_headers(HTMLResponse("", headers=said), {"path": "/api"})
    assert {name: sent[name.lower()] for name in said} == said


def test_a_component_of_staff_is_a_page_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    at = {"path": "/component/map/index.html"}
    public = sent_headers(answer_html(None), at)["content-security-policy"]
    monkeypatch.setenv("ATLAS_STAFF", "1")
    staff = sent_headers(answer_html(None), at)["content-security-policy"]
    assert "script-src 'self' 'unsafe-inline';" in staff
    assert "script-src 'self' blob: 'sha256-" in public
    page = sent_headers(answer_html(None), {"path": "/own_table"})["content-security-policy"]
    assert "frame-src 'self';" in page
    assert "script-src 'self' blob: 'sha256-" in page


@pytest.mark.parametrize("path", ["/", "/map"])
def test_the_page_of_the_map_names_what_it_will_need(app: ASGIApp, path: str) -> None:
    links = ask(app, path).headers["link"].split(", ")
    assert links == [
        f"<{SCRIPT}>; rel=modulepreload",
        *(f"<{address}>; rel=preload; as=fetch; crossorigin" for address in FETCHED),
    ]


@pytest.mark.parametrize("path", ["/sources", "/atlas/map", "/health", "/text", "/nothing"])
def test_nothing_else_names_it(app: ASGIApp, path: str) -> None:
    assert "link" not in ask(app, path).headers


@pytest.mark.parametrize(
    ("path", "kind", "named"),
    [
        ("/app/map", "text/html; charset=utf-8", True),
        ("/app", "text/html", True),
        ("/app/", "text/html", True),
        ("/app/sources", "text/html", False),
        ("/app/map", "application/json", False),
        ("/app/map", "", False),
    ],
)
def test_a_map_served_below_another_address_names_it_too(
    monkeypatch: pytest.MonkeyPatch, path: str, kind: str, *, named: bool
) -> None:
    monkeypatch.setattr(headers, "base_path", lambda: "/app")

    async def inner(_: Scope, __: Receive, send: Send) -> None:
        own = [(b"content-type", kind.encode())] if kind else []
        await send({"type": "http.response.start", "status": 200, "headers": own})
        await send({"type": "http.response.body", "body": b""})

    assert ("link" in sent_headers(inner, {"path": path})) == named


def test_a_websocket_is_passed_on_untouched() -> None:
    messages = send_through(accept, {"type": "websocket", "path": "/map", "root_path": ""})
    assert messages == [{"type": "websocket.accept", "headers": []}]


async def accept(_: Scope, __: Receive, send: Send) -> None:
    await send({"type": "websocket.accept", "headers": []})


def send_through(inner: ASGIApp, scope: dict[str, Any]) -> list[Message]:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    app = Headers(inner, scripts=[SCRIPT], fetched=lambda: FETCHED)
    asyncio.run(app({"type": "http", "method": "GET", "headers": []} | scope, receive, send))
    return sent


def sent_headers(inner: ASGIApp, scope: dict[str, Any]) -> dict[str, str]:
    start = send_through(inner, scope)[0]
    return {name.decode().lower(): value.decode() for name, value in start["headers"]}


def test_other_sites_may_show_a_chart_alone(app: ASGIApp) -> None:
    headers = ask(app, "/sources", query="embed=true&chart=ages").headers
    assert set(PROTECTIVE) - set(headers) == {"x-frame-options"}
    assert headers["content-security-policy"] == PAGE.format(socket=SOCKET, ancestors="*")
    assert headers["cross-origin-resource-policy"] == "cross-origin"


def test_sites_that_the_owner_names_may_show_whole_pages(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_FRAMED_BY", "https://a.example https://*.b.example:8443")
    headers = ask(app, "/sources").headers
    ancestors = "'self' https://a.example https://*.b.example:8443"
    assert headers["content-security-policy"] == PAGE.format(socket=SOCKET, ancestors=ancestors)
    assert "x-frame-options" not in headers
    monkeypatch.setenv("ATLAS_STAFF", "1")
    assert ask(app, "/sources").headers["x-frame-options"] == "SAMEORIGIN"


def test_sites_that_the_owner_names_alone_may_show_a_figure(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = "embed=true&chart=map"
    monkeypatch.setenv("ATLAS_EMBEDDED_BY", "https://a.example")
    policy = ask(app, "/", query=query).headers["content-security-policy"]
    assert "frame-ancestors 'self' https://a.example" in policy.split("; ")
    assert ask(app, "/").headers["x-frame-options"] == "SAMEORIGIN"
    monkeypatch.setenv("ATLAS_EMBEDDED_BY", "none")
    assert ask(app, "/", query=query).headers["x-frame-options"] == "SAMEORIGIN"
    monkeypatch.setenv("ATLAS_EMBEDDED_BY", "a.example")
    with pytest.raises(ValueError, match="ATLAS_EMBEDDED_BY"):
        embed_sites()


@pytest.mark.parametrize("sites", ["*", "https://a.example;", "a.example", "https://a.example/x"])
def test_what_is_no_site_is_refused(monkeypatch: pytest.MonkeyPatch, sites: str) -> None:
    monkeypatch.setenv("ATLAS_FRAMED_BY", sites)
    with pytest.raises(ValueError, match="ATLAS_FRAMED_BY"):
        frame_sites()


@pytest.mark.parametrize(
    ("query", "staff"),
    [
        ("embed=true", ""),
        ("chart=ages", ""),
        ("embed=false&chart=ages", ""),
        ("embed=true&chart=ages", "1"),
    ],
)
def test_other_sites_show_no_whole_page_and_nothing_of_staff(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch, query: str, staff: str
) -> None:
    monkeypatch.setenv("ATLAS_STAFF", staff)
    headers = ask(app, "/sources", query=query).headers
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


def test_a_page_that_a_browser_kept_keeps_the_policy_of_a_page(app: ASGIApp) -> None:
    policy = ask(app, "/kept").headers["content-security-policy"]
    assert policy == ask(app, "/").headers["content-security-policy"]
    assert "content-security-policy" not in ask(app, "/kept.js").headers
