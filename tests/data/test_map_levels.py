"""Measures, values and class breaks of the map at each of its five levels."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from geo.breaks import SCHEMES
from tests.data.published import BIRMINGHAM, published, upper_tier
from utils.config import ENGLAND

LEVELS = {"region", "upper_tier", "lower_tier", "msoa", "lsoa"}
KEYS = ["measure", "basis", "level"]
SMALL_AREAS = {"msoa": 6_791, "lsoa": 32_844}
AS_PUBLISHED = "as published"


def small_value(measure: str, level: str, period: str, area: str) -> dict[str, object]:
    rows = published("small_area_values")
    (row,) = rows[
        (rows["measure"] == measure)
        & (rows["level"] == level)
        & (rows["period"] == period)
        & (rows["area_code"] == area)
    ].to_dict("records")
    return {str(name): None if pd.isna(value) else value for name, value in row.items()}


@pytest.mark.parametrize(
    ("measure", "value"), [("deprivation_score:persons", 41.576), ("imd_decile:persons", 2)]
)
def test_deprivation_of_a_small_area_is_as_the_ministry_printed_it(
    measure: str, value: float
) -> None:
    # Birmingham 067A in the edition of 2015.
    assert small_value(measure, "lsoa", "2015", "E01008881")["value"] == value


def test_life_expectancy_of_an_msoa_has_its_published_limits() -> None:
    # Females of Birmingham 001.
    row = small_value("life_expectancy_at_birth:female", "msoa", "2016-20", "E02001827")
    assert (row["value"], row["lower_cl"], row["upper_cl"]) == (88.50289, 87.00535, 90.00043)


def test_a_part_of_an_older_area_has_its_value_and_says_so() -> None:
    note = "The value of the 2001 area E01000004, of which it was part."
    of_the_whole = published("small_areas").set_index(["measure", "area_code", "period"])["value"]
    for area in ("E01032739", "E01032740"):
        row = small_value("deprivation_score:persons", "lsoa", "2010", area)
        assert row["note"] == note
        assert row["value"] == of_the_whole["imd_score", "E01000004", "2010"]


def test_every_small_area_has_one_row_in_every_period_in_the_geometrys_order() -> None:
    rows = published("small_area_values")
    assert len(rows) == 31 * SMALL_AREAS["lsoa"] + 13 * SMALL_AREAS["msoa"]
    parents = published("small_area_parents")
    for (level, _, _), part in rows.groupby(["level", "measure", "period"]):
        codes = parents.loc[parents["area_type"] == f"{level}11", "area_code"]
        assert list(part["area_code"]) == sorted(codes)
        assert len(part) == SMALL_AREAS[level]


def test_a_gap_of_a_small_area_says_why_and_limits_come_with_values_in_pairs() -> None:
    rows = published("small_area_values")
    gaps = rows["value"].isna()
    assert rows.loc[gaps, "note"].str.len().gt(0).all()
    numbers = gaps.groupby([rows["level"], rows["measure"], rows["period"]]).sum()
    most = numbers.groupby(["level", "period"]).max().to_dict()
    assert most == {
        ("lsoa", "2007"): 291,
        ("lsoa", "2010"): 291,
        ("lsoa", "2015"): 0,
        ("lsoa", "2019"): 0,
        ("lsoa", "2025"): 840,
        ("msoa", "2009-13"): 5,
        ("msoa", "2010"): 0,
        ("msoa", "2015-19"): 0,
        ("msoa", "2016-20"): 277,
        ("msoa", "2019"): 0,
    }
    assert (rows["lower_cl"].notna() == rows["upper_cl"].notna()).all()
    limited = rows[rows["lower_cl"].notna()]
    assert (limited["lower_cl"] <= limited["value"]).all()
    assert (limited["value"] <= limited["upper_cl"]).all()


def test_deciles_of_small_areas_are_one_to_ten() -> None:
    rows = published("small_area_values")
    deciles = rows[rows["measure"].str.contains("_decile:")]["value"].dropna()
    assert set(deciles) == set(range(1, 11))


def test_levels_are_the_five_and_every_period_of_a_measure_has_a_value() -> None:
    measures = published("map_measures")
    assert set(measures["level"]) == LEVELS
    assert (measures["periods"].str.len() > 0).all()
    small = published("small_area_values").assign(basis=AS_PUBLISHED)
    with_value = small[small["value"].notna()].groupby(KEYS)["period"].agg(set)
    for row in measures[measures["level"].isin(list(SMALL_AREAS))].itertuples():
        assert set(row.periods.split(";")) == with_value[row.measure, row.basis, row.level]


@pytest.mark.parametrize(
    ("kind", "levels"),
    [
        ("spend", {"region", "upper_tier"}),
        ("regional", {"region"}),
        ("small_area", {"lsoa"}),
        ("indicator", LEVELS),
    ],
)
def test_each_kind_is_shown_at_its_levels(kind: str, levels: set[str]) -> None:
    measures = published("map_measures")
    assert set(measures.loc[measures["kind"] == kind, "level"]) == levels


def test_the_deprivation_score_is_one_measure_at_four_levels() -> None:
    measures = published("map_measures")
    score = measures[measures["measure"] == "deprivation_score:persons"].set_index("level")
    assert set(score.index) == LEVELS - {"region"}
    assert set(score["name"]) == {"Deprivation score"}
    assert score["periods"]["lsoa"] == "2007;2010;2015;2025"
    assert score["periods"]["msoa"] == "2010;2019"


def test_a_region_spends_what_its_areas_spend_or_has_a_gap() -> None:
    areas, values = published("areas"), published("map_values")
    people = published("populations").set_index(["area_code", "year"])["population"]
    rows = values[(values["measure"] == "spend:total") & (values["basis"] == "cash")]
    money = rows.set_index(["area_code", "period"])["value"]
    region_of = areas.set_index("area_code")["region_code"]
    members = {code for code in upper_tier() if region_of[code] == region_of[BIRMINGHAM]}
    assert len(members) == 14
    amounts = sum(money[code, "2009-10"] * people[code, 2009] for code in members)
    region = region_of[BIRMINGHAM]
    assert money[region, "2009-10"] == pytest.approx(amounts / people[region, 2009], rel=1e-9)
    # Birmingham sent no return, so the West Midlands have none either.
    assert np.isnan(money[region, "2023-24"])


@pytest.mark.parametrize(
    ("area", "year", "value"), [(ENGLAND, "2023-24", 12_656), ("E12000005", "2022-23", 12_149)]
)
def test_regional_spending_is_that_of_the_treasury(area: str, year: str, value: int) -> None:
    rows = published("map_values")
    (found,) = rows[
        (rows["measure"] == "regional:total")
        & (rows["basis"] == "cash")
        & (rows["period"] == year)
        & (rows["area_code"] == area)
    ]["value"]
    assert round(found) == value


def test_regional_spending_has_eleven_measures_that_end_in_2024_25() -> None:
    measures = published("map_measures")
    regional = measures[measures["kind"] == "regional"]
    assert regional["item"].nunique() == 11
    assert (regional["periods"].str.split(";").str[-1] == "2024-25").all()


def test_every_measure_has_breaks_in_every_scheme_and_period() -> None:
    breaks = published("map_breaks").set_index([*KEYS, "scheme", "period"]).index
    expected = {
        (row.measure, row.basis, row.level, scheme, period)
        for row in published("map_measures").itertuples()
        for scheme, periods in [
            ("fixed", ["all"]),
            *((scheme, row.periods.split(";")) for scheme in SCHEMES),
        ]
        for period in periods
    }
    assert set(breaks) == expected


def test_breaks_rise_on_the_grid_of_the_values_they_class() -> None:
    decimals = published("map_measures").set_index(KEYS)["decimals"]
    units = published("map_measures").set_index(KEYS)["unit"]
    for row in published("map_breaks").itertuples():
        breaks = [float(bound) for bound in (row.breaks or "").split(";") if bound]
        assert breaks == sorted(set(breaks))
        most = 9 if units[row.measure, row.basis, row.level] == "decile" else 4
        assert len(breaks) <= (2 if row.scheme == "tercile" else most)
        places = int(decimals[row.measure, row.basis, row.level])
        assert all(bound == round(bound, places) for bound in breaks)


@pytest.mark.parametrize("level", sorted(SMALL_AREAS))
def test_no_outer_class_of_small_areas_is_empty(level: str) -> None:
    values, breaks = published("small_area_values"), published("map_breaks")
    decimals = published("map_measures").set_index(KEYS)["decimals"]
    values = values[values["level"] == level]
    for (measure, period), part in values.groupby(["measure", "period"])["value"]:
        shown = part.dropna().round(int(decimals[measure, AS_PUBLISHED, level]))
        own = breaks[
            (breaks["measure"] == measure)
            & (breaks["level"] == level)
            & (breaks["period"] == period)
        ]
        for text in own["breaks"]:
            numbers = [float(number) for number in text.split(";")]
            assert shown.min() < numbers[0] <= numbers[-1] <= shown.max()


def test_tenths_are_a_class_each() -> None:
    breaks = published("map_breaks").set_index(["measure", "level", "scheme", "period"])["breaks"]
    each = "2.0;3.0;4.0;5.0;6.0;7.0;8.0;9.0;10.0"
    for period in ("2007", "2010", "2015", "2019", "2025"):
        assert breaks["imd_decile:persons", "lsoa", "quantile", period] == each
    assert breaks["imd_decile:persons", "lsoa", "fixed", "all"] == each


def test_the_deprived_end_of_every_measure_of_deprivation_is_dark_and_named() -> None:
    measures = published("map_measures")
    deprivation = measures[measures["unit"].isin(["decile", "rank", "score"])]
    assert len(deprivation) >= 12
    for row in deprivation.itertuples():
        low, high = row.ends.split(";")
        dark = low if row.dark_end == "low" else high
        assert dark.startswith("most deprived"), row.measure
        assert (row.unit == "score") == (row.dark_end == "high")
