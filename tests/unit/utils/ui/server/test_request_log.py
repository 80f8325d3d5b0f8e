from __future__ import annotations

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.unit.utils.ui.asgi_client import ask
from utils.ui.server import request_log
from utils.ui.server.metrics import REGISTRY
from utils.ui.server.request_log import RequestLog

TYPED = "somebody-s-secret"


async def answer(_request: Request) -> Response:
    return PlainTextResponse("here", 201)


async def fail(_request: Request) -> Response:
    raise RuntimeError(TYPED)


@pytest.fixture
def noted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What is written down, in place of the log."""
    lines: list[dict[str, object]] = []
    monkeypatch.setattr(
        request_log, "note", lambda message, **fields: lines.append({"said": message, **fields})
    )
    monkeypatch.setattr(request_log, "note_error", lambda _, error, **__: str(error))
    return lines


def make_app(base: str = "") -> RequestLog:
    inner = Starlette(routes=[Route("/fails", fail), Route("/{path:path}", answer)])
    return RequestLog(inner, base=base, own="atlas")


def count(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/", "page"),
        ("/profile", "page"),
        ("/map/x", "other"),
        (f"/{TYPED}", "other"),
        ("/static/js/a.js", "program"),
        ("/_stcore/health", "streamlit"),
        ("/media/a.csv", "file"),
        ("/atlas/find", "search"),
        ("/atlas/health/ready", "health"),
        ("/atlas/passport", "passport"),
        ("/atlas/geometry/a.json", "map"),
    ],
)
def test_an_address_has_one_of_a_few_kinds(path: str, route: str) -> None:
    assert make_app().route(path) == route
    assert make_app("/place").route(f"/place{path}") == route
    assert make_app("/place").route(f"/{TYPED}{path}") == "other"


def test_a_request_is_counted_and_its_line_has_nothing_that_was_typed(
    noted: list[dict[str, object]],
) -> None:
    before = count("atlas_requests_total", route="search", status="201")
    ask(make_app(), "/atlas/find", query=f"text={TYPED}")
    ask(make_app(), f"/{TYPED}", query=TYPED)
    assert count("atlas_requests_total", route="search", status="201") == before + 1
    assert [line["route"] for line in noted] == ["search", "other"]
    assert all(set(line) == {"said", "method", "route", "status", "milliseconds"} for line in noted)
    assert TYPED not in str(noted)


def test_a_request_that_fails_is_an_error_and_a_500(noted: list[dict[str, object]]) -> None:
    before = count("atlas_errors_total", where="request")
    app: ASGIApp = make_app()
    with pytest.raises(RuntimeError):
        ask(app, "/fails")
    assert count("atlas_errors_total", where="request") == before + 1
    assert noted[-1]["status"] == 500


def test_a_visit_is_open_from_its_acceptance_to_its_end(noted: list[dict[str, object]]) -> None:
    open_visits: list[float] = []

    async def visit(_scope: Scope, _receive: Receive, send: Send) -> None:
        open_visits.append(count("atlas_open_visits"))
        await send({"type": "websocket.accept"})
        open_visits.append(count("atlas_open_visits"))

    async def nothing() -> Message:
        return {"type": "websocket.disconnect"}

    async def take(_message: Message) -> None:
        return

    app = RequestLog(visit, base="", own="atlas")
    asyncio.run(app({"type": "websocket", "path": "/_stcore/stream"}, nothing, take))
    before, during = open_visits
    assert during == before + 1
    assert count("atlas_open_visits") == before
    assert noted[-1]["accepted"] is True
