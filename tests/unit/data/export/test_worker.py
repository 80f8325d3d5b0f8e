from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from data.export.chart import write_chart
from data.export.job import ExportError
from data.export.worker import Worker
from tests.unit.data.export.documents import SPEC

JOB: dict[str, Any] = {"spec": SPEC, "format": "svg", "title": "T", "alt": "A", "notes": ["N"]}


def asked(**changes: object) -> bytes:
    return json.dumps(["chart", {**JOB, **changes}]).encode()


@pytest.fixture(scope="module")
def shared() -> Iterator[Worker]:
    worker = Worker(seconds=60)
    yield worker
    worker.stop()


def pid(worker: Worker) -> int:
    assert worker._process is not None
    return worker._process.pid


def test_a_picture_is_the_same_as_one_drawn_in_place(shared: Worker) -> None:
    assert shared.write(asked()) == write_chart(JOB)


def test_a_refusal_is_a_sentence_and_the_process_stays(shared: Worker) -> None:
    shared.write(asked())
    first = pid(shared)
    with pytest.raises(ExportError, match="allowed: svg, png"):
        shared.write(asked(format="gif"))
    with pytest.raises(ExportError, match="allowed: areas, brief"):
        shared.write(b'["nothing", {}]')
    assert pid(shared) == first


def test_a_process_that_died_is_replaced(shared: Worker) -> None:
    shared.write(asked())
    first = shared._process
    assert first is not None
    first.kill()
    first.wait()
    assert b"<svg" in shared.write(asked(title="after"))
    assert pid(shared) != first.pid


def test_an_unexpected_failure_is_said_and_the_next_job_is_done(shared: Worker) -> None:
    with pytest.raises(ExportError, match="process ended with"):
        shared.write(asked(notes=[3]))
    assert b"<svg" in shared.write(asked(title="next"))


def test_a_process_that_takes_too_long_is_stopped() -> None:
    worker = Worker(seconds=0.01)
    with pytest.raises(ExportError, match=r"not written within 0\.01 s"):
        worker.write(asked())
    assert worker._process is None
