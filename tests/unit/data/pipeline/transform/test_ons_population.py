from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.transform.ons_population import transform
from tests.unit.data.pipeline.transform.health_built import (
    built_tables,
    driver_of,
    fixture_raw,
    spoilt_raw,
)
from utils.errors import SourceSchemaError

SOURCE = "ons_population"


def changes_of() -> dict[str, pd.DataFrame]:
    built = built_tables()
    return {
        "areas": built["areas"],
        "area_changes": built["area_changes"].assign(code_system="gss"),
    }


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return transform(fixture_raw(SOURCE), changes_of())


def people(tables: dict[str, pd.DataFrame], area: str, year: int) -> float:
    totals = tables["populations"].set_index(["area_code", "year"])["population"]
    assert totals.index.is_unique
    return float(totals[area, year])


def test_the_rebased_release_serves_from_2011(tables: dict[str, pd.DataFrame]) -> None:
    assert people(tables, "E92000001", 2010) == 1000
    assert people(tables, "E92000001", 2011) == 1111


def test_abolished_areas_keep_the_earlier_release(tables: dict[str, pd.DataFrame]) -> None:
    assert people(tables, "E07000026", 2011) == 31


def test_codes_lose_their_blanks(tables: dict[str, pd.DataFrame]) -> None:
    assert people(tables, "E08000025", 2010) == 400


def test_only_england_and_areas_with_a_council_are_kept(tables: dict[str, pd.DataFrame]) -> None:
    for table in tables.values():
        assert table["area_code"].str.match(r"E(92|12|10|06|07|08|09)").all()
        assert "E11000005" not in set(table["area_code"])


def test_an_area_formed_later_gets_the_sum_of_its_districts(
    tables: dict[str, pd.DataFrame],
) -> None:
    assert people(tables, "E06000063", 2010) == 50
    releases = tables["populations"].set_index(["area_code", "year"])["release"]
    assert releases["E06000063", 2010] == "Sum of the districts it was formed from"


def test_a_published_figure_is_not_replaced_by_a_sum(tables: dict[str, pd.DataFrame]) -> None:
    assert people(tables, "E06000063", 2011) == 55


def test_a_split_county_is_given_to_no_successor(tables: dict[str, pd.DataFrame]) -> None:
    assert not {"E06000058", "E06000059"} & set(tables["populations"]["area_code"])


def test_ages_are_summed_into_bands(tables: dict[str, pd.DataFrame]) -> None:
    ages = tables["population_ages"]
    persons = ages[(ages["area_code"] == "E08000025") & (ages["sex"] == "persons")]
    bands = persons.set_index("age_band")["population"]
    assert len(bands) == 19
    assert bands["0-4"] == 1 + 2 + 3 + 4 + 5
    assert bands["85-89"] == 86 + 87 + 88 + 89 + 90
    assert bands["90+"] == 91
    assert set(ages["sex"]) == {"persons", "male", "female"}
    formed = ages[ages["area_code"] == "E06000063"].set_index("age_band")["population"]
    assert (formed["0-4"], formed["90+"]) == (25, 5)


def test_sexes_add_up_to_persons(tables: dict[str, pd.DataFrame]) -> None:
    ages = tables["population_ages"]
    wide = ages[ages["area_code"] == "E08000025"].pivot_table(
        index="age_band", columns="sex", values="population"
    )
    assert (wide["male"] + wide["female"] == wide["persons"]).all()


def test_age_groups_are_counted_for_upper_tiers_alone(tables: dict[str, pd.DataFrame]) -> None:
    drivers = tables["driver_values"]
    assert set(drivers["area_code"]) == {"E08000025", "E06000063"}
    # The fixture has one person more for every year of age.
    older = driver_of(drivers, "residents_75_and_over", "E08000025", 2020)
    assert older["value"] == sum(range(76, 92))
    assert driver_of(drivers, "residents_0_to_4", "E08000025", 2020)["value"] == 15
    assert driver_of(drivers, "residents_5_to_15", "E06000063", 2020)["value"] == 5 * 11
    groups = ("0_to_4", "5_to_15", "16_to_64", "65_and_over")
    whole = [driver_of(drivers, f"residents_{one}", "E08000025", 2020)["value"] for one in groups]
    assert sum(whole) == 4186


@pytest.mark.parametrize(
    ("key", "old", "match"),
    [
        ("totals", "release", "column 'release'"),
        ("totals", "geography", "column 'geography'"),
        ("single_years", ",42,", "column '42'"),
        ("single_years", "sex", "column 'sex'"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, key: str, old: str, match: str) -> None:
    new = old.replace(old.strip(","), "other")
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, key, tmp_path, old=old, new=new), changes_of())
