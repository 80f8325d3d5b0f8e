"""Grades of a line of the count at their exact bounds, and how money is rounded to pence."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from data.ledger.count.apportion import Share
from data.ledger.count.ledger_count import CountedBody
from data.ledger.count.lines import _grade, _line
from data.ledger.count.themes import UNASSIGNED

WHOLE = Share(Decimal(1), "inside", "The body lies inside the place.", "register")


def row_of(**given: Any) -> dict[str, Any]:  # noqa: ANN401 - any column of a line
    row = {
        "payer_id": "body",
        "payer_name": "Body",
        "body_kind": "council",
        "financial_year": "2024-25",
        "theme": "housing",
        "spend_kind": "services",
        "payments": 1,
        "amount": Decimal(100),
        "transfers": Decimal(0),
        "internal": Decimal(0),
        "possible": Decimal(0),
        "sure": Decimal(100),
        "estimated": Decimal(0),
    }
    return {**row, **given}


def body_of(share: Share) -> CountedBody:
    return CountedBody("body", "Body", "council", share)


@pytest.mark.parametrize(
    ("sure", "share", "grade"),
    [
        ("100", WHOLE, "high"),
        ("90", WHOLE, "high"),
        ("89.99", WHOLE, "fair"),
        ("50", WHOLE, "fair"),
        ("49.99", WHOLE, "low"),
        ("0", WHOLE, "low"),
        ("100", replace(WHOLE, share=Decimal("0.99")), "fair"),
        ("100", replace(WHOLE, is_weak=True), "low"),
    ],
)
def test_a_grade_changes_at_nine_tenths_and_at_half(sure: str, share: Share, grade: str) -> None:
    assert _grade(row_of(sure=Decimal(sure)), share) == grade


def test_money_without_a_theme_or_of_nothing_is_graded_low() -> None:
    assert _grade(row_of(theme=UNASSIGNED), WHOLE) == "low"
    assert _grade(row_of(amount=Decimal(0), sure=Decimal(0)), WHOLE) == "low"


@pytest.mark.parametrize(
    ("amount", "in_place"),
    [("0.05", "0.02"), ("0.15", "0.08"), ("0.25", "0.12"), ("-0.05", "-0.02"), ("0.07", "0.04")],
)
def test_half_a_penny_is_rounded_to_the_even_penny(amount: str, in_place: str) -> None:
    half = replace(WHOLE, share=Decimal("0.5"))
    line = _line(row_of(amount=Decimal(amount)), {"body": body_of(half)})
    assert line.in_place == Decimal(in_place)


def test_what_is_counted_leaves_out_transfers_and_internal_payments() -> None:
    row = row_of(transfers=Decimal(30), internal=Decimal(5))
    line = _line(row, {"body": body_of(WHOLE)})
    assert (line.amount, line.counted, line.in_place) == (Decimal(100), Decimal(65), Decimal(65))
