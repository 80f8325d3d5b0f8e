"""Shares by a driver: the same year, a filled gap, a line between two years, or the next driver."""

from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.derive.whole_place.shares import SAME, find_shares, share_out_by
from utils.errors import AtlasError

A, B, C = "E06000001", "E06000002", "E06000003"


def values(rows: dict[str, list[float | None]], *years: int) -> pd.DataFrame:
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(years), dtype="float64")


def test_a_driver_of_the_same_year_is_taken_as_it_is() -> None:
    found = find_shares(values({A: [1.0], B: [3.0]}, 2020), year=2020)
    assert found is not None
    assert found[0].to_dict() == {A: 0.25, B: 0.75}
    assert set(found[1]) == {SAME}


def test_a_gap_is_filled_from_the_areas_own_nearest_year_as_the_others_changed() -> None:
    rows = values({A: [10.0, None], B: [20.0, 40.0], C: [30.0, 60.0]}, 2021, 2022)
    found = find_shares(rows, year=2022)
    assert found is not None
    # The others doubled, so A is taken as 20 beside 40 and 60.
    assert found[0].to_dict() == pytest.approx({A: 20 / 120, B: 40 / 120, C: 60 / 120})
    assert found[1].to_dict() == {A: "2021", B: SAME, C: SAME}


def test_a_gap_more_than_two_years_wide_is_not_filled() -> None:
    rows = values({A: [10.0, None], B: [20.0, 40.0]}, 2019, 2022)
    assert find_shares(rows, year=2022) is None


def test_between_two_years_the_share_lies_on_the_straight_line() -> None:
    rows = values({A: [50.0, 20.0], B: [50.0, 80.0]}, 2011, 2021)
    found = find_shares(rows, year=2016)
    assert found is not None
    assert found[0][A] == pytest.approx(0.35)
    assert found[1][A] == "2011 to 2021"


@pytest.mark.parametrize(("year", "expected"), [(2009, "2011"), (2008, None), (2013, "2011")])
def test_outside_its_years_a_driver_serves_two_years_and_no_further(
    year: int, expected: str | None
) -> None:
    found = find_shares(values({A: [1.0], B: [1.0]}, 2011), year=year)
    assert (None if found is None else found[1][A]) == expected


def test_the_next_driver_is_taken_where_the_first_has_no_year() -> None:
    known = {"old": values({A: [1.0], B: [1.0]}, 2001), "people": values({A: [1], B: [4]}, 2020)}
    found = share_out_by(
        {"old": "people", "people": ""}, known, driver="old", year=2020, areas=[A, B]
    )
    assert (found.driver, found.shares[B]) == ("people", 0.8)


def test_an_area_without_any_driver_stops_by_name() -> None:
    known = {"people": values({A: [1.0], B: [None]}, 2020)}
    with pytest.raises(AtlasError, match=f"2020.*{A}, {B}.*people"):
        share_out_by({"people": ""}, known, driver="people", year=2020, areas=[A, B])
