"""Amounts that commas between their thousands split into cells, as nothing quotes them."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.data.ledger.ledger_files import read, write, write_workbook

DATE_LAST = "Supplier,Amount,Reference,Date"
AMOUNT_LAST = "Date,Supplier,Amount"
CODES_FIRST = "Area,Code,Supplier,Amount,Date"


@pytest.mark.parametrize(
    ("head", "row", "amount"),
    [
        (DATE_LAST, "Oak Ltd,21,898.54,R1,01/04/2024", "21898.54"),
        (DATE_LAST, "Oak Ltd,£1,234,567.89,R1,01/04/2024", "1234567.89"),
        (DATE_LAST, "Oak Ltd,-1,234.5,R1,01/04/2024", "-1234.50"),
        (DATE_LAST, "Oak Ltd,(1,234.00),R1,01/04/2024", "-1234.00"),
        (DATE_LAST, "Oak Ltd,12,345,R1,01/04/2024", "12345.00"),
        (AMOUNT_LAST, "01/04/2024,Oak Ltd,21,898.54", "21898.54"),
        (AMOUNT_LAST, "01/04/2024,Oak Ltd,£ 21,898", "21898.00"),
        # No supplier is a number, so it is not the codes that a comma split.
        (CODES_FIRST, "12,345,Oak Ltd,1,200.00,01/04/2024", "1200.00"),
        # Blank cells behind the last column are no column.
        (AMOUNT_LAST + ",", "01/04/2024,Oak Ltd,21,898.54,", "21898.54"),
    ],
)
@pytest.mark.parametrize("common", [1, 30])
def test_a_split_amount_is_joined_and_it_is_said(
    tmp_path: Path, head: str, row: str, amount: str, common: int
) -> None:
    good = {
        DATE_LAST: "Elm Ltd,5.00,R2,02/04/2024",
        AMOUNT_LAST: "02/04/2024,Elm Ltd,5.00",
        CODES_FIRST: "12,345,Elm Ltd,5.00,02/04/2024",
        AMOUNT_LAST + ",": "02/04/2024,Elm Ltd,5.00,",
    }[head]
    got = read(write(tmp_path / "a.csv", head, *[good] * 20, *[row] * common))
    assert got.report.payments == 20 + common
    assert got.amounts[-1] == Decimal(amount)
    assert {payment["supplier"] for payment in got.payments} == {"Oak Ltd", "Elm Ltd"}
    (words,) = [words for words in got.report.all_warnings if "thousands" in words]
    assert words.startswith(f"In {common} row")


@pytest.mark.parametrize(
    ("head", "row"),
    [
        # The same cells may be an amount below 1,000, a code and a note.
        ("Date,Supplier,Amount,Code", "01/04/2024,Oak Ltd,12,345,a note"),
        # Two amounts may be the one that is split.
        ("Supplier,Net,VAT", "Oak Ltd,12,345,678"),
        ("Date,Code,Amount,Supplier", "01/04/2024,12,345,678.00,Oak Ltd"),
    ],
)
def test_where_it_is_open_what_was_split_the_row_is_rejected(
    tmp_path: Path, head: str, row: str
) -> None:
    cells = {"Date": "02/04/2024", "Supplier": "Elm Ltd", "Amount": "5.00", "Net": "5.00"}
    good = ",".join(cells.get(name, "1.00") for name in head.split(","))
    got = read(write(tmp_path / "a.csv", head, *[good] * 20, *[row] * 10))
    assert (got.report.payments, got.report.rejected) == (20, 10)
    assert "it is open which cells belong together" in got.reasons[0]


def test_only_commas_that_part_cells_split_amounts(tmp_path: Path) -> None:
    rows = ["Date\tSupplier\tAmount", *["02/04/2024\tElm Ltd\t5.00"] * 20]
    path = write(tmp_path / "a.tsv", *rows, "01/04/2024\tOak Ltd\t21\t898.54")
    assert (read(path).report.payments, read(path).report.rejected) == (20, 1)
    cells = [["01/04/2024", "Elm Ltd", 5.0]] * 20 + [["01/04/2024", "Oak Ltd", "21", "898.54"]]
    path = write_workbook(tmp_path / "b.xlsx", {"A": [["Date", "Supplier", "Amount"], *cells]})
    assert (read(path).report.payments, read(path).report.rejected) == (20, 1)


def test_cells_beyond_the_header_are_a_column_only_if_they_split_nothing(tmp_path: Path) -> None:
    rows = [f"0{day}/04/2024,Oak Ltd,{day}.00,1{day}" for day in range(1, 9)]
    got = read(write(tmp_path / "a.csv", "Date,Supplier,Amount", *rows))
    assert got.report.amount == Decimal("36.00")
    assert "Rows have 1 column more than the header names (column 4)." in got.report.all_warnings
