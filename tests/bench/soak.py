"""Ten thousand runs of the atlas, watching its memory: `python -m tests.bench.soak`.

A handful of visitors look at all three scenes and switch themes, years and small-area measures
without pause. With `--visits 2000` so many visits are opened instead, each of one page and place,
and closed again. The memory counts as flat if the median of the last fifth of the samples is at
most 10 MB above that of the second fifth; the first fifth fills what the server keeps on purpose.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from statistics import median

from tests.bench.page_load import PAGES, PLACES, visit
from tests.bench.scenes import list_scenes
from tests.bench.servers import Server, run_server
from tests.bench.session_client import Visitor
from tests.bench.subjects import ATLAS
from tests.bench.visitors import close_visitors
from utils.environment import say

MOST_GROWTH_MB = 10
SAMPLE_RUNS, FEWEST_SAMPLES = 500, 20
MOST_RUNS, MOST_SESSIONS = 100_000, 50
SECONDS = 1800


@dataclass
class Soak:
    """What a soak found: runs made of those wanted, and the memory in MB every so many runs."""

    wanted: int
    every: int
    made: int = 0
    seconds: float = 0
    samples: list[float] = field(default_factory=list)

    @property
    def growth_mb(self) -> float:
        """By how much the last fifth of the samples is above the second fifth, by their medians."""
        fifth = max(1, len(self.samples) // 5)
        return median(self.samples[-fifth:]) - median(self.samples[fifth : 2 * fifth])

    @property
    def is_flat(self) -> bool:
        """Whether all runs were made and the memory did not grow."""
        return self.made >= self.wanted and self.growth_mb <= MOST_GROWTH_MB

    def count(self, server: Server) -> None:
        """Take note of one more run."""
        self.made += 1
        if self.made % self.every == 0:
            self.samples.append(server.memory_mb())


def main(arguments: Sequence[str]) -> int:
    """Soak, print the series and tell whether it is flat."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.soak", description=__doc__)
    parser.add_argument("--runs", type=int, default=10_000, help="default 10,000")
    parser.add_argument("--visits", type=int, help="open and close so many visits instead")
    parser.add_argument("--sessions", type=int, default=6, help="visitors at once (default 6)")
    parser.add_argument("--seconds", type=int, default=SECONDS, help=f"at most (default {SECONDS})")
    options = parser.parse_args(arguments)
    wanted = options.runs if options.visits is None else options.visits
    if not FEWEST_SAMPLES <= wanted <= MOST_RUNS:
        parser.error(f"--runs and --visits take {FEWEST_SAMPLES} to {MOST_RUNS}")
    if not 1 <= options.sessions <= MOST_SESSIONS:
        parser.error(f"--sessions takes 1 to {MOST_SESSIONS}")
    soak = run if options.visits is None else come_and_go
    found = soak(wanted, sessions=options.sessions, seconds=options.seconds)
    say(f"{'made':>8}{'memory, MB':>12}")
    for number, sample in enumerate(found.samples, start=1):
        say(f"{number * found.every:>8,}{sample:>12.1f}")
    say(
        f"{found.made:,} of {found.wanted:,} in {found.seconds:.0f} s; growth"
        f" {found.growth_mb:+.1f} MB (limit {MOST_GROWTH_MB}): "
        + ("flat" if found.is_flat else "NOT FLAT")
    )
    return int(not found.is_flat)


def run(runs: int, *, sessions: int, seconds: float = SECONDS) -> Soak:
    """Make so many runs in a fresh server, or as many as the time allows.

    Args:
        runs: at least 20; there are as many samples, or one every 500 runs if that is more.
        sessions: visitors at once; they take turns in looking at one of the scenes.
        seconds: after so long no further run is asked for.

    Raises:
        RunError: a run failed.
    """
    found = Soak(runs, every=min(SAMPLE_RUNS, runs // FEWEST_SAMPLES))
    with run_server(ATLAS.script, own_settings=True) as server:
        asyncio.run(_soak(found, server, sessions=sessions, ends=time.monotonic() + seconds))
    return found


def come_and_go(visits: int, *, sessions: int, seconds: float = SECONDS) -> Soak:
    """Open and close so many visits in a fresh server, or as many as the time allows.

    Args:
        visits: at least 20.
        sessions: visits open at once; they take pages and places in turn.
        seconds: after so long no further visit is opened.

    Raises:
        RunError: a run failed.
    """
    found = Soak(visits, every=min(SAMPLE_RUNS, visits // FEWEST_SAMPLES))
    asked = ((page, text.format(place=place)) for place in PLACES for page, text in PAGES.items())
    turns = cycle(list(asked))

    async def come(server: Server) -> None:
        while found.made < found.wanted and time.monotonic() < ends:
            page, query = next(turns)
            await visit(server, page, [query])
            found.count(server)

    async def all_come(server: Server) -> None:
        await asyncio.gather(*(come(server) for _ in range(sessions)))

    with run_server(ATLAS.script, own_settings=True) as server:
        began = time.monotonic()
        ends = began + seconds
        asyncio.run(all_come(server))
        found.seconds = time.monotonic() - began
    return found


async def _soak(found: Soak, server: Server, *, sessions: int, ends: float) -> None:
    began = time.monotonic()
    scenes = cycle(list_scenes())
    visitors = [Visitor(server, ATLAS, next(scenes)) for _ in range(sessions)]

    async def stay(visitor: Visitor) -> None:
        await visitor.open()
        async for _ in _wander(visitor):
            found.count(server)
            if found.made >= found.wanted or time.monotonic() > ends:
                return

    await asyncio.gather(*(stay(visitor) for visitor in visitors))
    found.seconds = time.monotonic() - began
    await close_visitors(visitors)


async def _wander(visitor: Visitor) -> AsyncIterator[None]:
    """Switch for ever, and after each switch choose the first and the last year; yield each run."""
    for option in cycle(visitor.choice.options):
        await visitor.choose(visitor.choice.label, option)
        yield
        periods = visitor.tools.periods if visitor.tools else ()
        for year in (periods[0], periods[-1]) if periods else ():
            await visitor.choose_year(year)
            yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
