from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.slope_index import calculate_rii, calculate_sii

FEW = 2_000


def groups(**parts: Any) -> pd.DataFrame:  # noqa: ANN401  # any column
    return pd.DataFrame(
        {
            "rank": range(1, 6),
            "value": [70.0, 73.0, 75.0, 78.0, 80.0],
            "population": [10.0, 20.0, 30.0, 20.0, 20.0],
            "standard_error": [0.5] * 5,
        }
    ).assign(**parts)


def index(data: pd.DataFrame, **options: Any) -> dict[str, Any]:  # noqa: ANN401
    (found,) = calculate_sii(data=data, repetitions=FEW, **options).to_dict("records")
    return found


@given(
    slope=st.floats(-50, 50),
    start=st.floats(0, 100),
    people=st.lists(st.floats(1, 1_000), min_size=3, max_size=12),
)
def test_of_a_straight_line_it_is_the_slope_whatever_the_weights(
    slope: float, start: float, people: list[float]
) -> None:
    shares = np.array(people) / sum(people)
    middle = np.cumsum(shares) - shares / 2
    data = pd.DataFrame(
        {
            "rank": range(len(people)),
            "value": start + slope * middle,
            "population": people,
            "standard_error": 1.0,
        }
    )
    (found,) = calculate_sii(data=data, repetitions=10).to_dict("records")
    assert found["value"] == pytest.approx(slope, abs=1e-6)


def test_it_is_the_weighted_regression_of_a_textbook() -> None:
    # Weighted least squares by its formula: covariance over variance, both weighted.
    data = groups()
    shares = data["population"] / data["population"].sum()
    middle = shares.cumsum() - shares / 2
    x, y = (numbers - np.average(numbers, weights=shares) for numbers in (middle, data["value"]))
    assert index(data)["value"] == pytest.approx((shares * x * y).sum() / (shares * x**2).sum())


def test_limits_are_those_that_theory_gives_for_normal_values() -> None:
    # The index is a sum of independent normal values, so its standard error is known exactly.
    data = groups()
    shares = data["population"] / data["population"].sum()
    middle = shares.cumsum() - shares / 2
    x = middle - np.average(middle, weights=shares)
    weights = shares * x / (shares * x**2).sum()
    error = float(np.sqrt((weights**2 * data["standard_error"] ** 2).sum()))
    (found,) = calculate_sii(data=data).to_dict("records")
    half = (found["upper_cl"] - found["lower_cl"]) / 2
    assert half == pytest.approx(1.959964 * error, rel=0.02)
    assert "100,000 repetitions" in found["method"]


def test_equal_groups_have_no_inequality() -> None:
    data = groups(value=75.0)
    assert index(data)["value"] == pytest.approx(0, abs=1e-9)
    (ratio,) = calculate_rii(data=data, repetitions=FEW).to_dict("records")
    assert ratio["value"] == pytest.approx(1)


def test_polarity_turns_the_sign_and_the_ratio() -> None:
    good, bad = (index(groups(), polarity=polarity) for polarity in ("high_is_good", "low_is_good"))
    assert bad["value"] == pytest.approx(-good["value"])
    up, down = (
        calculate_rii(data=groups(), polarity=polarity, repetitions=FEW)["value"].iloc[0]
        for polarity in ("high_is_good", "low_is_good")
    )
    assert up * down == pytest.approx(1)


def test_a_line_on_the_log_scale_is_changed_back() -> None:
    shares = groups()["population"] / 100
    middle = shares.cumsum() - shares / 2
    data = groups(value=np.exp(2 + 1.5 * middle), standard_error=0.05)
    (slope,) = calculate_sii(data=data, transformation="log", repetitions=FEW).to_dict("records")
    (ratio,) = calculate_rii(data=data, transformation="log", repetitions=FEW).to_dict("records")
    assert slope["value"] == pytest.approx(np.exp(3.5) - np.exp(2))
    assert ratio["value"] == pytest.approx(np.exp(1.5))


def test_a_line_on_the_logit_scale_is_changed_back() -> None:
    shares = groups()["population"] / 100
    middle = shares.cumsum() - shares / 2
    data = groups(value=1 / (1 + np.exp(-(-1 + 2 * middle))), standard_error=0.01)
    (found,) = calculate_sii(data=data, transformation="logit", repetitions=FEW).to_dict("records")
    assert found["value"] == pytest.approx(1 / (1 + np.exp(-1)) - 1 / (1 + np.exp(1)))


def test_equal_seeds_give_equal_limits_and_reliability_is_small() -> None:
    assert index(groups()) == index(groups())
    assert index(groups(), seed=1)["lower_cl"] != index(groups(), seed=2)["lower_cl"]
    found = index(groups(), with_reliability=True)
    width = found["upper_cl"] - found["lower_cl"]
    assert 0 < found["lower_reliability"] < width / 10
    assert 0 < found["upper_reliability"] < width / 10


def test_rows_may_come_in_any_order() -> None:
    shuffled = groups().sample(frac=1, random_state=1)
    assert index(shuffled)["value"] == pytest.approx(index(groups())["value"])


@pytest.mark.parametrize(
    ("data", "options", "words"),
    [
        (groups(rank=[1, 1, 2, 3, 4]), {}, "each rank once"),
        (groups().head(2), {}, "3 groups or more"),
        (groups(population=0), {}, "column 'population', row 0"),
        (groups(standard_error=-1), {}, "standard_error"),
        (groups(value=[0, 1, 2, 3, 4.0]), {"transformation": "log"}, "above 0"),
        (groups(value=[0.1, 0.2, 0.3, 0.4, 1.0]), {"transformation": "logit"}, "below 1"),
        (groups(standard_error=60.0), {"transformation": "log"}, "so small that the limits"),
        (groups(), {"polarity": "up"}, "high_is_good or low_is_good"),
        (groups(), {"transformation": "root"}, "none, log, logit"),
        (groups(), {"repetitions": 0}, "1 or more"),
    ],
)
def test_bad_input_is_refused(data: pd.DataFrame, options: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        calculate_sii(data=data, **options)


#: Directly standardised rates by quintile published with OHID's R package, with their limits.
QUINTILES = pd.DataFrame(
    {
        "rank": [1, 2, 3, 4, 5],
        "population": [1434002, 1450590, 1453827, 1440980, 1457780],
        "value": [150.2200205, 131.0221747, 127.4954973, 130.494241, 135.4664241],
        "low": [147.3194185, 128.3676972, 125.0421198, 128.2469515, 133.2469515],
        "high": [153.1498241, 133.7051129, 129.975513, 132.7657553, 137.8657553],
    }
)
LIMITS = ("low", "high")


def test_limits_of_the_values_stand_in_for_their_standard_errors() -> None:
    errors = (QUINTILES["high"] - QUINTILES["low"]) / (2 * 1.959964)
    row = calculate_sii(data=QUINTILES, limits=LIMITS).iloc[0]
    other = calculate_sii(data=QUINTILES.assign(standard_error=errors)).iloc[0]
    assert row[["value", "lower_cl", "upper_cl"]].tolist() == pytest.approx(
        other[["value", "lower_cl", "upper_cl"]].tolist(), rel=1e-5
    )


def test_a_line_on_the_values_takes_only_its_errors_from_the_log_scale() -> None:
    plain = calculate_sii(data=QUINTILES, limits=LIMITS).iloc[0]
    found = calculate_sii(
        data=QUINTILES, limits=LIMITS, transformation="log", line_on="values"
    ).iloc[0]
    assert found["value"] == pytest.approx(plain["value"])
    assert found["lower_cl"] == pytest.approx(plain["lower_cl"], rel=0.05)
    assert found["lower_cl"] != plain["lower_cl"]


def test_the_multiplier_stretches_the_index_and_not_the_ratio() -> None:
    row = calculate_sii(data=QUINTILES, limits=LIMITS).iloc[0]
    hundred = calculate_sii(data=QUINTILES, limits=LIMITS, multiplier=100).iloc[0]
    for column in ("value", "lower_cl", "upper_cl"):
        assert hundred[column] == pytest.approx(100 * row[column])


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"limits": ("high", "low")}, "column 'high', row 0"),
        ({"limits": ("low", "top")}, "also has top"),
        ({"limits": LIMITS, "multiplier": -1}, "above 0; the polarity"),
        ({"limits": LIMITS, "line_on": "ranks"}, "transformed or values"),
    ],
)
def test_bad_settings_are_refused(options: dict[str, Any], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        calculate_sii(data=QUINTILES, **options)
