"""A clean coverage of small areas, and every level dissolved and simplified from it.

A coverage is a set of polygons whose shared edges are the same points on both sides, so that
there are neither gaps nor overlaps between neighbours.
"""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from utils.config import STORAGE_CRS
from utils.errors import CheckFailedError


@dataclass(frozen=True)
class CoverageReport:
    """What cleaning found: numbers of areas, of faulty ones, and square metres lost or won."""

    areas: int
    faulty_before: int
    area_change_m2: float


def clean_coverage(small_areas: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, CoverageReport]:
    """Return the same areas as a single valid coverage in metres.

    Args:
        small_areas: a row for each area, any CRS.

    Raises:
        CheckFailedError: the result is no valid coverage or an area vanished.
    """
    projected = small_areas.to_crs(STORAGE_CRS)
    valid = shapely.make_valid(projected.geometry.to_numpy())
    faulty = int((~shapely.is_empty(shapely.coverage_invalid_edges(valid))).sum())
    cleaned = shapely.coverage_clean(valid)
    require_coverage(cleaned, level="small areas")
    change = float(shapely.area(cleaned).sum() - shapely.area(valid).sum())
    report = CoverageReport(areas=len(cleaned), faulty_before=faulty, area_change_m2=change)
    return projected.set_geometry(
        gpd.GeoSeries(cleaned, index=projected.index, crs=STORAGE_CRS)
    ), report


def dissolve(coverage: gpd.GeoDataFrame, *, by: pd.Series[str]) -> gpd.GeoSeries:
    """Dissolve a coverage into the areas named by `by`, indexed by their codes in order."""
    groups = coverage.geometry.groupby(by.to_numpy()).apply(
        lambda parts: shapely.coverage_union_all(parts.to_numpy())
    )
    return gpd.GeoSeries(groups.sort_index(), crs=coverage.crs)


def touching(coverage: gpd.GeoSeries) -> pd.DataFrame:
    """Pairs of areas of a coverage that share a border or a corner, each in both orders.

    Args:
        coverage: areas indexed by their codes.

    Returns:
        focal and neighbour, sorted.
    """
    first, second = coverage.sindex.query(coverage.to_numpy(), predicate="intersects")
    pairs = pd.DataFrame({"focal": coverage.index[first], "neighbour": coverage.index[second]})
    others = pairs[pairs["focal"] != pairs["neighbour"]]
    return others.sort_values(["focal", "neighbour"], ignore_index=True)


def simplify(coverage: gpd.GeoSeries, *, tolerance: float, level: str) -> gpd.GeoSeries:
    """Simplify shared edges alike on both sides; `tolerance` is in metres.

    Raises:
        CheckFailedError: the result is no valid coverage or an area vanished.
    """
    simple = (
        shapely.coverage_simplify(coverage.to_numpy(), tolerance)
        if tolerance
        else coverage.to_numpy()
    )
    require_coverage(simple, level=level)
    return gpd.GeoSeries(simple, index=coverage.index, crs=coverage.crs)


def require_coverage(polygons: np.ndarray[tuple[int], np.dtype[np.object_]], *, level: str) -> None:
    """Check that polygons form a valid coverage and none is empty.

    Raises:
        CheckFailedError: names the level and what is wrong.
    """
    empty = int(shapely.is_empty(polygons).sum())
    if empty or not shapely.coverage_is_valid(polygons):
        raise CheckFailedError(
            f"Boundaries of {level}: {empty} empty areas, "
            f"valid coverage: {shapely.coverage_is_valid(polygons)}."
        )
