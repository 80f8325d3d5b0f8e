"""Unpacks a published topology into a frame of polygons, as a GeoJSON file would hold them."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import geopandas as gpd
from shapely.geometry import MultiPolygon, Polygon

from data.store import Store
from utils.config import DISPLAY_CRS

Point = tuple[float, float]


def read_outlines(store: Store, resource: str) -> gpd.GeoDataFrame:
    """Read one file of areas: area_code, area_name (the code where it has none) and polygons."""
    topology = json.loads(gzip.decompress(store.path(resource).read_bytes()))
    arcs = [_decode_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    areas = topology["objects"]["areas"]["geometries"]
    codes = [one["id"] for one in areas]
    return gpd.GeoDataFrame(
        {"area_code": codes, "area_name": topology.get("names", codes)},
        geometry=[_polygons(one, arcs) for one in areas],
        crs=DISPLAY_CRS,
    )


def _decode_arc(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> list[Point]:
    """Turn steps between whole numbers into longitudes and latitudes."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    xs = accumulate(step[0] for step in arc)
    ys = accumulate(step[1] for step in arc)
    return [(x * kx + dx, y * ky + dy) for x, y in zip(xs, ys, strict=True)]


def _polygons(geometry: dict[str, Any], arcs: list[list[Point]]) -> MultiPolygon:
    parts = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
    shapes = [[_ring(indexes, arcs) for indexes in rings] for rings in parts]
    return MultiPolygon([Polygon(rings[0], rings[1:]) for rings in shapes])


def _ring(indexes: Sequence[int], arcs: list[list[Point]]) -> list[Point]:
    """Join arcs end to end; a negative index is an arc walked backwards."""
    points: list[Point] = []
    for index in indexes:
        arc = arcs[~index][::-1] if index < 0 else arcs[index]
        points.extend(arc[1:] if points else arc)
    return points
