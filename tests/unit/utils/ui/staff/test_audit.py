from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.utils.ui.staff.settings import SETTINGS
from utils.errors import InvalidInputError
from utils.ui.staff import audit
from utils.ui.staff.audit import AuditError, check_audit_log, record
from utils.ui.staff.person import Person


@pytest.fixture(autouse=True)
def ada(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "current_person", lambda: Person("1", "Ada\nStaff", is_staff=True))


def test_each_action_is_a_line_at_the_end_of_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "audit.jsonl"
    monkeypatch.setenv("ATLAS_AUDIT_LOG", str(log))
    record("upload", result="taken", file='a"\n\ud800.csv', bytes=3)
    record("count", result="done", place="E06000032")
    first, second = map(json.loads, log.read_text(encoding="utf-8").splitlines())
    assert (first["action"], first["subject"], first["name"]) == ("upload", "1", "Ada\nStaff")
    assert (first["file"], first["bytes"], first["result"]) == ('a"\n?.csv', 3, "taken")
    assert (second["action"], second["place"]) == ("count", "E06000032")
    assert log.stat().st_mode & 0o077 == 0


def test_without_a_file_it_goes_to_standard_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ATLAS_AUDIT_LOG", raising=False)
    record("count", result="started")
    assert json.loads(capsys.readouterr().err)["logger"] == "atlas.audit"


def test_whose_sign_in_has_ended_does_nothing_more(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in {"ATLAS_STAFF": "1", **SETTINGS}.items():
        monkeypatch.setenv(name, value)
    record("count", result="started")
    assert capsys.readouterr().err
    for person in (None, Person("1", "Ada", is_staff=False)):
        monkeypatch.setattr(audit, "current_person", lambda person=person: person)
        with pytest.raises(AuditError, match="your sign-in has ended"):
            record("count", result="started")
    assert capsys.readouterr().err == ""


def test_what_cannot_be_written_down_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATLAS_AUDIT_LOG", str(tmp_path / "none" / "audit.jsonl"))
    with pytest.raises(AuditError, match="could not be written to the audit log"):
        record("upload", result="taken")
    with pytest.raises(InvalidInputError, match="ATLAS_AUDIT_LOG"):
        check_audit_log()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_refuses_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATLAS_AUDIT_LOG", "/dev/full")
    with pytest.raises(AuditError, match="No space left on device"):
        record("upload", result="taken")
