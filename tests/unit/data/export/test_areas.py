from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

from data.export.areas import FORMATS, LAYER, write_areas
from data.read.measures import MapReader
from utils.config import DISPLAY_CRS
from utils.errors import InvalidInputError

READER = MapReader()
METADATA = {"measure": "Total service expenditure", "period": "2023-24", "licence": "OGL-UK-3.0"}
COLUMNS = ["area_code", "area_name", "value", "lower_cl", "upper_cl", "status", "note"]


def rows_of() -> pd.DataFrame:
    measure = READER.measure(measure="spend:total", basis="real")
    return READER.on_map(measure, period="2023-24")[COLUMNS]


def job_of(**columns: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of a job
    given: dict[str, Any] = {
        "format": "geojson",
        "topologies": [str(READER.store.path("geometry-upper-tier"))],
        "csv": rows_of().to_csv(index=False),
        "metadata": METADATA,
    }
    return given | columns


def read_back(content: bytes, path: Path) -> gpd.GeoDataFrame:
    path.write_bytes(content)
    return gpd.read_file(path)


@pytest.mark.parametrize("kind", FORMATS)
def test_areas_read_back_with_their_values_and_shapes(kind: str, tmp_path: Path) -> None:
    back = read_back(write_areas(job_of(format=kind)), tmp_path / f"areas.{kind}")
    rows = rows_of()
    assert back.crs == DISPLAY_CRS
    assert list(back["area_code"]) == list(rows["area_code"])
    assert list(back["area_name"]) == list(rows["area_name"])
    pd.testing.assert_series_equal(back["value"].astype("float64"), rows["value"], rtol=1e-9)
    gap = back.set_index("area_code").loc["E08000025"]
    assert pd.isna(gap["value"])
    assert gap["note"] == "No return from Birmingham"
    assert back.geometry.is_valid.all()
    west, south, east, north = back.total_bounds
    assert (-7 < west < east < 2, 49 < south < north < 56) == (True, True)


def test_geojson_has_what_it_is_beside_the_features() -> None:
    document = json.loads(write_areas(job_of()))
    assert document["type"] == "FeatureCollection"
    assert document["metadata"] == METADATA
    assert len(document["features"]) == 153
    assert set(document["features"][0]) == {"type", "properties", "geometry"}


def test_geopackage_has_what_it_is_in_its_layer(tmp_path: Path) -> None:
    path = tmp_path / "areas.gpkg"
    path.write_bytes(write_areas(job_of(format="gpkg")))
    assert pyogrio.list_layers(path)[:, 0].tolist() == [LAYER]
    info = pyogrio.read_info(path, layer=LAYER)["layer_metadata"]
    assert METADATA.items() <= info.items()


def test_several_geometries_are_joined_and_only_areas_with_a_row_are_written() -> None:
    names = [f"geometry-lsoa-{code}" for code in ("e06000056", "e06000032")]
    measure = READER.measure(measure="imd_decile:persons", basis="as published", level="lsoa")
    rows = READER.on_map(measure, period="2019")[COLUMNS]
    codes = READER.geography.within("lsoa", ("E06000056", "E06000032"))
    job = job_of(
        topologies=[str(READER.store.path(name)) for name in names],
        csv=rows.iloc[codes[10:]].to_csv(index=False),
    )
    written = [
        feature["properties"]["area_code"] for feature in json.loads(write_areas(job))["features"]
    ]
    assert written == list(rows["area_code"].iloc[codes[10:]])


@pytest.mark.parametrize(
    ("columns", "match"),
    [
        ({"format": "shp"}, "format: got 'shp'.*geojson, gpkg"),
        ({"csv": "area_code,value\nE06000001,1\nE99999999,2\n"}, "area_code.*E99999999"),
    ],
)
def test_what_cannot_be_written_is_refused(columns: dict[str, Any], match: str) -> None:
    with pytest.raises(InvalidInputError, match=match):
        write_areas(job_of(**columns))


def test_an_area_that_stands_twice_is_refused() -> None:
    with pytest.raises(pd.errors.MergeError):
        write_areas(job_of(csv="area_code,value\nE06000001,1\nE06000001,2\n"))
