from __future__ import annotations

import pandas as pd
import pytest

from utils.errors import InvalidInputError
from utils.stats.funnels import funnel_limits, funnel_points
from utils.stats.intervals import wilson_interval


def test_of_ten_expected_events_the_limits_are_those_of_the_tables() -> None:
    # Exact limits of a Poisson count of 10: 4.795 and 18.39 (Pearson and Hartley, table 40).
    (found,) = funnel_limits(denominator=[10], average=1, kind="ratio").to_dict("records")
    assert found["lower_95"] * 10 == pytest.approx(4.795, abs=0.001)
    assert found["upper_95"] * 10 == pytest.approx(18.39, abs=0.005)
    assert found["lower_998"] < found["lower_95"]
    assert found["upper_998"] > found["upper_95"]


def test_a_rate_is_a_ratio_in_other_units() -> None:
    rate = funnel_limits(denominator=[200_000], average=5, kind="rate", multiplier=100_000)
    ratio = funnel_limits(denominator=[10], average=1, kind="ratio")
    assert rate["upper_95"].iloc[0] == pytest.approx(ratio["upper_95"].iloc[0] * 5)


def test_proportions_have_wilsons_limits() -> None:
    (found,) = funnel_limits(
        denominator=[250], average=20, kind="proportion", multiplier=100
    ).to_dict("records")
    limits = wilson_interval(numerator=50, denominator=250, multiplier=100)
    assert (found["lower_95"], found["upper_95"]) == pytest.approx(
        (float(limits.lower), float(limits.upper))
    )


def test_the_funnel_narrows_with_more_people() -> None:
    found = funnel_limits(denominator=[10, 100, 1_000], average=1, kind="ratio")
    widths = found["upper_95"] - found["lower_95"]
    assert widths.is_monotonic_decreasing


def test_points_tell_chance_from_more() -> None:
    data = pd.DataFrame({"numerator": [10, 4, 20, 1, 40], "denominator": [10.0] * 5})
    found = funnel_points(data=data, average=1, kind="ratio")
    assert found["signal"].tolist() == ["within", "low 95", "high 95", "low 99.8", "high 99.8"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"denominator": [0], "average": 1, "kind": "rate"}, "above 0"),
        ({"denominator": [1], "average": -1, "kind": "rate"}, "average"),
        ({"denominator": [1], "average": 2, "kind": "proportion"}, "0 to 1"),
        ({"denominator": [1], "average": 1, "kind": "mean"}, "rate, proportion, ratio"),
    ],
)
def test_bad_input_is_refused(options: dict[str, object], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        funnel_limits(**options)


def test_more_cases_than_people_are_refused() -> None:
    data = pd.DataFrame({"numerator": [2], "denominator": [1]})
    with pytest.raises(InvalidInputError, match="up to denominator"):
        funnel_points(data=data, average=0.5, kind="proportion")
