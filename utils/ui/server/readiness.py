"""Whether the server wants visitors: not before it is warm, and not once it is to stop.

At a SIGTERM it first says that it is not ready, for as long as was set, so that what shares out
visitors sends the next ones elsewhere. Then it waits for files that are being made, and stops.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from enum import StrEnum
from types import FrameType
from typing import Final

from utils.ui.server.exports import WATCHED
from utils.ui.server.logs import note

POLL_SECONDS: Final = 0.1
#: The longest that a stop waits for files; none may take that long.
FILES_SECONDS: Final = 60.0


class State(StrEnum):
    """What a server does at a time."""

    STARTING = "starting"
    READY = "ready"
    DRAINING = "draining"


class Readiness:
    """The state of a server."""

    def __init__(self) -> None:
        """Begin as not ready."""
        self.state = State.STARTING

    @property
    def is_ready(self) -> bool:
        """Whether new visitors may be sent here."""
        return self.state == State.READY


#: Of this server.
READINESS: Final = Readiness()


def drain_at_stop(drain_seconds: float) -> None:
    """Put a pause before what the server does at a SIGTERM; a second SIGTERM ends the pause.

    Has to be called from the running event loop of the main thread.

    Args:
        drain_seconds: the least time in which the server says that it is not ready.
    """
    stop = signal.getsignal(signal.SIGTERM)
    if not callable(stop):
        return
    loop = asyncio.get_running_loop()
    tasks: set[asyncio.Task[None]] = set()

    def begin(number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(follow, number)

    def follow(number: int) -> None:
        if READINESS.state == State.DRAINING:
            stop(number, None)
            return
        READINESS.state = State.DRAINING
        note("Draining: no new visitors", seconds=drain_seconds)
        tasks.add(loop.create_task(_drain(drain_seconds, lambda: stop(number, None))))

    signal.signal(signal.SIGTERM, begin)


async def _drain(seconds: float, stop: Callable[[], object]) -> None:
    await asyncio.sleep(seconds)
    last = asyncio.get_running_loop().time() + FILES_SECONDS
    # Files are made in threads, which know of no event of this loop.
    while not WATCHED.is_quiet() and asyncio.get_running_loop().time() < last:  # noqa: ASYNC110
        await asyncio.sleep(POLL_SECONDS)
    note("Stopping: no files are being made")
    stop()
