"""Several visitors of a server: opened a few at a time, switching without pause."""

from __future__ import annotations

import asyncio
import time
from itertools import cycle, islice

from websockets.exceptions import WebSocketException

from tests.bench.scenes import Scene
from tests.bench.servers import Server
from tests.bench.session_client import RunError, Visitor
from tests.bench.subjects import Subject

#: How many visitors may be opening the page at the same moment.
OPENING = 5


async def open_visitors(
    subject: Subject, scene: Scene, server: Server, *, count: int
) -> list[Visitor]:
    """Open sessions, each up to the end of its first run.

    Raises:
        RunError: a session could not be opened.
    """
    opening = asyncio.Semaphore(OPENING)

    async def open_one() -> Visitor:
        visitor = Visitor(server, subject, scene)
        async with opening:
            await visitor.open()
        return visitor

    return list(await asyncio.gather(*(open_one() for _ in range(count))))


async def close_visitors(visitors: list[Visitor]) -> None:
    """End the sessions."""
    await asyncio.gather(*(visitor.close() for visitor in visitors))


async def switch_on(visitor: Visitor, *, times: int, seconds: float) -> list[float | str]:
    """Switch without pause until the count is reached or the time is up.

    Returns:
        The milliseconds of each switch, or what went wrong with it.
    """
    outcomes: list[float | str] = []
    ends = time.monotonic() + seconds
    for option in islice(cycle(visitor.choice.options), 1, 1 + times):
        if time.monotonic() > ends:
            break
        try:
            outcomes.append(await visitor.switch(option))
        except (RunError, OSError, WebSocketException) as error:
            outcomes.append(f"{type(error).__name__}: {error}")
    return outcomes
