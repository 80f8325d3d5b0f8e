"""Boundaries of every level from a single coverage of small areas, as compressed topologies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.transform.ons_boundaries.files import (
    Lookup,
    index_payload,
    tiles_payload,
    topology_payload,
)
from data.read.name_forms import neighbourhood_name, small_area_name
from data.versions.publish import Payload
from geo.boundaries import CoverageReport, clean_coverage, dissolve, simplify, touching
from utils.errors import SourceSchemaError

#: Tolerances in metres: what is left out is below a pixel where the level is first shown.
TOLERANCES: Final = {"region": 400, "upper_tier": 150, "lower_tier": 150, "msoa": 60, "lsoa": 0}
QUANTISATION: Final = {"region": 20_000, "upper_tier": 20_000, "lower_tier": 20_000, "msoa": 50_000}
SMALL_QUANTISATION: Final = 10_000
CODE: Final = "LSOA11CD"
NAME: Final = "LSOA11NM"


@dataclass(frozen=True)
class GeometryReport:
    """What a build of the geometry found.

    Attributes:
        coverage: what cleaning the small areas changed.
        without_pixel: small areas that no tile shows.
        borders: small areas that touch, in pairs: focal, neighbour.
    """

    coverage: CoverageReport
    without_pixel: int
    borders: pd.DataFrame


def build_geometry(
    raw: RawFiles, built: Mapping[str, pd.DataFrame]
) -> tuple[list[Payload], GeometryReport]:
    """Build files for region, both tiers and MSOA, for LSOA a file an authority, and tiles.

    The upper-tier file also holds the outlines of the programme's places, cut from its own arcs.

    Raises:
        SourceSchemaError: the source is not as declared.
        CheckFailedError: the boundaries are no coverage, or a name or an authority is missing.
    """
    coverage, report = clean_coverage(_read_small_areas(raw))
    parents = _parents(raw, coverage, built["small_area_parents"], built["areas"])
    lookups = _lookups(raw, _known_as(coverage, parents, built), parents, built["areas"])
    payloads = []
    for level, quantisation in QUANTISATION.items():
        areas = dissolve(coverage, by=parents[level])
        simple = simplify(areas, tolerance=TOLERANCES[level], level=level)
        layers = {"areas": simple}
        if level == "upper_tier":
            layers["places"] = _place_outlines(simple, built["place_members"])
        payloads.append(
            topology_payload(level, layers, quantisation=quantisation, lookup=lookups[level])
        )
    small = simplify(
        gpd.GeoSeries(coverage.geometry.to_numpy(), index=coverage[CODE], crs=coverage.crs),
        tolerance=TOLERANCES["lsoa"],
        level="lsoa",
    )
    tiles, without_pixel = tiles_payload(small)
    payloads += [
        *_small_area_files(small, parents, lookups["lsoa"]),
        index_payload(list(small.index), lookups["lsoa"]),
        tiles,
    ]
    return payloads, GeometryReport(
        coverage=report, without_pixel=without_pixel, borders=touching(small)
    )


def _read_small_areas(raw: RawFiles) -> gpd.GeoDataFrame:
    frame = gpd.read_file(raw.path("lsoa11"))
    for column in (CODE, NAME):
        if column not in frame.columns:
            raise _refusal(
                raw, column=column, received=f"columns {sorted(frame.columns)}", expected=column
            )
    english = frame[frame[CODE].str.startswith("E01")]
    return english[[CODE, NAME, "geometry"]].sort_values(CODE, ignore_index=True)


def _refusal(raw: RawFiles, *, column: str, received: object, expected: str) -> SourceSchemaError:
    return SourceSchemaError(
        source=raw.declaration.source,
        file=raw.declaration.files["lsoa11"].path,
        column=column,
        received=received,
        expected=expected,
    )


def _parents(
    raw: RawFiles, coverage: gpd.GeoDataFrame, small_areas: pd.DataFrame, areas: pd.DataFrame
) -> pd.DataFrame:
    """The area of each level in which each small area lies, in the coverage's order."""
    lookup = small_areas[small_areas["area_type"] == "lsoa11"].set_index("area_code")
    unknown = sorted(set(coverage[CODE]) - set(lookup.index))
    if unknown:
        raise _refusal(
            raw,
            column=CODE,
            received=unknown[:5],
            expected="small areas of 2011 in the table of their parents",
        )
    rows = lookup.loc[coverage[CODE]].reset_index()
    regions = areas.set_index("area_code")["region_code"]
    return pd.DataFrame(
        {
            "lsoa": rows["area_code"],
            "msoa": rows["msoa_code"],
            "lower_tier": rows["lower_tier_code"],
            "upper_tier": rows["upper_tier_code"],
            "region": rows["lower_tier_code"].map(regions),
        }
    )


def _known_as(
    coverage: gpd.GeoDataFrame, parents: pd.DataFrame, built: Mapping[str, pd.DataFrame]
) -> pd.Series[str]:
    """What each small area is called by its code: after its neighbourhood, then officially."""
    names = built["neighbourhood_names"].set_index("msoa_code")["name"]
    pairs = zip(coverage[NAME], parents["msoa"].map(names).fillna(""), strict=True)
    called = [small_area_name(official, known_as) for official, known_as in pairs]
    return pd.Series(called, index=coverage[CODE])


def _lookups(
    raw: RawFiles, named: pd.Series[str], parents: pd.DataFrame, areas: pd.DataFrame
) -> dict[str, Lookup]:
    """Names of the areas of each level, and the upper-tier authority of those below it."""
    own = areas.set_index("area_code")["area_name"]
    return {
        "region": Lookup(own),
        "upper_tier": Lookup(own),
        "lower_tier": Lookup(own, _single(raw, parents["lower_tier"], parents["upper_tier"])),
        "msoa": Lookup(
            # The source names small areas alone: an MSOA's name and a letter.
            _single(raw, parents["msoa"], named.map(neighbourhood_name)),
            _single(raw, parents["msoa"], parents["upper_tier"]),
        ),
        "lsoa": Lookup(named, _single(raw, parents["lsoa"], parents["upper_tier"])),
    }


def _single(raw: RawFiles, codes: pd.Series[str], values: pd.Series[str]) -> pd.Series[str]:
    """The one value that all small areas of each code share."""
    pairs = pd.DataFrame({"code": codes, "value": values.to_numpy()}).drop_duplicates()
    twice = pairs[pairs["code"].duplicated(keep=False)]
    if len(twice):
        raise _refusal(
            raw,
            column=str(codes.name),
            received=twice.sort_values(["code", "value"]).head(4).to_numpy().tolist(),
            expected="one name and one authority for each area",
        )
    return pairs.set_index("code")["value"]


def _place_outlines(upper_tier: gpd.GeoSeries, members: pd.DataFrame) -> gpd.GeoSeries:
    """Each place as the union of its authorities."""
    frame = gpd.GeoDataFrame({"code": upper_tier.index}, geometry=upper_tier.to_numpy())
    parts = members.merge(frame, left_on="area_code", right_on="code", validate="many_to_one")
    joined = gpd.GeoDataFrame(parts, geometry="geometry", crs=upper_tier.crs)
    return dissolve(joined, by=joined["place_id"])


def _small_area_files(areas: gpd.GeoSeries, parents: pd.DataFrame, lookup: Lookup) -> list[Payload]:
    """A file for each authority; each area knows its row among all of England's."""
    rows = {code: number for number, code in enumerate(areas.index)}
    names = Lookup(lookup.names)
    return [
        topology_payload(
            f"lsoa-{authority}",
            {"areas": areas.loc[codes.to_numpy()]},
            quantisation=SMALL_QUANTISATION,
            lookup=names,
            rows=rows,
        )
        for authority, codes in parents.groupby("upper_tier")["lsoa"]
    ]
