"""The map of a table as a picture."""

from __future__ import annotations

import json
from typing import Any, Final

import geopandas as gpd
import shapely

from data.export.document import clean_text
from data.export.drawing import WIDTH, as_png, draw_picture
from data.own_table.composing import OwnMap
from data.own_table.drawing import planar
from data.own_table.words import notes_of, summary
from utils.formatting import MISSING
from utils.palette import NO_DATA_COLOUR

TALLEST: Final = 900
EDGE: Final = "#4d4d4d"


def write_picture(own: OwnMap, shapes: gpd.GeoDataFrame) -> bytes:
    """Draw the map as PNG, with its classes, what it says and its sources."""
    return as_png(
        draw_picture(
            _spec(own, planar(shapes, pixels=WIDTH)),
            title=clean_text(own.title),
            alt=clean_text(summary(own)),
            notes=[clean_text(note) for note in (summary(own), *notes_of(own))],
        )
    )


def _spec(own: OwnMap, shapes: gpd.GeoDataFrame) -> dict[str, Any]:
    left, bottom, right, top = shapes.total_bounds
    figures = own.figures
    labels = [*own.classes.labels, MISSING]
    features = []
    for code, shape in zip(shapes["area_code"], shapes.geometry, strict=True):
        number = own.classes.number(figures[code].value) if code in figures else None
        outline = json.loads(shapely.to_geojson(shapely.transform(shape, lambda at: at.round())))
        label = labels[-1 if number is None else number]
        features.append({"type": "Feature", "geometry": outline, "label": label})
    return {
        "data": {"values": features},
        "height": min(WIDTH * (top - bottom) / (right - left), TALLEST),
        "projection": {"type": "identity", "reflectY": True},
        "mark": {"type": "geoshape", "stroke": EDGE, "strokeWidth": 0.3},
        "encoding": {
            "color": {
                "field": "label",
                "type": "nominal",
                "scale": {"domain": labels, "range": [*own.classes.colours, NO_DATA_COLOUR]},
                "legend": {
                    "title": None,
                    "orient": "left",
                    "labelLimit": 200,
                    "symbolType": "square",
                },
            }
        },
    }
