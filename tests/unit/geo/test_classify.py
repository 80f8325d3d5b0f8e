from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.classify import NO_DATA, classify, hold_all

NUMBERS = st.one_of(
    st.floats(-1e7, 1e7).map(lambda value: round(value, 3)), st.integers(0, 3).map(float)
)
SERIES = st.lists(NUMBERS, min_size=1, max_size=60)


@settings(deadline=None)
@given(numbers=SERIES, breaks=st.lists(NUMBERS, max_size=4, unique=True).map(sorted))
def test_a_class_is_the_number_of_breaks_at_or_below(
    numbers: list[float], breaks: list[float]
) -> None:
    found = classify(np.array(numbers), breaks=breaks)
    assert found.tolist() == [sum(bound <= value for bound in breaks) for value in numbers]


def test_a_value_equal_to_a_break_is_in_the_class_above() -> None:
    found = classify(np.array([9.9, 10, 10.1, 20]), breaks=[10, 20])
    assert found.tolist() == [0, 1, 1, 2]
    assert found.dtype == np.uint8


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_what_is_no_number_has_no_data(value: float) -> None:
    assert classify(np.array([value, 1.0]), breaks=[0.5]).tolist() == [NO_DATA, 1]
    assert classify(np.array([value]), breaks=[]).tolist() == [NO_DATA]


@pytest.mark.parametrize(
    ("first", "second", "held"),
    [
        (5.0, 5.0, 1),
        (5.0, 9.0, 0),
        (1.0, 5.0, 0),
        (1.0, 9.0, 0),
        (5.0, np.nan, NO_DATA),
        (np.nan, 5.0, NO_DATA),
        (1.0, np.nan, 0),
        (np.nan, 9.0, 0),
        (np.nan, np.nan, NO_DATA),
        (np.inf, 5.0, NO_DATA),
    ],
)
def test_two_conditions_hold_fail_or_cannot_be_told(first: float, second: float, held: int) -> None:
    layers = [(np.array([first]), 3.0, True), (np.array([second]), 7.0, False)]
    found = hold_all(layers)
    assert found.tolist() == [held]
    assert hold_all(layers[::-1]).tolist() == [held]
    assert found.dtype == np.uint8


@pytest.mark.parametrize(("at_least", "held"), [(True, [0, 1, 1]), (False, [1, 1, 0])])
def test_a_value_at_the_threshold_meets_either_condition(
    held: list[int], *, at_least: bool
) -> None:
    assert hold_all([(np.array([2.9, 3.0, 3.1]), 3.0, at_least)]).tolist() == held


MAYBE = st.one_of(st.integers(0, 4).map(float), st.just(float("nan")))


@settings(deadline=None)
@given(
    columns=st.integers(0, 12).flatmap(
        lambda size: st.lists(st.lists(MAYBE, min_size=size, max_size=size), min_size=1, max_size=3)
    ),
    threshold=st.integers(0, 4),
    at_least=st.booleans(),
)
def test_conditions_hold_as_a_person_would_decide_area_by_area(
    columns: list[list[float]], threshold: int, *, at_least: bool
) -> None:
    def decide(values: tuple[float, ...]) -> int:
        answers = [
            None if np.isnan(value) else (value >= threshold if at_least else value <= threshold)
            for value in values
        ]
        return 0 if False in answers else NO_DATA if None in answers else 1

    found = hold_all([(np.array(column), float(threshold), at_least) for column in columns])
    assert found.tolist() == [decide(values) for values in zip(*columns, strict=True)]
