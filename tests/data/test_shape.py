"""Bounds on what is published: rows, gaps, and that everything is named and known."""

from __future__ import annotations

import pytest

from data.versions.schema import read_tables
from tests.data.published import published, upper_tier
from utils.config import ENGLAND, FIRST_FINANCIAL_YEAR, PRICE_BASE_YEAR

AREA_TABLES = (
    "observations",
    "spend",
    "populations",
    "population_ages",
    "place_members",
    "neighbours",
    "local_deciles",
    "place_accounts",
    "driver_values",
    "income_tax",
)
ROW_TOLERANCE = 0.05


@pytest.mark.parametrize("table", AREA_TABLES)
def test_every_area_is_known(table: str) -> None:
    known = set(published("areas")["area_code"])
    assert set(published(table)["area_code"]) <= known


def test_codes_of_other_columns_are_known_too() -> None:
    areas = published("areas")
    known = set(areas["area_code"])
    assert set(areas["upper_tier_code"].dropna()) <= known
    assert set(areas["region_code"].dropna()) <= known
    assert set(published("neighbours")["neighbour_code"]) <= known
    for table in ("regional_spend", "regional_revenue", "regional_managed_expenditure"):
        assert set(published(table)["region_code"]) <= known
    parents = published("small_area_parents")
    for column in ("lower_tier_code", "upper_tier_code"):
        assert set(parents[column].dropna()) <= known
    values = published("map_values")
    places = set(published("place_members")["place_id"])
    assert set(values["area_code"]) <= known | places


@pytest.mark.parametrize("table", sorted(read_tables()))
def test_keys_are_whole_and_stand_once(table: str) -> None:
    key = list(read_tables()[table].key)
    frame = published(table)
    assert len(frame) > 0
    assert frame[key].notna().all(axis=None)
    assert not frame.duplicated(key).any()


@pytest.mark.parametrize("table", sorted(read_tables()))
def test_required_columns_are_filled_and_enumerated_ones_hold_what_is_declared(table: str) -> None:
    declared, frame = read_tables()[table], published(table)
    assert frame[list(declared.required)].notna().all(axis=None)
    for field in declared.fields:
        if field.allowed:
            assert set(frame[field.name].dropna()) <= set(field.allowed), field.name


def test_sources_have_all_that_a_reader_needs() -> None:
    sources = published("sources")
    for column in ("publisher", "licence", "citation", "landing_page", "attribution", "title"):
        assert sources[column].str.len().gt(0).all(), column
    assert sources["landing_page"].str.startswith("https://").all()


@pytest.mark.parametrize(
    "table", [name for name, table in read_tables().items() if "source" in table.columns]
)
def test_every_row_names_a_known_source(table: str) -> None:
    assert set(published(table)["source"]) <= set(published("sources")["source"])


def test_indicators_are_at_least_35_with_observations_units_and_polarity() -> None:
    indicators = published("indicators")
    assert len(indicators) >= 35
    assert set(indicators["indicator"]) == set(published("observations")["indicator"])
    assert indicators["unit"].str.len().gt(0).all()
    assert set(indicators["polarity"]) == {"high_is_good", "low_is_good", "neutral"}
    assert (indicators["decimals"] >= 0).all()
    measures = published("map_measures")
    assert set(measures["polarity"]) <= {"high_is_good", "low_is_good", "neutral"}
    assert measures["unit"].str.len().gt(0).all()
    # A count says how big a place is, and is not on the map.
    counts = indicators.loc[indicators["rate_type"] == "count", "indicator"]
    assert set(counts) == {"care_leavers_19_to_21"}
    assert set(indicators["indicator"]) - set(counts) <= set(measures["item"])
    assert not set(counts) & set(measures["item"])
    assert not published("map_values")["measure"].str.startswith("care_leavers_19_to_21:").any()


def test_addresses_are_addresses() -> None:
    for table in ("places", "counts"):
        addresses = published(table)["source_url"].dropna()
        assert addresses.str.startswith("http").all()
        assert not addresses.str.endswith(".txt").any()
        assert published(table)["source_title"].str.len().gt(0).all()


def test_every_council_line_has_as_many_rows_in_each_of_its_years() -> None:
    spend = published("spend")
    councils = spend[spend["body_type"] == "council"]
    rows = councils.groupby(["service_line", "financial_year"]).size().reset_index(name="rows")
    medians = rows.groupby("service_line")["rows"].transform("median")
    off = (rows["rows"] - medians).abs() / medians
    assert off.max() <= ROW_TOLERANCE
    assert len(rows) > 200


def test_every_upper_tier_area_has_a_council_total_every_year() -> None:
    spend = published("spend")
    totals = spend[(spend["body_type"] == "council") & (spend["service_line"] == "total")]
    local = totals[totals["area_code"].isin(upper_tier())]
    years = [
        f"{year}-{(year + 1) % 100:02d}"
        for year in range(FIRST_FINANCIAL_YEAR, int(PRICE_BASE_YEAR[:4]) + 1)
    ]
    assert sorted(set(local["financial_year"])) == years
    assert set(local.groupby("financial_year")["area_code"].nunique()) == {153}


def test_gaps_of_money_are_few_late_and_marked() -> None:
    spend = published("spend")
    gap = spend["amount_gbp"].isna()
    assert (spend.loc[gap, "status"] == "missing").all()
    assert (spend.loc[~gap, "status"] != "missing").all()
    assert spend.loc[gap, "note"].str.len().gt(0).all()
    totals = spend[(spend["service_line"] == "total") & (spend["body_type"] == "council")]
    shares = totals["amount_gbp"].isna().groupby(totals["financial_year"]).mean()
    early = shares[shares.index <= "2021-22"]
    # The Isles of Scilly sent no return in 2016-17: a gap there, in the region and in England.
    assert set(early.index[early > 0]) == {"2016-17"}
    assert early.max() < 0.02
    assert shares.max() < 0.1


def test_observations_are_marked_where_they_are_missing() -> None:
    rows = published("observations")
    suppressed = rows["status"] == "suppressed"
    assert rows.loc[suppressed, "value"].isna().all()
    assert rows.loc[~suppressed, "value"].notna().all()
    assert set(rows["status"]) <= {"published", "computed", "approximate", "suppressed"}
    missing = rows["value"].isna().groupby(rows["indicator"]).mean()
    assert missing.max() < 0.2
    assert rows["value"].isna().mean() < 0.02


def test_limits_come_in_pairs_with_their_confidence() -> None:
    rows = published("observations")
    assert (rows["lower_cl"].notna() == rows["upper_cl"].notna()).all()
    limited = rows[rows["lower_cl"].notna()]
    assert (limited["lower_cl"] <= limited["upper_cl"]).all()
    assert set(limited["confidence"]) == {0.95}
    approximate = rows[rows["status"] == "approximate"]
    assert approximate["lower_cl"].isna().all()


def test_shares_and_periods_are_possible() -> None:
    rows = published("observations").merge(
        published("indicators")[["indicator", "unit"]], on="indicator", validate="many_to_one"
    )
    assert (rows["period_start"] <= rows["period_end"]).all()
    assert rows["period_start"].between(1990, 2026).all()
    bounded = rows[(rows["unit"] == "%") & (rows["indicator"] != "net_additional_dwellings")]
    shares = bounded[bounded["indicator"] != "excess_mortality_serious_mental_illness"]["value"]
    assert shares.dropna().between(0, 100).all()
    years = rows[rows["indicator"].str.startswith(("life_exp", "healthy_life_exp"))]
    assert years["value"].dropna().between(5, 95).all()


def test_people_are_there_for_every_upper_tier_area_and_year() -> None:
    people = published("populations")
    local = people[people["area_code"].isin(upper_tier())]
    per_year = local.groupby("year")["area_code"].nunique()
    assert list(per_year.index) == list(range(2001, 2025))
    assert set(per_year) == {153}
    assert local["population"].gt(1000).all()
    sums = local.groupby("year")["population"].sum()
    england = people[people["area_code"] == ENGLAND].set_index("year")["population"]
    assert (sums - england.reindex(sums.index)).abs().max() == 0


def test_age_bands_add_up_to_the_population() -> None:
    ages = published("population_ages")
    persons = ages[ages["sex"] == "persons"]
    sums = persons.groupby(["area_code", "year"])["population"].sum()
    totals = published("populations").set_index(["area_code", "year"])["population"]
    newest = sums[sums.index.get_level_values("year") == 2024]
    assert len(newest) > 300
    assert (newest - totals.reindex(newest.index)).abs().max() == 0


def test_neighbours_are_ordered_without_gaps() -> None:
    rows = published("neighbours")
    assert (rows["area_code"] != rows["neighbour_code"]).all()
    orders = rows.groupby("area_code")["neighbour_order"].agg(["min", "max", "nunique"])
    assert (orders["min"] == 1).all()
    assert (orders["max"] == orders["nunique"]).all()
    assert set(rows["area_code"]) == upper_tier()
