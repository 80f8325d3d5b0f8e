"""Live postcodes by sector, council and small area."""

from __future__ import annotations

import gzip
from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.extract.declarations import read_declarations
from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.ons_postcodes import transform
from tests.unit.data.pipeline.transform.health_built import built_tables
from utils.errors import SourceSchemaError

UNITS = ["B152,TT1;AA0;AB1", "E1W3,ZZ0"]
SECTORS = [
    "sector,lad25cd,postcodes,share,easting,northing",
    "B15 2,E08000025,2,0.667,1,1",
    "B15 2,E08000038,1,0.333,1,1",
    "E1W 3,E09000012,1,1.0,1,1",
]
INDEX = ["idx,lsoa21cd", "0,E01000001", "1,E01000002"]


def made(folder: Path, **lines: list[str]) -> dict[str, pd.DataFrame]:
    declaration = read_declarations()["ons_postcodes"]
    given = {"units": UNITS, "sectors": SECTORS, "small_areas": INDEX} | lines
    for key, content in given.items():
        path = folder / declaration.files[key].path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress("\n".join(content).encode()))
    return transform(RawFiles(declaration, folder), built_tables())


def test_postcodes_stand_under_their_sector_and_small_area(tmp_path: Path) -> None:
    units = made(tmp_path)["postcode_units"]
    assert units.to_numpy().tolist() == [
        ["B15 2", "E01000001", "AA"],
        ["B15 2", "E01000002", "ABTT"],
        ["E1W 3", "E01000001", "ZZ"],
    ]


def test_codes_of_2025_become_those_of_the_atlas(tmp_path: Path) -> None:
    sectors = made(tmp_path)["postcode_sectors"]
    assert sectors.to_numpy().tolist() == [
        ["B15 2", "E08000016", 1],
        ["B15 2", "E08000025", 2],
        ["E1W 3", "E09000012", 1],
    ]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ({"units": ["B152,TT1;A0"]}, "row.*1.*B152,TT1;A0"),
        ({"units": ["B152,TT9"]}, "rows of the small areas' list"),
        ({"sectors": [SECTORS[0], "B15 2,E08999999,1,1,1,1"]}, "E08999999"),
        ({"small_areas": ["number,lsoa21cd"]}, "idx"),
    ],
)
def test_what_is_not_as_declared_is_refused(
    tmp_path: Path, lines: dict[str, list[str]], words: str
) -> None:
    with pytest.raises(SourceSchemaError, match=words):
        made(tmp_path, **lines)
