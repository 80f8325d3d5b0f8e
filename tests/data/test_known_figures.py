"""Figures that the publishers print, against the published tables."""

from __future__ import annotations

import pandas as pd
import pytest

from tests.data.published import BIRMINGHAM, MILLION, published, upper_tier
from utils.config import ENGLAND


def council_total(area: str) -> pd.Series[float]:
    """Total service expenditure of councils by year, GBP."""
    spend = published("spend")
    rows = spend[
        (spend["area_code"] == area)
        & (spend["service_line"] == "total")
        & (spend["body_type"] == "council")
    ]
    return rows.set_index("financial_year")["amount_gbp"]


@pytest.mark.parametrize(
    ("year", "millions"),
    [
        ("2007-08", 1868),
        ("2008-09", 1926),
        ("2009-10", 2249),
        ("2012-13", 1825),
        ("2022-23", 2106),
    ],
)
def test_birmingham_spent_what_was_printed(year: str, millions: int) -> None:
    assert round(council_total(BIRMINGHAM)[year] / MILLION) == millions


@pytest.mark.parametrize("year", ["2023-24", "2024-25"])
def test_birmingham_sent_no_return(year: str) -> None:
    spend = published("spend")
    rows = spend[
        (spend["area_code"] == BIRMINGHAM)
        & (spend["financial_year"] == year)
        & (spend["body_type"] == "council")
        & (spend["service_line"] == "total")
    ]
    assert rows["amount_gbp"].isna().all()
    assert rows["status"].tolist() == ["missing"]
    assert rows["note"].notna().all()


def test_england_is_the_sum_of_its_authorities_known_and_estimated() -> None:
    spend = published("spend")
    councils = spend[(spend["body_type"] == "council") & spend["area_code"].isin(upper_tier())]
    keys = ["financial_year", "service_line"]
    estimates = councils["estimate_gbp"].where(
        councils["status"].isin(["missing", "partly estimated"]), 0.0
    )
    parts = councils.assign(known=councils["known_gbp"], estimate=estimates).groupby(keys)
    known, estimate = (
        parts[column].agg(lambda part: part.sum(skipna=False)) for column in ("known", "estimate")
    )
    england = spend[(spend["body_type"] == "council") & (spend["area_code"] == ENGLAND)]
    whole = england.set_index(keys).reindex(known.index)
    assert (known - whole["known_gbp"]).abs().max() < 1
    shown = whole["amount_gbp"].notna()
    assert ((known + estimate) - whole["amount_gbp"])[shown].abs().max() < 1
    small = estimate.abs() <= 0.05 * (known.abs() + estimate.abs())
    assert shown[small & (estimate != 0)].all()


def test_the_printed_england_is_the_sum_of_all_bodies_before_returns_went_missing() -> None:
    spend = published("spend")
    england = spend[(spend["area_code"] == ENGLAND) & (spend["service_line"] == "total")]
    is_printed = england["body_type"] == "all"
    printed = england[is_printed].set_index("financial_year")["amount_gbp"]
    summed = england[~is_printed].groupby("financial_year")["amount_gbp"].sum()
    # The Isles of Scilly sent no return in 2016-17, so that year has no sum of councils.
    complete = [year for year in printed.index if year <= "2021-22" and year != "2016-17"]
    assert len(complete) == 14
    difference = (summed[complete] - printed[complete]).abs() / MILLION
    assert difference.max() < 0.2, difference


@pytest.mark.parametrize(
    ("indicator", "sex", "period", "value", "decimals"),
    [
        ("life_expectancy_at_birth", "male", "2007-09", 76.35, 2),
        ("healthy_life_expectancy_census", "male", "2009-13", 58.9, 1),
        ("deprivation_score", "persons", "2019", 38.067, 3),
    ],
)
def test_outcomes_of_birmingham(
    indicator: str, sex: str, period: str, value: float, decimals: int
) -> None:
    rows = published("observations")
    found = rows[
        (rows["indicator"] == indicator)
        & (rows["area_code"] == BIRMINGHAM)
        & (rows["sex"] == sex)
        & (rows["period"] == period)
    ]["value"]
    assert [round(float(figure), decimals) for figure in found] == [value]


@pytest.mark.parametrize(("year", "pounds"), [("2016-17", 8882), ("2023-24", 12_656)])
def test_england_spent_what_the_treasury_printed_a_head(year: str, pounds: int) -> None:
    # The newest database of each year; the build checks 9,080 and 12,625 on older ones.
    rows = published("regional_spend")
    found = rows[
        (rows["region_code"] == ENGLAND)
        & (rows["financial_year"] == year)
        & (rows["function"] == "total")
    ]["amount_gbp_per_head"]
    assert [round(figure) for figure in found] == [pounds]


def test_the_deflator_is_100_in_2023_24_and_carried_on_by_published_growth() -> None:
    rows = published("deflators").set_index("financial_year")
    deflators = rows["deflator"]
    assert deflators["2023-24"] == 100
    assert deflators["2009-10"] == 70.7043
    assert deflators["2024-25"] == pytest.approx(103.7175, abs=1e-4)
    assert deflators["2025-26"] / deflators["2024-25"] == pytest.approx(1.02943, abs=1e-5)
    assert rows["status"].to_dict()["2025-26"] == "forecast"
    assert set(rows["status"][:"2024-25"]) == {"published"}
    assert deflators.index.max() == "2025-26"


@pytest.mark.parametrize(
    ("area", "line", "change"),
    [
        (BIRMINGHAM, "services_without_education", -13.2),
        (BIRMINGHAM, "total", -31.0),
        (ENGLAND, "services_without_education", -11.7),
        (ENGLAND, "total", -25.1),
        ("E10000034", "services_without_education", -0.6),
        ("E08000032", "services_without_education", -6.3),
        ("E09000023", "services_without_education", -24.4),
    ],
)
def test_real_change_from_2009_10_to_2022_23(area: str, line: str, change: float) -> None:
    """Recomputed from the workbooks by other code; Worcestershire, Bradford and Lewisham too."""
    values = published("map_values")
    rows = values[
        (values["measure"] == f"spend:{line}")
        & (values["basis"] == "real")
        & (values["area_code"] == area)
    ].set_index("period")["value"]
    assert round((rows["2022-23"] / rows["2009-10"] - 1) * 100, 1) == change


def test_no_area_is_blank_whose_known_part_is_over_95_per_cent() -> None:
    gaps = published("spend_gaps")
    assert (gaps.loc[gaps["status"] == "missing", "estimated_share"].dropna() > 0.05).all()
    assert (gaps.loc[gaps["status"] == "partly estimated", "estimated_share"] <= 0.05).all()


@pytest.mark.parametrize(("year", "blank"), [("2023-24", 2), ("2024-25", 3)])
def test_only_councils_that_are_really_unknown_are_blank(year: str, blank: int) -> None:
    """Birmingham, and Westmorland and Furness or Cumberland and Slough; 12 and 8 before."""
    values = published("map_values")
    rows = values[
        (values["measure"] == "spend:services_without_education")
        & (values["basis"] == "real")
        & (values["period"] == year)
        & values["area_code"].isin(upper_tier())
    ]
    assert len(rows) == 153
    assert int(rows["value"].isna().sum()) == blank
    assert BIRMINGHAM in set(rows.loc[rows["value"].isna(), "area_code"])


def test_no_amount_of_a_silent_body_is_without_a_mark() -> None:
    """Every line of an area with a body that made no return is a gap, estimated or noted."""
    missing = published("missing_returns")
    spend = published("spend")
    keys = ["area_code", "financial_year", "service_line"]
    marked = spend[spend["status"].isin(["missing", "partly estimated"])]
    assert set(map(tuple, missing[keys].to_numpy())) <= set(map(tuple, marked[keys].to_numpy()))
    silent = spend[spend["note"].fillna("").str.contains("No return from")]
    quiet = silent[silent["status"] == "returned"]
    assert quiet["note"].str.contains("reported nothing on this line in any year").all()


def test_a_combined_authority_without_a_return_is_no_zero() -> None:
    """Newcastle's highways: GBP 48 a person, then 1.20 unmarked, then 73."""
    values = published("map_values")
    row = values[
        (values["measure"] == "spend:highways_transport")
        & (values["basis"] == "cash")
        & (values["period"] == "2023-24")
        & (values["area_code"] == "E08000021")
    ].iloc[0]
    assert (row["status"], pd.isna(row["value"])) == ("missing", True)
    assert "North of Tyne" in row["note"]


def test_the_newest_revision_is_used() -> None:
    spend = published("spend")
    row = spend[
        (spend["area_code"] == "E08000026")
        & (spend["financial_year"] == "2022-23")
        & (spend["service_line"] == "total")
        & (spend["body_type"] == "council")
    ].iloc[0]
    assert row["amount_gbp"] == 567_855_000
    assert "GBP 584,903,000" in row["note"]


@pytest.mark.parametrize(
    ("area", "line", "year"),
    [
        ("E08000028", "adult_social_care", "2023-24"),
        ("E06000066", "adult_social_care", "2023-24"),
        ("E06000034", "adult_social_care", "2024-25"),
        *[("E06000039", "children_social_care", f"20{year}-{year + 1}") for year in range(16, 22)],
    ],
)
def test_returns_that_cannot_be_right_are_marked(area: str, line: str, year: str) -> None:
    """Sandwell, Somerset, Thurrock and Slough, and the totals that hold them."""
    values = published("map_values")
    for name in (line, "services_without_education", "total"):
        row = values[
            (values["measure"] == f"spend:{name}")
            & (values["basis"] == "real")
            & (values["period"] == year)
            & (values["area_code"] == area)
        ].iloc[0]
        assert row["status"] == "doubtful"
        assert row["value"] > 0
        assert "may include an error" in row["note"]


def test_there_were_thirteen_pilots() -> None:
    places = published("places")
    pilots = places[places["kind"] == "pilot"]
    assert len(pilots) == 13
    assert set(pilots["place_id"]) <= set(published("place_members")["place_id"])


@pytest.mark.parametrize(
    ("place", "amount", "unit"),
    [("birmingham", 7.5e9, "GBP"), ("central_bedfordshire_and_luton", 6853, "GBP per person")],
)
def test_the_pilots_own_counts_are_there_with_their_sources(
    place: str, amount: float, unit: str
) -> None:
    counts = published("counts")
    found = counts[
        (counts["place_id"] == place) & (counts["amount"] == amount) & (counts["unit"] == unit)
    ]
    assert len(found) >= 1
    assert found["source_title"].notna().all()
    assert found["is_plottable"].all()


def test_a_figure_that_contradicts_its_own_page_is_not_drawn() -> None:
    counts = published("counts")
    assert 44_000 not in set(counts.loc[counts["is_plottable"], "amount"])


@pytest.mark.parametrize(
    ("kind", "number"), [("lsoa01", 32_482), ("lsoa11", 32_844), ("lsoa21", 33_755)]
)
def test_small_areas_are_as_many_as_the_census_made(kind: str, number: int) -> None:
    parents = published("small_area_parents")
    assert (parents["area_type"] == kind).sum() == number
    values = published("small_areas")
    scores = values[(values["area_type"] == kind) & (values["measure"] == "imd_decile")]
    per_period = scores.groupby("period")["area_code"].nunique()
    assert set(per_period) == {number}


def test_tenths_of_deprivation_hold_a_tenth_each() -> None:
    values = published("small_areas")
    tenths = values[(values["measure"] == "imd_decile") & (values["period"] == "2019")]["value"]
    counts = tenths.value_counts()
    assert sorted(counts.index) == list(range(1, 11))
    assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize(("year", "millions"), [(2009, 52.2), (2020, 56.3), (2021, 56.6)])
def test_people_of_england(year: int, millions: float) -> None:
    populations = published("populations").set_index(["area_code", "year"])["population"]
    assert populations[ENGLAND, year] / MILLION == pytest.approx(millions, abs=0.1)


@pytest.mark.parametrize(
    ("area", "deaths", "population", "rate"),
    [("E06000063", 121, 818_709, 14.78), ("E06000064", 66, 677_842, 9.74)],
)
def test_cumbrian_deaths_are_divided_by_the_rebased_population(
    area: str, deaths: int, population: int, rate: float
) -> None:
    rows = published("observations")
    row = rows[
        (rows["indicator"] == "drug_poisoning_deaths")
        & (rows["area_code"] == area)
        & (rows["period"] == "2018-20")
    ].iloc[0]
    assert (row["numerator"], row["denominator"]) == (deaths, population)
    assert round(row["value"], 2) == rate


def test_no_neutral_indicator_is_better_or_worse() -> None:
    indicators = published("indicators").set_index("indicator")
    rows = published("observations")
    neutral = rows[rows["indicator"].map(indicators["polarity"]) == "neutral"]
    assert set(neutral["verdict_england"].dropna()) == {"higher", "lower", "similar"}
    birmingham = neutral[
        (neutral["indicator"] == "deaths_in_usual_residence_65_and_over")
        & (neutral["area_code"] == BIRMINGHAM)
        & (neutral["period"] == "2016")
    ].iloc[0]
    assert (birmingham["value"], birmingham["verdict_england"]) == (38.7, "lower")


def test_deaths_with_serious_mental_illness_are_a_ratio() -> None:
    indicators = published("indicators").set_index("indicator")
    assert indicators.loc["excess_mortality_serious_mental_illness", "unit"] == "all adults = 100"
    rows = published("observations")
    england = rows[
        (rows["indicator"] == "excess_mortality_serious_mental_illness")
        & (rows["area_code"] == ENGLAND)
    ].set_index("period")["value"]
    assert england["2014/15"] == 370.0


def test_limits_name_the_method_that_made_them() -> None:
    rows = published("observations")
    drugs = rows[rows["indicator"] == "drug_poisoning_deaths"]
    small = drugs["numerator"] < 10
    assert drugs.loc[small, "method"].str.endswith("exact Poisson limits").all()
    assert drugs.loc[~small, "method"].str.endswith("Byar's limits").all()
    full = ["fuel_poverty", "households_in_temporary_accommodation"]
    full += ["households_owed_homelessness_duty"]
    untested = rows[rows["indicator"].isin(full)]
    assert untested[["lower_cl", "upper_cl", "verdict_england"]].isna().all(axis=None)


def test_the_superseded_population_of_mid_2023_is_said() -> None:
    sources = published("sources").set_index("source")
    assert "60,854,727" in sources.loc["ons_population", "caveats"]
