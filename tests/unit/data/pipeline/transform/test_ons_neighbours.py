from __future__ import annotations

from pathlib import Path

import pytest

from data.pipeline.transform.ons_neighbours import transform
from tests.unit.data.pipeline.transform.health_built import built_tables, fixture_raw, spoilt_raw
from utils.errors import SourceSchemaError

SOURCE = "ons_neighbours"


def test_the_order_of_likeness_is_kept() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["neighbours"]
    pairs = table.set_index(["area_code", "neighbour_order"])["neighbour_code"]
    assert pairs["E08000025", 1] == "E08000016"
    assert pairs["E08000025", 2] == "E08000037"
    assert pairs["E08000016", 1] == "E08000037"
    assert set(table["source"]) == {SOURCE}


def test_a_blank_gives_no_pair() -> None:
    table = transform(fixture_raw(SOURCE), built_tables())["neighbours"]
    assert len(table) == 5
    assert list(table.loc[table["area_code"] == "E08000037", "neighbour_order"]) == [1]


@pytest.mark.parametrize(
    ("old", "new", "match"),
    [
        ("Neighbour 1", "Nearest 1", "column 'Neighbour 1'"),
        ("Upper tier local authority code", "Code", "column 'Upper tier local authority code'"),
        (",E08000016,", ",E08000099,", r"got \['E08000099'\], allowed: codes in the table"),
        ("E08000037,Gateshead", "E08000098,Gateshead", r"got \['E08000098'\]"),
    ],
)
def test_refuses_another_layout(tmp_path: Path, old: str, new: str, match: str) -> None:
    with pytest.raises(SourceSchemaError, match=match):
        transform(spoilt_raw(SOURCE, "neighbours", tmp_path, old=old, new=new), built_tables())
