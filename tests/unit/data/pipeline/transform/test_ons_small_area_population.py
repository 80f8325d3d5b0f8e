from __future__ import annotations

from pathlib import Path

import pytest

from data.pipeline.transform.ons_small_area_population import transform
from tests.unit.data.pipeline.transform.health_built import (
    built_tables,
    driver_of,
    fixture_raw,
    spoilt_raw,
)
from utils.errors import SourceSchemaError

SOURCE = "ons_small_area_population"


def test_reads_totals_of_each_kind_of_area() -> None:
    tables = transform(fixture_raw(SOURCE), built_tables())
    rows = tables["small_areas"][["area_type", "period", "area_code", "value"]]
    assert rows.to_numpy().tolist() == [
        ["lsoa11", "2020", "E01011949", 1944],
        ["msoa11", "2020", "E02002483", 10_332],
        ["lsoa21", "2021", "E01011954", 2284],
    ]
    assert list(tables["small_area_measures"]["area_type"]) == ["lsoa11", "msoa11", "lsoa21"]


def test_disabled_residents_are_added_up_by_upper_tier() -> None:
    drivers = transform(fixture_raw(SOURCE), built_tables())["driver_values"]
    assert driver_of(drivers, "disabled_people", "E08000025", 2021)["value"] == 152
    assert driver_of(drivers, "disabled_people", "E06000063", 2021)["value"] == 400


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("E01000001", "E01999999", "row 2, column 'lsoa21_code': got 'E01999999'"),
        ("Disabled under", "Disabled by", "column 'Disabled under the Equality Act'"),
        ("152", "x", "row 2, column 'Disabled under the Equality Act': got 'x'"),
    ],
)
def test_refuses_another_layout_of_the_census(
    tmp_path: Path, old: str, new: str, match: str
) -> None:
    raw = spoilt_raw(SOURCE, "lsoa21_disability_2021", tmp_path, old=old, new=new)
    with pytest.raises(SourceSchemaError, match=match):
        transform(raw, built_tables())


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("total_population", "all", "column 'total_population'"),
        ("1944", "x", "row 2, column 'total_population': got 'x'"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, old: str, new: str, match: str) -> None:
    raw = spoilt_raw(SOURCE, "lsoa11_mid_2020", tmp_path, old=old, new=new)
    with pytest.raises(SourceSchemaError, match=match):
        transform(raw, built_tables())
