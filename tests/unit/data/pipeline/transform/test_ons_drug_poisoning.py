from __future__ import annotations

from pathlib import Path

import pytest

from data.pipeline.transform.ons_drug_poisoning import INDICATOR, transform
from tests.unit.data.pipeline.transform.health_built import (
    built_tables,
    fixture_raw,
    row_of,
    spoilt_raw,
)
from utils.errors import SourceSchemaError

SOURCE = "ons_drug_poisoning"


def test_pools_three_years_from_the_first_population_on() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    assert set(table["period"]) == {"2001-03", "2002-04"}
    row = row_of(table, INDICATOR, "E08000025", "2001-03")
    assert (row["numerator"], row["denominator"]) == (150, 300_000)
    assert row["value"] == pytest.approx(50)
    # Byar's limits of 150 deaths, 126.95 and 176.02 (exact Poisson 126.96 and 176.02).
    assert row["lower_cl"] == pytest.approx(42.3, abs=0.05)
    assert row["upper_cl"] == pytest.approx(58.7, abs=0.05)
    assert (row["status"], row["method"]) == ("computed", "Byar's limits")


def test_small_counts_get_exact_limits() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    row = row_of(table, INDICATOR, "E07000218", "2002-04")
    assert row["numerator"] == 3
    # Exact Poisson limits of 3 are 0.619 and 8.767, here per 30,000 person-years.
    assert row["lower_cl"] == pytest.approx(0.619 / 0.3, abs=0.01)
    assert row["upper_cl"] == pytest.approx(8.767 / 0.3, abs=0.01)


def test_counties_and_new_unitaries_are_sums() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    county = row_of(table, INDICATOR, "E10000031", "2001-03")
    assert (county["numerator"], county["denominator"]) == (12, 120_000)
    assert (county["value"], county["status"]) == (pytest.approx(10), "computed")
    assert county["method"] == "sum of districts, Byar's limits"
    assert row_of(table, INDICATOR, "E06000063", "2001-03")["numerator"] == 21


def test_wales_and_metropolitan_counties_are_left_out() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    assert not table["area_code"].str.startswith(("W", "E11")).any()


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("deaths", "number", "column 'deaths'"),
        ("2001,40", "2001,few", "column 'deaths': got 'few'"),
        ("2001,40", "2001,-4", "column 'deaths': got -4.0"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, old: str, new: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, "deaths", tmp_path, old=old, new=new), built_tables())
