from __future__ import annotations

from pathlib import Path

import pytest

from data.pipeline.transform.desnz_fuel_poverty import transform
from tests.unit.data.pipeline.transform.health_built import (
    built_tables,
    fixture_raw,
    row_of,
    spoilt_raw,
)
from utils.errors import SourceSchemaError

SOURCE = "desnz_fuel_poverty"


def test_keeps_the_published_share_without_limits_as_it_is_modelled() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    row = row_of(table, "fuel_poverty", "E08000025", "2020")
    assert (row["value"], row["numerator"], row["denominator"]) == (20, 8000, 40_000)
    assert table[["lower_cl", "upper_cl", "verdict_england"]].isna().all(axis=None)
    assert row["status"] == "published"
    assert "E11000005" not in set(table["area_code"])


def test_a_new_unitary_is_the_sum_of_its_districts() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    row = row_of(table, "fuel_poverty", "E06000063", "2020")
    assert (row["value"], row["status"]) == (15.0, "computed")
    assert (row["numerator"], row["denominator"]) == (600, 4000)
    assert row["method"] == "sum of districts, no limits, as the figure is modelled"


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("fuel_poor_pct", "share", "column 'fuel_poor_pct'"),
        (",8000,", ",many,", "row 3, column 'households_fuel_poor': got 'many'"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, old: str, new: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, "authorities", tmp_path, old=old, new=new), built_tables())
