from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

import pytest

from utils.errors import PublishedDataError
from utils.ui.server import following
from utils.ui.server.following import follow_publications


class Told:
    """Stands for the versions: answers each look with what it is told, then waits for ever."""

    newest = type("Store", (), {"version": "abc"})()

    def __init__(self, answers: list[bool | Exception]) -> None:
        self.answers = answers

    def follow(self, _warm_up: Callable[[], object]) -> bool:
        """Answer a look."""
        if not self.answers:
            raise asyncio.CancelledError
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def follow(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, *answers: bool | Exception
) -> list[tuple[str, str]]:
    """Levels and words of what is written down."""
    monkeypatch.setattr(following, "VERSIONS", Told(list(answers)))
    caplog.set_level(logging.INFO)
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(follow_publications(pause=0))
    return [(line.levelname, line.getMessage()) for line in caplog.records if "atlas" in line.name]


def test_a_new_version_is_noted_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    said = follow(monkeypatch, caplog, False, True, False)
    assert said == [("INFO", "Another version of the data is shown")]


def test_a_damaged_one_is_said_once_and_looked_at_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    damaged = PublishedDataError("towns is missing")
    said = follow(monkeypatch, caplog, damaged, damaged, True, damaged)
    levels = [level for level, _words in said]
    assert levels == ["ERROR", "INFO", "ERROR"]
