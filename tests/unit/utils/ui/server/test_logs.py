from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from utils.ui.server.logs import LOG, JsonLines, configure_logs, note, note_error


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    """What is written to the log."""
    LOG.addHandler(caplog.handler)
    level = LOG.level
    LOG.setLevel(logging.INFO)
    yield caplog
    LOG.setLevel(level)
    LOG.removeHandler(caplog.handler)


def read(record: logging.LogRecord) -> dict[str, str]:
    line = JsonLines().format(record)
    assert "\n" not in line
    found: dict[str, str] = json.loads(line)
    return found


def test_a_message_is_one_line_of_json_with_its_fields(lines: pytest.LogCaptureFixture) -> None:
    note('It said "no"\nand left', route="page", status=200)
    line = read(lines.records[-1])
    assert line["message"] == 'It said "no"\nand left'
    assert (line["level"], line["logger"], line["route"], line["status"]) == (
        "info",
        "atlas",
        "page",
        200,
    )
    assert line["time"].endswith("+00:00")


def test_an_error_has_a_reference_and_its_traceback(lines: pytest.LogCaptureFixture) -> None:
    try:
        int("no such thing")
    except ValueError as error:
        reference = note_error("It failed", error, route="page")
    line = read(lines.records[-1])
    assert line["error_id"] == reference
    assert len(reference) == 8
    assert "no such thing" in line["traceback"]
    assert "test_logs.py" in line["traceback"]


def test_libraries_of_the_server_write_the_same_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    other = logging.getLogger("uvicorn.of_a_test")
    handler = logging.StreamHandler()
    monkeypatch.setattr(other, "handlers", [handler])
    foreign = logging.getLogger("uvicornlike")
    monkeypatch.setattr(foreign, "handlers", [logging.StreamHandler()])
    configure_logs(logging.ERROR)
    assert isinstance(handler.formatter, JsonLines)
    assert not isinstance(foreign.handlers[0].formatter, JsonLines)
    assert other.level == LOG.level == logging.ERROR


def test_an_error_of_a_page_is_not_written_twice() -> None:
    configure_logs(logging.ERROR)
    streamlit = logging.getLogger("streamlit.error_util")
    record = streamlit.makeRecord("", logging.ERROR, "", 0, "Uncaught app execution", (), None)
    other = streamlit.makeRecord("", logging.ERROR, "", 0, "Something else", (), None)
    assert not streamlit.filter(record)
    assert streamlit.filter(other)
