from __future__ import annotations

from pathlib import Path

import pytest

from data.ledger.columns.units import unit_of
from tests.unit.data.ledger.ledger_files import read, refusal, write


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Amount (pence)", "pence"),
        ("Amount in pence", "pence"),
        ("Amount (p)", "pence"),
        ("Amount £'000", "thousands"),
        ("Amount (£000s)", "thousands"),
        ("Amount '000", "thousands"),
        ("Amount (£\u2019000)", "thousands"),
        ("Amount £k", "thousands"),
        ("Amount (£ thousands)", "thousands"),
        ("Amount £m", "millions or billions"),
        ("Spend (£ million)", "millions or billions"),
        ("Amount (EUR)", "another currency"),
        ("Amount", ""),
        ("Amount £", ""),
        ("Amount (£.p)", ""),
        ("Amount (pounds and pence)", ""),
        ("Amount £ pence", ""),
        ("Spend over £25,000", ""),
        ("Spend over £25 000", ""),
        ("Spend > £500", ""),
        ("Payments over £1000", ""),
        ("Payments over £25k", ""),
        ("Amount over £5 thousand", ""),
        ("Amount over £1million", ""),
        ("Amount paid in month", ""),
    ],
)
def test_the_name_of_a_column_gives_its_unit(name: str, unit: str) -> None:
    assert unit_of(name) == unit


def test_amounts_that_are_not_in_pounds_are_refused(tmp_path: Path) -> None:
    row = "01/04/2024,Oak Ltd,12.50"
    path = write(tmp_path / "a.csv", "Date,Supplier,Amount (pence)", row)
    words = refusal(path)
    assert "amounts in pence, by the name of their column 'Amount (pence)'" in words
    assert "allowed: amounts in pounds and pence" in words
    titled = write(tmp_path / "b.csv", "Payments (£'000),,", "Date,Supplier,Amount", row)
    assert "amounts in thousands" in refusal(titled)


def test_a_limit_above_the_header_is_no_unit(tmp_path: Path) -> None:
    row = "01/04/2024,Oak Ltd,12.50"
    titles = ["Payments over £25 thousand,,", "Payments over £1000 in pounds and pence,,"]
    path = write(tmp_path / "a.csv", *titles, "Date,Supplier,Amount", row)
    assert read(path).report.payments == 1
