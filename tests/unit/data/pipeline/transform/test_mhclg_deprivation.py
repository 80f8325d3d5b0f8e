from __future__ import annotations

from pathlib import Path

import pytest

from data.pipeline.transform.mhclg_deprivation.transform import DOMAINS, INDICATOR, transform
from tests.unit.data.pipeline.transform.health_built import (
    built_tables,
    driver_of,
    fixture_raw,
    row_of,
    spoilt_raw,
)
from utils.errors import SourceSchemaError

SOURCE = "mhclg_deprivation"


def test_each_edition_is_a_period() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    birmingham = table[table["area_code"] == "E08000025"]
    assert list(birmingham["period"]) == ["2007", "2010", "2015", "2019", "2025"]


def test_the_ministrys_own_figure_comes_first() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    own = row_of(table, INDICATOR, "E08000025", "2019")
    assert (own["value"], own["status"], own["method"]) == (38.067, "published", None)
    summed = row_of(table, INDICATOR, "E06000063", "2019")
    assert (summed["value"], summed["status"]) == (21.25, "computed")


def test_counties_are_approximated_also_after_the_last_population() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    assert row_of(table, INDICATOR, "E10000031", "2007")["value"] == pytest.approx(17.5)
    assert row_of(table, INDICATOR, "E10000031", "2025")["value"] == pytest.approx(21.0)


def test_small_areas_have_scores_ranks_and_deciles() -> None:
    tables = transform(fixture_raw(SOURCE), built_tables())
    small = tables["small_areas"].set_index(["measure", "period", "area_code"])["value"]
    assert small[("imd_score", "2007", "E01000002")] == 60.25
    assert small[("imd_rank", "2019", "E01000001")] == 29_199
    assert small[("imd_score", "2019", "E02000001")] == 14.5
    for edition in ("2010", "2019", "2025"):
        deciles = [small[(measure, edition, "E01000001")] for measure, _ in DOMAINS.values()]
        assert deciles == [10, 9, 8, 7, 6, 5, 4]
    assert not small.index.has_duplicates


def test_every_measure_is_described() -> None:
    tables = transform(fixture_raw(SOURCE), built_tables())
    keys = ["measure", "area_type"]
    used = tables["small_areas"][keys].drop_duplicates()
    described = tables["small_area_measures"][keys]
    assert set(used.itertuples(index=False)) == set(described.itertuples(index=False))
    assert not described.duplicated().any()


def test_counted_people_are_added_up_and_what_is_withheld_is_said() -> None:
    drivers = transform(fixture_raw(SOURCE), built_tables())["driver_values"]
    assert driver_of(drivers, "income_deprived_people", "E08000025", 2015)["value"] == 300
    assert driver_of(drivers, "income_deprived_people", "E08000025", 2022)["value"] == 150
    older = driver_of(drivers, "income_deprived_older_people", "E08000025", 2015)
    assert older["value"] == 30
    assert "counts of 1 small areas" in older["method"]
    assert "1 with fewer than ten are withheld" in older["method"]


def test_the_ratio_is_weighted_by_residents() -> None:
    drivers = transform(fixture_raw(SOURCE), built_tables())["driver_values"]
    ratio = driver_of(drivers, "comparative_illness_and_disability_ratio", "E08000025", 2015)
    assert ratio["value"] == pytest.approx((80.5 * 1000 + 120.5 * 3000) / 4000)
    assert ratio["unit"] == "ratio"


def test_people_of_the_edition_of_2010_are_shares_times_residents() -> None:
    drivers = transform(fixture_raw(SOURCE), built_tables())["driver_values"]
    income = driver_of(drivers, "income_deprived_people", "E08000025", 2008)
    assert income["value"] == pytest.approx(0.2 * 100_000)
    # Of 300 people: two fifths of 100 aged 15 to 19, women of 20 to 24, men of 60 to 64.
    working = (2 / 5 * 100 + 60 + 40) / 300
    employment = driver_of(drivers, "employment_deprived_people", "E08000025", 2008)
    assert employment["value"] == pytest.approx(0.1 * 100_000 * working)


@pytest.mark.parametrize(
    ("key", "old", "new", "match"),
    [
        ("indicators_2019", "income_domain", "income", "column 'income_domain_numerator'"),
        (
            "indicators_2025",
            ",150,",
            ",many,",
            "row 2, column 'income_domain_numerator': got 'many'",
        ),
        (
            "indicators_2019",
            "E01000002",
            "E01999999",
            "row 3, column 'lsoa11_code': got 'E01999999'",
        ),
        ("lsoa_2010", "Income_score", "score", "column 'Income_score'"),
        ("authorities_2025", "imd_average_score", "score", "column 'imd_average_score'"),
        ("authorities_2010", "38.4", "high", "row 2, column 'Score': got 'high'"),
        ("lsoa_2019", "IMD_rank", "rank", "column 'IMD_rank'"),
        ("lsoa_2007", "60.25", "..", r"row 3, column 'IMD_score': got '\.\.'"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, key: str, old: str, new: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, key, tmp_path, old=old, new=new), built_tables())
