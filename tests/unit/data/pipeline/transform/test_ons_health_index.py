from __future__ import annotations

from pathlib import Path

import pytest

from data.pipeline.transform.ons_health_index import transform
from tests.unit.data.pipeline.transform.health_built import (
    built_tables,
    fixture_raw,
    row_of,
    spoilt_raw,
)
from utils.errors import SourceSchemaError

SOURCE = "ons_health_index"


def test_reads_wanted_indicators_and_approximates_counties() -> None:
    raw = fixture_raw(SOURCE)
    table = transform(raw, built_tables())["observations"]
    assert set(table["indicator"]) == set(raw.declaration.indicators)
    assert row_of(table, "suicide", "E08000025", "2019")["value"] == 8.5
    county = row_of(table, "suicide", "E10000031", "2019")
    assert (county["value"], county["status"]) == (7.0, "approximate")
    assert row_of(table, "suicide", "E06000063", "2019")["value"] == 2.0


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("ltla21_code", "code", "column 'ltla21_code'"),
        ("Suicides,8.5", "Suicides,low", "column 'value': got 'low'"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, old: str, new: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, "indicators", tmp_path, old=old, new=new), built_tables())


def test_refuses_a_file_without_a_wanted_indicator(tmp_path: Path) -> None:
    raw = fixture_raw(SOURCE)
    text = raw.path("indicators").read_text(encoding="utf-8").replace("Suicides", "Other")
    (tmp_path / "indicators.csv").write_text(text, encoding="utf-8")
    with pytest.raises(SourceSchemaError, match=r"no rows of \['Suicides'\]"):
        transform(fixture_raw(SOURCE, folder=tmp_path), built_tables())
