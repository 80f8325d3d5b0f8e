"""Atkinson's index against published figures and the properties it is defined by.

Figures: the example of the R package ineq (incomes of ten people) as its users repeat it, that of
SciencesPo, and that of REAT, of which only one in four has anything.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.dispersion import calculate_atkinson

INEQ = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]
SCIENCES_PO = [10, 15, 20, 25, 40, 20, 30, 35, 45, 90]
PUBLISHED = [
    (INEQ, 0.4, 0.1440938),
    (INEQ, 0.5, 0.1796591),
    (INEQ, 1, 0.3518251),
    (SCIENCES_PO, 0.5, 0.08692),
    (SCIENCES_PO, 1, 0.1641),
    (SCIENCES_PO, 2, 0.2902),
    ([100, 0, 0, 0], 0.8, 0.9960938),
]
ROWS = st.lists(st.tuples(st.floats(1, 100), st.floats(1, 1_000)), min_size=2, max_size=12)
EPSILONS = st.one_of(st.just(1.0), st.floats(0.1, 6))


def areas(values: list[float], people: list[float] | float = 1.0) -> pd.DataFrame:
    return pd.DataFrame({"value": values, "population": people})


def index(data: pd.DataFrame, epsilon: float) -> float:
    return float(calculate_atkinson(data=data, epsilon=epsilon)["value"].iloc[0])


@pytest.mark.parametrize(("values", "epsilon", "published"), PUBLISHED)
def test_it_is_the_published_figure(values: list[float], epsilon: float, published: float) -> None:
    digits = 0.5 * 10.0 ** -(len(str(published)) - 2)
    assert index(areas(values), epsilon) == pytest.approx(published, abs=1.05 * digits)


def test_by_hand_with_people() -> None:
    # Three people with 1 and one with 9, mean 3: geometric mean 9^(1/4) = sqrt 3; harmonic mean
    # 4 / (3 + 1/9) = 9/7; mean of order a half ((3 + 3) / 4)^2 = 9/4.
    data = areas([1.0, 9.0], [3.0, 1.0])
    assert index(data, 1) == pytest.approx(1 - math.sqrt(3) / 3)
    assert index(data, 2) == pytest.approx(1 - 9 / 7 / 3)
    assert index(data, 0.5) == pytest.approx(1 - 9 / 4 / 3)


@given(ROWS, EPSILONS, st.floats(0.01, 100))
def test_the_unit_does_not_matter(
    rows: list[tuple[float, float]], epsilon: float, by: float
) -> None:
    data = pd.DataFrame(rows, columns=["value", "population"])
    scaled = data.assign(value=data["value"] * by)
    assert index(scaled, epsilon) == pytest.approx(index(data, epsilon), abs=1e-9)


@given(ROWS, EPSILONS)
def test_the_same_areas_twice_and_twice_the_people_are_as_unequal(
    rows: list[tuple[float, float]], epsilon: float
) -> None:
    data = pd.DataFrame(rows, columns=["value", "population"])
    once = index(data, epsilon)
    assert index(pd.concat([data, data], ignore_index=True), epsilon) == pytest.approx(
        once, abs=1e-9
    )
    more = data.assign(population=data["population"] * 2)
    assert index(more, epsilon) == pytest.approx(once, abs=1e-9)


@given(ROWS)
def test_it_grows_with_epsilon_without_a_leap_at_1(rows: list[tuple[float, float]]) -> None:
    data = pd.DataFrame(rows, columns=["value", "population"])
    found = [index(data, aversion) for aversion in (0.2, 0.9999999, 1, 1.0000001, 1.5, 4)]
    assert (np.diff(found) > -1e-9).all()
    assert found[1] == pytest.approx(found[3], abs=1e-5)
    assert 0 <= found[0] <= found[-1] < 1


@given(ROWS, EPSILONS)
def test_limits_are_those_of_leaving_out_one_area_at_a_time(
    rows: list[tuple[float, float]], epsilon: float
) -> None:
    data = pd.DataFrame([*rows, (50.0, 10.0)], columns=["value", "population"])
    left = np.array([index(data.drop(index=row), epsilon) for row in data.index])
    error = (((left - left.mean()) ** 2).sum() * (len(data) - 1) / len(data)) ** 0.5
    (found,) = calculate_atkinson(data=data, epsilon=epsilon).to_dict("records")
    assert found["upper_cl"] - found["value"] == pytest.approx(1.959964 * error, rel=1e-5, abs=1e-6)


def test_sets_of_areas_are_kept_apart() -> None:
    data = areas([1.0, 9.0, 2.0, 2.0], [3.0, 1.0, 1.0, 1.0]).assign(year=[1, 1, 2, 2])
    found = calculate_atkinson(data=data, epsilon=1, group_by="year")
    assert found["value"].tolist() == pytest.approx([1 - math.sqrt(3) / 3, 0])
    assert found["statistic"].tolist() == ["Atkinson's index, epsilon 1"] * 2


@pytest.mark.parametrize("epsilon", [1, 1.5, 2])
def test_a_value_of_0_is_refused_from_1(epsilon: float) -> None:
    with pytest.raises(InvalidInputError, match=r"column 'value', row 1: .* above 0"):
        calculate_atkinson(data=areas([1.0, 0.0]), epsilon=epsilon)


@pytest.mark.parametrize("epsilon", [0.5, 1])
def test_a_value_below_0_is_refused(epsilon: float) -> None:
    with pytest.raises(InvalidInputError, match="column 'value', row 0"):
        calculate_atkinson(data=areas([-1.0, 1.0]), epsilon=epsilon)


@pytest.mark.parametrize("epsilon", [0, -1, math.nan, math.inf, "1", [1], None])
def test_epsilon_is_one_number_above_0(epsilon: object) -> None:
    with pytest.raises(InvalidInputError, match=r"^epsilon: got .* one number above 0"):
        calculate_atkinson(data=areas([1.0, 2.0]), epsilon=epsilon)  # type: ignore[arg-type]
