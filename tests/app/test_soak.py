from __future__ import annotations

from tests.bench import soak

RUNS, SESSIONS = 1_000, 5
VISITS = 300


def test_memory_stays_flat_without_the_forced_collection() -> None:
    found = soak.run(RUNS, sessions=SESSIONS)
    assert found.made >= RUNS
    assert found.is_flat, found.samples


def test_memory_stays_flat_while_visits_of_every_page_open_and_close() -> None:
    found = soak.come_and_go(VISITS, sessions=SESSIONS)
    assert found.made >= VISITS
    assert found.is_flat, found.samples
