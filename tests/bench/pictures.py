"""How long a picture of a chart takes: `python -m tests.bench.pictures`.

By turns: in a new process each time, and by the process that stays, each time another picture.
Read the ratio, not the times.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from data.export.pool import Pool
from tests.unit.data.export.documents import SPEC
from utils.environment import say

ROUNDS = 7


def main() -> int:
    """Measure and print."""
    pool = Pool(workers=1)
    for kind in ("png", "svg"):
        first = timed(lambda: pool.run("chart", job(kind, "first")))  # noqa: B023 - run at once
        new, staying = [], []
        for number in range(ROUNDS):
            asked = job(kind, str(number))
            new.append(timed(lambda: draw_anew(asked)))  # noqa: B023 - run at once
            staying.append(timed(lambda: pool.run("chart", asked)))  # noqa: B023 - run at once
        again = timed(lambda: pool.run("chart", job(kind, "first")))  # noqa: B023 - run at once
        say(
            f"{kind}: new process {median(new):.2f} s; staying process {median(staying):.2f} s "
            f"(worst {max(staying):.2f} s, first {first:.2f} s, kept {again:.4f} s); "
            f"ratio {median(new) / median(staying):.1f}"
        )
    pool.stop()
    return 0


def job(kind: str, title: str) -> dict[str, Any]:
    """A picture of its own."""
    return {"spec": SPEC, "format": kind, "title": title, "alt": "A", "notes": ["N"]}


def draw_anew(asked: dict[str, Any]) -> None:
    """Draw it in a process that ends."""
    pool = Pool(workers=1)
    pool.run("chart", asked)
    pool.stop()


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


if __name__ == "__main__":
    sys.exit(main())
