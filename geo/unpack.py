"""Reads a published topology back into polygons, for files that other programs open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

import geopandas as gpd
import numpy as np
import shapely

from utils.config import DISPLAY_CRS

#: About a decimetre; finer digits are an accident of the arithmetic.
DEGREE_DECIMALS: Final = 6
Indexes = np.ndarray[tuple[int], np.dtype[np.int64]]


def unpack_areas(topology: Mapping[str, Any]) -> gpd.GeoDataFrame:
    """Return the areas of a topology: area_code, area_name and their polygons in EPSG:4326."""
    areas = topology["objects"]["areas"]["geometries"]
    parts = [
        (place, rings)
        for place, area in enumerate(areas)
        for rings in ([area["arcs"]] if area["type"] == "Polygon" else area["arcs"])
    ]
    polygons = _polygons(topology, [rings for _, rings in parts])
    owners = np.asarray([place for place, _ in parts])
    shapes = shapely.multipolygons(polygons, indices=owners)
    single = shapely.get_num_geometries(shapes) == 1
    shapes[single] = shapely.get_geometry(shapes[single], 0)
    # Rounding to the grid lets a narrow outline cross itself here and there.
    crossed = ~shapely.is_valid(shapes)
    shapes[crossed] = shapely.make_valid(shapes[crossed], method="structure", keep_collapsed=False)
    return gpd.GeoDataFrame(
        {"area_code": [area["id"] for area in areas], "area_name": topology["names"]},
        geometry=shapes,
        crs=DISPLAY_CRS,
    )


def _polygons(
    topology: Mapping[str, Any], parts: Sequence[Sequence[Sequence[int]]]
) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """Build all polygons at once: outer rings first, then holes where there are any."""
    points, bounds = _points(topology)
    walks = [
        (np.arange(start, end), np.arange(end - 1, start - 1, -1))
        for start, end in pairwise(bounds)
    ]
    rings = [_walk(indexes, walks) for part in parts for indexes in part]
    owners = np.repeat(np.arange(len(rings)), [len(ring) for ring in rings])
    lines = shapely.linearrings(points[np.concatenate(rings)], indices=owners)
    firsts = np.cumsum([0, *(len(part) for part in parts)])
    polygons: np.ndarray[tuple[int], np.dtype[np.object_]] = shapely.polygons(lines[firsts[:-1]])
    for place, part in enumerate(parts):
        if len(part) > 1:
            outer, *holes = lines[firsts[place] : firsts[place + 1]]
            polygons[place] = shapely.polygons(outer, holes)
    return polygons


def _points(
    topology: Mapping[str, Any],
) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float64]], Indexes]:
    """All points of all arcs after each other, and where each arc begins and the last ends."""
    arcs = topology["arcs"]
    bounds = np.cumsum([0, *(len(arc) for arc in arcs)])
    steps = np.asarray([step for arc in arcs for step in arc], dtype=np.float64)
    sums = np.cumsum(steps, axis=0)
    before = np.vstack([np.zeros((1, 2)), sums])[bounds[:-1]]
    whole = sums - np.repeat(before, np.diff(bounds), axis=0)
    scale, shift = (np.asarray(topology["transform"][name]) for name in ("scale", "translate"))
    return np.round(whole * scale + shift, DEGREE_DECIMALS), bounds


def _walk(indexes: Sequence[int], walks: Sequence[tuple[Indexes, Indexes]]) -> Indexes:
    """Places of a ring's points; a negative index is an arc walked backwards."""
    ways = [walks[~index][1] if index < 0 else walks[index][0] for index in indexes]
    return np.concatenate([ways[0], *(way[1:] for way in ways[1:])])
