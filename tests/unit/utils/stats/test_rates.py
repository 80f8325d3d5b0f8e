from __future__ import annotations

import pandas as pd
import pytest

from utils.errors import InvalidInputError
from utils.stats.rates import calculate_crude_rate, calculate_mean, calculate_proportion


def frame(**columns: list[object]) -> pd.DataFrame:
    return pd.DataFrame(columns)


def test_rate_has_exact_limits_below_ten_and_byars_from_there() -> None:
    # Exact limits of a Poisson count of 5, Pearson and Hartley, Biometrika Tables I (1954), table
    # 40: 1.62 and 11.67; of 10 events 4.80 and 18.39, to which Byar's come near.
    data = frame(numerator=[5, 10], denominator=[100_000, 100_000])
    found = calculate_crude_rate(data=data)
    assert found["value"].tolist() == [5.0, 10.0]
    assert found["lower_cl"].round(2).tolist() == pytest.approx([1.62, 4.79], abs=0.011)
    assert found["upper_cl"].round(2).tolist() == pytest.approx([11.67, 18.39], abs=0.011)
    assert found["method"].tolist() == ["exact (chi-squared)", "Byar's"]
    assert set(found["statistic"]) == {"crude rate per 100,000"}


def test_groups_are_added_before_the_rate_is_made() -> None:
    data = frame(area=["a", "a", "b"], numerator=[1, 2, 4], denominator=[10, 20, 40])
    found = calculate_crude_rate(data=data, group_by=["area"], multiplier=1)
    assert found["value"].tolist() == [0.1, 0.1]
    assert found["denominator"].tolist() == [30, 40]


@pytest.mark.parametrize(
    ("cases", "asked", "lower", "upper"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_proportions_have_the_limits_of_newcombes_table(
    cases: int, asked: int, lower: float, upper: float
) -> None:
    # Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    (found,) = calculate_proportion(data=frame(numerator=[cases], denominator=[asked])).to_dict(
        "records"
    )
    assert found["value"] == pytest.approx(cases / asked)
    assert (found["lower_cl"], found["upper_cl"]) == pytest.approx((lower, upper), abs=5e-5)


def test_mean_has_students_limits() -> None:
    # Student, Biometrika 6 (1908): ten differences of sleep, mean 1.58, limits 0.70 to 2.46.
    hours = [1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4]
    (found,) = calculate_mean(data=frame(value=list(hours))).to_dict("records")
    assert found["value"] == pytest.approx(1.58)
    assert (found["lower_cl"], found["upper_cl"]) == pytest.approx((0.70, 2.46), abs=0.005)
    assert found["count"] == 10


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (frame(numerator=[1]), "also has denominator"),
        (frame(numerator=[], denominator=[]), "no rows"),
        (frame(numerator=[1, -1], denominator=[1, 1]), "column 'numerator', row 1: got"),
        (frame(numerator=[1], denominator=[0]), "column 'denominator', row 0"),
        (frame(numerator=["x"], denominator=[1]), "allowed: a number"),
        (frame(numerator=[None], denominator=[1]), "allowed: a number"),
    ],
)
def test_bad_counts_are_refused_with_column_row_and_rule(data: pd.DataFrame, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        calculate_crude_rate(data=data)


def test_more_cases_than_people_and_a_lone_value_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="up to denominator"):
        calculate_proportion(data=frame(numerator=[2], denominator=[1]))
    with pytest.raises(InvalidInputError, match="two values or more"):
        calculate_mean(data=frame(value=[1.0]))
    with pytest.raises(InvalidInputError, match="confidence"):
        calculate_mean(data=frame(value=[1.0, 2.0]), confidence=95)


def test_an_endless_denominator_is_refused_with_its_row() -> None:
    data = pd.DataFrame({"numerator": [5, 5], "denominator": [10.0, float("inf")]})
    with pytest.raises(InvalidInputError, match="column 'denominator', row 1: got inf"):
        calculate_crude_rate(data=data)


def test_one_column_may_be_named_alone() -> None:
    data = pd.DataFrame(
        {"area": ["a", "a", "b"], "numerator": [1, 2, 3], "denominator": [10, 20, 30]}
    )
    alone = calculate_crude_rate(data=data, group_by="area")
    pd.testing.assert_frame_equal(alone, calculate_crude_rate(data=data, group_by=["area"]))
    assert list(alone["area"]) == ["a", "b"]
