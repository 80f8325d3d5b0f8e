from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.data.ledger.ledger_files import read, refusal, write

VALUES = {"Date": "01/04/2024", "Customer": "Oak Ltd", "Supplier": "Oak Ltd"}


def table(path: Path, head: str) -> Path:
    """A table of some rows; the words of a heading say whether it has dates, names or amounts."""
    rows = []
    for number in range(1, 6):
        cells = [
            next((text for word, text in VALUES.items() if word in name), f"{number}2.50")
            for name in head.split(",")
        ]
        rows.append(",".join(cells))
    return write(path, head, *rows)


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("Receipt Date,Receipt No,Amount Received,Customer", "a list of income"),
        ("Date,Customer,Amount Received", "a list of income"),
        ("Order Date,PO Number,Order Value,Supplier", "a list of orders"),
        ("Date,Purchase Order Number,PO Value,Supplier Name", "a list of orders"),
    ],
)
def test_lists_of_other_things_than_payments_are_refused(
    tmp_path: Path, head: str, words: str
) -> None:
    sentence = refusal(table(tmp_path / "a.csv", head))
    assert words in sentence
    assert "header" not in sentence
    assert "Oak" not in sentence


@pytest.mark.parametrize(
    "head",
    [
        "Payment Date,PO Number,Order Value,Invoice Amount,Supplier",
        "Payment Date,PO Number,Order Date,Amount,Supplier",
        "Payment Date,Receipt No,Amount,Customer",
    ],
)
def test_payments_may_have_columns_of_orders_and_receipts(tmp_path: Path, head: str) -> None:
    assert read(table(tmp_path / "a.csv", head)).report.payments == 5
