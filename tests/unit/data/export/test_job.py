from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from data.export import job
from data.export.job import ExportError, run_job, serve_job
from data.read.store import Store
from utils.errors import InvalidInputError

TOPOLOGY = str(Store().path("geometry-region"))
CSV = "area_code,area_name,value\nE12000001,North East,1.5\n"


def area_job(**columns: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of a job
    given = {"format": "geojson", "topologies": [TOPOLOGY], "csv": CSV, "metadata": {"a": "b"}}
    return given | columns


def test_a_file_is_written_in_a_process_of_its_own() -> None:
    document = json.loads(run_job("areas", area_job()))
    assert [feature["properties"]["value"] for feature in document["features"]] == [1.5]


def test_a_page_is_written_in_a_process_of_its_own() -> None:
    text = base64.b64encode(b"\x02\x00\x00\x00{}").decode()
    page = run_job("page", {"title": "T", "text": "<p>£ here</p>", "message": text, "files": {}})
    assert text in page.decode("utf-8")
    assert "<p>£ here</p>" in page.decode("utf-8")


def test_a_failing_process_says_why() -> None:
    with pytest.raises(ExportError, match=r"could not be written: area_code.*E99999999"):
        run_job("areas", area_job(csv="area_code,value\nE99999999,1\n"))


def test_an_unexpected_failure_tells_its_end() -> None:
    with pytest.raises(ExportError, match="KeyError"):
        run_job("areas", {"format": "geojson"})
    with pytest.raises(ExportError, match="No module named"):
        run_job("nothing", area_job())


def test_a_process_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def stall(*_: object, timeout: float, **__: object) -> None:
        raise subprocess.TimeoutExpired("python", timeout)

    monkeypatch.setattr(job.subprocess, "run", stall)
    with pytest.raises(ExportError, match="not written within 60 s"):
        run_job("areas", area_job())


def serve(monkeypatch: pytest.MonkeyPatch, text: str, write: Any) -> tuple[int, bytes]:  # noqa: ANN401
    """Carry out a job written on standard input."""
    out = SimpleNamespace(buffer=io.BytesIO())
    monkeypatch.setattr(sys, "stdin", io.StringIO(text))
    monkeypatch.setattr(sys, "stdout", out)
    return serve_job(write), out.buffer.getvalue()


def test_a_job_comes_in_as_json_and_goes_out_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    code, content = serve(monkeypatch, '{"a": 1}', lambda content_of: bytes([content_of["a"], 255]))
    assert (code, content) == (0, b"\x01\xff")


def test_an_expected_error_is_one_sentence_without_a_trace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(_: object) -> bytes:
        raise InvalidInputError(argument="format", received="x", expected="y")

    errors = io.StringIO()
    monkeypatch.setattr(sys, "stderr", errors)
    code, content = serve(monkeypatch, "{}", refuse)
    assert (code, content) == (1, b"")
    assert errors.getvalue().count("\n") == 1
    assert "format" in errors.getvalue()
    assert "Traceback" not in errors.getvalue()
    assert capsys.readouterr().out == ""
