from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from utils.ui.server.uvicorn_options import UvicornOptions

WAIT = 10


class Watch:
    """Note of each connection whether what is sent goes out at once."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.at_once: list[int] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            connection = send.__self__.transport.get_extra_info("socket")  # type: ignore[attr-defined]
            self.at_once.append(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
        await self.app(scope, receive, send)


async def greet(_: Request) -> PlainTextResponse:
    return PlainTextResponse("Good morning")


@contextmanager
def served(app: ASGIApp) -> Iterator[int]:
    """Serve an application as Streamlit does, at a socket that is opened before; give its port."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        config = uvicorn.Config(app, lifespan="on", log_level="critical")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        until = time.monotonic() + WAIT
        while not server.started and time.monotonic() < until:
            time.sleep(0.01)
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(WAIT)


@pytest.mark.parametrize(("is_wrapped", "name"), [(False, "uvicorn"), (True, None)])
def test_an_answer_does_not_name_the_server_and_goes_out_at_once(
    is_wrapped: object, name: str | None
) -> None:
    watch = Watch(Starlette(routes=[Route("/", greet)]))
    with served(UvicornOptions(watch) if is_wrapped else watch) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT)
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert answer.read() == b"Good morning"
    assert answer.headers["server"] == name
    assert [bool(each) for each in watch.at_once] == [is_wrapped]
