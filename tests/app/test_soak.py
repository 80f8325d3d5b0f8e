from __future__ import annotations

from tests.bench import soak

RUNS, SESSIONS = 1_000, 5


def test_memory_stays_flat_without_the_forced_collection() -> None:
    found = soak.run(RUNS, sessions=SESSIONS)
    assert found.made >= RUNS
    assert found.is_flat, found.samples
