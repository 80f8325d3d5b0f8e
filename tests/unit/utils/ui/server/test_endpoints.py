from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tests.unit.utils.ui.asgi_client import ask
from tests.unit.utils.ui.staff.settings import SETTINGS, claims, cookie
from utils.ui.server.endpoints import Endpoints

UPLOAD = "/_stcore/upload_file/a/b"
#: What a visitor has no use for; the second of each pair is asked below a page's address.
SHUT = [
    "/_stcore/metrics",
    "/compare/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/interact",
    "/compare/_stcore/agent/mcp",
    "/_stcore/bidi-components/a/b.js",
    "/_stcore/message",
    "/_stcore/health/more",
    "/_stcore/",
    "/_stcore/health/_stcore/metrics",
]
COMPONENT = "/component/a/index.html"
DOOR = ["/auth/login", "/auth/logout", "/oauth2callback"]
OPEN = ["/", "/compare", "/_stcore/health", "/_stcore/host-config", "/compare/_stcore/health"]


@pytest.fixture(scope="module")
def app() -> ASGIApp:
    everything = Route(
        "/{path:path}", lambda _: PlainTextResponse("let through"), methods=["GET", "PUT", "POST"]
    )
    return Starlette(routes=[everything], middleware=[Middleware(Endpoints)])


@pytest.mark.parametrize("path", OPEN)
def test_what_a_visit_needs_is_let_through(app: ASGIApp, path: str) -> None:
    assert ask(app, path).body == b"let through"


@pytest.mark.parametrize("path", [*SHUT, COMPONENT, *DOOR])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_a_visitor_has_no_use_for_is_not_found(app: ASGIApp, path: str, method: str) -> None:
    assert ask(app, path, method=method).status == 404


@pytest.mark.parametrize("path", SHUT)
def test_the_state_of_the_server_is_not_for_staff_either(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setenv("ATLAS_STAFF", "1")
    assert ask(app, path).status == 404


def test_staff_upload_files_and_see_components(
    app: ASGIApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_STAFF", "1")
    assert ask(app, UPLOAD, method="PUT").body == b"let through"
    assert ask(app, COMPONENT).body == b"let through"


def test_nobody_signs_in_where_no_way_is_set(app: ASGIApp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_STAFF", "1")
    assert [ask(app, path).status for path in DOOR] == [404, 404, 404]


@pytest.mark.parametrize(
    ("server", "sent"),
    [
        (("127.0.0.1", 8501), "accept"),
        (("/run/atlas.sock", None), "accept"),
        (("10.0.0.1", 8501), "close"),
    ],
)
def test_where_nobody_signs_in_staff_mode_answers_its_own_machine_alone(
    monkeypatch: pytest.MonkeyPatch, server: tuple[str, int | None], sent: str
) -> None:
    monkeypatch.setenv("ATLAS_STAFF", "1")
    visit = {"type": "websocket", "path": "/_stcore/stream", "server": server}
    assert [message["type"] for message in pass_on(visit)] == [f"websocket.{sent}"]
    page = {"type": "http", "method": "GET", "path": "/", "server": server}
    assert [message.get("status") for message in pass_on(page)][:1] == [
        None if sent == "accept" else 403
    ]


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"ATLAS_STAFF": "1", **SETTINGS}.items():
        monkeypatch.setenv(name, value)


@pytest.mark.usefixtures("door")
@pytest.mark.parametrize("who", [None, claims(roles=["Another"]), claims(iat=0)])
def test_who_has_not_signed_in_as_staff_can_only_sign_in(
    app: ASGIApp, who: dict[str, Any] | None
) -> None:
    headers = cookie_header(who) if who else {}
    assert ask(app, UPLOAD, method="PUT", headers=headers).status == 403
    assert ask(app, COMPONENT, headers=headers).status == 404
    assert ask(app, "/compare", method="POST", headers=headers).status == 405
    assert [ask(app, path, headers=headers).status for path in DOOR] == [200, 200, 200]


@pytest.mark.usefixtures("door")
def test_who_has_signed_in_as_staff_uploads_files_and_sees_components(app: ASGIApp) -> None:
    headers = cookie_header(claims())
    assert ask(app, UPLOAD, method="PUT", headers=headers).body == b"let through"
    assert ask(app, COMPONENT, headers=headers).body == b"let through"
    assert [ask(app, path, headers=headers).status for path in SHUT] == [404] * len(SHUT)


def cookie_header(content: dict[str, Any]) -> dict[str, str]:
    ((name, value),) = cookie(content).items()
    return {"cookie": f"{name}={value}"}


@pytest.mark.parametrize("path", [UPLOAD, f"/compare{UPLOAD}"])
def test_an_upload_is_refused_before_its_body_is_read(path: str) -> None:
    async def receive() -> Message:
        raise AssertionError("The body was read.")

    sent = pass_on({"type": "http", "method": "PUT", "path": path}, receive)
    assert sent[0]["status"] == 403
    # What was not read must not be taken for the next request.
    assert (b"connection", b"close") in sent[0]["headers"]


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE"])
def test_nothing_is_changed_over_http(app: ASGIApp, method: str) -> None:
    answer = ask(app, "/compare", method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    ("path", "let_through"),
    [("/_stcore/stream", True), ("/app/_stcore/stream", True), ("/", False), ("/stream", False)],
)
def test_a_socket_is_for_a_visit_alone(path: str, *, let_through: bool) -> None:
    sent = pass_on({"type": "websocket", "path": path})
    expected = "websocket.accept" if let_through else "websocket.close"
    assert [message["type"] for message in sent] == [expected]


def pass_on(scope: dict[str, Any], receive: Receive | None = None) -> list[Message]:
    """What is sent of a request to a server that accepts sockets."""
    sent: list[Message] = []

    async def accept(_: Scope, __: Receive, send: Send) -> None:
        await send({"type": "websocket.accept", "headers": []})

    async def nothing() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(Endpoints(accept)({"headers": []} | scope, receive or nothing, send))
    return sent
