"""Signs beside amounts, amounts that could both be meant, and sheets that repeat others."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from data.ledger.columns.mappings import Mapping
from tests.unit.data.ledger.ledger_files import read, refusal, write, write_workbook

HEAD = ["Date", "Supplier", "Reference", "Amount"]
ROWS = [[45154 + day, f"Oak {day} Ltd", f"R{day}", 10.5 + day] for day in range(10)]


def sheets(**named: list[list[object]]) -> dict[str, list[list[object]]]:
    return {name: [list(HEAD), *rows] for name, rows in named.items()}


@pytest.mark.parametrize(
    ("marks", "amounts", "expected"),
    [
        ("DDC", ("10.00", "5.00", "2.00"), "13.00"),
        # The minus says it already.
        ("DDC", ("10.00", "5.00", "-2.00"), "13.00"),
        ("DDD", ("10.00", "5.00", "2.00"), "17.00"),
    ],
)
def test_amounts_marked_as_credits_are_taken_off(
    tmp_path: Path, marks: str, amounts: tuple[str, ...], expected: str
) -> None:
    rows = [
        f"0{day}/04/2024,Oak Ltd,{amount},{mark}"
        for day, (mark, amount) in enumerate(zip(marks, amounts, strict=True), 1)
    ]
    got = read(write(tmp_path / "a.csv", "Date,Supplier,Amount,D/C", *rows))
    assert got.report.amount == Decimal(expected)


TYPED = "Date,Supplier,Amount,Document Type"


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        (("10.00", "5.00", "2.00"), "13.00"),
        # The minus says it already.
        (("10.00", "5.00", "-2.00"), "13.00"),
    ],
)
def test_credit_notes_without_a_sign_are_taken_off(
    tmp_path: Path, amounts: tuple[str, ...], expected: str
) -> None:
    rows = [
        f"01/04/2024,Oak Ltd,{amount},{kind}"
        for amount, kind in zip(amounts, ("Invoice", "Invoice", "Credit Note"), strict=True)
    ]
    got = read(write(tmp_path / "a.csv", TYPED, *rows))
    assert got.report.amount == Decimal(expected)


def test_credit_notes_above_zero_beside_other_amounts_below_are_asked_about(
    tmp_path: Path,
) -> None:
    rows = [
        f"01/04/2024,Oak Ltd,{amount},{kind}"
        for amount, kind in (("9.00", "Invoice"), ("-1.00", "Invoice"), ("2.00", "Credit Note"))
    ]
    assert "'Document Type' by which 1 amounts above zero are credit notes" in refusal(
        write(tmp_path / "a.csv", TYPED, *rows)
    )


def test_payments_that_were_not_made_are_rejected(tmp_path: Path) -> None:
    rows = [
        f"01/04/2024,Oak Ltd,{amount},{status}"
        for amount, status in (("9.00", "Paid"), ("5.00", "Cancelled"), ("2.00", "VOID"), ("1", ""))
    ]
    got = read(write(tmp_path / "a.csv", "Date,Supplier,Amount,Payment Status", *rows))
    assert got.report.amount == Decimal("10.00")
    assert got.reasons[0] == (
        "column 'Payment Status' says 'Cancelled'; allowed: payments that were made."
    )


@pytest.mark.parametrize("amount", ["2.00", "-2.00"])
def test_a_part_headed_credits_has_amounts_below_zero_or_is_asked_about(
    tmp_path: Path, amount: str
) -> None:
    rows = [*["01/04/2024,Oak Ltd,9.00"] * 3, ",,", "Credits,,", "Date,Supplier,Amount"]
    path = write(tmp_path / "a.csv", "Date,Supplier,Amount", *rows, f"02/04/2024,Elm Ltd,{amount}")
    if amount == "-2.00":
        assert read(path).report.amount == Decimal("25.00")
    else:
        words = refusal(path)
        assert "a part headed 'Credits' in row 6, whose amounts come to 2.00 above zero" in words


def test_mostly_credits_are_asked_about_with_both_sums(tmp_path: Path) -> None:
    rows = [
        f"01/04/2024,Oak Ltd,{amount}.00,{mark}" for amount, mark in ((9, "C"), (5, "C"), (2, "D"))
    ]
    path = write(tmp_path / "a.csv", "Date,Supplier,Amount,D/C", *rows)
    sentence = refusal(path)
    assert "16.00" in sentence
    assert "-12.00" in sentence
    mapping = Mapping(
        publisher="Northam",
        header=("Date", "Supplier", "Amount", "D/C"),
        columns={"Date": "date", "Supplier": "supplier", "Amount": "amount"},
    )
    assert read(path, mapping=mapping).report.amount == Decimal("16.00")


def test_credits_below_zero_already_are_added(tmp_path: Path) -> None:
    head = "Date,Supplier,Debit,Credit"
    got = read(write(tmp_path / "a.csv", head, "01/04/2024,A,10.00,", "02/04/2024,B,,-4.00"))
    assert got.report.amount == Decimal("6.00")


def test_amounts_that_nothing_decides_between_are_asked_about(tmp_path: Path) -> None:
    rows = [f"0{day}/04/2024,Oak {day} Ltd,{day}00.25,{9 - day}00.75" for day in range(1, 9)]
    path = write(tmp_path / "a.csv", "Date,Supplier,Amount,Value", *rows)
    sentence = refusal(path)
    assert "'Amount' comes to 3,602.00 and 'Value' to 3,606.00" in sentence
    assert "--mappings" in sentence
    assert "Oak" not in sentence


def test_one_invoice_of_several_lines_shows_which_column_has_the_lines(tmp_path: Path) -> None:
    rows = [
        "01/04/2024,Oak Ltd,60.00,100.00",
        "01/04/2024,Oak Ltd,40.00,100.00",
        "02/04/2024,Elm Ltd,7.00,7.00",
    ]
    got = read(write(tmp_path / "a.csv", "Date,Supplier,Value,Amount", *rows))
    assert got.report.amount == Decimal("107.00")
    assert "the total of an invoice" in " ".join(got.report.all_warnings)


def test_a_year_that_has_more_than_its_months_stays_and_they_go(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", sheets(April=ROWS[:3], Year=ROWS))
    got = read(path)
    assert got.report.amount == sum(Decimal(str(row[3])) for row in ROWS)
    assert [sheet.payments for sheet in got.report.sheets] == [0, 10]


def test_sheets_that_mostly_repeat_each_other_are_asked_about(tmp_path: Path) -> None:
    own = [[45200, "Elm Ltd", "X1", 5], *ROWS[:9]]
    path = write_workbook(tmp_path / "a.xlsx", sheets(First=ROWS, Second=own))
    assert "9 are in the other sheets too and 1 are not" in refusal(path)
    mapping = Mapping(
        publisher="Northam",
        header=tuple(HEAD),
        columns={"Date": "date", "Supplier": "supplier", "Amount": "amount"},
        sheets=("First",),
    )
    assert read(path, mappings=[mapping]).report.payments == 10


def test_a_sheet_without_dates_of_another_sum_is_asked_about(tmp_path: Path) -> None:
    path = write_workbook(
        tmp_path / "a.xlsx",
        {
            **sheets(April=ROWS),
            "Others": [["Supplier", "Year", "Total"], ["Elm Ltd", "2024", 99.5]],
        },
    )
    sentence = refusal(path)
    assert "99.50" in sentence
    assert "150.00" in sentence


UNDATED = ["Supplier", "Reference", "Amount"]


def undated(*rows: list[object]) -> dict[str, list[list[object]]]:
    """Ten payments with dates, and beside them a sheet without."""
    return {**sheets(April=ROWS), "Others": [list(UNDATED), *rows]}


def test_a_sheet_without_dates_whose_references_are_all_there_repeats_them(
    tmp_path: Path,
) -> None:
    again = [row[1:] for row in ROWS[:6]]
    got = read(write_workbook(tmp_path / "a.xlsx", undated(*again)))
    assert [sheet.payments for sheet in got.report.sheets] == [10, 0]
    assert "repeats payments of the other sheets; its 6 rows" in " ".join(got.report.all_warnings)


def test_a_sheet_without_dates_of_other_references_has_payments_of_its_own(
    tmp_path: Path,
) -> None:
    own = [[row[1], f"X{row[2]}", 7] for row in ROWS[:6]]
    got = read(write_workbook(tmp_path / "a.xlsx", undated(*own)))
    assert [sheet.payments for sheet in got.report.sheets] == [10, 6]


def test_references_say_nothing_beside_sheets_without_any(tmp_path: Path) -> None:
    dated = [[row[0], row[1], row[3]] for row in ROWS]
    book = {
        "April": [["Date", "Supplier", "Amount"], *dated],
        "Others": [list(UNDATED), *([row[1], row[2], 7] for row in ROWS[:6])],
    }
    assert "with it to 192.00" in refusal(write_workbook(tmp_path / "a.xlsx", book))


@pytest.mark.parametrize(
    ("rows", "again", "own"),
    [
        ([*(row[1:] for row in ROWS[:5]), ["Elm Ltd", "X1", 5]], 5, 1),
        # The payments of the others by other numbers.
        ([[row[1], f"X{row[2]}", row[3]] for row in ROWS[:5]], 0, 5),
        # The same references with other amounts.
        ([[*row[1:3], 99] for row in ROWS[:5]], 0, 0),
        # Without a reference nothing decides where supplier and amount are alike.
        ([[ROWS[0][1], "", ROWS[0][3]], ["Elm Ltd", "X1", 5], ["Ash Ltd", "", 7]], 0, 2),
        # More often than in the others.
        ([ROWS[0][1:], ROWS[0][1:]], 1, 0),
    ],
    ids=["some are there", "other references", "other amounts", "without a reference", "too often"],
)
def test_a_sheet_without_dates_that_may_repeat_others_is_asked_about_with_both_sums(
    tmp_path: Path, rows: list[list[object]], again: int, own: int
) -> None:
    sentence = refusal(write_workbook(tmp_path / "a.xlsx", undated(*rows)))
    assert f"payments {again} are in the sheets with dates too and {own} are not" in sentence
    amount = sum(Decimal(str(row[2])) for row in rows)
    assert "without it the file comes to 150.00" in sentence
    assert f"with it to {150 + amount:,.2f}" in sentence


def test_months_with_some_payments_alike_are_all_read(tmp_path: Path) -> None:
    got = read(write_workbook(tmp_path / "a.xlsx", sheets(A=ROWS[:6], B=[ROWS[0], *ROWS[6:]])))
    assert got.report.payments == 11


def test_formulas_saved_without_values_are_said_by_their_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("April")
        sheet.write_row(0, 0, HEAD)
        for number, row in enumerate(ROWS, 1):
            sheet.write_row(number, 0, row[:3])
            if number > 4:
                sheet.write_formula(number, 3, "=1+1", None, "")
            else:
                sheet.write(number, 3, row[3])
    got = read(path)
    assert (got.report.payments, got.report.rejected) == (4, 6)
    assert "saved without its value" in got.reasons[0]
    assert "6 rows have formulas that were saved without their values" in " ".join(
        got.report.all_warnings
    )


def test_a_table_without_a_header_is_read_by_its_values(tmp_path: Path) -> None:
    rows = [f"Place,Oak {day} Ltd,0{day}/04/2024,71804{day}5,{day}00.25" for day in range(1, 9)]
    got = read(write(tmp_path / "a.csv", *rows))
    assert got.report.amount == Decimal("3602.00")
    assert got.column("supplier")[0] == "Oak 1 Ltd"
    assert "has no header" in " ".join(got.report.all_warnings)


def test_without_a_header_two_columns_of_amounts_are_no_reading(tmp_path: Path) -> None:
    rows = [f"Oak {day} Ltd,0{day}/04/2024,{day}00.25,{day}0.75" for day in range(1, 9)]
    sentence = refusal(write(tmp_path / "a.csv", *rows))
    assert "Oak" not in sentence


def test_an_error_never_shows_a_payment(tmp_path: Path) -> None:
    rows = [
        "Mr Q Zebedee,spend on care,Payments to him,secret",
        "Ms Q Other,spend on it,Payments,no",
    ]
    assert "Zebedee" not in refusal(write(tmp_path / "a.csv", *rows))


@pytest.mark.parametrize(
    ("row", "kept"),
    [
        ("Oak Ltd,R1,1.00,01/04/2024,Care,a note beside", True),
        # A comma in a name that nothing quotes moves what follows on.
        ("Oak, Ash Ltd,R1,1.00,01/04/2024,Care", False),
        ("Oak Ltd,R1,1.00,01/04/2024,Care,5.00", False),
    ],
)
def test_a_cell_too_many_is_left_out_only_where_nothing_is_moved(
    tmp_path: Path, row: str, *, kept: bool
) -> None:
    good = "Elm Ltd,R2,2.00,02/04/2024,Care"
    head = "Supplier,Reference,Amount,Date,Department"
    got = read(write(tmp_path / "a.csv", head, *[good] * 12, row))
    assert (got.report.payments, got.report.rejected) == ((13, 0) if kept else (12, 1))


def test_a_total_agrees_only_with_rejected_rows_and_it_is_said(tmp_path: Path) -> None:
    head = "Date,Supplier,Amount"
    got = read(
        write(
            tmp_path / "a.csv",
            head,
            "01/04/2024,A,1.00",
            "soon,B,2.00",
            "02/04/2024,C,4.00",
            ",,7.00",
        )
    )
    (check,) = got.report.totals
    assert (check.agrees, check.agrees_with_rejected) == (False, True)
    assert "only if rejected rows are added" in " ".join(got.report.all_warnings)


def test_money_in_and_money_out_that_share_no_row_are_asked_about(tmp_path: Path) -> None:
    rows = [f"0{day}/04/2024,Oak Ltd,{day}.00," for day in range(1, 6)]
    rows += [f"0{day}/04/2024,Elm Ltd,,{day}.50" for day in range(1, 4)]
    head = "Date,Supplier,Paid out,Paid in"
    path = write(tmp_path / "a.csv", head, *rows)
    sentence = refusal(path)
    assert "never have an amount in the same row" in sentence
    assert "'Paid in' comes to 7.50 and 'Paid out' to 15.00" in sentence
    columns = {"Date": "date", "Supplier": "supplier", "Paid out": "amount", "Paid in": "credit"}
    mapping = Mapping(publisher="Northam", header=tuple(head.split(",")), columns=columns)
    assert read(path, mapping=mapping).report.amount == Decimal("7.50")
