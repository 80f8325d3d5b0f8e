from __future__ import annotations

from pathlib import Path

import pytest

from data.pipeline.transform.ons_life_expectancy import transform
from tests.unit.data.pipeline.transform.health_built import (
    built_tables,
    fixture_raw,
    row_of,
    spoilt_raw,
)
from utils.errors import SourceSchemaError

SOURCE = "ons_life_expectancy"


def test_every_declared_indicator_has_rows() -> None:
    raw = fixture_raw(SOURCE)
    table = transform(raw, built_tables())["observations"]
    assert set(table["indicator"]) == set(raw.declaration.indicators)
    assert "K02000001" not in set(table["area_code"])


def test_reads_sexes_ages_and_periods() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    at_birth = row_of(table, "life_expectancy_at_birth", "E08000025", "2001-03", sex="male")
    at_65 = row_of(table, "life_expectancy_at_65", "E08000025", "2001-03", sex="female")
    assert (at_birth["value"], at_65["value"]) == (73.5, 19.5)


def test_a_county_that_became_a_unitary_keeps_its_history() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    row = row_of(table, "life_expectancy_at_birth", "E06000065", "2001-03", sex="male")
    assert (row["value"], row["status"]) == (77.5, "published")


def test_census_figures_keep_limits_and_verdicts() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["observations"]
    indicator = "healthy_life_expectancy_census"
    row = row_of(table, indicator, "E08000025", "2009-13", sex="male")
    assert (row["value"], row["lower_cl"], row["upper_cl"]) == (58.5, 58.25, 58.75)
    assert row["confidence"] == 0.95
    verdicts = [
        row_of(table, indicator, code, "2009-13", sex="male")["verdict_england"]
        for code in ("E08000025", "E10000031", "E08000016")
    ]
    assert verdicts == ["worse", "better", "similar"]


def test_small_areas_keep_limits_and_leave_out_wales_and_blanks() -> None:
    tables = transform(fixture_raw(SOURCE), built_tables())
    small = tables["small_areas"]
    assert set(small["area_code"]) == {"E02001827"}
    later = small[(small["period"] == "2016-20") & (small["sex"] == "male")].iloc[0]
    assert (later["value"], later["lower_cl"], later["upper_cl"]) == (77.5, 75.5, 79.5)
    assert not small.duplicated(["measure", "area_code", "period", "sex"]).any()
    assert set(tables["small_area_measures"]["measure"]) == set(small["measure"])


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("life_expectancy", "expectancy", "column 'life_expectancy'"),
        ("73.5", "high", "row 4, column 'life_expectancy': got 'high'"),
        ("Female", "Both", "column 'sex': got 'Both'"),
        ("Male,0", "Male,40", "column 'age': got '40'"),
        ("2001-2003", "2001-2", r"column 'period': got .*2001-2"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, old: str, new: str, match: str) -> None:
    raw = spoilt_raw(SOURCE, "le_local_areas", tmp_path, old=old, new=new)
    # The first row is of the United Kingdom, which is filtered before periods are read.
    if old == "2001-2003":
        text = raw.path("le_local_areas").read_text(encoding="utf-8").replace(old, new)
        raw.path("le_local_areas").write_text(text, encoding="utf-8")
    with pytest.raises(SourceSchemaError, match=match):
        transform(raw, built_tables())
