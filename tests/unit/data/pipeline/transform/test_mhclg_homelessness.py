from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.transform.mhclg_homelessness import transform
from tests.unit.data.pipeline.transform.health_built import (
    built_tables,
    fixture_raw,
    row_of,
    spoilt_raw,
)
from utils.errors import SourceSchemaError

SOURCE = "mhclg_homelessness"
TEMPORARY = "households_in_temporary_accommodation"
OWED = "households_owed_homelessness_duty"


def test_rates_are_per_thousand_households() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    row = row_of(table, TEMPORARY, "E08000025", "2022 Q4")
    assert row["value"] == pytest.approx(8)
    assert (row["numerator"], row["denominator"]) == (404, 50_500)
    assert row["method"] == "no limits, as all are counted"
    assert table[["lower_cl", "upper_cl", "verdict_england"]].isna().all(axis=None)


def test_two_dots_mean_no_return() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    row = row_of(table, OWED, "E08000016", "2022 Q4")
    assert (row["status"], pd.isna(row["value"])) == ("suppressed", True)


def test_counties_are_sums_and_a_repeated_region_stands_once() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    county = row_of(table, OWED, "E10000031", "2022 Q4")
    assert (county["value"], county["status"]) == (1.0, "computed")
    assert row_of(table, OWED, "E12000005", "2022 Q4")["numerator"] == 250


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("households_in_ta", "in_ta", "column 'households_in_ta'"),
        (",404", ",-", "row 2, column 'households_in_ta': got '-'"),
        ("2022Q4", "winter", "column 'period'.*winter"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, old: str, new: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, "quarter", tmp_path, old=old, new=new), built_tables())
