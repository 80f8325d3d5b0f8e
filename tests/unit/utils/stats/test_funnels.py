"""Control limits against the figures published with OHID's funnel plots.

Ratios and proportions: test figures of the R package PHEindicatormethods (ratios from the funnel
tool of the English public health observatories; proportions of children of former primary care
trusts).
"""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.funnels import funnel_limits, funnel_points
from utils.stats.intervals import byars_interval, wilson_interval

#: Observed events, and where the limits of a ratio of them meet 1: expected events below and above.
RATIO_95 = [
    (1, 5.571644585, 0.025317898),
    (5, 11.6683331, 1.623486324),
    (10, 18.39035799, 4.795387629),
    (100, 121.6268111, 81.36400699),
    (716, 770.4222128, 664.5083011),
]
RATIO_998 = [
    (1, 9.233410143, 0.001000547),
    (10, 24.13397235, 2.960519925),
    (100, 134.9243187, 71.92139974),
    (716, 802.60414, 636.1521174),
]
#: Persons and the four limits around 80.642448 per cent.
PROPORTIONS = [
    (10, 56.154344, 100.0, 42.03259, 100.0),
    (24, 64.835445, 96.449451, 55.719892, 100.0),
    (139, 74.074227, 87.210669, 70.286478, 90.998418),
    (1379, 78.557126, 82.727769, 77.354567, 83.930329),
    (110000, 80.408963, 80.875933, 80.274317, 81.010578),
]


@pytest.mark.parametrize(
    ("events", "below", "above", "level"),
    [(*row, "95") for row in RATIO_95] + [(*row, "998") for row in RATIO_998],
)
def test_limits_of_a_ratio_are_those_of_the_published_funnel(
    events: int, below: float, above: float, level: str
) -> None:
    found = funnel_limits(denominator=[below, above], average=1, kind="ratio")
    assert found[f"lower_{level}"].iloc[0] * below == pytest.approx(events, rel=1e-5)
    assert found[f"upper_{level}"].iloc[1] * above == pytest.approx(events, rel=1e-5)


@pytest.mark.parametrize(("persons", "low", "high", "lowest", "highest"), PROPORTIONS)
def test_limits_of_a_proportion_are_those_of_the_published_funnel(
    persons: int, low: float, high: float, lowest: float, highest: float
) -> None:
    (found,) = funnel_limits(
        denominator=[persons], average=80.6424480, kind="proportion", multiplier=100
    ).to_dict("records")
    assert (found["lower_95"], found["upper_95"]) == pytest.approx((low, high), abs=5e-6)
    assert (found["lower_998"], found["upper_998"]) == pytest.approx((lowest, highest), abs=5e-6)


def test_with_few_expected_no_count_is_too_low_and_one_event_may_be_too_high() -> None:
    found = funnel_limits(denominator=[0.01, 3.0], average=1, kind="ratio")
    assert found["lower_95"].tolist() == [0.0, 0.0]
    assert found["upper_95"].iloc[0] == pytest.approx(100)


def test_a_rate_is_a_ratio_in_other_units() -> None:
    rate = funnel_limits(denominator=[200_000], average=5, kind="rate", multiplier=100_000)
    ratio = funnel_limits(denominator=[10], average=1, kind="ratio")
    assert rate["upper_95"].iloc[0] == pytest.approx(ratio["upper_95"].iloc[0] * 5)


@given(st.integers(1, 400), st.integers(0, 400))
def test_a_share_lies_outside_where_its_wilson_limits_leave_the_average_out(
    total: int, cases: int
) -> None:
    cases, average = min(cases, total), 0.3
    (limits,) = funnel_limits(denominator=[total], average=average, kind="proportion").to_dict(
        "records"
    )
    own = wilson_interval(numerator=cases, denominator=total)
    inside = limits["lower_95"] <= cases / total <= limits["upper_95"]
    assert inside == (float(own.lower) <= average <= float(own.upper))


@given(st.integers(0, 9), st.floats(0.1, 40))
def test_a_count_lies_outside_where_its_exact_limits_leave_the_expected_out(
    events: int, expected: float
) -> None:
    (limits,) = funnel_limits(denominator=[expected], average=1, kind="ratio").to_dict("records")
    own = byars_interval(count=events)
    inside = limits["lower_95"] <= events / expected <= limits["upper_95"]
    assert inside == (float(own.lower) <= expected <= float(own.upper))


def test_the_funnel_narrows_with_more_people() -> None:
    found = funnel_limits(denominator=[10, 100, 1_000], average=1, kind="ratio")
    widths = found["upper_95"] - found["lower_95"]
    assert widths.is_monotonic_decreasing


def test_points_tell_chance_from_more() -> None:
    # Of a Poisson count of mean 10 a share of 0.0103 is 3 or less, 0.0005 is 1 or less, 0.0035 is
    # 20 or more.
    data = pd.DataFrame({"numerator": [10, 3, 20, 1, 40], "denominator": [10.0] * 5})
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
