"""Writes areas with their values for mapping programs."""

from __future__ import annotations

import gzip
import io
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import shapely

from data.export.job import Job
from geo.unpack import unpack_areas
from utils.errors import InvalidInputError

LAYER: Final = "areas"
FORMATS: Final = ("geojson", "gpkg")


def write_areas(job: Job) -> bytes:
    """Write areas with their values as GeoJSON or GeoPackage.

    Args:
        job: `format`; `topologies`, paths of the geometry; `csv`, rows with an area_code;
            `metadata`, what the values are and where they are from.

    Raises:
        InvalidInputError: there is no such format, or a row's area is in no topology.
    """
    if job["format"] not in FORMATS:
        raise InvalidInputError(
            argument="format", received=job["format"], expected=", ".join(FORMATS)
        )
    parts = [
        unpack_areas(json.loads(gzip.decompress(Path(path).read_bytes())))
        for path in job["topologies"]
    ]
    shapes = gpd.GeoDataFrame(pd.concat(parts, ignore_index=True), crs=parts[0].crs)
    # A year is a name of a period, not a number.
    rows = pd.read_csv(io.StringIO(job["csv"]), dtype={"period": str})
    unknown = sorted(set(rows["area_code"]) - set(shapes["area_code"]))
    if unknown:
        raise InvalidInputError(
            argument="area_code", received=unknown[:5], expected="areas of the topologies"
        )
    joined = shapes[["area_code", "geometry"]].merge(rows, on="area_code", validate="one_to_one")
    frame = gpd.GeoDataFrame(joined, geometry="geometry", crs=shapes.crs)
    write = _geojson if job["format"] == "geojson" else write_geopackage
    return write(frame, job["metadata"])


def _geojson(frame: gpd.GeoDataFrame, metadata: Mapping[str, str]) -> bytes:
    """Features in longitude and latitude; `metadata` stands once, beside them."""
    shapes = shapely.to_geojson(frame.geometry.to_numpy())
    rows = frame.drop(columns="geometry").to_json(orient="records", lines=True).splitlines()
    features = ",\n".join(
        f'{{"type":"Feature","properties":{row},"geometry":{shape}}}'
        for row, shape in zip(rows, shapes, strict=True)
    )
    head = json.dumps(dict(metadata), ensure_ascii=False)
    text = f'{{"type":"FeatureCollection","metadata":{head},"features":[\n{features}\n]}}\n'
    return text.encode()


def write_geopackage(frame: gpd.GeoDataFrame, metadata: Mapping[str, str]) -> bytes:
    """Write areas as a GeoPackage whose layer carries `metadata`."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "areas.gpkg"
        frame.to_file(
            path, driver="GPKG", layer=LAYER, engine="pyogrio", layer_metadata=dict(metadata)
        )
        return path.read_bytes()
