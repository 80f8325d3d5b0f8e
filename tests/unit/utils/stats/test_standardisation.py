from __future__ import annotations

import math

import pandas as pd
import pytest

from utils.errors import InvalidInputError
from utils.stats.european_standard import ESP_2013
from utils.stats.intervals import byars_interval
from utils.stats.standardisation import calculate_dsr, calculate_isr, calculate_israte


def ages(**parts: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "numerator": [20, 30],
            "denominator": [10_000, 5_000],
            "standard_population": [60_000, 40_000],
            **parts,
        }
    )


def test_the_standard_population_adds_up() -> None:
    assert sum(ESP_2013.values()) == 100_000
    assert len(ESP_2013) == 19


def test_direct_rate_and_dobsons_limits_by_hand() -> None:
    # 0.6 x 20/10,000 + 0.4 x 30/5,000 = 0.0036; variance 0.36 x 20/1e8 + 0.16 x 30/2.5e7 = 2.64e-7
    (found,) = calculate_dsr(data=ages()).to_dict("records")
    limits = byars_interval(count=50)
    scale = math.sqrt(2.64e-7 / 50)
    assert found["value"] == pytest.approx(360)
    assert found["lower_cl"] == pytest.approx((0.0036 + scale * (limits.lower - 50)) * 100_000)
    assert found["upper_cl"] == pytest.approx((0.0036 + scale * (limits.upper - 50)) * 100_000)


def test_where_ages_are_those_of_the_standard_the_rate_is_the_crude_one() -> None:
    data = ages(standard_population=[10_000, 5_000])
    (found,) = calculate_dsr(data=data).to_dict("records")
    limits = byars_interval(count=50, denominator=15_000, multiplier=100_000)
    assert found["value"] == pytest.approx(50 / 15_000 * 100_000)
    assert found["lower_cl"] == pytest.approx(float(limits.lower), rel=1e-6)
    assert found["upper_cl"] == pytest.approx(float(limits.upper), rel=1e-6)


def test_too_few_events_give_no_rate() -> None:
    (found,) = calculate_dsr(data=ages(numerator=[4, 5])).to_dict("records")
    assert math.isnan(found["value"])
    assert found["method"] == "not given: fewer than 10 events"


def test_ratio_and_rate_stand_to_the_reference() -> None:
    # Expected 10,000 x 0.001 + 5,000 x 0.004 = 30; the reference's rate is 5,000 / 2,000,000.
    data = ages().assign(
        reference_numerator=[1_000, 4_000], reference_denominator=[1_000_000, 1_000_000]
    )
    (ratio,) = calculate_isr(data=data, multiplier=100).to_dict("records")
    limits = byars_interval(count=50, denominator=30, multiplier=100)
    assert (ratio["observed"], ratio["expected"]) == (50, pytest.approx(30))
    assert ratio["value"] == pytest.approx(50 / 30 * 100)
    assert ratio["lower_cl"] == pytest.approx(float(limits.lower))
    (rate,) = calculate_israte(data=data).to_dict("records")
    assert rate["value"] == pytest.approx(50 / 30 * 0.0025 * 100_000)
    assert rate["upper_cl"] == pytest.approx(float(limits.upper) / 100 * 0.0025 * 100_000)


def test_the_reference_itself_has_ratio_one() -> None:
    data = ages().assign(reference_numerator=[20, 30], reference_denominator=[10_000, 5_000])
    (found,) = calculate_isr(data=data).to_dict("records")
    assert found["value"] == pytest.approx(1)


def test_groups_are_standardised_apart() -> None:
    data = pd.concat([ages().assign(area="a"), ages(numerator=[40, 60]).assign(area="b")])
    found = calculate_dsr(data=data.reset_index(drop=True), group_by=["area"])
    assert found["value"].tolist() == pytest.approx([360, 720])


@pytest.mark.parametrize("column", ["numerator", "denominator", "standard_population"])
def test_bad_input_names_column_and_row(column: str) -> None:
    with pytest.raises(InvalidInputError, match=f"column '{column}', row 1"):
        calculate_dsr(data=ages(**{column: [10, -1]}))


def test_a_reference_without_events_expects_nothing_and_is_refused() -> None:
    data = ages().assign(reference_numerator=0, reference_denominator=10)
    with pytest.raises(InvalidInputError, match="expected"):
        calculate_isr(data=data)


def test_deaths_of_doctors_from_cirrhosis() -> None:
    # Bland, An Introduction to Medical Statistics, chapter 16: 14 deaths, 4.4966 expected, ratio
    # 311 (the reference 100), exact limits 170 to 522.
    data = pd.DataFrame(
        {
            "numerator": [0, 0, 1, 10, 3],
            "denominator": [1080, 12860, 11510, 10330, 7790],
            "reference_numerator": [5.859, 13.050, 46.937, 161.503, 271.358],
            "reference_denominator": 1_000_000,
        }
    )
    (found,) = calculate_isr(data=data, multiplier=100).to_dict("records")
    assert found["expected"] == pytest.approx(4.4966, abs=1e-4)
    assert found["value"] == pytest.approx(311, abs=0.5)
    assert (found["lower_cl"], found["upper_cl"]) == pytest.approx((170, 522), abs=1)
