from __future__ import annotations

import pyarrow as pa
import pytest

from data.ledger.count.spend_kinds import assign_spend_kinds, spend_kind
from utils.errors import InvalidInputError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Capital Expenditure", "capital"),
        ("CAPEX", "capital"),
        ("115340 CAPITAL OUTLAY", "capital"),
        ("Assets under construction cost", "capital"),
        ("HRA Capital", "capital"),
        ("Additions - Plant & Machinery", "capital"),
        ("Revenue", "revenue"),
        ("Revenue Grants to local authorities", "revenue"),
        ("Capital Charges", "revenue"),
        ("Capital Financing", "revenue"),
        ("Housing Revenue Account", "not said"),
        ("Revenues and Benefits", "not said"),
        ("Capita Business Services", "not said"),
        ("Capital and Revenue", "not said"),
        ("Stationery", "not said"),
        ("", "not said"),
    ],
)
def test_words_tell_capital_from_revenue(text: str, expected: str) -> None:
    assert spend_kind(purpose=text) == expected


def test_the_first_column_that_says_it_decides() -> None:
    assert spend_kind(category="Revenue", purpose="Capital works") == "revenue"
    assert spend_kind(category="Stationery", department="Housing Capital") == "capital"


def test_a_table_keeps_its_rows_and_gaps() -> None:
    rows = [
        {"category": "Capital", "purpose": None, "department": "x"},
        {"category": None, "purpose": None, "department": None},
    ]
    found = assign_spend_kinds(pa.Table.from_pylist(rows)).to_pylist()
    assert [row.pop("spend_kind") for row in found] == ["capital", "not said"]
    assert found == rows


def test_a_missing_column_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="combinations"):
        assign_spend_kinds(pa.table({"category": ["x"]}))
