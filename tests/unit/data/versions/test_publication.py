from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.read.store import PREVIOUS_FILE, Store
from data.versions.candidate import VersionError, drop, read_candidate, staged_folder
from data.versions.checks import CheckResult
from data.versions.lock import BusyError, locked
from data.versions.publication import accept, forget, go_back
from tests.unit.data.small_tables import publish_small, stage_small
from tests.unit.data.versions.disk_steps import (
    StoppedError,
    count_and_stop,
    files_of,
    published_factor,
)
from utils.config import ROOT
from utils.errors import PublishedDataError


class FullDiskError(OSError):
    """No space is left."""

    def __init__(self) -> None:
        super().__init__(errno.ENOSPC, "No space left on device")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Published data made with 1, beside which lies a candidate made with 2."""
    folder = tmp_path / "published"
    publish_small(folder, 1.0, files=3)
    stage_small(folder, 2.0, files=3)
    return folder


def test_a_candidate_is_accepted_and_taken_back_and_accepted_again(folder: Path) -> None:
    accept(folder)
    assert published_factor(folder) == 2.0
    assert not staged_folder(folder).exists()
    go_back(folder)
    assert published_factor(folder) == 1.0
    go_back(folder)
    assert published_factor(folder) == 2.0


def test_a_server_that_reads_the_version_before_goes_on(folder: Path) -> None:
    server = Store(folder)
    assert server.version
    accept(folder)
    server.verify()
    assert server.read("map_values", columns=["value"])["value"].min() == 1.0


def test_only_one_version_before_is_kept(folder: Path) -> None:
    accept(folder)
    stage_small(folder, 3.0, files=3)
    accept(folder)
    # Two descriptions, and the files of two versions.
    assert len(files_of(folder)) == 2 + 2 * 4
    go_back(folder)
    assert published_factor(folder) == 2.0


def test_a_build_that_publishes_at_once_leaves_nothing_to_go_back_to(folder: Path) -> None:
    accept(folder)
    publish_small(folder, 3.0, files=3)
    assert not (folder / PREVIOUS_FILE).exists()
    with pytest.raises(VersionError, match="nothing to go back to"):
        go_back(folder)


def test_the_first_publication_of_all_has_no_version_before(tmp_path: Path) -> None:
    folder = tmp_path / "published"
    stage_small(folder, 1.0)
    accept(folder)
    assert published_factor(folder) == 1.0
    assert not (folder / PREVIOUS_FILE).exists()


@pytest.mark.parametrize("way", ["accept", "back"])
@pytest.mark.parametrize("error", [StoppedError, FullDiskError, PermissionError])
def test_ended_at_any_step_the_folder_holds_one_whole_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, error: type[BaseException]
) -> None:
    seen = []
    for after in range(100):
        folder = tmp_path / f"{after}" / "published"
        publish_small(folder, 1.0, files=3)
        stage_small(folder, 2.0, files=3)
        act: Callable[[], None] = lambda: accept(folder)  # noqa: B023, E731
        if way == "back":
            accept(folder)
            act = lambda: go_back(folder)  # noqa: B023, E731
        with monkeypatch.context() as patched:
            count_and_stop(patched, after=after, error=error)
            try:
                act()
                finished = True
            except error:
                finished = False
        seen.append(published_factor(folder))
        if finished:
            break
    assert finished
    assert set(seen) == {1.0, 2.0}
    assert seen == sorted(seen, reverse=way == "back")


def test_a_damaged_candidate_is_refused_and_nothing_changes(folder: Path) -> None:
    before = files_of(folder)
    path = next(staged_folder(folder).glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(PublishedDataError, match=path.name):
        accept(folder)
    assert files_of(folder) == before


def test_without_a_candidate_there_is_nothing_to_accept_or_drop(tmp_path: Path) -> None:
    for act in (read_candidate, drop, accept):
        with pytest.raises(VersionError, match="Nothing is staged"):
            act(tmp_path / "published")


def test_the_same_version_is_not_published_twice(folder: Path) -> None:
    stage_small(folder, 1.0, files=3)
    with pytest.raises(VersionError, match="published already"):
        accept(folder)


def test_a_candidate_of_another_version_than_the_published_one_is_refused(folder: Path) -> None:
    publish_small(folder, 3.0, files=3)
    with pytest.raises(VersionError, match=r"is published now\. Make it again\."):
        accept(folder)
    assert published_factor(folder) == 3.0


def test_a_candidate_with_a_failed_check_can_be_read_and_not_published(folder: Path) -> None:
    checks = [CheckResult("areas", passed=True, detail="9"), CheckResult("sums", False, "1 off")]
    stage_small(folder, 2.0, files=3, checks=checks)
    assert [check.name for check in read_candidate(folder).failed] == ["sums"]
    with pytest.raises(VersionError, match="checks of it failed: sums"):
        accept(folder)
    assert published_factor(folder) == 1.0


def test_what_is_forgotten_cannot_be_gone_back_to_and_what_is_published_is_whole(
    folder: Path,
) -> None:
    stage_small(folder, 2.0, files=3)
    accept(folder)
    before = len(files_of(folder))
    forget(folder)
    Store(folder).verify()
    assert published_factor(folder) == 2.0
    assert len(files_of(folder)) < before
    assert set(files_of(folder)) == {
        "datapackage.json",
        *(str(resource["path"]) for resource in Store(folder).resources.values()),
    }
    with pytest.raises(VersionError, match="nothing to go back to"):
        go_back(folder)


HOLD = """
import sys, time
from pathlib import Path
from data.versions.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_build_is_refused_until_the_first_has_ended_or_was_killed(tmp_path: Path) -> None:
    folder = tmp_path / "published"
    command = [sys.executable, "-c", HOLD, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as first:  # noqa: S603
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(BusyError, match="Another build or publication is at work"):
            locked(folder).__enter__()
        first.kill()
    with locked(folder):
        assert not folder.exists()
