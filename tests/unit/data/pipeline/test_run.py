from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

from data.pipeline import run as building
from data.pipeline.extract import fetch
from data.pipeline.extract.declarations import read_declarations
from data.pipeline.extract.download import UnreachableHostError
from data.pipeline.run import Built, check_against_published, main, parse
from data.read.store import Store
from data.versions.candidate import read_candidate
from data.versions.checks import CheckResult
from data.versions.publish import PACKAGE_FILE
from data.versions.schema import Table, conform
from tests.unit.data.small_tables import VALUES, frame_of, payloads_of, publish_small
from utils.config import PUBLISHED_DIR
from utils.errors import PublishedDataError


def built_of(factor: float) -> Built:
    """A build as small as what `publish_small` publishes."""
    frame = frame_of(value=[factor, 2 * factor, 3 * factor])
    return Built(
        content={"map_values": conform(VALUES, frame)}, payloads=payloads_of(factor, files=2)
    )


@pytest.fixture
def _small_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    def tables() -> dict[str, Table]:
        return {"map_values": VALUES}

    monkeypatch.setattr(building, "read_tables", tables)


def test_the_command_line() -> None:
    given = parse([])
    assert (given.folder, given.to) == (None, PUBLISHED_DIR)
    assert [given.check, given.refresh, given.measure] == [False] * 3
    given = parse(["--from", "raw", "--to", "out", "--check", "--refresh", "--measure"])
    assert (given.folder, given.to) == (Path("raw"), Path("out"))
    assert given.check
    assert given.refresh
    assert given.measure
    with pytest.raises(SystemExit):
        parse(["--form", "raw"])


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """Call the command with its arguments; returns its exit status."""
    monkeypatch.setattr(sys, "argv", ["data.build", *arguments])
    return main()


def test_nothing_to_read_and_nothing_to_keep_is_an_error_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw, to = tmp_path / "raw", tmp_path / "to"
    raw.mkdir()
    assert call(monkeypatch, "--from", str(raw), "--to", str(to)) == 1
    said = capsys.readouterr()
    assert said.err == (
        "The files of the source ons_geography are not all there, and its table areas was not "
        f"published in {to}, so it cannot be kept. Nothing is published.\n"
    )
    assert said.out.startswith(f"Raw files in {raw}")
    file = read_declarations()["ons_geography"].files["lower_to_upper_tier"].path
    assert f"{file} is lacking. Put it in {(raw / file).parent}." in said.out
    assert not to.exists()


def test_without_a_network_it_says_what_is_lacking_before_it_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(url: str, **_named: object) -> None:
        message = f"no connection to {url} could be made"
        raise UnreachableHostError(message)

    monkeypatch.setattr(fetch, "download", refuse)
    monkeypatch.setattr(building, "DEFAULT_FOLDER", tmp_path / "cache")
    monkeypatch.setattr(building, "build", lambda *_given, **_named: built_of(1.0))
    publish_small(tmp_path / "to")
    assert call(monkeypatch, "--to", str(tmp_path / "to")) == 3
    said = capsys.readouterr().out
    assert said.count("no connection to https://raw.githubusercontent.com") == 1
    lines = said.splitlines()
    table = next(n for n, line in enumerate(lines) if line.startswith("Raw files in"))
    published = next(n for n, line in enumerate(lines) if line.startswith("Published"))
    assert table < published
    assert "total_place" in said
    assert said.rstrip().endswith("Everything else was rebuilt.")
    assert "total_place" not in lines[published + 1]


def test_a_failed_build_leaves_what_was_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_small(tmp_path / "to")
    version = Store(tmp_path / "to").version
    assert call(monkeypatch, "--from", str(tmp_path), "--to", str(tmp_path / "to")) == 1
    store = Store(tmp_path / "to")
    store.verify()
    assert store.version == version


@pytest.mark.usefixtures("_small_tables")
def test_an_equal_build_is_equal_byte_for_byte(tmp_path: Path) -> None:
    publish_small(tmp_path)
    lines: list[str] = []
    assert check_against_published(built_of(1.0), store=Store(tmp_path), report=lines.append)
    assert lines == ["3 of 3 files equal byte for byte."]


@pytest.mark.usefixtures("_small_tables")
def test_a_differing_build_names_files_and_series(tmp_path: Path) -> None:
    old = publish_small(tmp_path)
    lines: list[str] = []
    built = built_of(2.0)
    assert not check_against_published(built, store=Store(tmp_path), report=lines.append)
    assert lines[0] == "0 of 3 files equal byte for byte."
    assert all(payload.path in lines[1] for payload in (*old, *built.payloads))
    assert lines[2:4] == [
        "changed table: map_values (3 rows before, 3 now)",
        "  changed measure: a, b",
    ]
    assert "  a, E1: 3 before, 6 now" in lines[4:]


@pytest.mark.usefixtures("_small_tables")
@pytest.mark.parametrize("number", [0, 1])
def test_a_check_sees_a_published_file_that_is_damaged(tmp_path: Path, number: int) -> None:
    path = tmp_path / publish_small(tmp_path)[number].path
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(PublishedDataError, match=path.name):
        check_against_published(built_of(1.0), store=Store(tmp_path), report=print)


@pytest.mark.usefixtures("_small_tables")
@pytest.mark.parametrize("damaged", ["table", "description", "geometry", "all gone"])
def test_building_again_mends_what_is_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damaged: str
) -> None:
    payloads = publish_small(tmp_path)
    files = {"table": payloads[0].path, "geometry": payloads[1].path, "description": PACKAGE_FILE}
    if damaged == "all gone":
        for payload in payloads:
            (tmp_path / payload.path).unlink()
    else:
        path = tmp_path / files[damaged]
        path.write_bytes(path.read_bytes()[: len(path.read_bytes()) // 2])
    monkeypatch.setattr(building, "build", lambda *_given, **_named: built_of(2.0))
    assert call(monkeypatch, "--from", str(tmp_path), "--to", str(tmp_path)) == 3
    store = Store(tmp_path)
    store.verify()
    assert store.read("map_values")["value"].max() == 6.0


@pytest.mark.usefixtures("_small_tables")
def test_check_publishes_nothing_and_says_so_in_its_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish_small(tmp_path)
    version = Store(tmp_path).version
    for factor, status in ((1.0, 3), (2.0, 1)):
        monkeypatch.setattr(
            building, "build", lambda *_given, factor=factor, **_named: built_of(factor)
        )
        assert call(monkeypatch, "--check", "--from", ".", "--to", str(tmp_path)) == status
    assert Store(tmp_path).version == version


@pytest.mark.usefixtures("_small_tables")
def test_a_candidate_is_staged_said_again_and_accepted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    to = str(tmp_path / "published")
    publish_small(tmp_path / "published")
    monkeypatch.setattr(building, "build", lambda *_given, **_named: built_of(2.0))
    assert call(monkeypatch, "--stage", "--from", ".", "--to", to) == 3
    assert "  a, E1: 3 before, 6 now" in capsys.readouterr().out
    assert call(monkeypatch, "--changes", "--to", to) == 0
    assert "  a, E1: 3 before, 6 now" in capsys.readouterr().out.splitlines()
    assert Store(tmp_path / "published").read("map_values")["value"].max() == 3.0
    assert call(monkeypatch, "--accept", "--to", to) == 0
    assert Store(tmp_path / "published").read("map_values")["value"].max() == 6.0
    assert call(monkeypatch, "--back", "--to", to) == 0
    assert Store(tmp_path / "published").read("map_values")["value"].max() == 3.0


@pytest.mark.usefixtures("_small_tables")
def test_a_failed_check_stops_a_publication_and_is_shown_of_a_candidate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "published"
    publish_small(to)
    built = built_of(2.0)
    built.checks.append(CheckResult("sums", passed=False, detail="1 off"))
    monkeypatch.setattr(building, "build", lambda *_given, **_named: built)
    assert call(monkeypatch, "--from", ".", "--to", str(to)) == 1
    assert "Failed checks: sums: 1 off" in capsys.readouterr().err
    assert call(monkeypatch, "--stage", "--from", ".", "--to", str(to)) == 1
    assert "failed check: sums: 1 off" in capsys.readouterr().out.splitlines()
    assert read_candidate(to).failed == built.checks
    assert call(monkeypatch, "--accept", "--to", str(to)) == 1
    assert Store(to).read("map_values")["value"].max() == 3.0


def test_parts_of_one_table_are_put_below_one_another() -> None:
    built = Built()
    built.add({"observations": pd.DataFrame({"value": [1]}, index=[7])})
    built.add({"observations": pd.DataFrame({"value": [2]}, index=[7])})
    assert built.tables["observations"]["value"].tolist() == [1, 2]
    assert built.tables["observations"].index.tolist() == [0, 1]
