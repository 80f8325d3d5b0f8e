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
from utils.ui.server.headers import SECURITY_HEADERS, Headers

SCRIPT = "atlas/script/v1/map.js"
FETCHED = ["atlas/geometry/a.gz", "atlas/data/v1/page.json"]


def answer_html(_: object) -> Response:
    return HTMLResponse("<p>Map</p>")


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    routes = [
        *(Route(path, answer_html) for path in ("/", "/map", "/sources", "/atlas/map")),
        Route("/health", lambda _: JSONResponse({})),
        Route("/text", lambda _: PlainTextResponse("<html>")),
    ]
    return Starlette(routes=routes, middleware=[headers_of()])


def headers_of() -> Middleware:
    return Middleware(Headers, scripts=[SCRIPT], fetched=FETCHED)


#: Written out here, so that a header taken out of the product is missed.
PROTECTIVE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "x-frame-options": "SAMEORIGIN",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}


@pytest.mark.parametrize("path", ["/", "/map", "/sources", "/health", "/nothing"])
def test_every_answer_carries_the_protective_headers(app: ASGIApp, path: str) -> None:
    headers = ask(app, path).headers
    assert {name: headers.get(name) for name in PROTECTIVE} == PROTECTIVE


def test_no_header_is_added_that_is_not_tested_here() -> None:
    assert {name.lower() for name in SECURITY_HEADERS} == set(PROTECTIVE)


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
    path: str, kind: str, *, named: bool
) -> None:
    async def inner(_: Scope, __: Receive, send: Send) -> None:
        headers = [(b"content-type", kind.encode())] if kind else []
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b""})

    assert ("link" in sent_headers(inner, {"path": path, "root_path": "/app"})) == named


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

    app = Headers(inner, scripts=[SCRIPT], fetched=FETCHED)
    asyncio.run(app({"type": "http", "method": "GET", "headers": []} | scope, receive, send))
    return sent


def sent_headers(inner: ASGIApp, scope: dict[str, Any]) -> dict[str, str]:
    start = send_through(inner, scope)[0]
    return {name.decode().lower(): value.decode() for name, value in start["headers"]}


def test_other_sites_may_show_a_chart_alone(app: ASGIApp) -> None:
    headers = ask(app, "/sources", query="embed=true&chart=ages").headers
    assert set(PROTECTIVE) - set(headers) == {"x-frame-options"}


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
    assert ask(app, "/sources", query=query).headers["x-frame-options"] == "SAMEORIGIN"
