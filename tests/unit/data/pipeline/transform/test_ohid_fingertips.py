from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.transform.ohid_fingertips import transform
from tests.unit.data.pipeline.transform.health_built import (
    built_tables,
    fixture_raw,
    row_of,
    spoilt_raw,
)
from utils.errors import SourceSchemaError

SOURCE = "ohid_fingertips"


@pytest.fixture(scope="module")
def table() -> pd.DataFrame:
    return transform(fixture_raw(SOURCE), built_tables())["observations"]


def test_every_declared_indicator_has_rows(table: pd.DataFrame) -> None:
    assert set(table["indicator"]) == set(fixture_raw(SOURCE).declaration.indicators)


def test_declared_sexes_are_those_present(table: pd.DataFrame) -> None:
    declared = fixture_raw(SOURCE).declaration.indicators
    present = table.groupby("indicator")["sex"].agg(set)
    assert {name: set(item.sexes) for name, item in declared.items()} == present.to_dict()


def test_wards_and_combined_authorities_are_left_out(table: pd.DataFrame) -> None:
    assert not table["area_code"].str.startswith(("E05", "E47")).any()


def test_verdicts_are_in_lower_case(table: pd.DataFrame) -> None:
    row = row_of(table, "life_expectancy_at_birth_ohid", "E08000025", "2015-17", sex="male")
    assert row["verdict_england"] == "worse"
    depression = row_of(table, "depression_recorded", "E08000025", "2015/16")
    assert depression["verdict_england"] == "higher"
    assert set(table["verdict_england"].dropna()) <= {
        "better",
        "similar",
        "worse",
        "higher",
        "lower",
    }


def test_takes_of_the_slope_index_stay_apart_and_are_not_averaged(table: pd.DataFrame) -> None:
    newest = table[table["indicator"] == "slope_index_of_inequality"]
    older = table[table["indicator"] == "slope_index_of_inequality_2020_take"]
    assert set(newest["period"]) == {"2015-17"}
    assert set(older["period"]) == {"2010-12"}
    for part in (newest, older):
        assert "E10000031" not in set(part["area_code"])


def test_na_is_a_suppressed_value(table: pd.DataFrame) -> None:
    row = row_of(table, "preventable_mortality_under_75", "E06000053", "2014")
    assert pd.isna(row["value"])
    assert row["status"] == "suppressed"


def test_complete_downloads_keep_limits_and_counts(table: pd.DataFrame) -> None:
    row = row_of(table, "cancer_mortality_under_75", "E08000025", "2020-22")
    assert (row["lower_cl"], row["value"], row["upper_cl"]) == (125.5, 130.5, 135.5)
    assert (row["numerator"], row["denominator"], row["confidence"]) == (3000, 2_500_000, 0.95)


def test_single_ages_sexes_and_other_indicators_are_left_out(table: pd.DataFrame) -> None:
    contact = table[table["indicator"] == "social_contact_care_users"]
    assert dict(zip(contact["area_code"], contact["value"], strict=True)) == {
        "E08000025": 44.0,
        "E92000001": 45.9,
    }


@pytest.mark.parametrize(
    ("key", "old", "new", "match"),
    [
        ("life_expectancy", "compared_to_England", "verdict", "column 'compared_to_England'"),
        ("life_expectancy", ",48,", ",a lot,", "row 3, column 'value': got 'a lot'"),
        ("life_expectancy", "Worse", "Splendid", "column 'compared_to_England': got 'Splendid'"),
        ("life_expectancy", "Male", "Unknown", "column 'inequality': got 'Unknown'"),
        ("alcohol_mortality", "significance", "verdict", "column 'significance'"),
        ("cancer_mortality", "Count", "Number", "column 'Count'"),
        ("cancer_mortality", "130.5", "*", r"row 3, column 'Value': got '\*'"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, key: str, old: str, new: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, key, tmp_path, old=old, new=new), built_tables())
