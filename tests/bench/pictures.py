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

from data.export.job import run_job
from data.export.worker import Worker
from tests.unit.data.export.documents import SPEC
from utils.environment import say

ROUNDS = 7


def main() -> int:
    """Measure and print."""
    worker = Worker("chart")
    for kind in ("png", "svg"):
        first = timed(lambda: worker.run(job(kind, "first")))  # noqa: B023 - run at once
        new, staying = [], []
        for number in range(ROUNDS):
            asked = job(kind, str(number))
            new.append(timed(lambda: run_job("chart", asked)))  # noqa: B023 - run at once
            staying.append(timed(lambda: worker.run(asked)))  # noqa: B023 - run at once
        again = timed(lambda: worker.run(job(kind, "first")))  # noqa: B023 - run at once
        say(
            f"{kind}: new process {median(new):.2f} s; staying process {median(staying):.2f} s "
            f"(worst {max(staying):.2f} s, first {first:.2f} s, kept {again:.4f} s); "
            f"ratio {median(new) / median(staying):.1f}"
        )
    worker.stop()
    return 0


def job(kind: str, title: str) -> dict[str, Any]:
    """A picture of its own."""
    return {"spec": SPEC, "format": kind, "title": title, "alt": "A", "notes": ["N"]}


def timed(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


if __name__ == "__main__":
    sys.exit(main())
