from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from data.ledger.core.schema import PAYMENTS, REJECTED
from data.ledger.files.workbooks import Sheet
from tests.unit.data.ledger.ledger_files import HEADER, read, read_all, write


def test_each_payment_leads_back_to_its_row(tmp_path: Path) -> None:
    file = write(
        tmp_path / "northam_borough_council_2024-04.csv",
        "Transparency Report April 2024,,,",
        "",
        HEADER,
        '01/04/2024,"Westbrook, Hale & Co",Adult Social Care,"£1,234.50"',
        "30/04/2024,Oakdene Care Ltd,Highways,-20.00",
    )
    got = read(file)
    first, second = got.payments
    assert first["row"] == 4
    assert first["file"] == file.name
    assert first["file_id"] == got.report.file_id
    assert first["payer"] == "Northam Borough Council"
    assert first["supplier"] == "Westbrook, Hale & Co"
    assert first["department"] == "Adult Social Care"
    assert first["paid_on"] == date(2024, 4, 1)
    assert first["financial_year"] == "2024-25"
    assert first["amount_kind"] == "not said"
    assert (second["amount"], second["vat"], second["pair"]) == (Decimal("-20.00"), None, None)
    assert got.report.not_payments == {
        "blank": 1, "title": 1, "header": 1, "repeated header": 0,
        "total": 0, "note": 0, "other table": 0,
    }  # fmt: skip
    assert got.report.negative_rows == 1
    assert got.report.sheets[0].header_row == 3


def test_what_is_written_has_the_agreed_columns(tmp_path: Path) -> None:
    (report,) = read_all(
        [write(tmp_path / "a.csv", HEADER, "01/04/2024,A Ltd,B,1.00", "x,A Ltd,B,1.00")], tmp_path
    )
    for folder, schema in (("payments", PAYMENTS), ("rejected", REJECTED)):
        path = tmp_path / folder / f"{report.file_id}.parquet"
        assert pq.read_schema(path).remove_metadata() == schema


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        (
            (
                "Body Name,Service Area,Expenses Type,Invoice Payment Date,Transaction Number,"
                "Net Amount,Supplier Name"
            ),
            "Northam Council,Leisure,Grants,2015-11-02,5100,5835.50,Craft Ltd",
            {"payer": "Northam Council", "amount_kind": "net", "reference": "5100"},
        ),
        (
            (
                "Payment Date,Supplier,Category,Cost Centre,Cost Centre Parent,Cost Centre Parent,"
                "Gross,Vat"
            ),
            "01-Dec-23,Abbey Home,Commercial,F10400,PEOPLE,ADULTS,5835.50,972.58",
            {
                "amount_kind": "gross",
                "vat": Decimal("972.58"),
                "department": "PEOPLE / ADULTS",
                "category": "Commercial",
            },
        ),
        (
            (
                "Name of Organisation,Body,Service Area,Date,Amount (Net of VAT),Unrecoverable VAT,"
                "Supplier Name,Spend,Spend"
            ),
            "Northam Council,00XX,Adults,01/09/2023,5835.50,£0.00,Craft Ltd,236410,Revenue",
            {"amount_kind": "net", "vat": Decimal("0.00"), "spend_kind": "revenue"},
        ),
        (
            (
                "Proclass,Proclass(T),Supplier,Supplier(T) ,Directorate(T),Period,Transaction Date,"
                "Amount"
            ),
            "261200,Fees,425198,Craft Ltd,People,202301,27/03/2023,5835.50",
            {"supplier": "Craft Ltd", "category": "Fees", "financial_year": "2022-23"},
        ),
        (
            "Updated,Transaction Number,Amount,Ap/Ar ID,Ap/Ar ID (T),Cipfa (T)",
            '22/11/2024,4180649,"£5,835.50",HC130638,Craft Ltd,Capital Expenditure',
            {"supplier": "Craft Ltd", "paid_on": date(2024, 11, 22)},
        ),
        (
            "Year,Month,Month Name,Paym Acc Date,Account Desc,Vendor Name,Distrib Amount SUM",
            "2023,6,JUNE,45107,Fees,Craft Ltd,5835.5",
            {"paid_on": date(2023, 6, 30), "purpose": "Fees"},
        ),
        (
            "Authority,Service Area,Description,Payment, Amount ,Supplier",
            'Northam MBC,Adults,Services,01-Oct-23," £5,835.50 ",Craft Ltd',
            {"payer": "Northam MBC", "paid_on": date(2023, 10, 1)},
        ),
        (
            (
                "Departmental Family,Entity,Date,Expense Type,Expense Area,Supplier,Amount,"
                "Supplier Type,Project Code"
            ),
            "Department of Works,Works Agency,31/01/2024,Storage,Care,Craft Ltd,5835.50,Large,",
            {"payer": "Works Agency", "category": "Storage / Large"},
        ),
        (
            "VendorName;PostingDate;AmountExVAT;IrrecoverableVAT;DocNo;CostCentreDescription",
            "Craft Ltd;31.01.2024;5835.50;0;77;Highways",
            {"amount_kind": "net", "reference": "77", "department": "Highways"},
        ),
        (
            "Beneficiary\tEffective Date\tNet amount\tGross amount\tVAT\tCapital/Revenue",
            "Craft Ltd\t2024-01-31\t5835.50\t7002.60\t1167.10\tCapital",
            {"amount_kind": "net", "vat": Decimal("1167.10"), "spend_kind": "capital"},
        ),
        (
            "Creditor Name|Paid Date|Amount (£)|Currency|Directorate|Merchant Category",
            "Craft Ltd|31 January 2024|5835.50|GBP|Place|Travel",
            {"department": "Place", "category": "Travel"},
        ),
        (
            "Payee,Date Paid,Line Value,Invoice Total,Invoice No,Purpose of spend",
            "Craft Ltd,31/01/2024,5835.50,9999.99,77,Repairs",
            {"purpose": "Repairs", "reference": "77"},
        ),
        (
            "Merchant,Transaction Date,Total,Subjective,Nominal",
            "Craft Ltd,31/01/2024,5835.50,Supplies,Books",
            {"category": "Supplies", "purpose": "Books"},
        ),
        (
            "Supplier,Financial Year,Period,Amount Excluding VAT",
            "Craft Ltd,2023/24,3,5835.50",
            {"paid_on": None, "financial_year": "2023-24"},
        ),
    ],
)
def test_the_columns_of_many_publishers_are_recognised(
    tmp_path: Path, header: str, row: str, expected: dict[str, object]
) -> None:
    got = read(write(tmp_path / "ledger.csv", header, row, row))
    payment = got.payments[0]
    assert payment["amount"] == Decimal("5835.50")
    assert {name: payment[name] for name in expected} == expected
    assert payment["supplier"] in ("Craft Ltd", "Abbey Home")


def test_american_dates_are_known_by_one_of_them(tmp_path: Path) -> None:
    got = read(write(tmp_path / "a.csv", HEADER, "08/01/2020,A,B,1", "8/15/2020,A,B,1"))
    assert got.column("paid_on") == [date(2020, 8, 1), date(2020, 8, 15)]
    assert got.report.sheets[0].date_order == "month first"


def test_the_date_that_decides_may_stand_far_down(tmp_path: Path) -> None:
    rows = ["08/01/2020,A,B,1"] * 3_000
    got = read(write(tmp_path / "a.csv", HEADER, *rows, "8/15/2020,A,B,1"))
    assert got.payments[0]["paid_on"] == date(2020, 8, 1)


def test_two_styles_of_dates_stand_in_one_file(tmp_path: Path) -> None:
    got = read(write(tmp_path / "a.csv", HEADER, "26/09/2023,A,B,1", "29-Sep-2023,A,B,1"))
    assert got.report.last_date == date(2023, 9, 29)


def test_a_month_alone_tells_the_year_but_no_day(tmp_path: Path) -> None:
    got = read(write(tmp_path / "a.csv", HEADER, *["01/04/2023,A,B,1"] * 3, "Apr-24,A,B,1"))
    assert got.payments[3]["paid_on"] is None
    assert got.payments[3]["financial_year"] == "2024-25"


def test_without_dates_the_title_tells_the_year(tmp_path: Path) -> None:
    got = read(
        write(tmp_path / "a.csv", "Payments May 2023,", "Supplier,Reference,Amount", "A Ltd,1,2")
    )
    assert got.payments[0]["financial_year"] == "2023-24"
    assert any("2023-24" in warning for warning in got.report.all_warnings)


def test_totals_are_no_payments_and_are_checked(tmp_path: Path) -> None:
    got = read(
        write(
            tmp_path / "a.csv",
            HEADER,
            "01/04/2024,A Ltd,X,10.00",
            "01/04/2024,Total Produce Ltd,X,20.00",
            "Sub Total,,,30.00",
            "01/04/2024,C Ltd,Y,5.00",
            "01/04/2024,D Ltd,Y,7.00",
            ",,Y Total,12.00",
            "Grand Total,,,42.00",
            ",,,42.00",
        )
    )
    assert got.report.not_payments["total"] == 4
    assert [check.agrees for check in got.report.totals] == [True] * 4
    assert got.report.amount == Decimal("42.00")


def test_a_total_that_does_not_agree_is_told(tmp_path: Path) -> None:
    got = read(
        write(tmp_path / "a.csv", HEADER, "01/04/2024,A,X,10.00", "02/04/2024,A,X,1.00", ",,,12.00")
    )
    (check,) = got.report.totals
    assert (check.told, check.counted, check.agrees) == (Decimal("12.00"), Decimal("11.00"), False)
    assert any("12.00" in warning and "11.00" in warning for warning in got.report.all_warnings)


def test_an_amount_alone_between_payments_is_rejected(tmp_path: Path) -> None:
    got = read(
        write(tmp_path / "a.csv", HEADER, "01/04/2024,A,X,10", ",,,12.00", "01/04/2024,B,X,1")
    )
    assert [(row["row"], row["text"]) for row in got.rejected] == [(3, " |  |  | 12.00")]
    assert "no sum of the rows above" in got.reasons[0]


def test_repeated_equal_payments_without_suppliers_are_no_totals(tmp_path: Path) -> None:
    got = read(write(tmp_path / "a.csv", "Reference,Amount", "1,5.00", "2,5.00", "3,10.00"))
    assert got.report.payments == 3


def test_repeated_headers_notes_and_blank_rows_are_no_payments(tmp_path: Path) -> None:
    got = read(
        write(
            tmp_path / "a.csv",
            HEADER,
            "01/04/2024,A,X,10",
            ",,,",
            HEADER,
            "01/04/2024,B,X,1",
            "Payments under £500 are left out,,,",
        )
    )
    kinds = {seen.row: seen.kind for seen in got.report.sheets[0].seen}
    assert kinds == {1: "header", 4: "repeated header", 6: "note"}
    assert got.report.not_payments["blank"] == 1
    assert got.report.payments == 2


def test_a_header_may_have_a_second_row(tmp_path: Path) -> None:
    row = "01/04/2024,A,X,10"
    got = read(write(tmp_path / "a.csv", HEADER, "of payment,,,£", *[row] * 70, "of payment,,,£"))
    assert got.report.not_payments["header"] == 2
    assert [rejected["row"] for rejected in got.rejected] == [73]


def test_an_amount_stuck_to_the_supplier_is_parted_and_told(tmp_path: Path) -> None:
    got = read(
        write(
            tmp_path / "a.csv",
            "Department,Amount,Supplier,Date,Note",
            *['X,"4,004.00",North Council,13/09/2024,A'] * 4,
            'X,"13,797.47 Craft Ltd",,13/09/2024,A',
            "X,,10.00 M C Goods Ltd,13/09/2024,A",
            'X,"590.00\nJunction Ltd",26/09/2024,A',
            "X,16.45,26/09/2024,A",
        )
    )
    assert got.column("supplier")[4:] == ["Craft Ltd", "M C Goods Ltd", "Junction Ltd", ""]
    assert got.amounts[4:] == [
        Decimal(amount) for amount in ("13797.47", "10.00", "590.00", "16.45")
    ]
    assert got.payments[7]["paid_on"] == date(2024, 9, 26)
    assert any("stuck" in warning for warning in got.report.all_warnings)


def test_a_warning_of_one_row_says_row(tmp_path: Path) -> None:
    got = read(
        write(
            tmp_path / "a.csv",
            "Department,Amount,Supplier,Date,Note",
            *['X,"4,004.00",North Council,13/09/2024,A'] * 4,
            'X,"13,797.47 Craft Ltd",,13/09/2024,A',
            "X,16.45,,26/09/2024,A",
        )
    )
    warnings = " ".join(got.report.all_warnings)
    assert "In 1 row the amount was stuck" in warnings
    assert "(row 6)" in warnings
    assert "1 payment names no supplier" in warnings


def test_an_amount_stuck_to_text_beside_a_supplier_is_rejected(tmp_path: Path) -> None:
    got = read(write(tmp_path / "a.csv", HEADER, "01/04/2024,A,X,1", "01/04/2024,A,X,1.00 B Ltd"))
    assert got.rejected[0]["text"] == "01/04/2024 | A | X | 1.00 B Ltd"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("01/02/2025,A,X,1.00", "future"),
        ("01/02/1960,A,X,1.00", "earliest_date"),
        ("soon,A,X,1.00", "'soon' is no date"),
        ("01/04/2024,A,X,999999999999.00", "largest_amount"),
        ("01/04/2024,A,X,", "no amount in column 'Amount'"),
        ("01/04/2024,A,X,ten", "'ten' is no amount"),
        ("01/04/2024,A,X,$5.00", "another currency"),
        ("01/04/2024,A,X,1.00,9.50", "5 cells"),
        (",,X,7.00", "neither supplier, date nor reference"),
    ],
)
def test_what_cannot_be_read_is_rejected_with_its_reason_and_text(
    tmp_path: Path, row: str, reason: str
) -> None:
    good = "01/04/2024,A Ltd,X,1.00"
    got = read(write(tmp_path / "a.csv", HEADER, *[good] * 20, row, good))
    (rejected,) = got.rejected
    assert reason in rejected["reason"]
    assert (rejected["row"], rejected["text"]) == (22, row.replace(",", " | "))
    assert got.report.amount == Decimal("21.00")
    assert not got.report.whole


def test_a_payment_in_another_currency_is_rejected(tmp_path: Path) -> None:
    got = read(
        write(tmp_path / "a.csv", HEADER + ",Currency", *["01/04/2024,A,X,1,GBP"] * 9,
              "01/04/2024,A,X,1,EUR")
    )  # fmt: skip
    assert "currency 'EUR'" in got.reasons[0]
    assert got.report.payments == 9


def test_plain_rows_become_the_same_together_and_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [
        f'{1 + n % 28:02d}/04/2024,"Firm {n}, Ltd", Team {n % 3} ,Care,"£{n * 37:,}.{n % 100:02d}"'
        for n in range(600)
    ]
    rows = [f"{row},1.00,Capital,N Council" if n % 41 else ",,,,,,," for n, row in enumerate(rows)]
    head = "Date,Supplier,Department,Service Area,Amount,VAT,Capital/Revenue,Body Name"
    file = write(tmp_path / "a.csv", head, *rows)
    together = read(file)
    # A sheet's rows are always read one by one.
    monkeypatch.setattr("data.ledger.rows.table_reader.TextTable", Sheet)
    assert read(file).payments == together.payments
    assert len(together.payments) == 585
    assert together.report.amount == sum(together.amounts)
    assert together.report.first_date == date(2024, 4, 1)


def test_two_amounts_that_agree_are_read_once(tmp_path: Path) -> None:
    got = read(write(tmp_path / "a.csv", "Date,Supplier,Amount,Amount", "01/04/2024,A,1,1.00"))
    assert got.report.amount == Decimal("1.00")
    assert any("agree in every row" in warning for warning in got.report.all_warnings)


def test_a_payer_that_is_told_goes_where_no_column_tells(tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", HEADER, "01/04/2024,A,X,1")
    assert read(file, payer="Northam Council").column("payer") == ["Northam Council"]
    assert read(file).column("payer") == [""]
    assert any("name the payer" in warning for warning in read(file).report.all_warnings)


def test_examples_of_columns_name_no_suppliers(tmp_path: Path) -> None:
    got = read(write(tmp_path / "a.csv", f"{HEADER},Other", "01/04/2024,Jo Bloggs,X,1,Jo Bloggs"))
    examples = [column.examples for column in got.report.sheets[0].columns]
    assert examples == [("01/04/2024",), (), ("X",), ("1",), ()]
