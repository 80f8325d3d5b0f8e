"""Wards, towns and small areas of 2021: their names, and where each lies."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.rda import read_outlines
from utils.config import DISPLAY_CRS, STORAGE_CRS
from utils.errors import SourceSchemaError

#: Names of the table's columns by file: code and name.
NAMES: Final = {
    "wards": ("ward22_code", "ward22_name"),
    "small_areas": ("lsoa21_code", "lsoa21_name"),
    "councils": ("ltla24_code", "ltla24_name"),
}
TOWN_FIELDS: Final = ("slug", "name", "lat", "lng", "population")
#: Points on a generalised coast may be just off it.
OFF_THE_COAST_M: Final = 5_000
ENGLISH: Final = "E"


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `wards`, `towns`, `small_areas_2021` and `neighbourhood_names`.

    Needs `lsoa_links` and `small_area_parents`.

    Raises:
        SourceSchemaError: a file or a column of one is not as declared.
    """
    wards = _english(_outlines(raw, "wards"))
    councils = _outlines(raw, "councils")
    small_areas = _english(_outlines(raw, "small_areas"))
    ward_of = _largest_overlap(small_areas, wards)
    found = _with_areas_of_2011(
        small_areas.assign(ward_code=small_areas["code"].map(ward_of)), built
    )
    return {
        "wards": _wards(wards, councils),
        "towns": _towns(raw, councils),
        "small_areas_2021": found,
        "neighbourhood_names": _neighbourhoods(found, wards),
    }


def _outlines(raw: RawFiles, key: str) -> gpd.GeoDataFrame:
    """code, name and outline in metres, one row an area."""
    code, name = NAMES[key]
    frame = read_outlines(raw, key, required=(code, name)).rename(
        columns={code: "code", name: "name"}
    )
    # A ward in several rows is one of several parts.
    return frame.to_crs(STORAGE_CRS).dissolve("code", as_index=False)


def _english(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame[frame["code"].str.startswith(ENGLISH)].reset_index(drop=True)


def _largest_overlap(parts: gpd.GeoDataFrame, wholes: gpd.GeoDataFrame) -> dict[str, str]:
    """The whole that covers most of each part, by their codes."""
    shared = gpd.overlay(
        parts[["code", "geometry"]],
        wholes[["code", "geometry"]],
        how="intersection",
        keep_geom_type=True,
    )
    shared = shared.assign(area=shared.area).sort_values(["area", "code_2"])
    largest = shared.drop_duplicates("code_1", keep="last")
    return dict(zip(largest["code_1"], largest["code_2"], strict=True))


def _wards(wards: gpd.GeoDataFrame, councils: gpd.GeoDataFrame) -> pd.DataFrame:
    """ward_code, name, area_code: the council of 2024 that covers most of the ward."""
    council_of = _largest_overlap(wards, _english(councils))
    frame = pd.DataFrame(wards[["code", "name"]].rename(columns={"code": "ward_code"}))
    return frame.assign(area_code=frame["ward_code"].map(council_of))


def _towns(raw: RawFiles, councils: gpd.GeoDataFrame) -> pd.DataFrame:
    """town_id, name, area_code, population, latitude, longitude; those of England alone."""
    towns = _read_towns(raw)
    points = gpd.GeoDataFrame(
        towns, geometry=gpd.points_from_xy(towns["lng"], towns["lat"]), crs=DISPLAY_CRS
    )
    placed = points.to_crs(STORAGE_CRS).sjoin_nearest(
        councils[["code", "geometry"]], max_distance=OFF_THE_COAST_M
    )
    placed = placed.sort_values(["slug", "code"]).drop_duplicates("slug")
    inside = placed[placed["code"].str.startswith(ENGLISH)]
    columns = {"slug": "town_id", "code": "area_code", "lat": "latitude", "lng": "longitude"}
    return pd.DataFrame(inside.rename(columns=columns))[
        ["town_id", "name", "area_code", "population", "latitude", "longitude"]
    ]


def _read_towns(raw: RawFiles) -> pd.DataFrame:
    try:
        towns = pd.DataFrame(json.loads(raw.path("towns").read_text(encoding="utf-8")))
        return towns[list(TOWN_FIELDS)].astype(
            {"lat": "float64", "lng": "float64", "population": "int64"}
        )
    except (ValueError, KeyError) as error:
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files["towns"].path,
            received=str(error),
            expected=f"a list of towns with {', '.join(TOWN_FIELDS)}",
        ) from error


def _with_areas_of_2011(
    small_areas: pd.DataFrame, built: Mapping[str, pd.DataFrame]
) -> pd.DataFrame:
    """Small areas of 2021 with their council, and the areas of 2011 that each is or lies in.

    There is none of these where there are several.
    """
    links = built["lsoa_links"]
    links = links[links["new_type"] == "lsoa21"][["old_code", "new_code"]]
    parents = built["small_area_parents"]
    of_2011 = parents[parents["area_type"] == "lsoa11"].set_index("area_code")["msoa_code"]
    council_of = parents[parents["area_type"] == "lsoa21"].set_index("area_code")["lower_tier_code"]
    links = links.assign(msoa_code=links["old_code"].map(of_2011))
    frame = small_areas[["code", "name", "ward_code"]]
    return pd.DataFrame(
        {
            "area_code": frame["code"],
            "area_name": frame["name"],
            "ward_code": frame["ward_code"],
            "lsoa11_code": frame["code"].map(_single(links, "old_code")),
            "msoa_code": frame["code"].map(_single(links, "msoa_code")),
            "lower_tier_code": frame["code"].map(council_of),
        }
    )


def _single(links: pd.DataFrame, column: str) -> dict[str, str]:
    """The value of a column by new code, where there is one value alone."""
    pairs = links[["new_code", column]].drop_duplicates()
    pairs = pairs[~pairs["new_code"].duplicated(keep=False)]
    return dict(zip(pairs["new_code"], pairs[column], strict=True))


def _neighbourhoods(small_areas: pd.DataFrame, wards: pd.DataFrame) -> pd.DataFrame:
    """msoa_code, name, ward_code, ward_share: the ward of most of the small areas of each MSOA."""
    inside = small_areas.dropna(subset=["msoa_code", "ward_code"])
    counts = inside.groupby(["msoa_code", "ward_code"]).size().rename("count").reset_index()
    counts["ward_share"] = counts["count"] / counts.groupby("msoa_code")["count"].transform("sum")
    ordered = counts.sort_values(["msoa_code", "count", "ward_code"], ascending=[True, False, True])
    most = ordered.drop_duplicates("msoa_code")
    name_of = wards.set_index("code")["name"]
    return most.assign(name=most["ward_code"].map(name_of))[
        ["msoa_code", "name", "ward_code", "ward_share"]
    ]
