from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.pipeline.transform.shared.combine import (
    counties_2024,
    mean_population,
    membership,
    merged_areas,
    summed_counts,
    weighted_means,
)
from tests.unit.data.pipeline.transform.health_built import built_tables
from utils.errors import InvalidInputError

BY = ["period_start", "period_end"]
NAMES = [f"E0700000{number}" for number in range(4)]
MEMBERS = pd.DataFrame({"member": NAMES, "group": "E10000001", "size": len(NAMES)})


def frame_of(column: str, numbers: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {"area_code": NAMES, column: numbers, "period_start": 2015, "period_end": 2017}
    )


def test_members_of_counties_and_new_unitaries() -> None:
    built = built_tables()
    counties = counties_2024(built["areas"])
    assert set(counties["member"]) == {"E07000218", "E07000219"}
    assert set(counties["size"]) == {2}
    assert set(merged_areas(built["area_changes"])["group"]) == {"E06000063"}
    assert set(membership(built)["group"]) == {"E10000031", "E06000063"}


@settings(deadline=None)
@given(
    values=st.lists(st.floats(0, 1e6), min_size=4, max_size=4),
    people=st.lists(st.integers(1, 10**6), min_size=4, max_size=4),
)
def test_a_weighted_mean_lies_between_its_parts(values: list[float], people: list[int]) -> None:
    weights = frame_of("weight", [float(number) for number in people])
    mean = weighted_means(frame_of("value", values), members=MEMBERS, weights=weights, by=BY)
    assert len(mean) == 1
    slack = 1e-9 * max(values)
    assert min(values) - slack <= mean["value"].iloc[0] <= max(values) + slack


def test_a_weighted_mean_heeds_the_weights() -> None:
    weights = frame_of("weight", [1.0, 1.0, 1.0, 7.0])
    mean = weighted_means(
        frame_of("value", [0.0, 0.0, 0.0, 10.0]), members=MEMBERS, weights=weights, by=BY
    )
    assert mean["value"].iloc[0] == pytest.approx(7.0)


@pytest.mark.parametrize("missing", ["value", "weight", "row"])
def test_nothing_is_averaged_when_a_part_is_missing(missing: str) -> None:
    values, weights = frame_of("value", [1.0, 2.0, 3.0, 4.0]), frame_of("weight", [1.0] * 4)
    if missing == "value":
        values.loc[2, "value"] = None
    elif missing == "weight":
        weights = weights.iloc[:3]
    else:
        values = values.iloc[1:]
    assert weighted_means(values, members=MEMBERS, weights=weights, by=BY).empty


@settings(deadline=None)
@given(counts=st.lists(st.integers(0, 10**6), min_size=4, max_size=4))
def test_sums_add_up(counts: list[int]) -> None:
    frame = frame_of("numerator", [float(number) for number in counts])
    summed = summed_counts(frame, members=MEMBERS, counts=["numerator"], by=BY)
    assert summed["numerator"].tolist() == [sum(counts)]


def test_nothing_is_summed_when_a_part_is_missing() -> None:
    frame = frame_of("numerator", [1.0, 2.0, 3.0, float("nan")])
    assert summed_counts(frame, members=MEMBERS, counts=["numerator"], by=BY).empty


def test_refuses_negative_counts() -> None:
    frame = frame_of("numerator", [1.0, -2.0, 3.0, 4.0])
    with pytest.raises(InvalidInputError, match="counts: got"):
        summed_counts(frame, members=MEMBERS, counts=["numerator"], by=BY)


def test_population_is_the_mean_of_the_years_at_hand() -> None:
    populations = pd.DataFrame(
        {"area_code": "E07000218", "year": [2022, 2023, 2024], "population": [10, 20, 60]}
    )
    periods = pd.DataFrame({"period_start": [2022, 2023, 2026], "period_end": [2023, 2025, 2026]})
    means = mean_population(populations, periods=periods)
    by_start = dict(zip(means["period_start"], means["weight"], strict=True))
    assert by_start == {2022: 15.0, 2023: 40.0, 2026: 60.0}
