from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data.read.store import PACKAGE_FILE, Store
from data.versions import stage
from data.versions.candidate import VersionError, candidate_store, read_candidate, staged_folder
from data.versions.checks import CheckResult
from data.versions.lock import BusyError, locked
from data.versions.publication import accept
from data.versions.publish import package, publish, table_payload
from data.versions.schema import Field, Table, conform
from data.versions.stage import stage_tables
from tests.unit.data.small_tables import VALUES, frame_of, payloads_of
from tests.unit.data.versions.disk_steps import files_of
from utils.errors import CheckFailedError, InvalidInputError

LAYER = Table("own_counts", "Counts", ("area_code",), (Field("area_code", "string", "Area"),))
SOURCE = {"title": "Map", "path": "https://publisher.example/map"}
OWN = {"title": "Count", "path": "https://council.example/count"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Published data made with 1, and two declared tables, one of which was never published."""
    monkeypatch.setattr(stage, "read_tables", lambda: {"map_values": VALUES, "own_counts": LAYER})
    payloads = payloads_of(1.0, files=2)
    publish(payloads, package(payloads, sources=[SOURCE]), folder=tmp_path / "published")
    return tmp_path / "published"


def test_a_changed_table_lies_beside_copies_of_all_else_and_is_published_as_one(
    folder: Path,
) -> None:
    frame = frame_of(value=[9.0, 2.0, 3.0])
    published = files_of(folder)
    candidate = stage_tables({"map_values": frame}, made_by="Ann Example", folder=folder)
    assert files_of(folder) == published
    store, before = candidate_store(folder), Store(folder)
    store.verify()
    assert pq.read_table(store.path("map-values")).equals(conform(VALUES, frame))
    for name in ("geometry-00", "geometry-01"):
        assert store.resources[name] == before.resources[name]
    assert store.description["sources"] == [SOURCE]
    assert candidate.difference.figures.changed == 1
    assert candidate.other_files == ()
    assert candidate == read_candidate(folder)
    accept(folder)
    assert Store(folder).version == store.version != before.version


def test_the_candidate_is_what_a_build_of_the_same_tables_publishes(folder: Path) -> None:
    frame = frame_of(value=[9.0, 2.0, 3.0])
    stage_tables({"map_values": frame}, made_by="a test", folder=folder)
    # A build reads a table again before it encodes it.
    read = conform(VALUES, frame).to_pandas()
    built = [table_payload(VALUES, conform(VALUES, read)), *payloads_of(1.0, files=2)[1:]]
    publish(built, package(built, sources=[SOURCE]), folder=folder.with_name("other"))
    staged, other = files_of(staged_folder(folder)), files_of(folder.with_name("other"))
    staged.pop("candidate.json")
    assert staged == other


def test_a_table_that_was_never_published_is_added_with_its_source(
    folder: Path, tmp_path: Path
) -> None:
    path = tmp_path / "counts.parquet"
    pq.write_table(LAYER.arrow_schema.empty_table(), path)
    checks = (CheckResult("sums", passed=False, detail="1 off"),)
    candidate = stage_tables(
        {"own_counts": path}, made_by="a test", checks=checks, sources=[OWN], folder=folder
    )
    assert candidate_store(folder).description["sources"] == [SOURCE, OWN]
    assert "own-counts" in candidate_store(folder).resources
    assert [(change.table, change.kind) for change in candidate.difference.tables] == [
        ("own_counts", "new")
    ]
    assert candidate.failed == list(checks)


def test_what_is_not_as_declared_is_refused_and_nothing_is_written(folder: Path) -> None:
    with pytest.raises(InvalidInputError, match="map_value'"):
        stage_tables({"map_value": frame_of()}, made_by="a test", folder=folder)
    twice = frame_of(measure=["a", "a", "a"], area_code=["E1", "E2", "E2"])
    with pytest.raises(CheckFailedError, match="rows share a key"):
        stage_tables({"map_values": twice}, made_by="a test", folder=folder)
    assert not staged_folder(folder).exists()


def test_a_candidate_that_waits_is_replaced_only_where_that_is_meant(folder: Path) -> None:
    first = stage_tables({"map_values": frame_of()}, made_by="a test", folder=folder)
    other = frame_of(value=[9.0, 2.0, 3.0])
    with pytest.raises(VersionError, match="A candidate waits already"):
        stage_tables({"map_values": other}, made_by="a test", folder=folder)
    assert read_candidate(folder) == first
    second = stage_tables({"map_values": other}, made_by="a test", replace=True, folder=folder)
    assert read_candidate(folder) == second
    # The description of the published version is not the candidate's.
    assert (folder / PACKAGE_FILE).read_bytes() != (
        staged_folder(folder) / PACKAGE_FILE
    ).read_bytes()


def test_while_a_build_is_at_work_no_candidate_is_made(folder: Path) -> None:
    with locked(folder), pytest.raises(BusyError):
        stage_tables({"map_values": frame_of()}, made_by="a test", folder=folder)


def test_tables_made_from_a_version_that_is_no_longer_published_are_refused(folder: Path) -> None:
    before = Store(folder).version
    stage_tables({"map_values": frame_of()}, made_by="a test", base=before, folder=folder)
    accept(folder)
    with pytest.raises(VersionError, match=f"while this was made from {before}"):
        stage_tables({"map_values": frame_of()}, made_by="a test", base=before, folder=folder)
    assert not (staged_folder(folder) / PACKAGE_FILE).exists()
