from __future__ import annotations

import math
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.pipeline.derive.place_values import (
    SUMMED_METHOD,
    WEIGHTED_METHOD,
    place_amounts,
    place_groups,
    place_observations,
)

MEMBERS = pd.DataFrame(
    [
        ("pair", "E1"),
        ("pair", "E2"),
        ("single", "E1"),
        *[("trio", f"E{number}") for number in (1, 2, 3)],
    ],
    columns=["place_id", "area_code"],
)
AMOUNTS = st.one_of(st.none(), st.integers(-(10**9), 10**9).map(float))


def amounts_of(amounts: dict[str, float | None], **columns: object) -> pd.DataFrame:
    """A year and line of money of each area; None is a gap of unknown size."""
    known = [0.0 if amount is None else amount for amount in amounts.values()]
    unknown = [float("nan") if amount is None else 0.0 for amount in amounts.values()]
    rows: dict[str, Any] = {
        "area_code": list(amounts),
        "financial_year": "2009-10",
        "service_line": "total",
        "known_gbp": known,
        "estimate_gbp": unknown,
        "lower_gbp": unknown,
        "upper_gbp": unknown,
        "is_gap": [amount is None for amount in amounts.values()],
        "whole": True,
        "shared": False,
        "bodies": ["" if amount is not None else "Council" for amount in amounts.values()],
        "members": [(code,) for code in amounts],
        "population": 1000.0,
    }
    return pd.DataFrame(rows | columns)


def place_of(frame: pd.DataFrame, place: str) -> dict[str, Any]:
    """The one row of a place."""
    (row,) = frame[frame["area_code"] == place].to_dict("records")
    return {str(name): value for name, value in row.items()}


def test_only_places_of_several_authorities_are_groups() -> None:
    groups = place_groups(MEMBERS)
    assert dict(groups.groupby("group")["size"].first()) == {"pair": 2, "trio": 3}
    assert list(groups["member"]) == ["E1", "E2", "E1", "E2", "E3"]


@settings(deadline=None, max_examples=30)
@given(amounts=st.lists(AMOUNTS, min_size=3, max_size=3))
def test_a_place_is_the_sum_of_its_members_or_a_gap(amounts: list[float | None]) -> None:
    frame = amounts_of(dict(zip(["E1", "E2", "E3"], amounts, strict=True)))
    summed = place_amounts(frame, MEMBERS)
    assert list(summed.columns) == list(frame.columns)
    assert set(summed["area_code"]) == {"pair", "trio"}
    for place, size in (("pair", 2), ("trio", 3)):
        parts = [amount for amount in amounts[:size] if amount is not None]
        row = place_of(summed, place)
        assert row["known_gbp"] == pytest.approx(sum(parts), abs=1e-6)
        assert row["is_gap"] is (len(parts) < size)
        assert math.isnan(row["estimate_gbp"]) is (len(parts) < size)
        assert row["whole"]
        assert row["population"] == 1000 * size


def test_a_place_is_not_whole_without_a_members_row() -> None:
    summed = place_amounts(amounts_of({"E1": 5.0, "E2": 7.0}), MEMBERS)
    assert (place_of(summed, "pair")["known_gbp"], place_of(summed, "pair")["whole"]) == (12, True)
    assert not place_of(summed, "trio")["whole"]


def test_a_member_without_people_gives_no_population() -> None:
    frame = amounts_of({"E1": 5.0, "E2": 7.0}, population=[1000.0, None])
    assert math.isnan(place_of(place_amounts(frame, MEMBERS), "pair")["population"])


def test_bodies_are_named_once_and_sharing_is_kept() -> None:
    frame = amounts_of(
        {"E1": None, "E2": None, "E3": 3.0},
        bodies=["Leeds; York", "York", ""],
        shared=[False, True, False],
    )
    row = place_of(place_amounts(frame, MEMBERS), "trio")
    assert (row["bodies"], bool(row["shared"])) == ("Leeds; York", True)
    assert row["members"] == ("E1", "E2", "E3")


def tables_of(
    values: list[float | None], *, aggregation: str, people: tuple[int, int] = (1000, 3000)
) -> dict[str, pd.DataFrame]:
    """Two areas with a value each, of an indicator that may be combined in one way."""
    observations = pd.DataFrame(
        {
            "indicator": "crimes",
            "area_code": ["E1", "E2"],
            "period": "2019",
            "period_start": 2019,
            "period_end": 2019,
            "sex": "persons",
            "value": values,
            "lower_cl": 0.0,
            "upper_cl": 99.0,
            "numerator": [10.0, 50.0],
            "denominator": [1000.0, 2000.0],
            "verdict_england": "worse",
            "status": "published",
            "method": None,
            "source": "test",
        }
    ).astype({"value": "float64"})
    return {
        "observations": observations,
        "place_members": MEMBERS,
        "indicators": pd.DataFrame(
            {
                "indicator": ["crimes"],
                "aggregation": [aggregation],
                "rate_type": ["crude_rate"],
                "unit": ["per 1,000"],
                "limits": ["chance"],
            }
        ),
        "populations": pd.DataFrame(
            {"area_code": ["E1", "E2"], "year": 2019, "population": people}
        ),
    }


def test_an_average_is_weighed_by_people_and_marked_approximate() -> None:
    row = place_of(place_observations(tables_of([2, 6], aggregation="population_weighted")), "pair")
    assert row["value"] == pytest.approx((2 * 1000 + 6 * 3000) / 4000)
    assert (row["status"], row["method"]) == ("approximate", WEIGHTED_METHOD)
    assert pd.isna(row["lower_cl"])
    assert pd.isna(row["upper_cl"])
    assert pd.isna(row["verdict_england"])


def test_counts_are_added_and_the_rate_made_anew() -> None:
    row = place_of(place_observations(tables_of([10, 25], aggregation="sum_counts")), "pair")
    assert row["value"] == pytest.approx(60 / 3000 * 1000)
    assert row["lower_cl"] < row["value"] < row["upper_cl"]
    assert row["status"] == "computed"
    assert row["method"].startswith(SUMMED_METHOD)


@pytest.mark.parametrize("aggregation", ["population_weighted", "sum_counts"])
def test_places_of_one_authority_or_with_a_missing_member_get_no_row(aggregation: str) -> None:
    combined = place_observations(tables_of([2, 6], aggregation=aggregation))
    assert set(combined["area_code"]) == {"pair"}


def test_what_may_not_be_combined_gets_no_row() -> None:
    assert place_observations(tables_of([2, 6], aggregation="none")).empty


def test_a_suppressed_member_gives_no_average() -> None:
    tables = tables_of([2, None], aggregation="population_weighted")
    assert place_observations(tables).empty


@settings(deadline=None, max_examples=20)
@given(
    values=st.tuples(st.floats(0, 1e6), st.floats(0, 1e6)),
    people=st.tuples(st.integers(1, 10**6), st.integers(1, 10**6)),
)
def test_an_average_lies_between_its_members(
    values: tuple[float, float], people: tuple[int, int]
) -> None:
    tables = tables_of(list(values), aggregation="population_weighted", people=people)
    mean = place_of(place_observations(tables), "pair")["value"]
    slack = 1e-9 * max(values)
    assert min(values) - slack <= mean <= max(values) + slack
