"""The areas of a table as features to draw: colour, tip and what a click leads to."""

from __future__ import annotations

import json
from typing import Any, Final

import geopandas as gpd
import shapely

from data.own_table.composing import OwnMap
from data.own_table.gazetteer import Gazetteer
from data.own_table.shapes import LSOA, read_shapes
from data.read.areas import SMALL_LEVELS
from geo.choropleth import safe_html
from utils.config import STORAGE_CRS
from utils.formatting import MISSING, format_value

#: Of a degree: about ten metres, as finer digits are not seen at the nearest zoom.
DECIMALS: Final = 4
#: More points than these hide each other and make a page heavy.
MOST_POINTS: Final = 2_000


def drawn_shapes(own: OwnMap, gazetteer: Gazetteer) -> gpd.GeoDataFrame:
    """Areas to draw: of a level all, of small areas those in the authorities that have a figure.

    Returns:
        area_code, area_name, upper_tier_code and polygons in EPSG:4326.
    """
    upper = gazetteer.reader.upper_tier_of
    around = None
    if own.level in SMALL_LEVELS:
        around = {upper[figure.code] for figure in own.gathered.figures}
    shapes = read_shapes(gazetteer.store, own.level, upper_tier=around)
    shapes["upper_tier_code"] = shapes["area_code"].map(upper)
    if around is None or own.level == LSOA:
        return shapes
    return shapes[shapes["upper_tier_code"].isin(around)].reset_index(drop=True)


def area_features(own: OwnMap, shapes: gpd.GeoDataFrame) -> dict[str, Any]:
    """GeoJSON of areas with what is shown of each."""
    figures = own.figures
    outlines = shapely.to_geojson(_coarse(shapes).to_numpy())
    features = []
    for code, name, upper, outline in zip(
        shapes["area_code"], shapes["area_name"], shapes["upper_tier_code"], outlines, strict=True
    ):
        value = figures[code].value if code in figures else None
        properties = {
            "area_code": code,
            "upper": upper if isinstance(upper, str) else "",
            "colour": own.classes.colour(value),
            "tip": area_tip(own, code, name, value),
        }
        features.append(
            {"type": "Feature", "properties": properties, "geometry": json.loads(outline)}
        )
    return {"type": "FeatureCollection", "features": features}


def area_tip(own: OwnMap, code: str, name: str, value: float | None) -> str:
    """What is said of an area under the pointer, as HTML."""
    lines = [f"<b>{safe_html(name)}</b>", f"{safe_html(own.title)}: {own.classes.write(value)}"]
    if own.beside is not None:
        measure = own.beside.measure
        other = format_value(
            own.beside.values.get(code), unit=measure.unit, decimals=measure.decimals
        )
        lines.append(f"{safe_html(measure.name)}: {safe_html(other)}")
    return "<br>".join(lines)


def point_features(own: OwnMap) -> dict[str, Any]:
    """GeoJSON of the points of a table, at most as many as can be distinguished."""
    if own.points is None:
        return {"type": "FeatureCollection", "features": []}
    place = own.table.place(own.request.value) if own.request.value else None
    cells = {} if place is None else {row.number: row.cells[place] for row in own.table.rows}
    features = []
    for row, point in zip(own.points["row"], own.points.geometry, strict=True):
        said = f"{own.title}: {cells[row] or MISSING}" if cells else "a point of the table"
        features.append(
            {
                "type": "Feature",
                "properties": {"tip": f"Row {row:,}<br>{safe_html(said)}"},
                "geometry": {
                    "type": "Point",
                    "coordinates": [round(point.x, 5), round(point.y, 5)],
                },
            }
        )
    return {"type": "FeatureCollection", "features": features[:MOST_POINTS]}


def _coarse(shapes: gpd.GeoDataFrame) -> gpd.GeoSeries:
    """Polygons with as many digits as are seen."""
    rounded = shapely.transform(shapes.geometry.to_numpy(), lambda at: at.round(DECIMALS))
    return gpd.GeoSeries(rounded, index=shapes.index, crs=shapes.crs)


def planar(shapes: gpd.GeoDataFrame, *, pixels: int) -> gpd.GeoDataFrame:
    """The same areas in metres, with no more corners than are seen at a width in pixels."""
    metres = shapes.to_crs(STORAGE_CRS)
    left, bottom, right, top = metres.total_bounds
    tolerance = max(right - left, top - bottom) / (2 * pixels)
    simple = shapely.coverage_simplify(metres.geometry.to_numpy(), tolerance)
    return metres.set_geometry(gpd.GeoSeries(simple, index=metres.index, crs=metres.crs))
