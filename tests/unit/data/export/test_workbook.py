from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from data.export.neutral import neutralise
from data.export.programs import write_file
from data.export.workbook import write_workbook
from utils.errors import InvalidInputError

JOB: dict[str, Any] = {
    "title": "Spend",
    "sheet": "Data",
    "data": {
        "columns": ["Place", "Value"],
        "rows": [["Kent", 1234.5], ["=1+1", -3], ["@cmd", None], ["-x", 0], ["http://a.b", 1]],
    },
    "notes": [["Title", "Spend"], ["Source", "=a publisher"]],
}


def sheets(content: bytes) -> dict[str, list[list[Any]]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_numbers_are_numbers_and_text_is_text() -> None:
    found = sheets(write_workbook(JOB))
    assert list(found) == ["Data", "Notes"]
    assert found["Data"][:3] == [["Place", "Value"], ["Kent", 1234.5], ["=1+1", -3]]
    assert found["Notes"] == [["Title", "Spend"], ["Source", "=a publisher"]]


def test_no_cell_is_a_formula_or_a_link() -> None:
    archive = zipfile.ZipFile(io.BytesIO(write_workbook(JOB)))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert 'quotePrefix="1"' in archive.read("xl/styles.xml").decode()


def test_header_stays_in_sight_and_rows_can_be_filtered() -> None:
    archive = zipfile.ZipFile(io.BytesIO(write_workbook(JOB)))
    sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert "<autoFilter" in sheet


def test_it_is_written_by_its_program() -> None:
    assert write_file("workbook", JOB).startswith(b"PK")


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"data": {"columns": ["a"], "rows": [[1], [1, 2]]}}, "data, row 2: got '2 cells'"),
        ({"data": {"columns": ["a"], "rows": [[{}]]}}, "row 1, column 1"),
        ({"notes": "x"}, "notes: got 'str'"),
        ({"more": 1}, "job: got"),
        ({"data": {"columns": ["a"], "rows": [[float("nan")]]}}, "row 1, column 1: got nan"),
        ({"data": {"columns": ["a"], "rows": [["x" * 32_768]]}}, "row 1, column 1: got '32768"),
        ({"data": {"rows": []}}, "job: got"),
        ({"sheet": "Notes"}, "sheet: got 'Notes'"),
        ({"sheet": "a/b"}, "sheet: got 'a/b'"),
    ],
)
def test_what_cannot_be_written_is_refused(parts: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        write_workbook({**JOB, **parts})


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1"])
def test_text_that_a_spreadsheet_would_run_is_neutralised(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Kent", "1", "", "a=b", "£5"])
def test_other_text_stays(text: str) -> None:
    assert neutralise(text) == text
