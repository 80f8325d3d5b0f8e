from __future__ import annotations

from pathlib import Path

import pytest

from data.pipeline.transform.ohid_local_health import transform
from tests.unit.data.pipeline.transform.health_built import (
    built_tables,
    fixture_raw,
    row_of,
    spoilt_raw,
)
from utils.errors import SourceSchemaError

SOURCE = "ohid_local_health"


def test_reads_deaths_of_authorities_and_small_areas() -> None:
    tables = transform(fixture_raw(SOURCE), built_tables())
    table = tables["observations"]
    assert row_of(table, "mortality_ratio_under_75", "E08000025", "2015-19")["value"] == 123.5
    indicator = "preventable_mortality_ratio_under_75"
    assert row_of(table, indicator, "E10000031", "2015-19")["value"] == 90.5
    assert row_of(table, indicator, "E07000218", "2015-19")["value"] == 95.5
    assert set(table["indicator"]) == set(tables["small_areas"]["measure"])


def test_admissions_without_a_period_are_not_published() -> None:
    tables = transform(fixture_raw(SOURCE), built_tables())
    assert not tables["observations"]["value"].isin([80, 85, 90]).any()


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [("Code", "Area", "column 'Code'"), ("122.5", "?", r"row 2, .*got '\?'")],
)
def test_refuses_another_layout(tmp_path: Path, old: str, new: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, "upper_tier", tmp_path, old=old, new=new), built_tables())
