from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from data.export.chart import write_chart
from data.export.job import ExportError
from data.export.worker import Worker
from tests.unit.data.export.documents import SPEC

JOB: dict[str, Any] = {"spec": SPEC, "format": "svg", "title": "T", "alt": "A", "notes": ["N"]}


@pytest.fixture(scope="module")
def shared() -> Iterator[Worker]:
    worker = Worker("chart")
    yield worker
    worker.stop()


def pid(worker: Worker) -> int:
    assert worker._process is not None
    return worker._process.pid


def test_a_picture_is_the_same_as_one_drawn_in_place(shared: Worker) -> None:
    assert shared.run(JOB) == write_chart(JOB)


def test_one_process_draws_for_all(shared: Worker) -> None:
    jobs = [{**JOB, "title": f"T{number}"} for number in range(6)]
    shared.run(jobs[0])
    first = pid(shared)
    with ThreadPoolExecutor(3) as pool:
        drawn = list(pool.map(shared.run, jobs))
    assert [b"T%d</text>" % number in one for number, one in enumerate(drawn)] == [True] * 6
    assert pid(shared) == first


def test_the_same_picture_is_drawn_once(shared: Worker) -> None:
    shared.run({**JOB, "title": "once"})
    written = shared._written
    shared.run({**JOB, "title": "once"})
    assert shared._written == written


def test_a_refusal_is_a_sentence_and_the_process_stays(shared: Worker) -> None:
    shared.run(JOB)
    first = pid(shared)
    with pytest.raises(ExportError, match="allowed: svg, png"):
        shared.run({**JOB, "format": "gif"})
    assert pid(shared) == first


def test_a_process_that_died_is_replaced(shared: Worker) -> None:
    shared.run(JOB)
    first = shared._process
    assert first is not None
    first.kill()
    first.wait()
    assert b"<svg" in shared.run({**JOB, "title": "after"})
    assert pid(shared) != first.pid


def test_an_unexpected_failure_is_said_and_the_next_job_is_done(shared: Worker) -> None:
    with pytest.raises(ExportError, match="process ended with"):
        shared.run({**JOB, "notes": [3]})
    assert b"<svg" in shared.run({**JOB, "title": "next"})


def test_a_process_that_takes_too_long_is_stopped() -> None:
    worker = Worker("chart", seconds=0.01)
    with pytest.raises(ExportError, match=r"not written within 0\.01 s"):
        worker.run(JOB)
    assert worker._process is None
