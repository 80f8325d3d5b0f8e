"""Wards, towns, small areas of 2021 and what neighbourhoods are called."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from data.pipeline.extract.declarations import read_declarations
from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.ons_wards_towns import transform
from tests.unit.data.pipeline.r_workspace import Ring, square, workspace
from utils.errors import SourceSchemaError

SIDE = 0.1
#: Two councils side by side in England and one in Wales west of them.
COUNCILS = {"E07000001": (-1.0, 52.0), "E07000002": (-0.9, 52.0), "W06000001": (-1.1, 52.0)}
#: Two wards in the first council and one in the second, and small areas in them.
WARDS = {"E05000001": ("Ash", -1.0), "E05000002": ("Elm", -0.95), "E05000003": ("Oak", -0.9)}
SMALL = {
    "E01000001": ("Beech 001A", -1.0, 0.05),
    "E01000002": ("Beech 001B", -0.97, 0.05),
    "E01000003": ("Beech 001C", -0.94, 0.04),
}
TOWN = {"slug": "x", "name": "Ex", "lat": 52.05, "lng": -0.95, "authorityId": 9, "population": 7}


def strip(x: float, width: float) -> Ring:
    return [(x, 52.0), (x + width, 52.0), (x + width, 52.1), (x, 52.1), (x, 52.0)]


def built() -> dict[str, pd.DataFrame]:
    links = pd.DataFrame(
        [
            ("E01000001", "lsoa11", "E01000001", "lsoa21", "unchanged"),
            ("E01000002", "lsoa11", "E01000002", "lsoa21", "merged"),
            ("E01000009", "lsoa11", "E01000002", "lsoa21", "merged"),
            ("E01000003", "lsoa11", "E01000003", "lsoa21", "unchanged"),
        ],
        columns=["old_code", "old_type", "new_code", "new_type", "change"],
    )
    codes = ["E01000001", "E01000002", "E01000003", "E01000009"]
    parents = pd.DataFrame({"area_code": codes, "msoa_code": "E02000001"})
    parents["lower_tier_code"] = "E07000001"
    both = [parents.assign(area_type="lsoa11"), parents.assign(area_type="lsoa21", msoa_code=None)]
    return {"lsoa_links": links, "small_area_parents": pd.concat(both, ignore_index=True)}


def made(folder: Path, towns: object) -> dict[str, pd.DataFrame]:
    declaration = read_declarations()["ons_wards_towns"]
    files = {
        "councils": workspace(
            {"ltla24_code": list(COUNCILS), "ltla24_name": ["A", "B", "C"]},
            [square(x, y, SIDE) for x, y in COUNCILS.values()],
        ),
        "wards": workspace(
            {"ward22_code": list(WARDS), "ward22_name": [name for name, _ in WARDS.values()]},
            [strip(x, 0.05) for _, x in WARDS.values()],
        ),
        "small_areas": workspace(
            {"lsoa21_code": list(SMALL), "lsoa21_name": [name for name, _, _ in SMALL.values()]},
            [strip(x, width) for _, x, width in SMALL.values()],
        ),
        "towns": json.dumps(towns).encode(),
    }
    for key, content in files.items():
        path = folder / declaration.files[key].path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return transform(RawFiles(declaration, folder), built())


def test_wards_small_areas_and_neighbourhoods(tmp_path: Path) -> None:
    tables = made(tmp_path, [TOWN])
    assert dict(tables["wards"].set_index("ward_code")["area_code"]) == {
        "E05000001": "E07000001",
        "E05000002": "E07000001",
        "E05000003": "E07000002",
    }
    small = tables["small_areas_2021"].set_index("area_code")
    assert small["ward_code"].tolist() == ["E05000001", "E05000002", "E05000002"]
    assert small["lower_tier_code"].eq("E07000001").all()
    assert small["lsoa11_code"].fillna("").tolist() == ["E01000001", "", "E01000003"]
    assert small["msoa_code"].eq("E02000001").all()
    (row,) = tables["neighbourhood_names"].to_dict("records")
    assert (row["name"], row["ward_code"]) == ("Elm", "E05000002")
    assert row["ward_share"] == pytest.approx(2 / 3)


def test_towns_lie_in_the_council_of_their_point_or_the_nearest_on_the_coast(
    tmp_path: Path,
) -> None:
    towns = [
        TOWN,
        TOWN | {"slug": "coast", "lng": -0.79},
        TOWN | {"slug": "wales", "lng": -1.05},
        TOWN | {"slug": "far", "lng": 1.0},
    ]
    found = made(tmp_path, towns)["towns"].set_index("town_id")["area_code"]
    assert dict(found) == {"x": "E07000001", "coast": "E07000002"}


@pytest.mark.parametrize("towns", [[{"slug": "x"}], [TOWN | {"population": "many"}]])
def test_towns_of_another_form_are_refused(tmp_path: Path, towns: object) -> None:
    with pytest.raises(SourceSchemaError, match=r"towns\.json"):
        made(tmp_path, towns)
