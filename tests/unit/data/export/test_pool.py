from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from data.export.job import ExportError
from data.export.pool import Pool
from data.export.worker import Worker


class Slow:
    """In place of the workers: notes what is written, how many at once, and waits to be let go."""

    def __init__(self) -> None:
        self.go = threading.Event()
        self.lock = threading.Lock()
        self.written: list[bytes] = []
        self.now = self.most = 0

    def write(self, text: bytes) -> bytes:
        with self.lock:
            self.written.append(text)
            self.now += 1
            self.most = max(self.most, self.now)
        assert self.go.wait(20)
        with self.lock:
            self.now -= 1
        if b"wrong" in text:
            raise ExportError("It is wrong.")
        return text


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow()
    monkeypatch.setattr(Worker, "write", lambda _, text: made.write(text))
    yield made
    made.go.set()


def ask_all(pool: Pool, jobs: list[dict[str, object]], slow: Slow) -> list[bytes]:
    with ThreadPoolExecutor(len(jobs)) as visitors:
        asked = [visitors.submit(pool.run, "chart", job) for job in jobs]
        slow.go.set()
        return [one.result() for one in asked]


def test_forty_files_at_once_are_written_two_at_a_time(slow: Slow) -> None:
    pool = Pool(workers=2)
    written = ask_all(pool, [{"number": number} for number in range(40)], slow)
    assert len(set(written)) == 40
    assert slow.most <= 2
    assert pool.asked == 0


def test_the_same_file_is_written_once_for_all_who_ask_and_then_kept(slow: Slow) -> None:
    pool = Pool(workers=2)
    written = ask_all(pool, [{"number": 1}] * 12, slow)
    assert set(written) == {b'["chart", {"number": 1}]'}
    assert pool.run("chart", {"number": 1}) == written[0]
    assert len(slow.written) == 1


def test_more_than_may_wait_are_refused_and_the_others_are_written(slow: Slow) -> None:
    pool = Pool(workers=1, waiting=2)
    with ThreadPoolExecutor(3) as visitors:
        asked = [visitors.submit(pool.run, "chart", {"number": number}) for number in range(3)]
        while pool.asked < 3:
            assert not any(one.done() for one in asked)
        with pytest.raises(ExportError, match="3 other files are being written or wait"):
            pool.run("chart", {"number": 3})
        slow.go.set()
        assert len({one.result() for one in asked}) == 3
    assert pool.run("chart", {"number": 3})


def test_what_failed_is_neither_kept_nor_in_the_way(slow: Slow) -> None:
    slow.go.set()
    pool = Pool(workers=1, waiting=0)
    for _ in range(2):
        with pytest.raises(ExportError, match="It is wrong"):
            pool.run("chart", {"kind": "wrong"})
    assert len(slow.written) == 2
    assert pool.run("chart", {"kind": "right"})


def test_an_unexpected_failure_is_not_in_the_way_either(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_worker: Worker, _text: bytes) -> bytes:
        raise RuntimeError("unexpected")

    monkeypatch.setattr(Worker, "write", fail)
    pool = Pool(workers=1, waiting=0)
    for _ in range(2):
        with pytest.raises(RuntimeError):
            pool.run("chart", {})
    assert pool.asked == 0


def test_the_oldest_files_go_first_when_there_is_no_room(slow: Slow) -> None:
    slow.go.set()
    pool = Pool(workers=1, kept=60)
    jobs = [{"number": number} for number in range(3)]
    for job in [jobs[0], jobs[1], jobs[0], jobs[2], jobs[0]]:
        pool.run("chart", job)
    # The first was used between the second and the third, so the second made room.
    assert len(slow.written) == 3
    pool.run("chart", jobs[1])
    assert len(slow.written) == 4


def test_a_warm_up_is_not_waited_for_and_only_done_by_who_is_idle(slow: Slow) -> None:
    pool = Pool(workers=1)
    pool.start("chart", {"number": 1})
    while not slow.written:
        assert pool.asked == 1
    pool.start("chart", {"number": 2})
    assert pool.asked == 1
