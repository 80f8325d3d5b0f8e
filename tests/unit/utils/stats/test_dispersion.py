from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.dispersion import calculate_gini, calculate_theil, lorenz_curve

VALUES = st.lists(st.floats(1, 1_000), min_size=2, max_size=15)


def areas(values: list[float], people: list[float] | float = 1.0) -> pd.DataFrame:
    return pd.DataFrame({"value": values, "population": people})


def gini(data: pd.DataFrame) -> float:
    return float(calculate_gini(data=data)["value"].iloc[0])


@pytest.mark.parametrize("size", [2, 5, 50])
def test_of_the_first_whole_numbers_it_is_known(size: int) -> None:
    # Of 1, 2, ... n the Gini coefficient is (n - 1) / 3n, a textbook result.
    assert gini(areas([float(number) for number in range(1, size + 1)])) == pytest.approx(
        (size - 1) / (3 * size)
    )


def test_people_count_as_often_as_they_are() -> None:
    assert gini(areas([1.0, 2.0], [3.0, 2.0])) == pytest.approx(gini(areas([1.0] * 3 + [2.0] * 2)))


@given(VALUES, st.floats(0.01, 100))
def test_it_does_not_depend_on_the_unit_and_lies_between_zero_and_one(
    values: list[float], factor: float
) -> None:
    found = gini(areas(values))
    assert gini(areas([value * factor for value in values])) == pytest.approx(found, abs=1e-9)
    assert -1e-12 <= found < 1


@given(VALUES)
def test_it_is_half_the_mean_difference_over_the_mean(values: list[float]) -> None:
    size, total = len(values), sum(values)
    differences = sum(abs(value - other) for value in values for other in values)
    assert gini(areas(values)) == pytest.approx(differences / (2 * size * total), abs=1e-9)


def test_the_lorenz_curve_runs_from_zero_to_one_below_the_diagonal() -> None:
    curve = lorenz_curve(data=areas([4.0, 1.0, 2.0, 3.0]))
    assert curve["value_share"].tolist() == pytest.approx([0, 0.1, 0.3, 0.6, 1])
    assert curve["population_share"].tolist() == pytest.approx([0, 0.25, 0.5, 0.75, 1])


def test_theil_by_hand_and_in_parts() -> None:
    # Mean 2.5: a quarter of 0.4 ln 0.4 + 0.8 ln 0.8 + 1.2 ln 1.2 + 1.6 ln 1.6.
    data = areas([1.0, 2.0, 3.0, 4.0]).assign(group=["a", "a", "b", "b"])
    found = calculate_theil(data=data, part_by="group").set_index("part")["value"]
    whole = sum(ratio * math.log(ratio) for ratio in (0.4, 0.8, 1.2, 1.6)) / 4
    between = sum(ratio * math.log(ratio) for ratio in (0.6, 0.6, 1.4, 1.4)) / 4
    assert found["all"] == pytest.approx(whole)
    assert found["between"] == pytest.approx(between)
    assert found["within"] == pytest.approx(whole - between)


@given(VALUES, st.integers(1, 4))
def test_the_parts_of_theil_add_up_and_none_is_below_zero(values: list[float], number: int) -> None:
    data = areas(values).assign(group=[place % number for place in range(len(values))])
    found = calculate_theil(data=data, part_by="group").set_index("part")["value"]
    assert found["between"] + found["within"] == pytest.approx(found["all"])
    assert found.min() > -1e-9


def test_limits_hold_the_value_and_equal_areas_have_none() -> None:
    (found,) = calculate_gini(data=areas([1.0, 2.0, 3.0, 4.0])).to_dict("records")
    assert found["lower_cl"] < found["value"] < found["upper_cl"]
    (same,) = calculate_gini(data=areas([2.0, 2.0, 2.0])).to_dict("records")
    assert same["upper_cl"] == pytest.approx(0, abs=1e-12)


def test_sets_of_areas_are_kept_apart() -> None:
    data = areas([1.0, 2.0, 1.0, 1.0]).assign(year=[1, 1, 2, 2])
    found = calculate_gini(data=data, group_by=["year"])
    assert found["value"].tolist() == pytest.approx([1 / 6, 0], abs=1e-12)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (areas([1.0]), "2 areas or more"),
        (areas([-1.0, 1.0]), "column 'value', row 0"),
        (areas([0.0, 0.0]), "a value above 0"),
        (areas([1.0, 2.0], 0.0), "column 'population', row 0"),
    ],
)
def test_bad_input_is_refused(data: pd.DataFrame, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        calculate_gini(data=data)


def test_theil_takes_no_zero() -> None:
    with pytest.raises(InvalidInputError, match="above 0"):
        calculate_theil(data=areas([0.0, 1.0]))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.floats(0.1, 50), st.floats(0.1, 50), st.integers(0, 2)),
        min_size=3,
        max_size=15,
    )
)
def test_limits_are_those_of_leaving_out_one_area_at_a_time(
    areas: list[tuple[float, float, int]],
) -> None:
    data = pd.DataFrame(areas, columns=["value", "population", "group"])
    rest = [data.drop(index=row) for row in data.index]
    for calculate, place in (
        (calculate_gini, 0),
        (lambda *, data: calculate_theil(data=data, part_by="group"), 1),
    ):
        found = calculate(data=data).iloc[place]
        left = np.array([calculate(data=without)["value"].iloc[place] for without in rest])
        error = (((left - left.mean()) ** 2).sum() * (len(data) - 1) / len(data)) ** 0.5
        assert found["upper_cl"] - found["value"] == pytest.approx(
            1.959964 * error, rel=1e-5, abs=1e-7
        )


def test_all_of_englands_small_areas_are_measured_at_once() -> None:
    draw = np.random.default_rng(1)
    data = pd.DataFrame({"value": draw.gamma(2, 5, 32_844), "population": 1_600})
    # A gamma distribution of shape 2 has a Gini coefficient of 3 / 8.
    found = calculate_gini(data=data).iloc[0]
    assert found["lower_cl"] < 0.375 < found["upper_cl"]
