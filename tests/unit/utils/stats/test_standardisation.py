from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

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


#: Persons admitted once, twice and four times in a year, by age band.
FREQUENCIES = pd.DataFrame(
    {
        "age_band": ["young"] * 3 + ["old"] * 3,
        "event_frequency": [1, 2, 4] * 2,
        "numerator": [10, 3, 1, 12, 5, 2],
        "denominator": [10_000] * 3 + [5_000] * 3,
        "standard_population": [60_000] * 3 + [40_000] * 3,
    }
)
REPEATED = {"event_frequency": "event_frequency", "age_band": "age_band"}


def test_repeated_events_by_hand() -> None:
    # Young: 10 + 6 + 4 = 20 events, variance 10 + 12 + 16 = 38. Old: 12 + 10 + 8 = 30 events,
    # variance 12 + 20 + 32 = 64. Rate 0.6 x 20/10,000 + 0.4 x 30/5,000 = 0.0036; its variance
    # 0.36 x 38/1e8 + 0.16 x 64/2.5e7 = 5.464e-7, beside 2.64e-7 for 50 single events.
    (found,) = calculate_dsr(data=FREQUENCIES, **REPEATED).to_dict("records")
    (single,) = calculate_dsr(data=ages()).to_dict("records")
    assert (found["numerator"], found["denominator"]) == (50, 15_000)
    assert found["value"] == pytest.approx(360)
    wider = math.sqrt(5.464 / 2.64)
    for limit in ("lower_cl", "upper_cl"):
        assert found[limit] - 360 == pytest.approx(wider * (single[limit] - 360))
    assert found["method"].endswith("with the compound Poisson variance")


def test_events_that_always_come_in_pairs_have_limits_root_two_wider() -> None:
    # Twice a Poisson number of pairs has twice the variance of as many single events.
    pairs = ages(numerator=[10, 15]).assign(age_band=["young", "old"], event_frequency=2)
    (found,) = calculate_dsr(data=pairs, **REPEATED).to_dict("records")
    (single,) = calculate_dsr(data=ages()).to_dict("records")
    assert found["value"] == pytest.approx(single["value"])
    width, once = (result["upper_cl"] - result["lower_cl"] for result in (found, single))
    assert width / once == pytest.approx(math.sqrt(2))


@given(st.lists(st.integers(0, 60), min_size=6, max_size=6), st.permutations(range(6)))
def test_events_one_a_person_are_independent(counts: list[int], order: list[int]) -> None:
    data = pd.DataFrame(
        {
            "area": ["a"] * 3 + ["b"] * 3,
            "age_band": [1, 2, 3] * 2,
            "numerator": counts,
            "denominator": [900, 700, 500] * 2,
            "standard_population": [50, 30, 20] * 2,
            "event_frequency": 1,
        }
    )
    plain = calculate_dsr(data=data, group_by="area").drop(columns="method")
    found = calculate_dsr(data=data.iloc[order], group_by="area", **REPEATED)
    found = found.sort_values("area", ignore_index=True).drop(columns="method")
    pd.testing.assert_frame_equal(found, plain)


def test_repeated_events_are_within_their_limits_as_often_as_they_should() -> None:
    # Persons with one, two and four events are Poisson numbers; 95 in 100 limits hold the rate.
    draw, trials = np.random.default_rng(0), 2_000
    expected = {1: [20.0, 40.0], 2: [8.0, 20.0], 4: [3.0, 9.0]}
    people, standard = np.array([20_000.0, 8_000.0]), np.array([7.0, 3.0])
    parts = [
        pd.DataFrame(
            {
                "trial": np.repeat(np.arange(trials), 2),
                "age_band": np.tile([0, 1], trials),
                "event_frequency": times,
                "numerator": draw.poisson(means, (trials, 2)).ravel(),
                "denominator": np.tile(people, trials),
                "standard_population": np.tile(standard, trials),
            }
        )
        for times, means in expected.items()
    ]
    found = calculate_dsr(data=pd.concat(parts), group_by="trial", multiplier=1, **REPEATED)
    events = sum(times * np.array(means) for times, means in expected.items())
    truth = float((standard / standard.sum() * events / people).sum())
    held = found["lower_cl"].le(truth) & found["upper_cl"].ge(truth)
    assert held.mean() == pytest.approx(0.95, abs=0.015)


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"event_frequency": [1, 2, 2.5, 1, 2, 4]}, "column 'event_frequency', row 2"),
        ({"event_frequency": [1, 2, -4, 1, 2, 4]}, "column 'event_frequency', row 2"),
        ({"event_frequency": [1, 2, 2, 1, 2, 4]}, "row 2: got 2, allowed: each once"),
        ({"denominator": [10, 10, 11, 5, 5, 5]}, "column 'denominator', row 2: got 11"),
        ({"standard_population": [6, 6, 6, 4, 5, 4]}, "column 'standard_population', row 4"),
        ({"age_band": ["young"] * 3 + [None] * 3}, "column 'age_band', row 3"),
    ],
)
def test_frequencies_that_do_not_fit_together_are_refused(
    columns: dict[str, list[object]], words: str
) -> None:
    with pytest.raises(InvalidInputError, match=words):
        calculate_dsr(data=FREQUENCIES.assign(**columns), **REPEATED)


def test_frequencies_need_the_age_bands_named() -> None:
    with pytest.raises(InvalidInputError, match="age_band: got None"):
        calculate_dsr(data=FREQUENCIES, event_frequency="event_frequency")


def test_an_age_band_named_twice_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="column 'age_band', row 1: got 'old'"):
        calculate_dsr(data=ages().assign(age_band="old"), age_band="age_band")


def test_a_standard_without_people_is_refused_by_the_name_of_its_group() -> None:
    data = pd.concat([ages(), ages(standard_population=[0, 0])], ignore_index=True)
    with pytest.raises(InvalidInputError, match="column 'standard_population' of area b: got 0"):
        calculate_dsr(data=data.assign(area=list("aabb")), group_by="area")


def with_reference(**parts: list[float]) -> pd.DataFrame:
    """Two age bands as above, and a third that the parts fill."""
    data = pd.DataFrame(
        {
            "numerator": [20.0, 30, 0],
            "denominator": [10_000.0, 5_000, 0],
            "reference_numerator": [1_000.0, 4_000, 0],
            "reference_denominator": [1_000_000.0, 1_000_000, 0],
        }
    )
    return data.assign(**{name: [*data[name][:2], last] for name, (last,) in parts.items()})


@pytest.mark.parametrize(
    ("parts", "reference_rate"),
    [
        ({}, 5_000 / 2_000_000),
        ({"reference_numerator": [9], "reference_denominator": [90]}, 5_009 / 2_000_090),
        ({"denominator": [70], "reference_denominator": [90]}, 5_000 / 2_000_090),
    ],
)
def test_an_empty_age_band_expects_nothing(
    parts: dict[str, list[float]], reference_rate: float
) -> None:
    (found,) = calculate_isr(data=with_reference(**parts)).to_dict("records")
    assert (found["observed"], found["expected"]) == (50, pytest.approx(30))
    assert found["value"] == pytest.approx(50 / 30)
    (rate,) = calculate_israte(data=with_reference(**parts)).to_dict("records")
    assert rate["value"] == pytest.approx(50 / 30 * reference_rate * 100_000)


@pytest.mark.parametrize("calculate", [calculate_isr, calculate_israte])
@pytest.mark.parametrize("column", ["denominator", "reference_numerator"])
def test_people_or_events_without_a_reference_population_are_refused(
    calculate: Callable[..., pd.DataFrame], column: str
) -> None:
    words = f"column '{column}', row 2: got 7.0, allowed: 0 in an age band in which reference_den"
    with pytest.raises(InvalidInputError, match=words):
        calculate(data=with_reference(**{column: [7]}))
