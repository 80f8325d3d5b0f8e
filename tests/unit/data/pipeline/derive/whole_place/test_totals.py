"""Ranges and sums: errors of items as squares, of a region none, one-off support apart."""

from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.derive.whole_place.errors import error_of
from data.pipeline.derive.whole_place.totals import add_ranges, add_up, per_head

ERRORS = pd.DataFrame(
    {
        "item": ["any", "any", "pension"],
        "driver": ["residents", "old", "old"],
        "error": [0.5, 0.2, 0.1],
    }
)


def items() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "area_code": ["E1", "E1", "E1", "E2"],
            "region_code": "E12000001",
            "financial_year": "2022-23",
            "item": ["pension", "roads", "covid", "roads"],
            "block": ["pensions", "transport", "one_off", "transport"],
            "driver": ["old", "residents", "old", "residents"],
            "amount_gbp": [100, 80, 50, 20],
            "measured_gbp": [40, 0, 0, 20],
        }
    )


def test_an_items_own_error_comes_before_its_drivers_and_residents_last() -> None:
    rows = items().assign(driver=["old", "unknown", "old", "residents"])
    found = error_of(ERRORS, rows["item"], rows["driver"])
    assert found.tolist() == [0.1, 0.5, 0.2, 0.5]


def test_only_what_is_not_measured_has_a_range() -> None:
    found = add_ranges(items(), ERRORS)["range_gbp"]
    assert found.tolist() == pytest.approx([6, 40, 10, 0])


def test_ranges_add_up_as_squares_and_a_region_has_none() -> None:
    found = add_up(add_ranges(items(), ERRORS)).set_index(["area_code", "block"])
    total = found.loc[("E1", "total")]
    assert total["amount_gbp"] == 230
    assert total["upper_gbp"] - 230 == pytest.approx((6**2 + 40**2 + 10**2) ** 0.5)
    without = found.loc[("E1", "total_without_one_off")]
    assert without["amount_gbp"] == 180
    region = found.loc[("E12000001", "total")]
    assert region["amount_gbp"] == region["lower_gbp"] == region["upper_gbp"] == 250
    assert found.loc[("E92000001", "total"), "measured_gbp"] == 60


def test_a_person_is_a_resident_of_the_years_first_calendar_year() -> None:
    rows = pd.DataFrame({"area_code": ["E1"], "financial_year": ["2022-23"], "amount_gbp": [100.0]})
    people = pd.DataFrame(
        {"area_code": ["E1", "E1"], "year": [2022, 2023], "population": [4.0, 5.0]}
    )
    assert per_head(rows, people)["amount_gbp_per_head"].tolist() == [25.0]
