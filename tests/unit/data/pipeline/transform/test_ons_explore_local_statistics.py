from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.transform.ons_explore_local_statistics import transform
from tests.unit.data.pipeline.transform.health_built import (
    built_tables,
    fixture_raw,
    row_of,
    spoilt_raw,
)
from utils.errors import SourceSchemaError

SOURCE = "ons_explore_local_statistics"


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return transform(fixture_raw(SOURCE), built_tables())["observations"]


def test_every_declared_indicator_has_rows(table: pd.DataFrame) -> None:
    assert set(table["indicator"]) == set(fixture_raw(SOURCE).declaration.indicators)


def test_iso_intervals_become_periods(table: pd.DataFrame) -> None:
    for indicator, period in (
        ("healthy_life_expectancy", "2011-13"),
        ("smoking_adults_pooled", "2019-23"),
        ("obesity_adults", "2015/16"),
        ("median_weekly_pay", "2008"),
        ("obesity_year_6", "2006/07"),
    ):
        assert set(table.loc[table["indicator"] == indicator, "period"]) == {period}


def test_limits_are_kept(table: pd.DataFrame) -> None:
    row = row_of(table, "healthy_life_expectancy", "E08000025", "2011-13", sex="female")
    assert (row["lower_cl"], row["value"], row["upper_cl"]) == (45, 48, 51)
    assert row["confidence"] == 0.95


def test_the_rest_of_the_kingdom_is_left_out(table: pd.DataFrame) -> None:
    assert table["area_code"].str.match(r"E(06|07|08|09|10|12|92)").all()


def test_a_blank_is_suppressed(table: pd.DataFrame) -> None:
    row = row_of(table, "employment_rate", "E06000053", "2019")
    assert (row["status"], pd.isna(row["value"])) == ("suppressed", True)


def test_codes_of_2025_go_back_to_those_of_2024(table: pd.DataFrame) -> None:
    assert row_of(table, "employment_rate", "E08000016", "2019")["value"] == 47
    assert "E08000038" not in set(table["area_code"])


def test_a_joint_value_is_shown_with_a_note(table: pd.DataFrame) -> None:
    row = row_of(table, "preventable_cardiovascular_mortality", "E09000012", "2001-03")
    assert row["value"] == 33
    assert row["method"] == "value of Hackney and the City of London together"


@pytest.mark.parametrize(
    ("key", "old", "new", "match"),
    [
        ("claimants", "lci_95", "lower", "column 'lci_95'"),
        ("claimants", ",48,", ",c.,", "row 4, column 'observation': got 'c.'"),
        ("claimants", "Claimant Count", "Claimants", "row 2, column 'indicator': got 'Claimants'"),
        ("claimants", ",x,", ",provisional,", "column 'status': got 'provisional'"),
        ("bundle_2025", ",11.0,", ",?,", r"row 2, column 'value': got '\?'"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, key: str, old: str, new: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, key, tmp_path, old=old, new=new), built_tables())
