from __future__ import annotations

import tempfile
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from data.ledger.columns.mappings import Mapping
from data.ledger.core.limits import Limits
from tests.unit.data.ledger.ledger_files import HEADER, read, read_all, refusal, write_workbook
from utils.config import ROOT

HEAD = HEADER.split(",")
CARDS = ROOT / "tests" / "fixtures" / "ledger" / "cards.xls"


def test_an_old_workbook_is_read_with_its_dates(tmp_path: Path) -> None:
    path = tmp_path / "northam_purchase_cards.dat"
    path.write_bytes(CARDS.read_bytes())
    got = read(path)
    assert got.report.kind == "xls"
    assert got.column("supplier") == ["northam fuels", "westbrook stores"]
    assert got.amounts == [Decimal("53.21"), Decimal("-12.50")]
    assert got.column("paid_on") == [date(2014, 12, 3), date(2014, 12, 4)]
    assert got.column("amount_kind") == ["gross", "gross"]
    assert (got.rejected[0]["sheet"], got.rejected[0]["row"]) == ("Cards", 4)
    assert [sheet.sheet for sheet in got.report.sheets] == ["Cards", "Sheet2"]


def test_titles_totals_and_numbers_of_a_workbook(tmp_path: Path) -> None:
    rows = [
        ["", "", "Northam Council Expenditure over £250 July 2023", ""],
        [],
        ["PAYMENT DATE", "SUPPLIER", "SERVICE", "£ SPEND (EXCLUDING VAT)"],
        ["03/07/2023", "Craft Ltd", "LEGAL", 1750],
        ["03/07/2023", 4 * 10**5, "LEGAL", 0.1 + 0.2],
        ["", "", "", 1750.3000000000004],
    ]
    got = read(write_workbook(tmp_path / "a.xlsx", {"Jul-23": rows}))
    assert got.amounts == [Decimal("1750.00"), Decimal("0.30")]
    assert got.column("supplier") == ["Craft Ltd", "400000"]
    assert got.column("payer") == ["Northam Council"] * 2
    assert [check.agrees for check in got.report.totals] == [True]
    assert got.report.sheets[0].header_row == 3


def test_several_sheets_are_read_and_those_without_a_header_are_told(tmp_path: Path) -> None:
    row = [45154, "Craft Ltd", "Adults", 10.5]
    sheets = {
        "April": [HEAD, row],
        "May": [["Payments in May"], HEAD, row, row],
        "Notes": [["These are payments over £500."], ["Ask the finance team."]],
        "Empty": [],
    }
    got = read(write_workbook(tmp_path / "a.xlsx", sheets))
    assert [(sheet.sheet, sheet.payments) for sheet in got.report.sheets] == [
        ("April", 1), ("May", 2), ("Notes", 0), ("Empty", 0),
    ]  # fmt: skip
    assert got.report.not_payments["other table"] == 2
    assert any("Notes" in warning and "2 rows" in warning for warning in got.report.all_warnings)


def test_a_mapping_must_fit_one_sheet_at_least(tmp_path: Path) -> None:
    row = [45154, "Craft Ltd", "Adults", 10.5]
    path = write_workbook(tmp_path / "a.xlsx", {"Notes": [["x", "y"]], "April": [HEAD, row]})
    mapping = Mapping("Northam", tuple(HEAD), {"Department": "supplier", "Amount": "amount"})
    assert read(path, mapping=mapping).column("supplier") == ["Adults"]


def test_a_sheet_that_goes_on_without_a_header_is_read_as_the_one_before(tmp_path: Path) -> None:
    row = [45154, "Craft Ltd", "Adults", 10.5]
    got = read(write_workbook(tmp_path / "a.xlsx", {"One": [HEAD, row], "Two": [row, row]}))
    assert got.report.payments == 3
    assert got.payments[1]["row"] == 1
    assert any("goes on" in warning for warning in got.report.all_warnings)


def test_a_sheet_that_adds_up_the_others_is_left_out(tmp_path: Path) -> None:
    row = [45154, "Craft Ltd", "Adults", 10.5]
    summary = [["Supplier", "Reference", "Sum of Amount"], ["Craft Ltd", "1", 21]]
    got = read(
        write_workbook(tmp_path / "a.xlsx", {"Ledger": [HEAD, row, row], "Summary": summary})
    )
    assert got.report.amount == 21
    assert "Sheet Summary: The sheet adds up" in " ".join(got.report.all_warnings)


def test_a_hidden_sheet_is_not_read_but_told(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name in ("Shown", "Hidden"):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, HEAD)
            sheet.write_row(1, 0, [45154, "Craft Ltd", "Adults", 10.5])
        sheet.hide()
    got = read(path)
    assert got.report.payments == 1
    assert any(
        "Hidden" in warning and "is hidden" in warning for warning in got.report.all_warnings
    )


def test_formulas_errors_dates_and_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        sheet = workbook.add_worksheet("Ledger")
        sheet.write_row(0, 0, HEAD)
        for row in (1, 2, 3):
            sheet.write_datetime(row, 0, datetime(2024, 4, row), day)  # noqa: DTZ001
            sheet.write(row, 2, "Adults")
        sheet.merge_range(1, 1, 3, 1, "Craft Ltd")
        sheet.write_formula(1, 3, "=5*2.1", None, 10.5)
        sheet.write(2, 3, 2)
        sheet.write_formula(3, 3, "=1/0", None, "#DIV/0!")
    got = read(path)
    assert got.column("supplier") == ["Craft Ltd", "Craft Ltd"]
    assert got.amounts == [Decimal("10.50"), Decimal("2.00")]
    assert got.column("paid_on") == [date(2024, 4, 1), date(2024, 4, 2)]
    assert "#ERROR!" in got.rejected[0]["text"]
    warnings = " ".join(got.report.all_warnings)
    assert "2 cells of the sheet are formulas" in warnings
    assert "merged" in warnings


def test_an_open_document_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    document = OpenDocumentSpreadsheet()
    table = Table(name="Ledger")
    for cells in (HEAD, ["01/04/2024", "Craft Ltd", "Adults", 10.5]):
        row = TableRow()
        for cell in cells:
            number = isinstance(cell, float)
            made = (
                TableCell(valuetype="float", value=cell)
                if number
                else TableCell(valuetype="string")
            )
            made.addElement(P(text=str(cell)))
            row.addElement(made)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    got = read(path)
    assert got.report.kind == "ods"
    assert got.amounts == [Decimal("10.50")]


def test_an_open_document_that_repeats_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    document = OpenDocumentSpreadsheet()
    table = Table(name="Ledger")
    row = TableRow(numberrowsrepeated=1_000_000)
    row.addElement(TableCell(valuetype="float", value=1, numbercolumnsrepeated=16_000))
    table.addElement(row)
    document.spreadsheet.addElement(table)
    document.save(str(path))
    assert "1,000,000 rows by 16,000 columns" in refusal(path)


@pytest.mark.parametrize("size", [200, 2_000])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, size: int) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"One": [HEAD, [45154, "Craft Ltd", "Adults", 1]]})
    path.write_bytes(path.read_bytes()[:size])
    assert "cut short" in refusal(path)


def test_a_broken_old_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(CARDS.read_bytes()[:1500])
    assert "cannot be read" in refusal(path)


def test_a_workbook_that_asks_for_too_much_memory_is_refused(tmp_path: Path) -> None:
    path = write_workbook(tmp_path / "a.xlsx", {"One": [HEAD, [45154, "Craft Ltd", "Adults", 1]]})
    assert "(limit: workbook_memory)" in refusal(path, limits=Limits(workbook_memory=10**6))


@given(st.binary(min_size=1, max_size=30), st.integers(min_value=0, max_value=5_000))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_workbook_is_read_or_refused(tmp_path: Path, noise: bytes, at: int) -> None:
    with tempfile.TemporaryDirectory(dir=tmp_path) as work:
        path = Path(work) / "a.xls"
        content = CARDS.read_bytes()
        path.write_bytes(content[:at] + noise + content[at + len(noise) :])
        for report in read_all([path], Path(work) / "out"):
            assert report.refused or report.rows


def test_a_binary_workbook_is_read_and_says_what_is_not_looked_for(tmp_path: Path) -> None:
    path = tmp_path / "payments.xlsb"
    path.write_bytes(CARDS.with_name("binary_workbook.xlsb").read_bytes())
    got = read(path)
    assert (got.report.kind, got.report.payments) == ("xlsb", 3)
    (sheet,) = got.report.sheets
    assert any(warning.startswith("A binary workbook") for warning in sheet.warnings)


@pytest.mark.parametrize(
    ("from_1904", "day"), [(False, date(2024, 4, 1)), (True, date(2028, 4, 2))]
)
def test_plain_numbers_are_days_from_where_the_workbook_counts(
    tmp_path: Path, *, from_1904: bool, day: date
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), {"date_1904": from_1904}) as workbook:
        sheet = workbook.add_worksheet("A")
        sheet.write_row(0, 0, ["Date", "Supplier", "Amount"])
        for row in range(1, 4):
            sheet.write_row(row, 0, [45_383, "Oak Ltd", 12.5])
    got = read(path, limits=Limits(latest_date=date(2030, 1, 1)))
    assert set(got.column("paid_on")) == {day}
