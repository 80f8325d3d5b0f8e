"""Totals that no label names: a sum of the rows above, and a payment that is all the others."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from tests.unit.data.ledger.ledger_files import read, refusal, write
from tests.unit.data.ledger.test_same_either_way import read_both_ways

DATED = "Date,Supplier,Department,Amount"
PAID = [f"0{day}/04/2024,Oak {day} Ltd,Care,{day}.10" for day in range(1, 8)]
SUM = "28.70"


@pytest.mark.parametrize("label", ["All suppliers", "Overall", "Count: 7", "Spend for month"])
def test_an_undated_sum_of_all_rows_above_is_a_total_whatever_its_label(
    tmp_path: Path, label: str
) -> None:
    path = write(tmp_path / "a.csv", DATED, *PAID, f",{label},,{SUM}")
    got = read(path)
    assert (got.report.payments, got.report.amount) == (7, Decimal(SUM))
    (total,) = got.report.totals
    assert (total.row, total.agrees) == (9, True)
    together, alone = read_both_ways(path)
    assert together == alone


def test_an_undated_payment_that_is_no_sum_is_a_payment(tmp_path: Path) -> None:
    got = read(write(tmp_path / "a.csv", DATED, *PAID, ",Elm Ltd,,28.71"))
    assert (got.report.payments, got.report.amount) == (8, Decimal("57.41"))


def test_subtotals_may_repeat_the_name_of_the_supplier(tmp_path: Path) -> None:
    rows = [
        *PAID,
        "08/04/2024,Ash Ltd,Care,5.00",
        "09/04/2024,Ash Ltd,Care,6.00",
        ",Ash Ltd,,11.00",
        "09/04/2024,Elm Ltd,Care,7.00",
        ",Elm Ltd,,7.00",
        # The same supplier and amount with a date is one more payment.
        "10/04/2024,Fir Ltd,Care,8.00",
        "10/04/2024,Fir Ltd,Care,8.00",
    ]
    path = write(tmp_path / "a.csv", DATED, *rows)
    got = read(path)
    assert got.report.payments == 12
    assert got.report.amount == Decimal(SUM) + 34
    assert [(total.row, total.agrees) for total in got.report.totals] == [(11, True), (13, True)]
    together, alone = read_both_ways(path)
    assert together == alone


def test_an_equal_amount_below_one_payment_is_no_subtotal(tmp_path: Path) -> None:
    rows = ["01/04/2024,Oak Ltd,5.00", ",Oak Ltd,5.00", ",Elm Ltd,3.00"]
    got = read(write(tmp_path / "a.csv", "Date,Supplier,Amount", *rows))
    assert got.report.amount == Decimal("13.00")


@pytest.mark.parametrize(
    ("head", "rows", "number"),
    [
        (DATED, [",All suppliers,,28.70", *PAID], 2),
        (DATED, [*PAID, "30/04/2024,All suppliers,,28.70"], 9),
        (DATED, [*PAID[:3], "30/04/2024,All suppliers,Care,28.70", *PAID[3:]], 5),
        (
            "Supplier,Department,Amount",
            [row.split(",", 1)[1] for row in [*PAID, ",All suppliers,,28.70"]],
            9,
        ),
    ],
)
def test_a_payment_that_is_the_sum_of_all_others_is_asked_about(
    tmp_path: Path, head: str, rows: list[str], number: int
) -> None:
    path = write(tmp_path / "a.csv", head, *rows)
    words = refusal(path)
    assert f"row {number} gives 28.70, which is the sum of all other payments" in words
    assert "take the row out" in words
    assert "suppliers" not in words
    together, alone = read_both_ways(path)
    assert together == alone


def test_the_sum_may_be_of_rejected_rows_too(tmp_path: Path) -> None:
    rows = [*PAID, "01/04/2124,Far Ltd,Care,1.00", "30/04/2024,All suppliers,,29.70"]
    assert "row 10 gives 29.70" in refusal(write(tmp_path / "a.csv", DATED, *rows))


@pytest.mark.parametrize(
    "rows",
    [
        # Of a few round amounts one is soon the sum of the others.
        [*PAID[:4], "30/04/2024,Elm Ltd,Care,10.40"],
        [*PAID, "30/04/2024,Elm Ltd,Care,28.71"],
        [*PAID[:2], *["03/04/2024,Elm Ltd,Care,0.00"] * 9, "03/04/2024,Elm Ltd,Care,3.20"],
    ],
)
def test_other_payments_are_not_asked_about(tmp_path: Path, rows: list[str]) -> None:
    assert read(write(tmp_path / "a.csv", DATED, *rows)).report.payments == len(rows)


def test_what_has_a_reference_is_a_payment(tmp_path: Path) -> None:
    rows = [f"{row},R{number}" for number, row in enumerate(PAID)]
    last = f"30/04/2024,Elm Ltd,Care,{SUM},R9"
    got = read(write(tmp_path / "a.csv", f"{DATED},Reference", *rows, last))
    assert got.report.payments == 8
