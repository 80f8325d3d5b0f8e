"""Many visitors at once without a browser: `python -m tests.bench.sessions`.

Each visitor switches, waits for the end of the run and switches again at once. The server is warmed
by one throwaway visit, which sees every option. The visitors share the machine with the server, so
read the ratios to the floor.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Sequence
from itertools import chain, cycle, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from websockets.exceptions import WebSocketException

from tests.bench.servers import Server, run_server
from tests.bench.session_client import RunError, Visitor
from tests.bench.subjects import Subject, list_subjects
from utils.environment import say

SESSIONS = (1, 10, 50)
MOST_SESSIONS, MOST_SWITCHES = 200, 100
#: How many visitors may be opening the page at the same moment, before the clock starts.
OPENING = 5


def main(arguments: Sequence[str]) -> int:
    """Measure the floor and the atlas, print a table and, if asked, write JSON."""
    options = read_options(arguments)
    records = []
    say(
        f"{'app':<8}{'sessions':>9}{'p50, ms':>10}{'p95, ms':>10}{'errors':>8}"
        f"{'switches/s':>12}{'CPU ms/switch':>15}{'MB/session':>12}"
    )
    for subject in list_subjects():
        if subject.uses_cdn:
            continue
        for count in options.sessions:
            with run_server(subject.script, own_settings=subject.own_settings) as server:
                found = asyncio.run(load(subject, server, count=count, switches=options.switches))
            records.append(found)
            say(
                f"{found['app']:<8}{count:>9}{found['p50_ms']:>10.0f}{found['p95_ms']:>10.0f}"
                f"{found['errors']:>8}{found['per_second']:>12.1f}{found['cpu_ms']:>15.1f}"
                f"{found['session_mb']:>12.2f}"
            )
            for told in found["first_errors"]:
                say(f"    {told}")
    if options.json:
        options.json.write_text(json.dumps(records, indent=1) + "\n", encoding="utf-8")
    return int(any(one["errors"] for one in records))


def read_options(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the command line; counts are bounded."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sessions", description=__doc__)
    parser.add_argument("--sessions", type=int, nargs="+", default=SESSIONS)
    parser.add_argument("--switches", type=int, default=10, help="switches a session (default 10)")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args(arguments)
    if not all(1 <= one <= MOST_SESSIONS for one in options.sessions):
        parser.error(f"--sessions takes numbers from 1 to {MOST_SESSIONS}")
    if not 1 <= options.switches <= MOST_SWITCHES:
        parser.error(f"--switches takes 1 to {MOST_SWITCHES}")
    return options


async def load(subject: Subject, server: Server, *, count: int, switches: int) -> dict[str, Any]:
    """Open `count` sessions on one server and let each switch `switches` times."""
    throwaway = await open_visitors(subject, server, count=1)
    await switch_on(throwaway[0], subject, times=len(subject.options))
    memory = server.memory_mb()
    visitors = await open_visitors(subject, server, count=count)
    cpu, began = server.cpu_seconds(), time.perf_counter()
    visits = (switch_on(one, subject, times=switches) for one in visitors)
    outcomes = list(chain.from_iterable(await asyncio.gather(*visits)))
    passed, spent = time.perf_counter() - began, server.cpu_seconds() - cpu
    grown = server.memory_mb() - memory
    await asyncio.gather(*(one.close() for one in (*throwaway, *visitors)))
    times = [one for one in outcomes if isinstance(one, float)]
    errors = [one for one in outcomes if isinstance(one, str)]
    return {
        "app": subject.name,
        "sessions": count,
        "p50_ms": median(times) if times else 0.0,
        "p95_ms": quantiles(times, n=20)[-1] if len(times) > 1 else 0.0,
        "errors": len(errors),
        "first_errors": errors[:3],
        "per_second": len(times) / passed,
        "cpu_ms": spent * 1000 / max(1, len(times)),
        "session_mb": grown / count,
    }


async def open_visitors(subject: Subject, server: Server, *, count: int) -> list[Visitor]:
    """Open sessions, a few at a time, each up to the end of its first run.

    Raises:
        RunError: a session could not be opened.
    """
    opening = asyncio.Semaphore(OPENING)
    message = subject.message.removeprefix("element ")

    async def open_one() -> Visitor:
        visitor = Visitor(server, label=subject.label, message=message)
        async with opening:
            await visitor.open()
        return visitor

    return list(await asyncio.gather(*(open_one() for _ in range(count))))


async def switch_on(visitor: Visitor, subject: Subject, *, times: int) -> list[float | str]:
    """Switch without pause; give the milliseconds of each switch, or what went wrong."""
    outcomes: list[float | str] = []
    for option in islice(cycle(subject.options), 1, 1 + times):
        try:
            outcomes.append(await visitor.switch(option))
        except (RunError, OSError, WebSocketException) as error:
            outcomes.append(f"{type(error).__name__}: {error}")
    return outcomes


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
