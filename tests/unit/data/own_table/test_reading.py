from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from data.ledger.core.errors import LedgerError
from data.own_table import reading
from data.own_table.numbers import decimals_of, read_number
from data.own_table.reading import read_table
from utils.errors import InvalidInputError

LEEDS = "E08000035"


def put(folder: Path, content: bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(content)
    return path


def test_titles_above_the_header_and_blank_rows_are_no_rows(tmp_path: Path) -> None:
    text = "Residents of England\n\ncode,name,people\nE08000035,Leeds,5\n\nE08000032,Bradford,6\n"
    table = read_table(put(tmp_path, text.encode()))
    assert table.columns == ("code", "name", "people")
    assert [(row.number, row.cells[0]) for row in table.rows] == [(4, LEEDS), (6, "E08000032")]
    assert table.above == 3


def test_any_encoding_and_delimiter_is_read(tmp_path: Path) -> None:
    table = read_table(put(tmp_path, "code;Größe\nE08000035;£1,234\n".encode("utf-16")))
    assert table.columns == ("code", "Größe")
    assert table.column("Größe") == ["£1,234"]


def test_a_list_of_one_column_is_a_table(tmp_path: Path) -> None:
    table = read_table(put(tmp_path, b"code\nE08000035\nE08000032\n"))
    assert table.column("code") == [LEEDS, "E08000032"]


def test_years_may_head_columns(tmp_path: Path) -> None:
    table = read_table(put(tmp_path, b"code,2019,2020\nE08000035,1,2\nE08000032,3,4\n"))
    assert table.columns == ("code", "2019", "2020")


def test_two_columns_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    table = read_table(put(tmp_path, b"code,n,n\nE08000035,1,2\n"))
    assert table.columns == ("code", "n", "n (2)")


def test_a_sheet_can_be_named_and_another_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    book = xlsxwriter.Workbook(path)
    book.add_worksheet("Notes").write_column(0, 0, ["See the next sheet"])
    for name, value in (("Council", 7), ("Other", 8)):
        sheet = book.add_worksheet(name)
        sheet.write_row(0, 0, ["code", "n"])
        sheet.write_row(1, 0, [LEEDS, value])
    book.close()
    assert read_table(path).sheets == ("Council", "Other")
    assert read_table(path, sheet="Other").column("n") == ["8"]
    with pytest.raises(InvalidInputError, match="Council, Other"):
        read_table(path, sheet="Notes")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "an empty file"),
        (b"code,n\n", "no header with at least one row"),
        (b"code,n\n" + b"x" * 501 + b",1\n", "501 characters in row 2, column 1"),
        (b"a," * 201 + b"a\n" + b"1," * 201 + b"1\n", "202 columns in row 1"),
        (b"%PDF-1.7", "a PDF document"),
    ],
)
def test_what_is_no_table_or_too_large_is_refused(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(LedgerError, match=said):
        read_table(put(tmp_path, content))


def test_too_many_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 3)
    assert len(read_table(put(tmp_path, b"code,n\n" + b"a,1\n" * 3)).rows) == 3
    with pytest.raises(LedgerError, match="more than 3 rows"):
        read_table(put(tmp_path, b"code,n\n" + b"a,1\n" * 4))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.5", 1234.5),
        ("\u22123", -3),
        ("£ 5", 5),
        ("12.5 %", 12.5),
        ("1e3", 1000),
        (".5", 0.5),
        ("1,5", None),
        ("12,34", None),
        ("[c]", None),
        ("", None),
        ("nan", None),
        ("\u0661", None),
    ],
)
def test_numbers_are_read_as_published_tables_write_them(text: str, number: float | None) -> None:
    assert read_number(text) == number


def test_the_largest_figure_has_four_digits_at_most_unless_it_is_larger() -> None:
    assert decimals_of([0.1234567]) == 3
    assert decimals_of([99.99]) == 2
    assert decimals_of([12345.6]) == 0
    assert decimals_of([]) == 0
