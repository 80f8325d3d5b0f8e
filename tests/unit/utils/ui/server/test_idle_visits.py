from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from utils.ui.server.idle_visits import IdleVisits

CLOSED = {"type": "websocket.close", "code": 1012}


async def visit(gaps: list[float], *, seconds: float, kind: str = "websocket") -> list[Message]:
    """What is sent in a visit whose browser says something after each gap, then leaves."""
    sent: list[Message] = []
    left = iter(gaps)

    async def app(_: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            await send(message)

    async def receive() -> Message:
        gap = next(left, None)
        if gap is None:
            return {"type": "websocket.disconnect"}
        await asyncio.sleep(gap)
        return {"type": "websocket.receive"}

    async def send(message: Message) -> None:
        sent.append(message)

    await IdleVisits(app, seconds=seconds)({"type": kind}, receive, send)
    return sent


@pytest.mark.parametrize(
    ("gaps", "seconds", "kind", "closed"),
    [
        ([0, 0], 5, "websocket", False),
        ([0, 5], 0.01, "websocket", True),
        ([0.02], 0, "websocket", False),
        ([0.02], 0.01, "http", False),
    ],
    ids=["busy", "idle", "no bound", "no visit"],
)
def test_a_visit_in_which_nothing_is_done_is_closed(
    gaps: list[float], seconds: float, kind: str, closed: object
) -> None:
    sent = asyncio.run(visit(gaps, seconds=seconds, kind=kind))
    assert (sent[-1] == CLOSED) is closed
    assert len(sent) == len(gaps)
