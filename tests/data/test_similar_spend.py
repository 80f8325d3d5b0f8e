"""Spend beside similar places, made anew from the other published tables."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest

from tests.data.published import published, upper_tier
from utils.config import PRICE_BASE_YEAR

EXCLUDED = {"E09000001", "E06000053"}
KEYS = ["measure", "basis", "period"]
YOUNG = ("0-4", "5-9", "10-14", "15-19")
OLD = ("65-69", "70-74", "75-79", "80-84", "85-89", "90+")
NAMES = ["intercept", "deprivation_score", "share_under_20", "share_65_and_over", "london"]
SERVICES = "spend:services_without_education"
#: Lines and years in which every area has a figure of its own.
CASES = [
    (SERVICES, "2009-10", 2010, 2011),
    (SERVICES, "2022-23", 2019, 2022),
    ("spend:public_health", "2022-23", 2019, 2022),
]


@cache
def predictors(edition: int, age_year: int) -> pd.DataFrame:
    """Deprivation and shares of ages in per cent, by upper-tier area."""
    observed = published("observations")
    scores = observed[
        (observed["indicator"] == "deprivation_score") & (observed["period"] == str(edition))
    ]
    ages = published("population_ages")
    ages = ages[(ages["year"] == age_year) & (ages["sex"] == "persons")]
    total = ages.groupby("area_code")["population"].sum()
    parts = {
        name: ages[ages["age_band"].isin(bands)].groupby("area_code")["population"].sum() / total
        for name, bands in (("young", YOUNG), ("old", OLD))
    }
    return pd.DataFrame(
        {
            "score": scores.set_index("area_code")["value"].reindex(total.index),
            "young": parts["young"] * 100,
            "old": parts["old"] * 100,
            "london": [float(code.startswith("E09")) for code in total.index],
        }
    )


def observed_values(measure: str, period: str, basis: str = "cash") -> pd.Series[float]:
    values = published("map_values")
    rows = values[
        (values["measure"] == measure) & (values["period"] == period) & (values["basis"] == basis)
    ]
    return rows.set_index("area_code")["value"].dropna()


def design_of(
    measure: str, period: str, edition: int, age_year: int
) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Areas of the fit, their predictors with an intercept, and their spend."""
    spend = observed_values(measure, period)
    codes = sorted((upper_tier() - EXCLUDED) & set(spend.index))
    likeness = predictors(edition, age_year).loc[codes].to_numpy()
    return codes, np.column_stack([np.ones(len(codes)), likeness]), spend[codes].to_numpy()


def fit_of(measure: str, period: str) -> pd.Series:
    fits = published("similar_fits")
    return fits[(fits["measure"] == measure) & (fits["period"] == period)].iloc[0]


def rows_of(measure: str, period: str) -> pd.DataFrame:
    rows = published("similar_spend")
    return rows[(rows["measure"] == measure) & (rows["period"] == period)].set_index("area_code")


@pytest.mark.parametrize(("measure", "period", "edition", "age_year"), CASES)
def test_a_fit_made_anew_is_the_published_one(
    measure: str, period: str, edition: int, age_year: int
) -> None:
    codes, design, spend = design_of(measure, period, edition, age_year)
    coefficients = np.linalg.lstsq(design, spend, rcond=None)[0]
    residuals = spend - design @ coefficients
    fit = fit_of(measure, period)
    assert (fit["deprivation_edition"], fit["age_year"]) == (str(edition), age_year)
    assert fit["n"] == len(codes)
    explained = 1 - (residuals**2).sum() / ((spend - spend.mean()) ** 2).sum()
    assert fit["r_squared"] == pytest.approx(explained, abs=1e-6)
    assert fit["residual_sd"] == pytest.approx(
        np.sqrt((residuals**2).sum() / (len(codes) - 5)), abs=0.006
    )
    terms = published("similar_terms")
    terms = terms[(terms["measure"] == measure) & (terms["period"] == period)]
    found = terms.set_index("term")["value"]
    assert found[NAMES].tolist() == pytest.approx(coefficients.tolist(), abs=1e-5)


@pytest.mark.parametrize(("measure", "period", "edition", "age_year"), CASES)
def test_residuals_of_the_published_coefficients_average_to_zero(
    measure: str, period: str, edition: int, age_year: int
) -> None:
    _, design, spend = design_of(measure, period, edition, age_year)
    terms = published("similar_terms")
    terms = terms[(terms["measure"] == measure) & (terms["period"] == period)].set_index("term")
    left = spend - design @ terms.loc[NAMES, "value"].to_numpy()
    assert abs(left.mean()) < 0.001


@pytest.mark.parametrize(("measure", "period", "edition", "age_year"), CASES)
def test_an_area_is_judged_by_the_fit_without_it(
    measure: str, period: str, edition: int, age_year: int
) -> None:
    codes, design, spend = design_of(measure, period, edition, age_year)
    rows = rows_of(measure, period)
    for number in range(0, len(codes), 30):
        rest = np.arange(len(codes)) != number
        line = np.linalg.lstsq(design[rest], spend[rest], rcond=None)[0]
        expected = design[number] @ line
        assert rows["expected"][codes[number]] == pytest.approx(expected, abs=0.006)


@pytest.mark.parametrize(
    "place", ["central_bedfordshire_and_luton", "greater_manchester_community_budget"]
)
def test_a_place_of_several_is_judged_by_the_fit_without_any_of_them(place: str) -> None:
    measure, period, edition, age_year = CASES[0]
    codes, design, spend = design_of(measure, period, edition, age_year)
    members = published("place_members")
    own = set(members.loc[members["place_id"] == place, "area_code"])
    ages = published("population_ages")
    ages = ages[(ages["year"] == age_year) & (ages["sex"] == "persons")]
    people = ages[ages["area_code"].isin(own)].groupby("age_band")["population"].sum()
    values = published("map_values")
    score = values[
        (values["measure"] == "deprivation_score:persons")
        & (values["period"] == str(edition))
        & (values["area_code"] == place)
    ]["value"].iloc[0]
    shares = [people[list(bands)].sum() / people.sum() * 100 for bands in (YOUNG, OLD)]
    rest = np.array([code not in own for code in codes])
    line = np.linalg.lstsq(design[rest], spend[rest], rcond=None)[0]
    expected = np.array([1, score, *shares, 0]) @ line
    row = rows_of(measure, period).loc[place]
    assert row["expected"] == pytest.approx(expected, abs=0.006)
    observed = observed_values(measure, period)[place]
    assert row["residual"] == pytest.approx(observed - expected, abs=0.006)


def test_every_value_is_that_of_the_map() -> None:
    rows = published("similar_spend")
    values = published("map_values")
    both = rows.merge(
        values[["measure", "basis", "period", "area_code", "value"]],
        on=[*KEYS, "area_code"],
        how="left",
        validate="one_to_one",
    )
    assert (both["value_x"] - both["value_y"]).abs().max() <= 0.00501


def test_a_fit_in_real_terms_is_the_fit_in_cash_times_one_factor() -> None:
    # So that cash alone need be published.
    measure, period, edition, age_year = CASES[0]
    codes, design, spend = design_of(measure, period, edition, age_year)
    real = observed_values(measure, period, "real")[codes].to_numpy()
    deflators = published("deflators").set_index("financial_year")["deflator"]
    factor = deflators[PRICE_BASE_YEAR] / deflators[period]
    # Four published numbers are in it, each rounded by at most half of its ninth digit.
    assert np.allclose(real, spend * factor, rtol=4 * 5e-9)
    in_cash = np.linalg.lstsq(design, spend, rcond=None)[0]
    in_real = np.linalg.lstsq(design, real, rcond=None)[0]
    # A coefficient is a difference of these figures, and has fewer digits to be sure of.
    assert np.allclose(in_real, in_cash * factor, rtol=1e-6)


def test_every_line_and_year_of_the_outturn_has_a_fit_or_a_reason() -> None:
    values = published("map_values")
    spend = values[
        values["measure"].str.startswith("spend:")
        & (values["basis"] == "cash")
        & values["area_code"].isin(upper_tier())
        & values["value"].notna()
    ]
    wanted = set(zip(spend["measure"], spend["period"], strict=True))
    fits = published("similar_fits")
    assert set(zip(fits["measure"], fits["period"], strict=True)) == wanted
    assert fits["reason"].notna().all()
    assert (fits["r_squared"].notna() | (fits["shown"] == "neighbours")).all()


def test_no_fit_has_the_city_of_london_or_the_isles_of_scilly() -> None:
    assert not EXCLUDED & set(published("similar_spend")["area_code"])
    judged = published("similar_spend")["area_code"]
    assert set(judged[judged.str.startswith("E")]) == upper_tier() - EXCLUDED
    assert published("similar_fits")["areas"].between(100, 151).all()
    assert published("similar_fits")["n"].between(30, 151).all()


def test_one_place_in_twenty_lies_outside_its_limits() -> None:
    rows = published("similar_spend").dropna(subset=["expected"])
    outside = ((rows["lower_cl"] > 0) | (rows["upper_cl"] < 0)).mean()
    assert outside == pytest.approx(0.05, abs=0.01)


def test_london_and_costly_places_are_inside_as_often_as_others() -> None:
    # The limits that took every area to spread alike held one in ten of these outside.
    rows = published("similar_spend").dropna(subset=["expected"])
    inside = (rows["lower_cl"] <= 0) & (rows["upper_cl"] >= 0)
    assert inside[rows["area_code"].str.startswith("E09")].mean() > 0.92
    assert published("similar_fits")["coverage_high"].mean() > 0.93


def test_london_is_in_the_expected_spend_of_all_services() -> None:
    rows = rows_of(SERVICES, "2022-23")
    london = rows.index.str.startswith("E09")
    areas = rows[rows.index.isin(upper_tier())]
    means = areas["residual"].groupby(areas.index.str.startswith("E09")).mean()
    assert london.sum() == 32
    assert means.abs().max() < 15
    assert fit_of(SERVICES, "2022-23")["held_out_r_squared"] > 0.75


def test_nothing_is_expected_to_be_below_zero() -> None:
    assert published("similar_spend")["expected"].min() >= 0


def test_expected_spend_is_shown_only_where_it_is_nearer_than_the_neighbours() -> None:
    fits = published("similar_fits")
    shown = fits[fits["shown"] == "expected"]
    assert (shown["expected_error"] <= shown["neighbours_error"]).all()
    assert (shown["held_out_r_squared"] > 0).all()
    assert not set(shown["measure"]) & {"spend:total", "spend:education"}
    assert set(fits["shown"]) == {"expected", "neighbours"}


def test_police_and_fire_count_bodies() -> None:
    fits = published("similar_fits").set_index("measure")
    assert fits.loc["spend:police", "n"].between(36, 38).all()
    assert fits.loc["spend:fire_rescue", "n"].between(41, 46).all()


def test_neighbours_are_the_fifteen_of_the_office_for_national_statistics() -> None:
    spend = observed_values(SERVICES, "2022-23")
    near = published("neighbours")
    own = near[(near["area_code"] == "E06000032") & (near["neighbour_order"] <= 15)]
    values = spend.reindex(own["neighbour_code"]).dropna()
    row = rows_of(SERVICES, "2022-23").loc["E06000032"]
    assert row["n"] == len(values) == 15
    assert row["median"] == pytest.approx(values.median(), abs=0.006)
    assert row["upper_quartile"] == pytest.approx(values.quantile(0.75), abs=0.006)
