"""Money of the NHS, schools and benefits by place, and the counts that drive need."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.data.published import BIRMINGHAM, MILLION, published, upper_tier


def account(area: str, year: str, group: str) -> pd.Series[float]:
    """Amounts of one area, year and group of bodies by item, GBP million."""
    rows = published("place_accounts")
    kept = rows[
        (rows["area_code"] == area)
        & (rows["financial_year"] == year)
        & (rows["body_group"] == group)
    ]
    return kept.set_index("item")["amount_gbp"] / MILLION


def driver(name: str, year: int) -> pd.Series[float]:
    """A driver of every area in one year."""
    rows = published("driver_values")
    kept = rows[(rows["driver"] == name) & (rows["year"] == year)]
    return kept.set_index("area_code")["value"]


@pytest.mark.parametrize(
    ("year", "millions"),
    [("2022-23", 2463.6), ("2023-24", 2613.8), ("2024-25", 2684.4), ("2025-26", 3558.6)],
)
def test_the_nhs_of_birmingham(year: str, millions: float) -> None:
    assert account(BIRMINGHAM, year, "nhs").sum() == pytest.approx(millions, abs=0.05)


@pytest.mark.parametrize(
    ("year", "millions"),
    [("2023-24", 105_042.2), ("2024-25", 106_861.0), ("2025-26", 124_345.8)],
)
def test_core_money_of_all_areas_is_what_nhs_england_prints(year: str, millions: float) -> None:
    rows = published("place_accounts")
    core = rows[(rows["item"] == "nhs_core") & (rows["financial_year"] == year)]
    assert core["amount_gbp"].sum() / MILLION == pytest.approx(millions, abs=0.1)
    assert set(core["area_code"]) == upper_tier()


def test_benefits_of_birmingham_add_up_to_what_is_printed() -> None:
    benefits = account(BIRMINGHAM, "2024-25", "benefits")
    assert benefits.sum() == pytest.approx(5414.4)
    assert benefits["state_pension"] == pytest.approx(1513.0)
    assert "universal_credit" not in account(BIRMINGHAM, "2018-19", "benefits")


@pytest.mark.parametrize(
    ("name", "year", "value"),
    [
        ("universal_credit_households", 2025, 195_085),
        ("nhs_registered_population", 2022, 1_345_032),
        ("income_deprived_people", 2015, 246_305),
        ("disabled_people", 2021, 198_062),
    ],
)
def test_drivers_of_birmingham(name: str, year: int, value: float) -> None:
    assert driver(name, year)[BIRMINGHAM] == pytest.approx(value, abs=1)


@pytest.mark.parametrize(
    ("name", "year", "england"),
    [
        ("nhs_weighted_population", 2022, 61_498_822),
        ("nhs_weighted_population", 2025, 63_849_325),
        ("residents_0_to_4", 2020, 3_239_447),
    ],
)
def test_drivers_of_all_areas_are_englands(name: str, year: int, england: float) -> None:
    assert driver(name, year).sum() == pytest.approx(england, abs=1)
    assert set(driver(name, year).index) == upper_tier()
