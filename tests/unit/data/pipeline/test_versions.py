from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from data.pipeline.lock import BusyError, locked
from data.pipeline.publish import PREVIOUS_FILE
from data.pipeline.versions import VersionError, accept, drop, go_back, require_staged
from data.read.store import PACKAGE_FILE, Store
from tests.unit.data.pipeline.disk_steps import (
    StoppedError,
    count_and_stop,
    files_of,
    published_factor,
)
from tests.unit.data.small_tables import publish_small
from utils.config import ROOT
from utils.errors import PublishedDataError


class FullDiskError(OSError):
    """No space is left."""

    def __init__(self) -> None:
        super().__init__(errno.ENOSPC, "No space left on device")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A candidate made with 2 beside published data made with 1."""
    staged, folder = tmp_path / "staged", tmp_path / "published"
    publish_small(staged, 2.0, files=3)
    publish_small(folder, 1.0, files=3)
    return staged, folder


def test_a_candidate_is_accepted_and_taken_back_and_accepted_again(
    folders: tuple[Path, Path],
) -> None:
    staged, folder = folders
    accept(staged, folder=folder)
    assert published_factor(folder) == 2.0
    assert not staged.exists()
    go_back(folder)
    assert published_factor(folder) == 1.0
    go_back(folder)
    assert published_factor(folder) == 2.0


def test_a_server_that_reads_the_version_before_goes_on(folders: tuple[Path, Path]) -> None:
    staged, folder = folders
    server = Store(folder)
    assert server.version
    accept(staged, folder=folder)
    server.verify()
    assert server.read("map_values", columns=["value"])["value"].min() == 1.0


def test_only_one_version_before_is_kept(folders: tuple[Path, Path]) -> None:
    staged, folder = folders
    accept(staged, folder=folder)
    publish_small(staged, 3.0, files=3)
    accept(staged, folder=folder)
    # Two descriptions, and the files of two versions.
    assert len(files_of(folder)) == 2 + 2 * 4
    go_back(folder)
    assert published_factor(folder) == 2.0


def test_a_build_that_publishes_at_once_leaves_nothing_to_go_back_to(
    folders: tuple[Path, Path],
) -> None:
    staged, folder = folders
    accept(staged, folder=folder)
    publish_small(folder, 3.0, files=3)
    assert not (folder / PREVIOUS_FILE).exists()
    with pytest.raises(VersionError, match="nothing to go back to"):
        go_back(folder)


@pytest.mark.parametrize("way", ["accept", "back"])
@pytest.mark.parametrize("error", [StoppedError, FullDiskError, PermissionError])
def test_ended_at_any_step_the_folder_holds_one_whole_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str, error: type[BaseException]
) -> None:
    seen = []
    for after in range(100):
        staged, folder = tmp_path / f"{after}" / "staged", tmp_path / f"{after}" / "published"
        publish_small(staged, 2.0, files=3)
        publish_small(folder, 1.0, files=3)
        act: Callable[[], None] = lambda: accept(staged, folder=folder)  # noqa: B023, E731
        if way == "back":
            accept(staged, folder=folder)
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


def test_a_damaged_candidate_is_refused_and_nothing_changes(folders: tuple[Path, Path]) -> None:
    staged, folder = folders
    before = files_of(folder)
    path = next(staged.glob("*.parquet"))
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(PublishedDataError, match=path.name):
        accept(staged, folder=folder)
    assert files_of(folder) == before


def test_without_a_candidate_there_is_nothing_to_accept_or_drop(tmp_path: Path) -> None:
    for act in (require_staged, drop):
        with pytest.raises(VersionError, match="Nothing is staged"):
            act(tmp_path / "staged")


def test_the_same_version_is_not_published_twice(folders: tuple[Path, Path]) -> None:
    staged, folder = folders
    (staged / PACKAGE_FILE).unlink()
    publish_small(staged, 1.0, files=3)
    with pytest.raises(VersionError, match="published already"):
        accept(staged, folder=folder)


HOLD = """
import sys, time
from pathlib import Path
from data.pipeline.lock import locked
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
        with pytest.raises(BusyError, match="Another build is publishing into published"):
            locked(folder).__enter__()
        first.kill()
    with locked(folder):
        assert not folder.exists()
