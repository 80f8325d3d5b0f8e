from __future__ import annotations

import pytest

from data.ledger.suppliers.suppliers import resolve_suppliers
from data.ledger.suppliers.trades import PERSON, find_trade, with_trades


@pytest.mark.parametrize(
    ("name", "trade"),
    [
        ("The Glen Nursing Home", "nursing home"),
        ("Sevaline Care Homes Ltd", "care home"),
        ("HC-One Ltd", "care home for older people"),
        ("Magic Steps Nursery", "nursery"),
        ("Hanford Waste Services Ltd", "waste firm"),
        ("Residential Child Care Community (North West) Ltd", "foster agency"),
        ("Honeycomb Housing Association", "housing association"),
        ("Elm Street Surgery", "doctor or pharmacy"),
        ("Alder Care Ltd", "care provider"),
        ("Alder Holdings Ltd", None),
        ("", None),
    ],
)
def test_words_of_a_name_say_the_trade(name: str, trade: str | None) -> None:
    assert find_trade(name) == trade


def test_a_public_body_has_the_trade_of_its_kind() -> None:
    assert find_trade("Kent police", body_id="police:kent") == "police or fire body"
    assert (
        find_trade("HM Revenue and Customs", body_id="department:hmrc") == "tax and pensions body"
    )


def test_people_are_people_whatever_their_name_says() -> None:
    names = ["Mr J Quill", "REDACTED", "Alder Nursery Ltd", ""]
    found = with_trades(resolve_suppliers(names)).to_pylist()
    trades = {row["supplier"]: row["supplier_trade"] for row in found}
    assert trades == {
        "Mr J Quill": PERSON, "REDACTED": PERSON, "Alder Nursery Ltd": "nursery", "": None,
    }  # fmt: skip
