"""A server's memory: how it grows while one session switches, and what each further one takes."""

from __future__ import annotations

from itertools import chain

from tests.bench.moments import Figures
from tests.bench.scenes import Scene
from tests.bench.servers import Server
from tests.bench.subjects import Subject
from tests.bench.visitors import close_visitors, open_visitors, switch_on

SWITCHES = 200
#: After so long no further switch is made; the naive peer makes some tens of them.
SECONDS = 60
SESSIONS = 10


async def measure_memory(subject: Subject, scene: Scene, server: Server) -> Figures:
    """Let one session switch 200 times, then open ten more.

    Raises:
        RunError: a session could not be opened.
    """
    [visitor] = await open_visitors(subject, scene, server, count=1)
    # Every option once, so that what the server keeps of each is no growth.
    warm = await switch_on(visitor, times=len(visitor.choice.options), seconds=SECONDS)
    before = server.memory_mb()
    made = await switch_on(visitor, times=SWITCHES, seconds=SECONDS)
    after = server.memory_mb()
    others = await open_visitors(subject, scene, server, count=SESSIONS)
    turns = [await switch_on(other, times=1, seconds=SECONDS) for other in others]
    grown = server.memory_mb() - after
    await close_visitors([visitor, *others])
    outcomes = [*warm, *made, *chain.from_iterable(turns)]
    return {
        "switches": len(made),
        "before_mb": before,
        "after_mb": after,
        "growth_mb": (after - before) * 100 / len(made),
        "session_mb": grown / SESSIONS,
        "errors": sum(isinstance(outcome, str) for outcome in outcomes),
    }
