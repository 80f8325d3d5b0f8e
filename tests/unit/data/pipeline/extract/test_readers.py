from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.extract.declarations import SourceDeclaration, SourceFile
from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, read_sheet, require_columns, to_number
from utils.errors import SourceSchemaError


def raw_of(folder: Path, content: bytes, *, name: str = "values.csv") -> RawFiles:
    """A source with a file of this content."""
    (folder / name).write_bytes(content)
    declaration = SourceDeclaration(
        source="test_source",
        title="Test",
        publisher="Nobody",
        licence="none",
        citation="none",
        landing_page="https://publisher.example/page",
        attribution="none",
        retrieved="2026-01-01",
        files={"values": SourceFile(path=name)},
    )
    return RawFiles(declaration, folder)


def test_text_stays_text_and_blanks_become_null(tmp_path: Path) -> None:
    raw = raw_of(tmp_path, b"code,value\n007,1.5\nNA,\n")
    frame = read_csv(raw, "values", required=["code", "value"], text=["code"])
    assert list(frame["code"]) == ["007", "NA"]
    assert frame["value"].isna().tolist() == [False, True]


def test_na_is_a_text_and_no_gap(tmp_path: Path) -> None:
    raw = raw_of(tmp_path, b"code,value\nE1,NA\nE2,null\n")
    frame = read_csv(raw, "values", required=[])
    assert list(frame["value"]) == ["NA", "null"]


def test_a_byte_order_mark_is_no_part_of_the_first_name(tmp_path: Path) -> None:
    raw = raw_of(tmp_path, b"\xef\xbb\xbfcode,value\nE1,1\n")
    assert list(read_csv(raw, "values", required=["code"])) == ["code", "value"]


def test_reads_compressed_files_and_other_encodings(tmp_path: Path) -> None:
    packed = gzip.compress("code,value\nE1,£5\n".encode("cp1252"))
    raw = raw_of(tmp_path, packed, name="values.csv.gz")
    assert read_csv(raw, "values", required=["code"], encoding="cp1252")["value"][0] == "£5"


def test_missing_columns_stand_beside_those_present(tmp_path: Path) -> None:
    raw = raw_of(tmp_path, b"code,value\nE1,1\n")
    with pytest.raises(
        SourceSchemaError,
        match=r"Source test_source, file values\.csv, column 'area, year': "
        r"got .*\['code', 'value'\].*allowed: all of \['year', 'code', 'area'\]",
    ):
        read_csv(raw, "values", required=["year", "code", "area"])
    frame = pd.DataFrame({"code": [], 2009: []})
    require_columns(frame, raw=raw, key="values", required=["code"])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"code\n\xff\xfe\n", "values.csv"),
        (b"", "values.csv"),
        (b"a,b\n1,2,3\n4,5,6,7\n", "values.csv"),
        (b"<!doctype html>", "values.csv.gz"),
        (gzip.compress(b"code,value\nE1,1\n" * 999, mtime=5)[:-30], "values.csv.gz"),
        (gzip.compress(b"code,value\n" * 99, mtime=5)[:12] + b"\x00" * 20, "values.csv.gz"),
    ],
    ids=["encoding", "empty", "ragged", "a page", "cut off", "damaged"],
)
def test_what_is_no_csv_is_refused_with_its_file(tmp_path: Path, content: bytes, name: str) -> None:
    raw = raw_of(tmp_path, content, name=name)
    with pytest.raises(SourceSchemaError, match=f"file {name}.*allowed: a CSV file in utf-8-sig"):
        read_csv(raw, "values", required=[])


def test_reads_a_sheet_with_its_blank_rows(tmp_path: Path) -> None:
    workbook = pd.DataFrame([["", ""], ["code", "value"], ["E1", 1.5]])
    workbook.to_excel(
        tmp_path / "book.ods", sheet_name="Table 1", header=False, index=False, engine="odf"
    )
    raw = raw_of(tmp_path, (tmp_path / "book.ods").read_bytes(), name="values.ods")
    rows = read_sheet(raw, "values", sheet="Table 1")
    assert [list(row) for row in rows][-2:] == [["code", "value"], ["E1", 1.5]]
    with pytest.raises(SourceSchemaError, match=r"sheet 'Table 2': got .*Table 1.*Table 2"):
        read_sheet(raw, "values", sheet="Table 2")


@pytest.mark.parametrize("name", ["values.xlsx", "values.ods", "values.xls"])
def test_what_is_no_workbook_is_refused_with_its_file(tmp_path: Path, name: str) -> None:
    raw = raw_of(tmp_path, b"<!doctype html><title>Not found</title>", name=name)
    with pytest.raises(SourceSchemaError, match=f"file {name}, sheet 'Table 1'"):
        read_sheet(raw, "values", sheet="Table 1")


def test_numbers_and_declared_gaps(tmp_path: Path) -> None:
    raw = raw_of(tmp_path, b"code,value\nE1,1.5\nE2,[x]\nE3,\nE4,-2\n")
    frame = read_csv(raw, "values", required=["value"])
    numbers = to_number(frame, "value", raw=raw, key="values", missing={"[x]"})
    assert numbers.dtype == "float64"
    assert numbers.tolist()[::3] == [1.5, -2]
    assert numbers.isna().tolist() == [False, True, True, False]


@pytest.mark.parametrize("text", ["c", "1,000", "nan", "12%", "[x]", "-"])
def test_any_other_text_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    raw = raw_of(tmp_path, f'code,value\nE1,1\nE2,"{text}"\n'.encode())
    frame = read_csv(raw, "values", required=["value"])
    with pytest.raises(
        SourceSchemaError, match=r"row 3, column 'value': got .*allowed: a number or one of \['\.'"
    ) as caught:
        to_number(frame, "value", raw=raw, key="values", missing={"."})
    assert repr(text) in str(caught.value)
