"""The files of a table's map, and its report for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import pandas as pd

from data.export.areas import write_geopackage
from data.export.neutral import write_safe_csv
from data.own_table.composing import OwnMap
from data.own_table.drawing import area_features, drawn_shapes, point_features
from data.own_table.folder import (
    DRAWN,
    FIGURES,
    GEOPACKAGE,
    PAGE,
    PICTURE,
    REPORT,
    UNMATCHED,
)
from data.own_table.gazetteer import Gazetteer
from data.own_table.matching import Unmatched
from data.own_table.page import legend, write_html
from data.own_table.picture import write_picture
from data.own_table.words import notes_of, rows_words, summary


def make_files(own: OwnMap, gazetteer: Gazetteer) -> dict[str, bytes]:
    """Content of every file by its name."""
    frame, shapes = own.frame(gazetteer), drawn_shapes(own, gazetteer)
    notes = notes_of(own)
    drawn = {"areas": area_features(own, shapes), "points": point_features(own)}
    return {
        GEOPACKAGE: _geopackage(own, frame, shapes, notes),
        PAGE: write_html(own, frame, shapes).encode(),
        PICTURE: write_picture(own, shapes),
        FIGURES: write_safe_csv(_titled(own, frame).assign(Sources=" | ".join(notes))),
        UNMATCHED: write_safe_csv(unmatched_frame(own.gathered.unmatched)),
        DRAWN: _json(drawn),
        REPORT: _json(report(own, frame)),
    }


def report(own: OwnMap, frame: pd.DataFrame) -> dict[str, Any]:
    """What was made, for programs: the figures, the rows left out, the words and the legend."""
    beside = own.beside
    return {
        "title": own.title,
        "level": own.level,
        "where": own.where.words,
        "summary": summary(own),
        "rows": rows_words(own.gathered),
        "decimals": own.classes.decimals,
        "legend": legend(own),
        "measure": None
        if beside is None
        else {
            "title": beside.title,
            "decimals": beside.measure.decimals,
            "credit": beside.credit,
        },
        "notes": notes_of(own),
        "areas": json.loads(frame.to_json(orient="records")),
        "unmatched": [vars(unmatched) for unmatched in own.gathered.unmatched],
    }


def unmatched_frame(rows: Sequence[Unmatched]) -> pd.DataFrame:
    """Rows that are in no figure: Row, What it says, Why."""
    return pd.DataFrame(
        [(unmatched.row, unmatched.text, unmatched.reason) for unmatched in rows],
        columns=["Row", "What it says", "Why"],
    )


def _titled(own: OwnMap, frame: pd.DataFrame) -> pd.DataFrame:
    names = {
        "area_code": "Code",
        "area_name": "Area",
        "value": own.title,
        "rows": "Rows",
        "how": "How",
    }
    if own.beside is not None:
        names["measure"] = own.beside.title
    return frame.rename(columns=names)


def _geopackage(
    own: OwnMap, frame: pd.DataFrame, shapes: gpd.GeoDataFrame, notes: Sequence[str]
) -> bytes:
    """Areas with a figure; text that came with the file is in the description of the layer."""
    joined = shapes[["area_code", "geometry"]].merge(frame, on="area_code", validate="one_to_one")
    layer = gpd.GeoDataFrame(joined, geometry="geometry", crs=shapes.crs)
    metadata = {"value": own.title, "sources": " | ".join(notes)}
    if own.beside is not None:
        metadata["measure"] = own.beside.title
    return write_geopackage(layer, metadata)


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
