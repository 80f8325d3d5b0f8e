from __future__ import annotations

import doctest
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils import formatting
from utils.formatting import (
    MINUS,
    MISSING,
    affixes,
    format_interval,
    format_pounds,
    format_value,
    join_words,
)


def test_the_examples_in_the_docstrings_hold() -> None:
    found = doctest.testmod(formatting)
    assert found.attempted >= 3
    assert found.failed == 0


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (1867.6, "GBP per person", 0, "£1,868"),
        (-12.34, "GBP per person", 1, f"{MINUS}£12.3"),
        (76.348, "years", 1, "76.3 years"),
        (12.5, "%", 1, "12.5%"),
        (456.7, "GBP a week", 0, "£457 a week"),
        (3.0, "decile", 0, "decile 3"),
        (12345.0, "rank", 0, "rank 12,345"),
        (0.04, "%", 1, "0.0%"),
        (-0.04, "%", 1, "0.0%"),
        (-0.0, "score", 0, "0"),
        (487.2, "all adults = 100", 0, "487"),
        (None, "years", 1, MISSING),
        (math.nan, "years", 1, MISSING),
        (math.inf, "years", 1, MISSING),
    ],
)
def test_a_value_with_its_unit(value: float | None, unit: str, decimals: int, text: str) -> None:
    assert format_value(value, unit=unit, decimals=decimals) == text


@given(value=st.floats(-1e12, 1e12), decimals=st.integers(0, 4))
def test_what_is_written_is_the_rounded_value(value: float, decimals: int) -> None:
    text = format_value(value, unit="%", decimals=decimals)
    number = float(text.removesuffix("%").replace(",", "").replace(MINUS, "-"))
    assert number == pytest.approx(round(value, decimals), abs=10.0**-decimals * 1e-6, rel=1e-12)
    assert text.count(MINUS) == (round(value, decimals) < 0)


def test_limits_are_written_only_where_both_are_there() -> None:
    assert format_interval(1.25, 2.5, unit="years", decimals=1) == "1.2 to 2.5 years"
    for missing in (None, math.nan):
        assert format_interval(missing, 2.0, unit="%", decimals=0) == ""
        assert format_interval(1.0, missing, unit="%", decimals=0) == ""


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (7_500_000_000, "£7.5 billion"),
        (82_000_000_000, "£82 billion"),
        (1_000_000, "£1 million"),
        (300_000, "£300,000"),
        (6853, "£6,853"),
        (0, "£0"),
    ],
)
def test_amounts_of_money(amount: float, text: str) -> None:
    assert format_pounds(amount) == text


def test_words_are_joined_as_in_a_sentence() -> None:
    assert join_words(["a"]) == "a"
    assert join_words(["a", "b"]) == "a and b"
    assert join_words([]) == ""


def test_the_map_and_the_text_put_the_unit_in_the_same_place() -> None:
    for unit in ("GBP per person", "%", "years", "GBP", "GBP a week"):
        before, after = affixes(unit)
        assert format_value(5, unit=unit, decimals=0) == f"{before}5{after}"
