"""A visitor's own place: any authorities or small areas as one outline and its residents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely

from data.export.areas import write_geopackage
from data.export.neutral import write_safe_csv
from data.own_table.drawing import DECIMALS
from data.own_table.folder import DRAWN, FIGURES, GEOPACKAGE, REPORT, UNMATCHED
from data.own_table.gazetteer import Gazetteer, count_words
from data.own_table.matching import Matching, Unmatched
from data.own_table.results import unmatched_frame
from data.own_table.shapes import read_shapes
from data.own_table.words import BOUNDARIES
from data.read.areas import POPULATION_PERIOD, SMALL_LEVELS
from geo.choropleth import safe_html
from utils.config import STORAGE_CRS
from utils.errors import InvalidInputError
from utils.palette import NO_DATA_COLOUR, OUTCOME

SQUARE_KM: Final = 1_000_000
#: Metres: borders of small areas are rounded in each authority by itself, which leaves slivers.
GAP: Final = 5.0
#: How far around a place other areas are drawn, as a share of its width and height.
MARGIN: Final = 0.5
OWN_COLOUR: Final = OUTCOME[2][1]
LAYER_NAME: Final = "My place"
PUBLISHER: Final = "Office for National Statistics, mid-year population estimates"


@dataclass(frozen=True)
class MyPlace:
    """A set of areas of a level.

    Attributes:
        name: what its maker calls it.
        level: level of the areas.
        codes: the areas, each once, in order.
        residents: residents of all of them; None where any is not published.
        year: of the residents, at mid-year.
        outline: a row with the dissolved outline, in EPSG:4326.
    """

    name: str
    level: str
    codes: tuple[str, ...]
    residents: int | None
    year: str
    outline: gpd.GeoDataFrame

    @property
    def words(self) -> str:
        """What the place is, in a sentence."""
        people = (
            "the number of residents of one of them is not published"
            if self.residents is None
            else f"{self.residents:,} residents in mid-{self.year}"
        )
        return f"{self.name}: {count_words(len(self.codes), self.level)}, {people}."

    @property
    def notes(self) -> list[str]:
        """Where it is from."""
        return [f"Residents: {PUBLISHER}, Open Government Licence v3.0.", BOUNDARIES]


def whole_areas(matching: Matching, gazetteer: Gazetteer) -> Matching:
    """Take out rows that name a former area, as it is only a part of an area that can be chosen."""
    parts = [
        Unmatched(
            placed.row,
            placed.text,
            f"{gazetteer.name(placed.code)} is now a part of {gazetteer.name(placed.home)}, "
            "which can be chosen in its place",
        )
        for placed in matching.placed
        if placed.code != placed.home
    ]
    kept = tuple(placed for placed in matching.placed if placed.code == placed.home)
    unmatched = sorted((*matching.unmatched, *parts), key=lambda unplaced: unplaced.row)
    return Matching(matching.level, kept, tuple(unmatched))


def make_place(name: str, matching: Matching, gazetteer: Gazetteer) -> MyPlace:
    """Dissolve the areas of a list into a single place.

    Args:
        name: what the place is called.
        matching: rows of the list, as `whole_areas` leaves them; an area named twice counts once.
        gazetteer: the areas.

    Raises:
        InvalidInputError: no row is left.
    """
    if not matching.placed:
        raise InvalidInputError(
            argument="areas",
            received="none",
            expected="at least one authority or small area of England",
        )
    codes = tuple(sorted({placed.home for placed in matching.placed}))
    upper = [gazetteer.reader.upper_tier_of[code] for code in codes] if _small(matching) else None
    shapes = read_shapes(gazetteer.store, matching.level, upper_tier=upper)
    members = shapes[shapes["area_code"].isin(codes)]
    residents, year = _residents(codes, matching.level, gazetteer)
    united = shapely.union_all(members.to_crs(STORAGE_CRS).geometry.to_numpy())
    closed = shapely.buffer(united, GAP, join_style="mitre")
    outline = gpd.GeoDataFrame(
        {"name": [name or LAYER_NAME], "areas": [len(codes)], "residents": [residents]},
        geometry=gpd.GeoSeries([shapely.buffer(closed, -GAP, join_style="mitre")], crs=STORAGE_CRS),
    ).to_crs(shapes.crs)
    return MyPlace(name or LAYER_NAME, matching.level, codes, residents, year, outline)


def _small(matching: Matching) -> bool:
    return matching.level in SMALL_LEVELS


def _residents(codes: Sequence[str], level: str, gazetteer: Gazetteer) -> tuple[int | None, str]:
    """Residents of all areas in the newest year that is published for each of them."""
    if level in SMALL_LEVELS:
        people = gazetteer.reader.population(level)
        by_code = people.set_axis(gazetteer.reader.areas(level)["area_code"])
        found = by_code.reindex(list(codes))
        return (None if found.isna().any() else int(found.sum())), POPULATION_PERIOD
    rows = gazetteer.store.read("populations", columns=["area_code", "year", "population"])
    held = rows[rows["area_code"].isin(codes)].dropna()
    years = held.groupby("year")["area_code"].nunique()
    whole = years[years == len(codes)]
    if whole.empty:
        return None, ""
    year = int(whole.index.max())
    return int(held[held["year"] == year]["population"].sum()), str(year)


def place_files(place: MyPlace, matching: Matching, gazetteer: Gazetteer) -> dict[str, bytes]:
    """The outline as GeoPackage, the areas as CSV, rows left out, and a report for programs."""
    areas = [{"Code": code, "Area": gazetteer.area_names[code]} for code in place.codes]
    metadata = {"what": place.words, "sources": " | ".join(place.notes)}
    report = {
        "words": place.words,
        "notes": place.notes,
        "areas": areas,
        "unmatched": [vars(unmatched) for unmatched in matching.unmatched],
    }
    return {
        GEOPACKAGE: write_geopackage(place.outline, metadata),
        FIGURES: write_safe_csv(pd.DataFrame(areas)),
        UNMATCHED: write_safe_csv(unmatched_frame(matching.unmatched)),
        DRAWN: json.dumps(_drawn(place, gazetteer)).encode(),
        REPORT: json.dumps(report, ensure_ascii=False).encode(),
    }


def _feature(shape: shapely.Geometry, *, colour: str, tip: str) -> dict[str, Any]:
    outline = shapely.transform(shape, lambda at: at.round(DECIMALS))
    return {
        "type": "Feature",
        "properties": {"area_code": "", "upper": "", "colour": colour, "tip": safe_html(tip)},
        "geometry": json.loads(shapely.to_geojson(outline)),
    }


def _drawn(place: MyPlace, gazetteer: Gazetteer) -> dict[str, Any]:
    """The place, and the upper-tier areas around it, so that it is seen where it lies."""
    left, bottom, right, top = place.outline.total_bounds
    wide, high = (right - left) * MARGIN, (top - bottom) * MARGIN
    shapes = read_shapes(gazetteer.store, "upper_tier")
    near = shapes.cx[left - wide : right + wide, bottom - high : top + high]
    return {
        "areas": _collection(
            [_feature(place.outline.geometry.iloc[0], colour=OWN_COLOUR, tip=place.words)]
        ),
        "around": _collection(
            [
                _feature(shape, colour=NO_DATA_COLOUR, tip=name)
                for name, shape in zip(near["area_name"], near.geometry, strict=True)
            ]
        ),
    }


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}
