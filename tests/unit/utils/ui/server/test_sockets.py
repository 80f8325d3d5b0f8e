from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Receive, Scope, Send

from utils.ui.server.sockets import SocketLimit, source_of

HOME = "192.0.2.1"


async def stay(_: Scope, receive: Receive, send: Send) -> None:
    """A visit that lasts until its window is closed."""
    await send({"type": "websocket.accept", "headers": []})
    await receive()


class Visitors:
    """Open and close sockets, each a task that is in the middle of its visit."""

    def __init__(self, *, per_address: int, in_all: int) -> None:
        self.limit = SocketLimit(stay, per_address=per_address, in_all=in_all)
        self.visits: list[tuple[asyncio.Task[None], asyncio.Event]] = []

    async def come(self, host: str, kind: str = "websocket") -> str:
        """What a visitor's request is answered with at first."""
        sent: list[Message] = []
        leaves = asyncio.Event()

        async def receive() -> Message:
            await leaves.wait()
            return {"type": "websocket.disconnect"}

        async def send(message: Message) -> None:
            sent.append(message)

        scope: dict[str, Any] = {"type": kind, "client": (host, 1)}
        task = asyncio.create_task(self.limit(scope, receive, send))
        self.visits.append((task, leaves))
        await asyncio.sleep(0)
        return str(sent[0]["type"]).removeprefix("websocket.")

    async def leave(self, number: int) -> None:
        task, leaves = self.visits[number]
        leaves.set()
        await task


def test_an_address_has_so_many_sockets_and_another_its_own() -> None:
    async def run() -> None:
        visitors = Visitors(per_address=2, in_all=9)
        assert [await visitors.come(HOME) for _ in range(3)] == ["accept", "accept", "close"]
        assert await visitors.come("192.0.2.2") == "accept"
        await visitors.leave(0)
        assert await visitors.come(HOME) == "accept"
        for number in range(len(visitors.visits)):
            await visitors.leave(number)
        assert not visitors.limit.open

    asyncio.run(run())


def test_all_together_have_so_many_and_requests_of_files_do_not_count() -> None:
    async def run() -> None:
        visitors = Visitors(per_address=2, in_all=2)
        answers = [await visitors.come(f"192.0.2.{number}") for number in range(3)]
        assert answers == ["accept", "accept", "close"]
        assert await visitors.come("192.0.2.9", kind="http") == "accept"
        for number in range(len(visitors.visits)):
            await visitors.leave(number)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("host", "source"),
    [
        (HOME, HOME),
        (f"::ffff:{HOME}", HOME),
        ("2001:db8:1:2:3::4", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_the_owner_of_a_network_counts_as_one(host: str, source: str) -> None:
    assert source_of({"client": (host, 1)}) == source


def test_who_is_not_known_counts_as_one() -> None:
    assert source_of({}) == source_of({"client": None}) == ""
