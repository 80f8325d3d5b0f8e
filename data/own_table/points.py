"""Finds the area in which each point of a table lies."""

from __future__ import annotations

from typing import Final

import geopandas as gpd
import pandas as pd

from data.own_table.gazetteer import LEVEL_ORDER, Gazetteer
from data.own_table.matching import Matching, Placed, Unmatched
from data.own_table.numbers import read_number
from data.own_table.reading import OwnTable
from data.own_table.recognise import BOUNDS, Where, within
from data.own_table.shapes import LSOA, read_shapes
from utils.config import DISPLAY_CRS, STORAGE_CRS
from utils.errors import InvalidInputError

#: Metres beyond the boundaries within which a point still counts as in the nearest small area:
#: quays, piers and what the generalised coast cuts off.
SHORE: Final = 200.0
DEFAULT_LEVEL: Final = "upper_tier"
COORDINATES: Final = {DISPLAY_CRS: ("longitude", "latitude"), STORAGE_CRS: ("easting", "northing")}


def match_points(
    table: OwnTable, where: Where, gazetteer: Gazetteer, *, level: str = ""
) -> tuple[Matching, gpd.GeoDataFrame]:
    """Find the area of each point, by the small area in which it lies.

    Small areas have the finest boundaries held, so a point near the edge of a county is put
    right more often than by the county's own outline, which is drawn with fewer corners.

    Args:
        table: the table.
        where: the columns of the coordinates.
        gazetteer: the areas.
        level: level of the areas; upper-tier authorities if none is named.

    Returns:
        Each row once, and the points that were placed: row, and geometry in EPSG:4326.

    Raises:
        InvalidInputError: there is no such level.
    """
    chosen = level or DEFAULT_LEVEL
    if chosen not in LEVEL_ORDER:
        raise InvalidInputError(argument="level", received=level, expected=", ".join(LEVEL_ORDER))
    east, north = (table.column(name) for name in where.columns)
    texts = {
        row.number: f"{first}, {second}"
        for row, first, second in zip(table.rows, east, north, strict=True)
    }
    unmatched, kept = [], []
    for row, first, second in zip(table.rows, east, north, strict=True):
        reason = _problem(first, second, where.crs)
        if reason:
            unmatched.append(Unmatched(row.number, texts[row.number], reason))
        else:
            kept.append((row.number, read_number(first), read_number(second)))
    frame = pd.DataFrame(kept, columns=["row", "x", "y"])
    points = gpd.GeoDataFrame(
        frame[["row"]], geometry=gpd.points_from_xy(frame["x"], frame["y"]), crs=where.crs
    ).to_crs(STORAGE_CRS)
    homes = _homes(points, gazetteer, chosen)
    placed = [Placed(row, texts[row], code, code) for row, code in homes.items()]
    unmatched += [
        Unmatched(
            row, texts[row], f"lies outside England, or more than {SHORE:.0f} m off its coast"
        )
        for row in points["row"]
        if row not in homes
    ]
    matching = Matching(
        chosen,
        tuple(sorted(placed, key=lambda placing: placing.row)),
        tuple(sorted(unmatched, key=lambda unplaced: unplaced.row)),
    )
    return matching, points[points["row"].isin(list(homes))].to_crs(DISPLAY_CRS)


def _problem(first: str, second: str, crs: str) -> str:
    """Why two cells are no point; "" where they are."""
    for cell, name, bounds in zip((first, second), COORDINATES[crs], BOUNDS[crs], strict=True):
        number = read_number(cell)
        if number is None:
            return f"{cell!r} is not a {name}" if cell else f"no {name}"
        if not within(number, bounds):
            low, high = bounds
            return f"{name} {cell} is outside Great Britain; allowed: {low:,g} to {high:,g}"
    return ""


def _homes(points: gpd.GeoDataFrame, gazetteer: Gazetteer, level: str) -> dict[int, str]:
    """Area of the level by row, of the points that lie in an area."""
    small = read_shapes(gazetteer.store, LSOA).to_crs(STORAGE_CRS)[["area_code", "geometry"]]
    # Of points on a border the area with the first code is taken, so that the same file always
    # gives the same figures.
    found = gpd.sjoin_nearest(points, small, max_distance=SHORE).sort_values("area_code")
    first = found.drop_duplicates("row")
    parents = _parents(gazetteer, level)
    return {
        int(row): parents[code] for row, code in zip(first["row"], first["area_code"], strict=True)
    }


def _parents(gazetteer: Gazetteer, level: str) -> dict[str, str]:
    """The area of a level around each small area."""
    parents = gazetteer.store.read(
        "small_area_parents", where=[("area_type", "==", "lsoa11")]
    ).set_index("area_code")
    if level == LSOA:
        return {str(code): str(code) for code in parents.index}
    if level == "region":
        areas = gazetteer.store.read("areas", columns=["area_code", "region_code"])
        homes = parents["upper_tier_code"].map(areas.set_index("area_code")["region_code"])
    else:
        homes = parents[f"{level}_code"]
    return {str(code): str(home) for code, home in homes.items()}
