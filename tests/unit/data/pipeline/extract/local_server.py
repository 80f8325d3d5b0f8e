"""A real HTTP server on this machine that answers as a script tells it."""

from __future__ import annotations

import socketserver
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast


@dataclass(frozen=True)
class Answer:
    """An answer.

    `wait` are seconds before it, `pause` seconds in the middle of its body; `declared` is the
    Content-Length sent, by default the true one.
    """

    body: bytes = b""
    status: int = 200
    wait: float = 0.0
    pause: float = 0.0
    declared: int | None = None
    headers: tuple[tuple[str, str], ...] = ()


@dataclass
class LocalServer:
    """Answers each path by its script, the last answer repeated; counts the requests."""

    address: str = ""
    scripts: dict[str, Sequence[Answer]] = field(default_factory=dict)
    requests: Counter[str] = field(default_factory=Counter)

    def answer(self, path: str) -> Answer:
        script = self.scripts.get(path, [Answer(b"gone", status=404)])
        self.requests[path] += 1
        return script[min(self.requests[path], len(script)) - 1]

    def url(self, path: str, *answers: Answer) -> str:
        self.scripts[path] = answers
        return self.address + path


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    script: LocalServer

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: clients that hang up are part of these tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        answer = cast("_Server", self.server).script.answer(self.path)
        time.sleep(answer.wait)
        self.send_response(answer.status)
        declared = len(answer.body) if answer.declared is None else answer.declared
        self.send_header("Content-Length", str(declared))
        for name, value in answer.headers:
            self.send_header(name, value)
        self.end_headers()
        middle = len(answer.body) // 2
        self.wfile.write(answer.body[:middle])
        time.sleep(answer.pause)
        self.wfile.write(answer.body[middle:])
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@contextmanager
def serve() -> Iterator[LocalServer]:
    """Run a server on a free port of this machine."""
    script = LocalServer()
    with _Server(("127.0.0.1", 0), _Handler) as server:
        server.script = script
        script.address = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield script
        finally:
            cast("socketserver.BaseServer", server).shutdown()
            thread.join()
