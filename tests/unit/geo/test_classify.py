from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.breaks import quantile_breaks
from geo.classify import NO_DATA, classify
from utils.errors import InvalidInputError

CLASSES = 5
NUMBERS = st.one_of(
    st.floats(-1e7, 1e7).map(lambda one: round(one, 3)), st.integers(0, 3).map(float)
)
SERIES = st.lists(NUMBERS, min_size=1, max_size=60)


@settings(deadline=None)
@given(numbers=SERIES)
def test_breaks_rise_and_every_value_has_a_class(numbers: list[float]) -> None:
    values = np.array([*numbers, np.nan])
    breaks = quantile_breaks(values, classes=CLASSES)
    assert breaks == sorted(set(breaks))
    assert len(breaks) < CLASSES
    found = classify(values, breaks=breaks)
    assert found[-1] == NO_DATA
    assert (found[:-1] <= len(breaks)).all()


@settings(deadline=None)
@given(numbers=SERIES, breaks=st.lists(NUMBERS, max_size=4, unique=True).map(sorted))
def test_a_class_is_the_number_of_breaks_at_or_below(
    numbers: list[float], breaks: list[float]
) -> None:
    found = classify(np.array(numbers), breaks=breaks)
    assert found.tolist() == [sum(one <= value for one in breaks) for value in numbers]


def test_a_value_equal_to_a_break_is_in_the_class_above() -> None:
    found = classify(np.array([9.9, 10, 10.1, 20]), breaks=[10, 20])
    assert found.tolist() == [0, 1, 1, 2]
    assert found.dtype == np.uint8


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_has_no_data(value: float) -> None:
    assert classify(np.array([value, 1.0]), breaks=[0.5]).tolist() == [NO_DATA, 1]
    assert classify(np.array([value]), breaks=[]).tolist() == [NO_DATA]


def test_classes_hold_about_equally_many() -> None:
    values = np.arange(100, dtype=float)
    breaks = quantile_breaks(values, classes=CLASSES)
    counts = np.bincount(classify(values, breaks=breaks))
    assert len(counts) == CLASSES
    assert counts.min() >= 19
    assert counts.max() <= 21


def test_breaks_are_rounded_to_three_digits_of_the_spread() -> None:
    generator = np.random.default_rng(2009)
    breaks = quantile_breaks(generator.normal(1234.5678, 100, 500), classes=CLASSES)
    assert all(one == round(one) for one in breaks)
    narrow = quantile_breaks(generator.normal(0.05, 0.001, 500), classes=CLASSES)
    assert all(one == pytest.approx(round(one, 5), abs=1e-12) for one in narrow)
    assert len(narrow) == 4


def test_few_different_values_get_a_class_each() -> None:
    values = np.array([1.0, 2.0, 2.0, 3.0])
    breaks = quantile_breaks(values, classes=CLASSES)
    assert breaks == [2.0, 3.0]
    assert classify(values, breaks=breaks).tolist() == [0, 1, 1, 2]
    assert quantile_breaks(np.array([7.0, 7.0]), classes=CLASSES) == []


@pytest.mark.parametrize("values", [[], [np.nan], [np.inf, np.nan]])
def test_no_values_are_refused(values: list[float]) -> None:
    with pytest.raises(InvalidInputError, match="values: got 'none'"):
        quantile_breaks(np.array(values, dtype=float), classes=CLASSES)


def test_one_class_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="classes: got 1"):
        quantile_breaks(np.array([1.0, 2.0]), classes=1)
