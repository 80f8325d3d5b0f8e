"""Which row is the header, what its columns are called and how many the table has."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from data.ledger.columns.headers import column_names, find_header, named_width
from data.ledger.columns.split_thousands import rows_written

TITLE = ["Payments over £500", "April 2023"]
HEADER = ["Date", "Supplier", "Amount"]
PAYMENT = ["01/04/2023", "Acme Ltd", "12.50"]


def found_in(*rows: Sequence[object]) -> int | None:
    return find_header(list(enumerate(rows, start=1)))


def test_the_position_of_the_header_is_found_below_a_title() -> None:
    assert found_in(TITLE, HEADER, PAYMENT) == 1


def test_without_rows_there_is_no_header() -> None:
    assert found_in() is None


def test_the_first_of_two_equal_headers_is_the_header() -> None:
    assert found_in(TITLE, HEADER, PAYMENT, HEADER) == 1


def test_the_row_with_more_known_names_is_the_header() -> None:
    assert found_in(["Supplier", "Amount"], HEADER) == 1


def test_of_rows_with_as_many_known_names_the_one_with_fewer_others_is_the_header() -> None:
    assert found_in(["Supplier", "Amount", "Zyx", "Wvu"], ["Supplier", "Amount", "Zyx"]) == 1


@pytest.mark.parametrize("beside", ["Supplier", "Date", "Invoice Number", "Financial Year"])
@pytest.mark.parametrize("amount", ["Net amount", "Amount", "Gross amount"])
def test_an_amount_and_what_it_is_of_make_a_header(beside: str, amount: str) -> None:
    assert found_in([beside, amount]) == 0
    assert found_in([beside, None, "  ", amount]) == 0


@pytest.mark.parametrize(
    "cells",
    [
        ["Amount"],
        ["Amount", "Directorate"],
        ["Supplier", "Date"],
        ["Supplier", "Amount", 2023],
        PAYMENT,
        [],
        [None, ""],
    ],
)
def test_a_row_that_names_too_little_is_not_a_header(cells: Sequence[object]) -> None:
    assert found_in(cells) is None


def test_a_date_among_the_names_is_no_harm() -> None:
    assert found_in([*HEADER, date(2024, 4, 1)], [*PAYMENT, "x"]) == 0


def test_at_most_three_in_ten_cells_of_a_header_are_numbers() -> None:
    names = ["Supplier", "Amount", "Date", "Zyx", "Wvu", "Tsr", "Qpo"]
    assert found_in([*names, "1", "2", "3"]) == 0
    assert found_in([*names[:-1], "1", "2", "3"]) is None


def test_repeated_and_missing_names_are_numbered() -> None:
    cells = ["Amount", " amount\n", None, "", "AMOUNT", "Cost   centre"]
    assert column_names(cells, 8) == (
        "Amount",
        "amount (2)",
        "column 3",
        "column 4",
        "AMOUNT (3)",
        "Cost centre",
        "column 7",
        "column 8",
    )


def test_no_more_columns_are_named_than_the_table_has() -> None:
    assert column_names(HEADER, 2) == ("Date", "Supplier")


def width_of(*widths: int, header: Sequence[object] = ()) -> int:
    """Width of a table whose rows fill that many columns, with blank cells behind them."""
    rows = [["x"] * width + ["", None] for width in widths]
    return rows_written(rows, named_width(header)).width


def test_a_table_is_as_wide_as_its_header_or_its_rows() -> None:
    assert width_of(2, 2, header=["A", None, "C", " "]) == 3
    assert width_of(4, 4, header=HEADER) == 4
    assert width_of(header=HEADER) == 3
    assert width_of() == 0


def test_a_width_counts_from_a_tenth_of_the_rows_that_are_not_blank() -> None:
    assert width_of(*[3] * 9, 5) == 5
    assert width_of(*[3] * 10, 5) == 3
    assert width_of(*[3] * 9, 5, 0, 0, 0) == 5
