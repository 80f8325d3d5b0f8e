from __future__ import annotations

import base64
import io
import json
from typing import Any

import pytest

from data.export.frames import receive, send
from data.export.programs import PROGRAMS, serve, write_file
from data.read.store import Store
from utils.errors import InvalidInputError

TOPOLOGY = str(Store().path("geometry-region"))
CSV = "area_code,area_name,value\nE12000001,North East,1.5\n"


def area_job(**columns: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of a job
    given = {"format": "geojson", "topologies": [TOPOLOGY], "csv": CSV, "metadata": {"a": "b"}}
    return given | columns


def answers(*asked: tuple[str, object]) -> list[tuple[bool, bytes]]:
    """Carry out jobs that come in through a pipe."""
    jobs, files = io.BytesIO(), io.BytesIO()
    for one in asked:
        send(jobs, True, json.dumps(one).encode())
    jobs.seek(0)
    assert serve(jobs, files) == 0
    files.seek(0)
    return [receive(files) for _ in asked]


def test_areas_are_written() -> None:
    document = json.loads(write_file("areas", area_job()))
    assert [feature["properties"]["value"] for feature in document["features"]] == [1.5]


def test_a_page_is_written() -> None:
    text = base64.b64encode(b"\x02\x00\x00\x00{}").decode()
    job = {"title": "T", "text": "<p>£ here</p>", "message": text, "files": {}}
    page = write_file("page", job).decode("utf-8")
    assert text in page
    assert "<p>£ here</p>" in page


def test_jobs_come_in_as_json_and_go_out_as_bytes_one_after_the_other() -> None:
    wrong = area_job(csv="area_code,value\nE99999999,1\n")
    (first, content), (second, why) = answers(("areas", area_job()), ("areas", wrong))
    assert (first, second) == (True, False)
    assert json.loads(content)["type"] == "FeatureCollection"
    assert "E99999999" in why.decode()
    assert "Traceback" not in why.decode()


def test_an_unknown_program_is_refused_with_those_that_are() -> None:
    with pytest.raises(InvalidInputError, match="areas, brief, chart"):
        write_file("nothing", {})
    assert set(PROGRAMS) == {
        "areas",
        "brief",
        "chart",
        "offline.place",
        "page",
        "plan_workbook",
        "slides",
        "workbook",
    }


def test_a_frame_that_is_cut_off_is_the_end() -> None:
    whole = io.BytesIO()
    send(whole, True, b"abc")
    for length in (0, 3, len(whole.getvalue()) - 1):
        with pytest.raises(EOFError):
            receive(io.BytesIO(whole.getvalue()[:length]))
