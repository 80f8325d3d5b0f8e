"""Builds of two small sources that share a table, with and without their raw files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from data.pipeline import assemble
from data.pipeline import run as command
from data.pipeline.extract import holdings
from data.pipeline.extract.declarations import SourceDeclaration, SourceFile
from data.pipeline.extract.manifest import RawFile
from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv
from data.read.store import Store
from data.versions import stage
from data.versions.candidate import read_candidate
from data.versions.checks import CheckResult
from data.versions.publication import accept
from data.versions.schema import Field, Table, read_tables
from data.versions.stage import stage_tables
from utils.errors import AtlasError, CheckFailedError

AREA = Field("area_code", "string", "Area")
VALUE = Field("value", "number", "Value")
SOURCE = Field("source", "string", "Source")
TABLES = {
    "codes": Table("codes", "Of alpha alone", ("area_code",), (AREA, VALUE), ("alpha",)),
    "shared": Table(
        "shared", "Of both", ("area_code", "source"), (AREA, SOURCE, VALUE), ("alpha", "beta")
    ),
    "sums": Table("sums", "Computed from both", ("area_code",), (AREA, VALUE)),
    "source_files": read_tables()["source_files"],
    "ledger_counts": read_tables()["ledger_counts"],
}
#: What staff put into the table that no build makes.
LAYER = {
    **dict.fromkeys(read_tables()["ledger_counts"].columns, "x"),
    **{
        field.name: 1
        for field in read_tables()["ledger_counts"].fields
        if field.type in {"number", "integer"}
    },
    "vat_basis": "net",
    "publisher": "Ann",
    "dataset": "Payments",
    "source_url": "https://ann.example",
}
RAW = {
    "alpha": "area_code,value\nE2,2.123456789012\nE1,1\nE3,7\n",
    "beta": "area_code,value\nE2,20\nE1,10\nE3,0.3333333333333\n",
}


def step_of(name: str, *, extra: str | None = None) -> ModuleType:
    """The module of a source: a file, its rows in the shared table, alpha's in its own too."""
    module = ModuleType(f"data.pipeline.transform.{name}")

    def transform(raw: RawFiles, _built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
        rows = read_csv(raw, "rows", required=["area_code", "value"])
        parts = {"shared": rows.assign(source=name)}
        if name == "alpha":
            parts["codes"] = rows
        if extra:
            parts[extra] = rows
        return parts

    module.transform = transform  # type: ignore[attr-defined]
    module.reconcile = lambda *_given: []  # type: ignore[attr-defined]
    return module


def sums_of(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    return {"sums": tables["shared"].groupby("area_code", as_index=False)["value"].sum()}


def declaration_of(name: str) -> SourceDeclaration:
    return SourceDeclaration(
        source=name,
        title=name,
        publisher="Nobody",
        licence="none",
        citation="none",
        landing_page=f"https://publisher.example/{name}",
        attribution="none",
        retrieved="2026-01-01",
        files={"rows": SourceFile(path=f"{name}.csv")},
    )


def write_raw(folder: Path, names: tuple[str, ...] = ("alpha", "beta")) -> Path:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / f"{name}.csv").write_text(RAW[name], encoding="utf-8")
    return folder


@pytest.fixture(autouse=True)
def _small_pipeline(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = write_raw(tmp_path / "listed")
    listed = {
        f"{name}.csv": RawFile(
            file=f"{name}.csv",
            period="2020",
            publisher=None,
            licence=None,
            page=None,
            address=None,
            last_seen="not checked",
            how_to_get="Write it.",
            **vars(holdings.measure_file(folder / f"{name}.csv")),
        )
        for name in RAW
    }
    coverage = SimpleNamespace(areas=0, faulty_before=0, area_change_m2=0.0)
    geometry = ModuleType("data.pipeline.transform.alpha")
    geometry.build_geometry = lambda *_given: (  # type: ignore[attr-defined]
        [],
        SimpleNamespace(coverage=coverage, without_pixel=0, borders=None),
    )
    steps = (step_of("alpha"), step_of("beta"))
    replaced: dict[Any, dict[str, object]] = {
        assemble: {
            "STEPS": steps,
            "GEOMETRY": geometry,
            "DERIVED": (sums_of,),
            "build_clusters": lambda *_given: {},
            "declared_tables": lambda _given: {},
            "run_checks": lambda _given: [],
            "mhclg_revenue_outturn": steps[0],
        },
        command: {
            "read_tables": lambda: TABLES,
            "read_declarations": lambda: {name: declaration_of(name) for name in RAW},
        },
        holdings: {"read_manifest": lambda: listed},
    }
    for module, names in replaced.items():
        for name, value in names.items():
            monkeypatch.setattr(module, name, value)


def build(folder: Path, to: Path, *more: str) -> tuple[int, list[str]]:
    lines: list[str] = []
    status = command.run(
        command.parse(["--from", str(folder), "--to", str(to), *more]), report=lines.append
    )
    return status, lines


def published(folder: Path) -> dict[str, bytes]:
    store = Store(folder)
    store.verify()
    return {name: store.path(name).read_bytes() for name in store.resources}


def rows_of(folder: Path, source: str) -> list[dict[str, Any]]:
    return [row for row in Store(folder).records("shared") if row["source"] == source]


@pytest.fixture
def whole(tmp_path: Path) -> Path:
    """A folder into which everything was published."""
    status, lines = build(write_raw(tmp_path / "raw"), tmp_path / "to")
    assert status == 0
    assert not any("Kept as published" in line for line in lines)
    return tmp_path / "to"


def test_a_build_without_one_sources_files_keeps_its_tables_byte_for_byte(
    whole: Path, tmp_path: Path
) -> None:
    before = published(whole)
    alpha = rows_of(whole, "alpha")
    raw = write_raw(tmp_path / "raw2", ("beta",))
    (raw / "beta.csv").write_text(RAW["beta"].replace(",10", ",11"), encoding="utf-8")
    status, lines = build(raw, whole)
    assert status == command.SOME_KEPT == 3
    after = published(whole)
    # The table of alpha alone is the same file; of the shared one its rows are, and beta's are new.
    assert after["codes"] == before["codes"]
    assert rows_of(whole, "alpha") == alpha
    assert {row["area_code"]: row["value"] for row in rows_of(whole, "beta")}["E1"] == 11
    assert {row["area_code"]: row["value"] for row in Store(whole).records("sums")}["E1"] == 12
    said = "\n".join(lines)
    assert "Kept as published, as their raw files are not all there: alpha." in said
    assert f"alpha.csv is lacking. Put it in {raw}. Page: https://publisher.example/alpha." in said
    assert "Warning: beta.csv is not the listed edition" in said


def test_a_partial_build_of_the_same_files_publishes_the_same_bytes(
    whole: Path, tmp_path: Path
) -> None:
    before = published(whole)
    for names in (("alpha",), ("beta",), ()):
        raw = write_raw(tmp_path / f"raw-{len(names)}-{names}", names)
        assert build(raw, whole)[0] == command.SOME_KEPT
        assert published(whole) == before
    assert build(tmp_path / "nowhere", whole, "--check")[0] == command.SOME_KEPT
    assert build(tmp_path / "raw", whole, "--check")[0] == 0


def test_a_kept_file_is_not_written_anew_by_another_library(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same cells in another compression are another file; a kept table stays the old one."""
    before = published(whole)
    real = assemble.table_payload

    def other(table: Table, content: Any) -> Any:  # noqa: ANN401 - passed on
        payload = real(table, content)
        return assemble.replace(payload, content=payload.content + b"other")

    monkeypatch.setattr(assemble, "table_payload", other)
    assert build(write_raw(tmp_path / "raw2", ("beta",)), whole)[0] == command.SOME_KEPT
    after = published(whole)
    assert after["codes"] == before["codes"]
    assert after["sums"] != before["sums"]


def test_the_published_list_says_which_files_were_read(whole: Path, tmp_path: Path) -> None:
    def hashes() -> dict[str, str]:
        return {row["source"]: row["sha256"] for row in Store(whole).records("source_files")}

    first = hashes()
    raw = write_raw(tmp_path / "raw2", ("beta",))
    (raw / "beta.csv").write_text(RAW["beta"].replace(",10", ",11"), encoding="utf-8")
    build(raw, whole)
    second = hashes()
    assert second["alpha"] == first["alpha"]
    assert second["beta"] != first["beta"]
    # Kept next time, its rows are still of the other edition, and the list says so.
    build(tmp_path / "nowhere", whole)
    assert hashes() == second


def test_nothing_to_keep_is_an_error_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(AtlasError, match=r"alpha are not all there.*was not published in"):
        build(write_raw(tmp_path / "raw", ("beta",)), tmp_path / "to")
    assert not (tmp_path / "to").exists()


def test_a_kept_table_with_other_columns_is_an_error(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published(whole)
    wider = Table("codes", "Of alpha alone", ("area_code",), (AREA, VALUE, SOURCE), ("alpha",))
    monkeypatch.setattr(command, "read_tables", lambda: TABLES | {"codes": wider})
    with pytest.raises(AtlasError, match="table codes was published with other columns"):
        build(tmp_path / "nowhere", whole)
    assert published(whole) == before


def test_a_source_that_makes_other_tables_than_declared_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assemble, "STEPS", (step_of("alpha", extra="sums"), step_of("beta")))
    with pytest.raises(AtlasError, match=r"Source alpha makes \['codes', 'shared', 'sums'\]"):
        build(write_raw(tmp_path / "raw"), tmp_path / "to")


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_rows_in_a_raw_file_changes_no_published_byte(
    whole: Path, tmp_path: Path, order: tuple[int, ...]
) -> None:
    raw = tmp_path / "raw2"
    raw.mkdir()
    for name, text in RAW.items():
        header, *rows = text.splitlines()
        lines = [header, *(rows[number] for number in order)]
        (raw / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    before = published(whole)
    build(raw, whole)
    after = published(whole)
    # The list of files rightly says that these are others.
    assert {name for name in before if before[name] != after[name]} <= {"source-files"}


def test_a_failed_check_stops_publication_and_lets_a_candidate_be_looked_at(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published(whole)
    failed = CheckResult("sums", passed=False, detail="1 off")
    monkeypatch.setattr(assemble, "run_checks", lambda _given: [failed])
    raw = write_raw(tmp_path / "raw3")
    (raw / "beta.csv").write_text(RAW["beta"].replace(",10", ",11"), encoding="utf-8")
    with pytest.raises(CheckFailedError, match="Failed checks: sums: 1 off"):
        build(raw, whole)
    status, lines = build(raw, whole, "--stage")
    assert status == command.FAILED
    assert "failed check: sums: 1 off" in lines
    assert published(whole) == before
    candidate = read_candidate(whole)
    assert candidate.failed == [failed]
    assert [change.table for change in candidate.difference.tables] == [
        "shared",
        "source_files",
        "sums",
    ]


def test_what_staff_published_is_kept_by_every_build_byte_for_byte(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert Store(whole).records("ledger_counts") == []
    monkeypatch.setattr(stage, "read_tables", lambda: TABLES)
    stage_tables({"ledger_counts": pd.DataFrame([LAYER])}, made_by="a test", folder=whole)
    accept(whole)
    before = published(whole)["ledger-counts"]
    source = {"title": "Ann: Payments", "path": "https://ann.example"}
    for raw in (tmp_path / "raw", write_raw(tmp_path / "raw2", ("beta",)), tmp_path / "nowhere"):
        build(raw, whole)
        assert published(whole)["ledger-counts"] == before
        # Named after each of the declared sources, once.
        assert Store(whole).description["sources"].count(source) == 1
        assert build(raw, whole, "--check")[0] in {0, command.SOME_KEPT}
    assert [row["publisher"] for row in Store(whole).records("ledger_counts")] == ["Ann"]


def test_what_staff_published_with_other_columns_stops_a_build(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = published(whole)
    other = Table("ledger_counts", "Counts", ("area_code",), (AREA,), kept=True)
    monkeypatch.setattr(command, "read_tables", lambda: TABLES | {"ledger_counts": other})
    with pytest.raises(AtlasError, match=r"ledger_counts in .* was published with other columns"):
        build(tmp_path / "raw", whole)
    assert published(whole) == before
