from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from data.pipeline.transform.ons_small_area_lookups import transform
from tests.unit.data.pipeline.transform.health_built import built_tables, fixture_raw, spoilt_raw
from utils.errors import SourceSchemaError

SOURCE = "ons_small_area_lookups"


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return transform(fixture_raw(SOURCE), built_tables())


def parents_of(tables: dict[str, pd.DataFrame], kind: str, code: str) -> list[list[Any]]:
    table = tables["small_area_parents"]
    row = table[(table["area_type"] == kind) & (table["area_code"] == code)]
    return row[["msoa_code", "lower_tier_code", "upper_tier_code"]].to_numpy().tolist()


def test_parents_are_authorities_of_2024(tables: dict[str, pd.DataFrame]) -> None:
    assert parents_of(tables, "lsoa11", "E01000014") == [["E02000002", "E06000063", "E06000063"]]
    assert parents_of(tables, "msoa11", "E02000001") == [["E02000001", "E07000218", "E10000031"]]
    (lsoa21,) = parents_of(tables, "lsoa21", "E01000021")
    assert pd.isna(lsoa21[0])
    assert lsoa21[1:] == ["E08000025", "E08000025"]


def test_an_old_area_split_inside_one_authority_keeps_it(tables: dict[str, pd.DataFrame]) -> None:
    (split,) = parents_of(tables, "lsoa01", "E01000002")
    assert split[1] == "E08000025"


def test_an_old_area_across_two_authorities_has_no_parent(
    tables: dict[str, pd.DataFrame],
) -> None:
    assert parents_of(tables, "lsoa01", "E01000003") == []


def test_links_name_both_kinds_and_the_change(tables: dict[str, pd.DataFrame]) -> None:
    links = tables["lsoa_links"]
    assert len(links) == 9
    merged = links[links["change"] == "merged"]
    assert set(merged["new_code"]) == {"E01000021"}
    assert set(merged["old_type"] + ">" + merged["new_type"]) == {"lsoa11>lsoa21"}
    assert not links.duplicated(["old_type", "old_code", "new_code"]).any()


@pytest.mark.parametrize(
    ("key", "old", "new", "match"),
    [
        ("lsoa01_lsoa11", "change_code", "change", "column 'change_code'"),
        ("lsoa01_lsoa11", ",U,", ",Q,", "column 'change_code': got 'Q'"),
        ("lsoa11_msoa11", "msoa11_code", "msoa", "column 'msoa11_code'"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, key: str, old: str, new: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, key, tmp_path, old=old, new=new), built_tables())
