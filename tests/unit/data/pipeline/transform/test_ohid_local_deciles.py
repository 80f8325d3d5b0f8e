from __future__ import annotations

from pathlib import Path

import pytest

from data.pipeline.transform.ohid_local_deciles import transform
from tests.unit.data.pipeline.transform.health_built import built_tables, fixture_raw, spoilt_raw
from utils.errors import SourceSchemaError

SOURCE = "ohid_local_deciles"


def test_has_ten_tenths_an_area_and_sex() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["local_deciles"]
    assert list(table["decile"]) == [*range(1, 11), *range(1, 11)]
    first = table.iloc[0]
    assert (first["sex"], first["value"], first["standard_error"]) == ("female", 71.5, 0.5)
    assert (first["population"], first["deaths"], first["period"]) == (10_001, 199, "2014-16")


def test_an_area_without_all_tenths_is_left_out() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["local_deciles"]
    assert "E06000053" not in set(table["area_code"])


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("local_imd_decile", "decile", "column 'local_imd_decile'"),
        ("E08000025,10,", "E08000025,11,", "row 11, column 'local_imd_decile': got '11'"),
        ("71.5", "old", "row 2, column 'life_expectancy': got 'old'"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, old: str, new: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, "local_deciles", tmp_path, old=old, new=new), built_tables())
