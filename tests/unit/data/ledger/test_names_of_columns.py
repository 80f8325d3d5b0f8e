from __future__ import annotations

from pathlib import Path

import pytest

from data.ledger.columns.recognise import profile, recognise
from data.ledger.columns.vocabulary import MEANINGS, name_scores, plain_name
from data.ledger.core.limits import Limits, load_limits
from data.ledger.rows.payers import payer_from_name, payer_from_titles
from tests.unit.data.ledger.ledger_files import write
from utils.errors import InvalidInputError


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Amount (Net of VAT) £", "amount_net"),
        ("AmountExVAT", "amount_net"),
        ("Total Net Amount", "amount_net"),
        ("ORIGINAL GROSS AMT", "amount_gross"),
        ("Amount (inc. VAT)", "amount_gross"),
        ("Transaction Amount (excl. VAT)", "amount_net"),
        ("Line Amount ex VAT", "amount_net"),
        ("Invoice amount", "amount"),
        ("Actual Spend", "amount"),
        ("Total Expenditure (£)", "amount"),
        (" Value £", "amount"),
        ("Sum of Amount", "amount"),
        ("Irrecoverable VAT (£)", "vat"),
        ("Beneficiary", "supplier"),
        ("Vendor Name", "supplier"),
        ("Creditor", "supplier"),
        ("Payee Name", "supplier"),
        ("MERCHANT NAME", "supplier"),
        ("Suppliers Name", "supplier"),
        ("Posting date", "date"),
        ("Paid Date", "date"),
        ("Effective_Date", "date"),
        ("Payment Date (dd/mm/yyyy)", "date"),
        ("Cost centre", "department"),
        ("Directorate", "department"),
        ("ProClass", "category"),
        ("CIPFA (T)", "category"),
        ("Subjective", "category"),
        ("Nominal", "purpose"),
        ("Doc No", "reference"),
        ("BILLING CUR CODE", "currency"),
        ("Capital / Revenue", "capital_or_revenue"),
        ("Fiscal Year", "period"),
        ("Body Name", "payer"),
        ("Nstrg(T)", "department"),
        ("Organisational Structure Tier 1(T)", "department"),
        ("Tier 2(T)", "department"),
        ("Bal Sheet Level 1", "department"),
        ("CCN 43 TBM Section", "department"),
        ("Cipfsubj(T)", "category"),
        ("Cipfsubs(T)", "category"),
        ("Merchant Categories", "category"),
        ("Spending area", "department"),
    ],
)
def test_names_of_many_publishers_have_their_meaning(name: str, meaning: str) -> None:
    scores = name_scores(name)
    assert max(scores, key=lambda candidate: scores[candidate]) == meaning


@pytest.mark.parametrize(
    "name", ["VAT code", "Supplier Number", "Supplier Postcode", "Card Number", "Project Code", "x"]
)
def test_names_of_codes_have_no_meaning_that_is_read(name: str) -> None:
    assert not {"amount", "amount_net", "vat", "supplier", "date"} & set(name_scores(name))


REPORT = {
    "Organisational Structure Tier 1": "E1",
    "Organisational Structure Tier 1(T)": "Environment",
    "Tier 2 Code": "E12",
    "CC 43 TBM Section": "4301",
    "CCN 43 TBM Section": "Parks and open spaces",
    "Cipfsubj": "S4",
    "Cipfsubj(T)": "Supplies and Services",
    "Approver(T)": "Somebody Else",
    "Supplier ID": "700220",
    "Supplier ID(T)": "Alder Facilities Ltd",
    "Amount": "550.00",
}


def test_texts_of_codes_describe_a_payment_and_neither_codes_nor_names_do() -> None:
    found = recognise(list(REPORT), [profile([cell] * 20) for cell in REPORT.values()])
    meant = {column.name: column.meaning for column in found if column.meaning}
    assert meant == {
        "Organisational Structure Tier 1(T)": "department",
        "CCN 43 TBM Section": "department",
        "Cipfsubj(T)": "category",
        "Supplier ID(T)": "supplier",
        "Amount": "amount",
    }


@pytest.mark.parametrize(
    ("name", "meaning"),
    [
        ("Cost centre level 3", "department"),
        ("Branch", "department"),
        ("Supplier Type", "category"),
    ],
)
def test_a_name_that_is_perhaps_a_meanings_is_taken_where_no_other_fits(
    name: str, meaning: str
) -> None:
    (found,) = recognise([name], [profile(["Parks and open spaces"] * 20)])
    assert found.meaning == meaning


def test_every_meaning_has_names_and_texts_have_none() -> None:
    assert plain_name("Amount (Net of VAT) £") == ("amount", "net", "vat")
    assert name_scores("a long text that is no name of a column " * 3) == {}
    for meaning in MEANINGS:
        assert name_scores(meaning.replace("_", " ")).get(meaning), meaning


@pytest.mark.parametrize(
    ("file", "payer"),
    [
        ("northam_borough_council_2024-04.csv", "Northam Borough Council"),
        ("year.zip/barking_and_dagenham_2023-12.csv", "Barking and Dagenham"),
        ("NorthamCouncilSpendOver500October2024.csv", "Northam Council"),
        ("northam nhs trust spend over 25k 01-April.xlsx", "Northam NHS Trust"),
        ("CouncilTransactionsOver500October2024.csv", ""),
        ("2024_04.csv", ""),
    ],
)
def test_the_name_of_a_file_tells_a_body_or_nothing(file: str, payer: str) -> None:
    assert payer_from_name(file) == payer


@pytest.mark.parametrize(
    ("title", "payer"),
    [
        ("Northam Council Expenditure over £250 July 2023", "Northam Council"),
        ("Transparency Report April 2024", ""),
        ("NBDC Payments Greater than £250 for Publishing", ""),
        ("Payments of the Council", ""),
        ("Department of Works: spending data", "Department of Works"),
    ],
)
def test_a_title_tells_a_body_or_nothing(title: str, payer: str) -> None:
    assert payer_from_titles([title]) == payer


def test_limits_are_read_from_a_small_file(tmp_path: Path) -> None:
    path = write(tmp_path / "limits.yml", "most_rows: 5", "latest_date: 2024-12-31")
    limits = load_limits(path)
    assert (limits.most_rows, str(limits.latest_date)) == (5, "2024-12-31")
    assert limits.largest_file == Limits().largest_file
    assert load_limits(write(tmp_path / "limits.json", '{"most_rows": 6}')).most_rows == 6


@pytest.mark.parametrize("content", ["most_rose: 5", "most_rows: 0", "most_rows: many", "- 1", "{"])
def test_a_file_that_is_no_limits_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(InvalidInputError, match=r"limits\.yml"):
        load_limits(write(tmp_path / "limits.yml", content))
