"""Limits against independently published figures.

Exact Poisson limits: Pearson and Hartley, Biometrika Tables for Statisticians, volume I (1966),
table 40.
Wilson's limits: Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.intervals import byars_interval, wilson_interval

EXACT_POISSON = [
    (0, 0.0, 3.689),
    (1, 0.0253, 5.572),
    (2, 0.242, 7.225),
    (5, 1.623, 11.668),
    (9, 4.115, 17.085),
]
#: Above nine Byar's limits stand in for the exact ones, to about a part in a hundred.
EXACT_ABOVE_NINE = [(10, 4.795, 18.390), (20, 12.217, 30.888), (50, 37.111, 65.919)]
NEWCOMBE = [
    (81, 263, 0.2553, 0.3662),
    (15, 148, 0.0624, 0.1605),
    (0, 20, 0.0, 0.1611),
    (1, 29, 0.0061, 0.1718),
]


@pytest.mark.parametrize(("count", "lower", "upper"), EXACT_POISSON)
def test_small_counts_have_exact_limits(count: int, lower: float, upper: float) -> None:
    interval = byars_interval(count=count)
    assert float(interval.lower) == pytest.approx(lower, abs=0.0006)
    assert float(interval.upper) == pytest.approx(upper, abs=0.0006)


@pytest.mark.parametrize(("count", "lower", "upper"), EXACT_ABOVE_NINE)
def test_byars_limits_are_close_to_the_exact_ones(count: int, lower: float, upper: float) -> None:
    interval = byars_interval(count=count)
    assert float(interval.lower) == pytest.approx(lower, rel=0.01)
    assert float(interval.upper) == pytest.approx(upper, rel=0.01)


def test_a_rate_scales_its_count() -> None:
    plain = byars_interval(count=[4, 100])
    rate = byars_interval(count=[4, 100], denominator=[2_000, 50_000], multiplier=100_000)
    np.testing.assert_allclose(rate.lower, plain.lower / [2_000, 50_000] * 100_000)
    np.testing.assert_allclose(rate.upper, plain.upper / [2_000, 50_000] * 100_000)


def test_more_confidence_is_wider() -> None:
    usual, wide = byars_interval(count=60), byars_interval(count=60, confidence=0.998)
    assert wide.lower < usual.lower < 60 < usual.upper < wide.upper


@pytest.mark.parametrize(("cases", "total", "lower", "upper"), NEWCOMBE)
def test_wilson_limits(cases: int, total: int, lower: float, upper: float) -> None:
    interval = wilson_interval(numerator=cases, denominator=total)
    assert float(interval.lower) == pytest.approx(lower, abs=0.00006)
    assert float(interval.upper) == pytest.approx(upper, abs=0.00006)


def test_missing_counts_stay_missing() -> None:
    byars = byars_interval(count=[np.nan, 12], denominator=[100, np.nan])
    wilson = wilson_interval(numerator=[np.nan, 12], denominator=[100, np.nan])
    for interval in (byars, wilson):
        assert np.isnan(interval.lower).all()
        assert np.isnan(interval.upper).all()


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"count": [3, -1]}, "count: got -1.0"),
        ({"count": 3, "denominator": 0}, "denominator: got 0.0"),
        ({"count": 3, "denominator": -5}, "denominator: got -5.0"),
        ({"count": 3, "confidence": 0}, "confidence: got 0"),
        ({"count": 3, "confidence": 95}, "confidence: got 95"),
    ],
)
def test_byars_refuses(arguments: dict[str, object], named: str) -> None:
    with pytest.raises(InvalidInputError, match=named):
        byars_interval(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        ({"numerator": -1, "denominator": 5}, "numerator: got -1.0"),
        ({"numerator": 6, "denominator": 5}, "numerator: got 6.0.*at most the denominator"),
        ({"numerator": 0, "denominator": 0}, "denominator: got 0.0"),
        ({"numerator": 1, "denominator": 5, "confidence": 1}, "confidence: got 1"),
    ],
)
def test_wilson_refuses(arguments: dict[str, object], named: str) -> None:
    with pytest.raises(InvalidInputError, match=named):
        wilson_interval(**arguments)  # type: ignore[arg-type]


@settings(deadline=None)
@given(count=st.integers(0, 100_000))
def test_byars_limits_hold_their_count(count: int) -> None:
    interval = byars_interval(count=count)
    assert 0 <= interval.lower <= count < interval.upper


@settings(deadline=None)
@given(total=st.integers(1, 100_000), share=st.floats(0, 1))
def test_wilson_limits_hold_their_share(total: int, share: float) -> None:
    cases = round(total * share)
    interval = wilson_interval(numerator=cases, denominator=total)
    assert 0 <= interval.lower <= cases / total + 1e-12
    assert cases / total - 1e-12 <= interval.upper <= 1
