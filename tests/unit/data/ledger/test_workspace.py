from __future__ import annotations

import io
import os
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ledger.workspace import KEPT_SECONDS, WorkFolder, safe_name
from utils.errors import InvalidInputError


@pytest.fixture
def work(tmp_path: Path) -> WorkFolder:
    return WorkFolder.open(within=tmp_path)


def packed(**files: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return held.getvalue()


def test_a_saved_work_opens_again_as_it_was(work: WorkFolder, tmp_path: Path) -> None:
    work.add("May.csv", b"1")
    work.add("May.csv", b"2")
    (work.mappings / "northam.yml").write_text("a: b", encoding="utf-8")
    work.write_settings({"place": "kent"})
    (work.folder / "read").mkdir()
    (work.folder / "read" / "payments.parquet").write_bytes(b"not kept")
    other = WorkFolder.open(within=tmp_path)
    other.load(work.save())
    assert [path.read_bytes() for path in other.inputs] == [b"1", b"2"]
    assert [path.name for path in other.inputs] == ["May.csv", "May.csv"]
    assert (other.mappings / "northam.yml").read_text(encoding="utf-8") == "a: b"
    assert other.read_settings() == {"place": "kent"}
    assert not other.read.exists()


def test_closing_removes_everything(work: WorkFolder) -> None:
    work.add("a.csv", b"secret")
    work.close()
    assert not work.folder.exists()


def test_a_work_that_nobody_closed_goes_after_a_day(work: WorkFolder, tmp_path: Path) -> None:
    old = time.time() - KEPT_SECONDS - 1
    os.utime(work.folder, (old, old))
    WorkFolder.open(within=tmp_path)
    assert not work.folder.exists()


SETTINGS = '{"format": "total-place-atlas ledger work", "version": 1, "settings": {}}'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"no archive", "not a zip file"),
        (packed(**{"settings.json": SETTINGS, "../escape.csv": "x"}), "escape.csv"),
        (packed(**{"settings.json": SETTINGS, "inputs/001/../../x": "x"}), "inputs/001"),
        (packed(**{"settings.json": SETTINGS, "/etc/passwd": "x"}), "passwd"),
        (packed(**{"inputs/001/a.csv": "x"}), "no settings"),
        (packed(**{"settings.json": SETTINGS.replace("1", "2")}), "no settings of this version"),
        (packed(**{"settings.json": "[]"}), "no settings"),
        (packed(**{"settings.json": SETTINGS})[:-30], "not a zip file"),
    ],
)
def test_what_is_no_saved_work_is_refused_and_nothing_taken(
    work: WorkFolder, content: bytes, said: str
) -> None:
    with pytest.raises(InvalidInputError, match=said):
        work.load(content)
    assert work.inputs == []
    assert work.read_settings() == {}


@given(st.text())
def test_no_name_leads_anywhere(name: str) -> None:
    safe = safe_name(name)
    assert safe not in {"", ".", ".."}
    assert not set(safe) & set('/\\<>:"|?*\0')
    assert Path(safe).name == safe
