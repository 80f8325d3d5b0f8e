"""Many visitors at once without a browser: `python -m tests.bench.sessions`.

Each visitor switches, waits for the end of the run and switches again at once. The server is warmed
by some throwaway visits, which see every option. The visitors share the machine with the server, so
read the ratios to the floor.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
from collections.abc import Mapping, Sequence
from itertools import chain
from math import nan
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.bench.documents import plain
from tests.bench.scenes import Scene, list_scenes
from tests.bench.servers import Server, run_server
from tests.bench.subjects import ATLAS, FLOOR, Subject
from tests.bench.targets import Medians, at_least, at_most, exactly
from tests.bench.visitors import close_visitors, open_visitors, switch_on
from utils.environment import say

SESSIONS = (1, 10, 50)
MOST_SESSIONS, MOST_SWITCHES = 200, 100
#: Throwaway visits before the clock starts: several, since work done side by side takes memory too.
WARMING = 5
#: After so long no session switches again.
SECONDS = 120
#: What the atlas has to reach with the greatest number of sessions.
TARGETS = {"errors": exactly(0), "per_second": at_least(50), "session_mb": at_most(1)}


def main(arguments: Sequence[str]) -> int:
    """Measure the floor and the atlas, print a table and, if asked, write JSON."""
    scenes = {list_scene.name: list_scene for list_scene in list_scenes()}
    options = read_options(arguments, scenes=list(scenes))
    scene = scenes[options.scene]
    records = []
    say(
        f"{scene.title}\n{'app':<8}{'sessions':>9}{'p50, ms':>10}{'p95, ms':>10}{'errors':>8}"
        f"{'switches/s':>12}{'CPU ms/switch':>15}{'MB/session':>12}"
    )
    for subject in (FLOOR, ATLAS):
        for count in options.sessions:
            with run_server(subject.script, own_settings=True) as server:
                found = asyncio.run(
                    load(subject, scene, server, count=count, switches=options.switches)
                )
            records.append(found)
            say("\n    ".join([_line(found), *found["first_errors"]]))
    say(f"Atlas, {found['sessions']} sessions")
    for figure, target in TARGETS.items():
        say(f"  {figure:<12}{target.judge(Medians(atlas=found[figure]))}")
    if options.json:
        options.json.write_text(json.dumps(plain(records), indent=1) + "\n", encoding="utf-8")
    return int(any(record["errors"] for record in records))


def _line(found: Mapping[str, Any]) -> str:
    return (
        f"{found['app']:<8}{found['sessions']:>9}{found['p50_ms']:>10.0f}{found['p95_ms']:>10.0f}"
        f"{found['errors']:>8}{found['per_second']:>12.1f}{found['cpu_ms']:>15.1f}"
        f"{found['session_mb']:>12.2f}"
    )


def read_options(arguments: Sequence[str], *, scenes: Sequence[str]) -> argparse.Namespace:
    """Read the command line; counts are bounded."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.sessions", description=__doc__)
    parser.add_argument("--scene", choices=scenes, default=scenes[0])
    parser.add_argument("--sessions", type=int, nargs="+", default=SESSIONS)
    parser.add_argument("--switches", type=int, default=10, help="switches a session (default 10)")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    options = parser.parse_args(arguments)
    if not all(1 <= session <= MOST_SESSIONS for session in options.sessions):
        parser.error(f"--sessions takes numbers from 1 to {MOST_SESSIONS}")
    if not 1 <= options.switches <= MOST_SWITCHES:
        parser.error(f"--switches takes 1 to {MOST_SWITCHES}")
    return options


async def load(
    subject: Subject, scene: Scene, server: Server, *, count: int, switches: int
) -> dict[str, Any]:
    """Open `count` sessions on one server and let each switch `switches` times."""
    throwaway = await open_visitors(subject, scene, server, count=WARMING)
    every = len(subject.choice(scene).options)
    await asyncio.gather(
        *(switch_on(visitor, times=every, seconds=SECONDS) for visitor in throwaway)
    )
    memory = server.memory_mb()
    visitors = await open_visitors(subject, scene, server, count=count)
    cpu, began = server.cpu_seconds(), time.perf_counter()
    visits = (switch_on(visitor, times=switches, seconds=SECONDS) for visitor in visitors)
    outcomes = list(chain.from_iterable(await asyncio.gather(*visits)))
    passed, spent = time.perf_counter() - began, server.cpu_seconds() - cpu
    grown = server.memory_mb() - memory
    await close_visitors([*throwaway, *visitors])
    times = [outcome for outcome in outcomes if isinstance(outcome, float)]
    errors = [outcome for outcome in outcomes if isinstance(outcome, str)]
    return {
        "app": subject.name,
        "scene": scene.name,
        "sessions": count,
        "p50_ms": median(times) if times else nan,
        "p95_ms": quantiles(times, n=20)[-1] if len(times) > 1 else nan,
        "errors": len(errors),
        "first_errors": errors[:3],
        "per_second": len(times) / passed,
        "cpu_ms": spent * 1000 / max(1, len(times)),
        "session_mb": grown / count,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
