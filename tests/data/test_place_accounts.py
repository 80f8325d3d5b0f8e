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


def test_the_schools_grant_of_birmingham() -> None:
    grant = account(BIRMINGHAM, "2022-23", "schools")
    assert grant.sum() == pytest.approx(1369.1, abs=0.05)
    recouped = grant["dsg_schools_academies"] + grant["dsg_high_needs_direct"]
    assert recouped == pytest.approx(692.3, abs=0.05)


def test_income_tax_of_birmingham() -> None:
    tax = published("income_tax").set_index("area_code")
    assert set(tax.index) == upper_tier()
    assert tax["amount_gbp"][BIRMINGHAM] == 1_830 * MILLION
    assert tax["taxpayers"][BIRMINGHAM] == 417_000
    assert set(tax.index[tax["status"] == "missing"]) == {"E06000027", "E06000053"}


@pytest.mark.parametrize(
    ("table", "line", "pounds"),
    [
        ("regional_revenue", "total_with_north_sea_by_geography", 13_173),
        ("regional_managed_expenditure", "total_managed_expenditure", 18_225),
    ],
)
def test_the_west_midlands_takes_in_and_spends_what_is_printed(
    table: str, line: str, pounds: int
) -> None:
    rows = published(table)
    kept = rows[
        (rows["region_code"] == "E12000005")
        & (rows["financial_year"] == "2024-25")
        & (rows["line"] == line)
    ]
    assert round(kept["amount_gbp_per_head"].item()) == pounds


def test_groups_before_the_boards_are_secondary_and_not_of_birmingham() -> None:
    rows = published("place_accounts")
    groups = rows[rows["item"] == "nhs_ccg_programme"]
    assert set(groups["grade"]) == {"secondary"}
    assert BIRMINGHAM not in set(groups["area_code"])
    by_year = groups.groupby("financial_year")["area_code"].nunique()
    assert by_year.to_dict() == {
        "2013-14": 52,
        "2014-15": 52,
        "2015-16": 52,
        "2016-17": 54,
        "2017-18": 54,
        "2018-19": 62,
        "2019-20": 64,
    }
