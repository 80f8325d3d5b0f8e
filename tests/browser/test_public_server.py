"""The server as a visitor's machine meets it: what answers, and what is shut."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import ClientConnection, connect

from tests.browser.visit import Visit


def ask(address: str, method: str, path: str, body: bytes = b"") -> http.client.HTTPResponse:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=20)
    connection.request(method, path, body=body)
    return connection.getresponse()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/_stcore/metrics", 404),
        ("GET", "/_stcore/script-health-check", 404),
        ("GET", "/_stcore/agent/openapi.json", 404),
        ("GET", "/component/any/index.html", 404),
        ("GET", "/auth/login", 404),
        ("PUT", "/_stcore/upload_file/a/b", 403),
        ("POST", "/", 405),
        ("GET", "/_stcore/health", 200),
        ("GET", "/atlas/health", 200),
        ("GET", "/", 200),
    ],
)
def test_what_a_visit_does_not_need_is_shut(
    address: str, method: str, path: str, status: int
) -> None:
    answer = ask(address, method, path, b"x" if method != "GET" else b"")
    assert answer.status == status
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers


def test_an_upload_is_refused_while_it_is_sent(address: str) -> None:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(str(parts.hostname), parts.port, timeout=20)
    connection.putrequest("PUT", "/_stcore/upload_file/a/b")
    connection.putheader("Content-Length", str(10**9))
    connection.endheaders()
    # Nothing of the thousand million bytes was sent, and none is waited for.
    assert connection.getresponse().status == 403


def test_a_message_that_is_too_large_ends_the_visit(address: str) -> None:
    with connect(f"{address.replace('http', 'ws')}/_stcore/stream", max_size=None) as socket:
        socket.send(b"x" * 3_000_000)
        with pytest.raises(ConnectionClosed, match="1009"):
            drain(socket)


def drain(socket: ClientConnection) -> None:
    """Take what is sent until the socket is closed."""
    while True:
        socket.recv(timeout=20)


@pytest.mark.parametrize("path", ["/", "/_stcore/other"])
def test_no_socket_opens_but_that_of_a_visit(address: str, path: str) -> None:
    with pytest.raises(InvalidHandshake), connect(address.replace("http", "ws") + path):
        pass


def test_a_visit_leaves_the_one_cookie_and_the_notes_that_help_names(visit: Visit) -> None:
    visit.open().page.goto(f"{visit.address}/help?about=privacy")
    expect(visit.page.get_by_text("_streamlit_xsrf")).to_be_visible()
    kept = [cookie["name"] for cookie in visit.page.context.cookies()]
    notes = visit.page.evaluate(
        "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"
    )
    assert kept == ["_streamlit_xsrf"]
    assert {note.partition("-")[0] for note in notes} == {"stActiveTheme"}
    expect(visit.page.get_by_text("stActiveTheme")).to_be_visible()
