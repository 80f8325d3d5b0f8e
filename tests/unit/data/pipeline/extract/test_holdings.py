from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from data.pipeline.extract.declarations import SourceDeclaration, SourceFile
from data.pipeline.extract.holdings import Holding, describe_stock, list_measures, take_stock
from data.pipeline.extract.manifest import RawFile, measure_file, read_manifest
from utils.errors import InvalidInputError

CONTENT = b"area_code,value\nE1,1\n"


def declaration_of(*paths: str) -> SourceDeclaration:
    return SourceDeclaration(
        source="alpha",
        title="Alpha",
        publisher="Nobody",
        licence="none",
        citation="none",
        landing_page="https://publisher.example/alpha",
        attribution="none",
        retrieved="2026-01-01",
        files={f"file_{number}": SourceFile(path=path) for number, path in enumerate(paths)},
    )


def listed(path: str, folder: Path, **fields: str) -> dict[str, RawFile]:
    """An entry with the measure of `CONTENT`."""
    sample = folder / "sample.csv"
    sample.write_bytes(CONTENT)
    given = {
        "file": path,
        "period": "2020",
        "publisher": None,
        "licence": None,
        "page": None,
        "address": None,
        "last_seen": "not checked",
        "how_to_get": "Cut from the workbook.",
        **vars(measure_file(sample)),
        **fields,
    }
    return {path: RawFile.model_validate(given)}


def stock_of(path: str, content: bytes | None, tmp_path: Path, **fields: str) -> Holding:
    folder = tmp_path / "raw"
    folder.mkdir(exist_ok=True)
    if content is not None:
        (folder / path).write_bytes(content)
    manifest = listed(path, tmp_path, **fields)
    return take_stock({"alpha": declaration_of(path)}, folder=folder, manifest=manifest)["alpha"]


@pytest.mark.parametrize(
    ("path", "content", "state"),
    [
        ("a.csv", CONTENT, "as listed"),
        ("a.csv", CONTENT + b"E2,2\n", "differs"),
        ("a.csv", None, "lacking"),
        ("a.csv.gz", gzip.compress(CONTENT, compresslevel=1, mtime=5), "as listed"),
        ("a.csv.gz", gzip.compress(CONTENT, compresslevel=9, mtime=7), "as listed"),
        ("a.csv.gz", gzip.compress(CONTENT, mtime=5)[:-9], "damaged"),
        ("a.csv.gz", CONTENT, "damaged"),
    ],
)
def test_what_is_there_is_set_beside_the_list(
    tmp_path: Path, path: str, content: bytes | None, state: str
) -> None:
    holding = stock_of(path, content, tmp_path)
    assert [file.state for file in holding.files] == [state]
    assert holding.is_complete == (state in {"as listed", "differs"})


@pytest.mark.parametrize(
    ("content", "fields", "wanted"),
    [
        (CONTENT, {}, []),
        (None, {}, ["a.csv is lacking", "Page: https://publisher.example/alpha. Cut from the"]),
        (None, {"page": "https://p.example/x"}, ["Page: https://p.example/x. Cut from"]),
        (None, {"address": "https://p.example/x.csv"}, ["Address: https://p.example/x.csv. Cut"]),
        (b"other", {}, ["Warning: a.csv is not the listed edition"]),
    ],
)
def test_it_says_how_to_get_what_is_lacking(
    tmp_path: Path, content: bytes | None, fields: dict[str, str], wanted: list[str]
) -> None:
    holding = stock_of("a.csv", content, tmp_path, **fields)
    table, *rest = describe_stock(
        {"alpha": holding}, tables={"alpha": ["spend", "budgets"]}, folder=tmp_path / "raw"
    )
    row = next(line for line in table.splitlines() if "alpha" in line)
    lacking = content is None
    counts = (1, content == CONTENT, content == b"other", lacking)
    assert row.split()[1:5] == [str(int(number)) for number in counts]
    assert f"{'kept' if lacking else 'rebuilt'}: spend, budgets" in row
    assert len(rest) == bool(wanted)
    for part in wanted:
        assert part in rest[0]


def test_a_file_two_sources_read_is_explained_once(tmp_path: Path) -> None:
    both = {name: declaration_of("a.csv") for name in ("alpha", "beta")}
    stock = take_stock(both, folder=tmp_path, manifest=listed("a.csv", tmp_path))
    said = list(describe_stock(stock, tables={}, folder=tmp_path))
    assert sum("a.csv is lacking" in line for line in said) == 1


def test_a_source_cannot_read_a_file_that_is_not_listed(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match=r"got 'b\.csv', allowed: a file in raw_files\.csv"):
        take_stock({"alpha": declaration_of("b.csv")}, folder=tmp_path, manifest={})


def test_declared_data_comes_with_the_code(tmp_path: Path) -> None:
    stock = take_stock(
        {"alpha": declaration_of("declared:programme/record/places.csv")},
        folder=tmp_path,
        manifest={},
    )
    assert stock["alpha"].is_complete


def test_measuring_changes_sizes_and_hashes_of_what_is_there_alone(tmp_path: Path) -> None:
    holding = stock_of("a.csv", b"other", tmp_path)
    entries = [*listed("a.csv", tmp_path).values(), *listed("z.csv", tmp_path).values()]
    text, changed = list_measures({"alpha": holding}, entries)
    assert changed == ["a.csv"]
    path = tmp_path / "list.csv"
    path.write_text(text, encoding="utf-8")
    again = read_manifest(path)
    assert again["a.csv"].bytes == 5
    assert again["a.csv"].how_to_get == "Cut from the workbook."
    assert again["z.csv"] == entries[1]
