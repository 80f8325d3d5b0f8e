from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from data.read.store import PACKAGE_FILE
from data.versions.candidate import (
    CANDIDATE_FILE,
    VersionError,
    drop,
    published_version,
    read_candidate,
    staged_folder,
)
from data.versions.checks import CheckResult
from tests.unit.data.small_tables import publish_small, stage_small
from tests.unit.data.versions.disk_steps import StoppedError, count_and_stop


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Published data made with 1."""
    publish_small(tmp_path / "published", 1.0)
    return tmp_path / "published"


def test_what_is_read_is_what_was_put_there(folder: Path) -> None:
    checks = (CheckResult("sums", passed=False, detail="1 off"),)
    put = stage_small(folder, 2.0, checks=checks, made_by="Ann Example")
    read = read_candidate(folder)
    assert read == put
    assert (read.made_by, read.checks, read.base) == (
        "Ann Example",
        checks,
        published_version(folder),
    )
    assert read.difference.figures.changed == 3
    assert read.other_files == ("geometry-00", "geometry-01")
    assert timedelta(0) <= datetime.now(UTC) - read.made_at < timedelta(minutes=1)


def test_another_candidate_has_another_fingerprint_and_the_same_one_the_same(folder: Path) -> None:
    two, three = stage_small(folder, 2.0), stage_small(folder, 3.0)
    assert two.fingerprint != three.fingerprint
    assert stage_small(folder, 2.0).fingerprint == two.fingerprint


@pytest.mark.parametrize("damage", ["no description", "another one", "half of one"])
def test_a_candidate_whose_descriptions_do_not_belong_together_is_none(
    folder: Path, damage: str
) -> None:
    stage_small(folder, 2.0)
    own = staged_folder(folder) / CANDIDATE_FILE
    if damage == "no description":
        own.unlink()
    elif damage == "another one":
        (staged_folder(folder) / PACKAGE_FILE).write_bytes((folder / PACKAGE_FILE).read_bytes())
    else:
        own.write_bytes(own.read_bytes()[:100])
    with pytest.raises(VersionError, match="is not whole"):
        read_candidate(folder)
    drop(folder)
    assert not staged_folder(folder).exists()


def test_ended_at_any_step_there_is_the_old_one_or_the_new_or_none(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = stage_small(folder, 2.0)
    seen = []
    for after in range(100):
        stage_small(folder, 2.0)
        with monkeypatch.context() as patched:
            count_and_stop(patched, after=after)
            try:
                new = stage_small(folder, 3.0)
                break
            except StoppedError:
                pass
        try:
            seen.append(read_candidate(folder).fingerprint)
        except VersionError:
            seen.append("none")
    assert read_candidate(folder) == new
    assert set(seen) == {old.fingerprint, "none", new.fingerprint}
