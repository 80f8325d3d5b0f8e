"""Limits of differences and ratios against published figures.

Differences of proportions: Newcombe, Statistics in Medicine 17 (1998), pages 873 to 890, table II,
method 10 (Wilson's limits of each proportion, put together by squares).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.differences import compare_two, difference_limits, ratio_limits
from utils.stats.intervals import wilson_interval
from utils.stats.verdicts import CANNOT_TELL

NEWCOMBE = [
    (56, 70, 48, 80, 0.0524, 0.3339),
    (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062),
    (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775),
    (10, 10, 0, 10, 0.6075, 1.0),
]


class _Two(TypedDict):
    value: float | None
    lower: float | None
    upper: float | None
    other: float | None
    other_lower: float | None
    other_upper: float | None


def _two(*numbers: float | None) -> _Two:
    value, lower, upper, other, other_lower, other_upper = numbers
    return {
        "value": value,
        "lower": lower,
        "upper": upper,
        "other": other,
        "other_lower": other_lower,
        "other_upper": other_upper,
    }


PLAIN = (10.0, 8.0, 13.0, 4.0, 2.0, 5.0)
SIZES = st.floats(0.01, 1_000)


@pytest.mark.parametrize(("a", "m", "b", "n", "lower", "upper"), NEWCOMBE)
def test_differences_of_proportions_are_newcombes(
    a: int, m: int, b: int, n: int, lower: float, upper: float
) -> None:
    limits = wilson_interval(numerator=[a, b], denominator=[m, n])
    low, high = limits.lower, limits.upper
    found = difference_limits(**_two(a / m, low[0], high[0], b / n, low[1], high[1]))
    assert found is not None
    assert found.difference == pytest.approx(a / m - b / n)
    assert found.lower == pytest.approx(lower, abs=0.00006)
    assert found.upper == pytest.approx(upper, abs=0.00006)


def test_a_difference_takes_the_far_limit_of_each() -> None:
    found = difference_limits(**_two(*PLAIN))
    assert found == pytest.approx((6, 6 - math.sqrt(5), 6 + math.sqrt(13)))


def test_a_ratio_is_a_difference_of_logarithms() -> None:
    found = ratio_limits(**_two(*(math.exp(number) for number in PLAIN)))
    assert found == pytest.approx(
        (math.exp(6), math.exp(6 - math.sqrt(5)), math.exp(6 + math.sqrt(13)))
    )


@pytest.mark.parametrize("which", range(6))
@pytest.mark.parametrize("missing", [None, math.nan, math.inf])
def test_what_is_missing_gives_nothing(which: int, missing: float | None) -> None:
    numbers: list[float | None] = list(PLAIN)
    numbers[which] = missing
    assert difference_limits(**_two(*numbers)) is None
    assert ratio_limits(**_two(*numbers)) is None
    assert compare_two(**_two(*numbers), polarity="neutral") == CANNOT_TELL


def test_a_value_outside_its_limits_gives_nothing() -> None:
    assert difference_limits(**_two(10, 11, 12, 4, 3, 5)) is None
    assert difference_limits(**_two(10, 8, 12, 4, 3, 3.5)) is None


def test_a_ratio_needs_all_above_zero() -> None:
    assert ratio_limits(**_two(10, 0, 12, 4, 3, 5)) is None
    assert ratio_limits(**_two(10, 8, 12, -4, -5, -3)) is None


@pytest.mark.parametrize(
    ("polarity", "verdict", "opposite"),
    [
        ("high_is_good", "better", "worse"),
        ("low_is_good", "worse", "better"),
        ("neutral", "higher", "lower"),
    ],
)
def test_the_first_is_judged_against_the_second(polarity: str, verdict: str, opposite: str) -> None:
    assert compare_two(**_two(*PLAIN), polarity=polarity) == verdict
    assert compare_two(**_two(*PLAIN[3:], *PLAIN[:3]), polarity=polarity) == opposite


def test_limits_may_overlap_and_the_difference_be_clear_all_the_same() -> None:
    # 3 - sqrt(2^2 + 2^2) is above 0 though 10 - 2 lies below 7 + 2.
    assert compare_two(**_two(10, 8, 12, 7, 5, 9), polarity="neutral") == "higher"
    assert compare_two(**_two(10, 8, 12, 8, 6, 10), polarity="neutral") == "similar"


def test_an_unknown_polarity_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="polarity: got 'good', allowed: one of high"):
        compare_two(**_two(*PLAIN), polarity="good")


@pytest.mark.parametrize("which", _two(*PLAIN))
@pytest.mark.parametrize("compare", [difference_limits, ratio_limits])
def test_an_argument_that_is_not_a_number_is_refused_by_its_name(
    compare: Callable[..., object], which: str
) -> None:
    with pytest.raises(InvalidInputError, match=f"^{which}: got '1', allowed: a number or nothing"):
        compare(**_two(*PLAIN) | {which: "1"})


@given(value=SIZES, below=SIZES, above=SIZES, other=SIZES, short=SIZES, long=SIZES)
def test_turning_the_two_round_turns_the_limits_round(
    value: float, below: float, above: float, other: float, short: float, long: float
) -> None:
    first = (value, value - below, value + above)
    second = (other, other - short, other + long)
    limits = difference_limits(**_two(*first, *second))
    turned = difference_limits(**_two(*second, *first))
    assert limits is not None
    assert turned is not None
    assert limits.lower <= limits.difference <= limits.upper
    assert (limits.lower, limits.upper) == pytest.approx((-turned.upper, -turned.lower))
