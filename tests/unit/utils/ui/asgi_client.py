"""Asks an application without a network or a client library."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Mapping
from dataclasses import dataclass

from starlette.types import ASGIApp, Message


@dataclass(frozen=True)
class Answer:
    """An answer as it went over the wire."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def content(self) -> bytes:
        """The body, unpacked if it was sent packed."""
        packed = self.headers.get("content-encoding") == "gzip"
        return gzip.decompress(self.body) if packed else self.body


def ask(
    app: ASGIApp,
    path: str,
    *,
    query: str = "",
    accept_encoding: str = "identity",
    method: str = "GET",
    scheme: str = "http",
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """Send a request and return the answer."""
    scope: dict[str, object] = {
        "method": method,
        "scheme": scheme,
        "path": path,
        "query_string": query.encode(),
    }
    given = {"host": "atlas.example", "accept-encoding": accept_encoding, **(headers or {})}
    scope["headers"] = [(name.encode(), value.encode()) for name, value in given.items()]
    return asyncio.run(_ask(app, scope))


async def _ask(app: ASGIApp, asked: dict[str, object]) -> Answer:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "raw_path": str(asked["path"]).encode(),
        "root_path": "",
        **asked,
    }
    await app(scope, receive, send)
    start = next(message for message in sent if message["type"] == "http.response.start")
    return Answer(
        status=start["status"],
        headers={name.decode().lower(): value.decode() for name, value in start["headers"]},
        body=b"".join(
            message.get("body", b"") for message in sent if message["type"] == "http.response.body"
        ),
    )
