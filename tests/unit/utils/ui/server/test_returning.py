from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from utils.ui.server import returning
from utils.ui.server.returning import COME_BACK, ReturningVisits

KNOWN, LOST = "known", "lost"


async def visit(_scope: Scope, receive: Receive, send: Send) -> None:
    """A server that says back what it hears, as long as somebody speaks."""
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] != "websocket.disconnect":
        await send({"type": "websocket.send", "bytes": message["bytes"]})
    # What a visit writes while it is being closed reaches nobody.
    await send({"type": "websocket.send", "bytes": b"late"})


def connect(app: ReturningVisits, *protocols: str) -> list[Message]:
    """Connect, say something and go; give what was sent."""
    said: list[Message] = [
        {"type": "websocket.connect"},
        {"type": "websocket.receive", "bytes": b"a choice"},
        {"type": "websocket.disconnect", "code": 1001},
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return said.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "websocket", "path": "/_stcore/stream", "subprotocols": list(protocols)}
    asyncio.run(app(scope, receive, send))
    return sent


@pytest.fixture
def app() -> ReturningVisits:
    return ReturningVisits(visit, is_known=lambda name: name == KNOWN)


@pytest.mark.parametrize("protocols", [[], ["streamlit", "token"], ["streamlit", "token", KNOWN]])
def test_a_new_visit_and_one_that_is_known_are_passed_on(
    app: ReturningVisits, protocols: list[str]
) -> None:
    assert [message.get("bytes") for message in connect(app, *protocols)][:2] == [None, b"a choice"]


def test_a_lost_visit_is_sent_back_once_for_a_run(app: ReturningVisits) -> None:
    accepted, running, closed = connect(app, "streamlit", "token", LOST)
    assert accepted["type"] == "websocket.accept"
    assert ForwardMsg.FromString(running["bytes"]).session_status_changed.script_is_running
    assert closed == {"type": "websocket.close", "code": COME_BACK}
    again = connect(app, "streamlit", "token", LOST)
    assert again[1]["bytes"] == b"a choice"


def test_only_the_last_names_are_remembered(
    app: ReturningVisits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returning, "MOST_SENT", 2)
    for name in ("one", "two", "three"):
        connect(app, "streamlit", "token", name)
    assert list(app.sent) == ["two", "three"]
