from __future__ import annotations

import pytest

from utils.ui.server import exports
from utils.ui.server.exports import FETCH_SECONDS, Exports, watched
from utils.ui.server.metrics import REGISTRY


def made(kind: str) -> float:
    return REGISTRY.get_sample_value("atlas_export_seconds_count", {"kind": kind}) or 0.0


def test_it_is_quiet_once_the_last_file_was_made_and_could_be_fetched() -> None:
    now = [100.0]
    watching = Exports(clock=lambda: now[0])
    assert watching.is_quiet()
    with watching.watch("pdf"):
        now[0] += 60
        with watching.watch("csv"):
            assert not watching.is_quiet()
        now[0] += 60
        assert not watching.is_quiet()
    assert not watching.is_quiet()
    now[0] += FETCH_SECONDS
    assert watching.is_quiet()


def test_a_file_is_counted_by_its_kind_and_unchanged() -> None:
    before = made("csv")
    assert watched(lambda: b"a,b", kind="csv")() == b"a,b"
    assert made("csv") == before + 1


def test_a_file_that_fails_is_written_down_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    noted: list[tuple[str, object]] = []
    monkeypatch.setattr(
        exports, "note_error", lambda _, error, *, kind: noted.append((kind, error))
    )
    failure = ValueError("no drawing")

    def fail() -> bytes:
        raise failure

    with pytest.raises(ValueError, match="no drawing"):
        watched(fail, kind="png")()
    assert noted == [("png", failure)]
