"""The count of all public money, against what the Treasury and others published."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.data.published import BIRMINGHAM, MILLION, published, upper_tier
from utils.config import ENGLAND


def totals(area: str, block: str = "total") -> pd.DataFrame:
    rows = published("whole_place")
    found = rows[(rows["area_code"] == area) & (rows["block"] == block)]
    return found.set_index("financial_year")


def test_every_upper_tier_area_has_a_figure_in_every_year_since_2008() -> None:
    rows = published("whole_place")
    areas = rows[(rows["block"] == "total") & rows["area_code"].isin(upper_tier())]
    assert set(areas.groupby("financial_year")["area_code"].nunique()) == {len(upper_tier())}
    assert areas["financial_year"].min() == "2008-09"
    assert areas["financial_year"].max() == "2024-25"
    assert areas["financial_year"].nunique() == 17


def test_england_is_what_the_treasury_published_per_head() -> None:
    # The database of 2025 revised 2023-24 from the 12,625 that the database of 2024 gave.
    assert round(totals(ENGLAND).loc["2023-24", "amount_gbp_per_head"]) == 12_656


def test_the_west_midlands_received_73_billion_in_2022_23() -> None:
    segments = published("regional_segments")
    rows = segments[
        (segments["region_code"] == "E12000005") & (segments["financial_year"] == "2022-23")
    ]
    assert rows["amount_gbp"].sum() / MILLION == pytest.approx(73_100, rel=0.002)
    of_item = rows.groupby("item")["amount_gbp"].sum() / MILLION
    assert of_item["tax_credits"] == pytest.approx(945, abs=1)


def test_birmingham_has_its_published_benefits_and_nearly_two_thirds_measured() -> None:
    items = published("whole_place_items")
    rows = items[(items["area_code"] == BIRMINGHAM) & (items["financial_year"] == "2022-23")]
    amounts = rows.set_index("item")["amount_gbp"] / MILLION
    assert amounts["state_pension"] == pytest.approx(1_233.4, abs=0.1)
    assert amounts["universal_credit"] == pytest.approx(1_089.7, abs=0.1)
    total = totals(BIRMINGHAM).loc["2022-23"]
    assert 0.6 < total["measured_gbp"] / total["amount_gbp"] < 0.7


@pytest.mark.parametrize("year", ["2009-10", "2010-11"])
def test_social_care_of_all_ages_is_measured_while_accounts_have_one_line(year: str) -> None:
    items, spend = published("whole_place_items"), published("spend")
    items = items[items["financial_year"] == year]
    assert not items["item"].isin(["adult_social_care", "children_social_care"]).any()
    care = items[items["item"] == "social_care"].set_index("area_code")
    account = spend[
        (spend["financial_year"] == year) & (spend["service_line"] == "social_care_all_ages")
    ]
    returned = account.groupby("area_code")["amount_gbp"].sum(min_count=1).clip(lower=0)
    known = returned.reindex(care.index).fillna(0)
    expected = known.round().clip(upper=care["amount_gbp"].clip(lower=0))
    assert (care["measured_gbp"] - expected).abs().max() <= 1
    assert care["measured_gbp"].sum() / care["amount_gbp"].sum() > 0.9
    assert care.loc[BIRMINGHAM, "measured_gbp"] > 0.9 * care.loc[BIRMINGHAM, "amount_gbp"]


def test_the_estimate_alone_meets_birminghams_benefits_as_the_drivers_error_says() -> None:
    rows = published("whole_place_comparisons")
    benefits = rows[(rows["kind"] == "benefit") & (rows["financial_year"] == "2022-23")]
    differences = benefits.set_index("item")["difference"]
    assert 0.02 < differences["state_pension"] < 0.06
    assert 0.0 < differences["universal_credit"] < 0.10
    assert -0.20 < differences["attendance_allowance"] < -0.15


def test_counts_of_the_pilots_are_set_beside_and_fit_nothing() -> None:
    rows = published("whole_place_comparisons")
    counts = rows[rows["kind"] == "count"].set_index(["place_id", "financial_year"])
    assert {"birmingham", "central_bedfordshire_and_luton"} <= set(counts.index.unique(0))
    own = counts.loc["central_bedfordshire_and_luton"].iloc[0]
    assert own["published"] == 6_853
    assert own["unit"] == "GBP per person"
    assert own["estimate"] == pytest.approx(7_800, rel=0.03)


def test_primary_care_trusts_are_set_beside_nhs_money_and_fit_nothing() -> None:
    rows = published("whole_place_comparisons")
    trusts = rows[rows["kind"] == "nhs"].set_index(["place_id", "financial_year", "line"])
    birmingham = trusts.loc[(BIRMINGHAM, "2010-11", "expenditure")]
    assert birmingham["published"] == 2_027_311_000
    items = published("whole_place_items").set_index(["area_code", "financial_year", "item"])
    own = items.loc[(BIRMINGHAM, "2010-11", "nhs")]
    assert own["measured_gbp"] == 0
    assert birmingham["estimate"] == own["amount_gbp"]
    spent = trusts.xs("expenditure", level="line")
    assert len(spent) == 12
    assert spent["difference"].between(-0.15, 0.10).all()


def test_one_off_support_can_be_left_out() -> None:
    with_it, without = totals(ENGLAND), totals(ENGLAND, "total_without_one_off")
    one_off = totals(ENGLAND, "one_off")["amount_gbp"]
    assert one_off["2020-21"] / MILLION > 100_000
    assert one_off.reindex(["2018-19", "2019-20"]).fillna(0).sum() == 0
    difference = with_it["amount_gbp"] - without["amount_gbp"]
    assert (difference - one_off.reindex(difference.index).fillna(0)).abs().max() == 0


def test_no_measured_amount_is_more_than_its_item_and_no_range_is_negative() -> None:
    items = published("whole_place_items")
    assert (items["measured_gbp"] <= items["amount_gbp"].clip(lower=0)).all()
    assert (items["range_gbp"] >= 0).all()
    assert items["driver"].notna().all()


def test_drivers_of_another_year_are_at_most_two_years_away() -> None:
    items = published("whole_place_items")[["financial_year", "driver_year"]].drop_duplicates()
    other = items[items["driver_year"].str.fullmatch(r"\d{4}")]
    apart = other["driver_year"].astype(int) - other["financial_year"].str[:4].astype(int)
    assert len(other)
    assert apart.abs().max() <= 2
