from __future__ import annotations

from decimal import Decimal

import pytest

from data.ledger.publish.provenance import Provenance
from data.read.month_periods import MonthPeriod
from utils.errors import InvalidInputError

WHOLE = {
    "publisher": "Example Council",
    "dataset": "Payments over £500",
    "period": "2024-10",
    "licence": "OGL-UK-3.0",
    "source_url": "https://council.example/payments",
}


def test_what_is_whole_is_taken() -> None:
    found = Provenance.read(**WHOLE, threshold="£1,500", note=" a \n b ")
    assert found.period == MonthPeriod("2024-10", "2024-10")
    assert (found.threshold, found.note, found.copy_url) == (Decimal(1500), "a b", "")


@pytest.mark.parametrize("name", sorted(WHOLE))
@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_each_part_is_required_and_named_in_the_error(name: str, nothing: str) -> None:
    with pytest.raises(InvalidInputError, match=name.replace("_", "-")):
        Provenance.read(**{**WHOLE, name: nothing})


@pytest.mark.parametrize(
    ("name", "wrong", "said"),
    [
        ("licence", "all rights reserved", "OGL-UK-3.0"),
        ("source_url", "http://council.example/payments", "https://"),
        ("source_url", "javascript:alert(1)", "https://"),
        ("source_url", "https://user:word@council.example/", "https://"),
        ("source_url", "https://council.example/a b", "https://"),
        ("source_url", "https://[", "https://"),
        ("copy_url", "www.council.example", "https://"),
        ("threshold", "many", "such as 500"),
        ("threshold", "-1", "such as 500"),
        ("threshold", "nan", "such as 500"),
        ("publisher", "x" * 201, "1 to 200"),
        ("note", "x" * 601, "1 to 600"),
        ("period", "October 2024", "2024-10"),
        ("period", "2024-13", "2024-10"),
        ("period", "2024-10 to 2024-09", "2024-10"),
        ("period", "2024-03 to 2024-04", "one financial year"),
    ],
)
def test_what_is_wrong_is_refused_with_what_is_allowed(name: str, wrong: str, said: str) -> None:
    with pytest.raises(InvalidInputError, match=said):
        Provenance.read(**{**WHOLE, name: wrong})
