"""Boundaries of every level from one coverage of small areas, as compressed topologies."""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from typing import Final

import geopandas as gpd
import pandas as pd

from data.extract.raw import RawFiles
from data.publish import Payload
from geo.boundaries import CoverageReport, clean_coverage, dissolve, simplify
from geo.topology import dump, encode_topology
from utils.errors import SourceSchemaError

#: Tolerances in metres: what is left out is below a pixel where the level is first shown.
TOLERANCES: Final = {"region": 400, "upper_tier": 150, "lower_tier": 150, "msoa": 60, "lsoa": 0}
QUANTISATION: Final = {"region": 20_000, "upper_tier": 20_000, "lower_tier": 20_000, "msoa": 50_000}
SMALL_QUANTISATION: Final = 10_000
CODE: Final = "LSOA11CD"


def build_geometry(
    raw: RawFiles, built: Mapping[str, pd.DataFrame]
) -> tuple[list[Payload], CoverageReport]:
    """Build one file each for region, both tiers and MSOA, and one an authority for LSOA.

    The upper-tier file also holds the outlines of the programme's places, cut from its own arcs.
    """
    coverage, report = clean_coverage(_read_small_areas(raw))
    parents = _parents(raw, coverage, built["small_area_parents"], built["areas"])
    names = built["areas"].set_index("area_code")["area_name"]
    payloads = []
    for level in QUANTISATION:
        areas = dissolve(coverage, by=parents[level])
        simple = simplify(areas, tolerance=TOLERANCES[level], level=level)
        layers = {"areas": simple}
        if level == "upper_tier":
            layers["places"] = _place_outlines(simple, built["place_members"])
        named = names if level != "msoa" else None
        payloads.append(_payload(level, layers, QUANTISATION[level], names=named))
    payloads += _small_area_files(coverage, parents)
    return payloads, report


def _read_small_areas(raw: RawFiles) -> gpd.GeoDataFrame:
    path = raw.path("lsoa11")
    frame = gpd.read_file(path)
    if CODE not in frame.columns:
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files["lsoa11"].path,
            column=CODE,
            came=f"columns {sorted(frame.columns)}",
            allowed=CODE,
        )
    english = frame[frame[CODE].str.startswith("E01")]
    return english[[CODE, "geometry"]].sort_values(CODE, ignore_index=True)


def _parents(
    raw: RawFiles, coverage: gpd.GeoDataFrame, small_areas: pd.DataFrame, areas: pd.DataFrame
) -> pd.DataFrame:
    """The area of each level in which each small area lies, in the coverage's order."""
    lookup = small_areas[small_areas["area_type"] == "lsoa11"].set_index("area_code")
    unknown = sorted(set(coverage[CODE]) - set(lookup.index))
    if unknown:
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files["lsoa11"].path,
            column=CODE,
            came=unknown[:5],
            allowed="small areas of 2011 in the table of their parents",
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


def _place_outlines(upper_tier: gpd.GeoSeries, members: pd.DataFrame) -> gpd.GeoSeries:
    """Each place as the union of its authorities."""
    frame = gpd.GeoDataFrame({"code": upper_tier.index}, geometry=upper_tier.to_numpy())
    parts = members.merge(frame, left_on="area_code", right_on="code", validate="many_to_one")
    joined = gpd.GeoDataFrame(parts, geometry="geometry", crs=upper_tier.crs)
    return dissolve(joined, by=joined["place_id"])


def _small_area_files(coverage: gpd.GeoDataFrame, parents: pd.DataFrame) -> list[Payload]:
    areas = simplify(
        gpd.GeoSeries(coverage.geometry.to_numpy(), index=coverage[CODE], crs=coverage.crs),
        tolerance=TOLERANCES["lsoa"],
        level="lsoa",
    )
    return [
        _payload(f"lsoa-{authority}", {"areas": areas.loc[rows.to_numpy()]}, SMALL_QUANTISATION)
        for authority, rows in parents.groupby("upper_tier")["lsoa"]
    ]


def _payload(
    name: str,
    layers: Mapping[str, gpd.GeoSeries],
    quantisation: int,
    *,
    names: pd.Series[str] | None = None,
) -> Payload:
    topology = encode_topology(layers, quantisation=quantisation)
    codes = [one["id"] for one in topology["objects"]["areas"]["geometries"]]
    if names is not None:
        topology["names"] = [names[code] for code in codes]
    content = dump(topology)
    return Payload(
        name=f"geometry-{name.replace('_', '-').lower()}",
        folder="geometry/",
        suffix=".topojson.gz",
        # No time stamp and no file name in the header: the same geometry gives the same bytes.
        content=gzip.compress(content, compresslevel=9, mtime=0),
        description={
            "title": f"Boundaries: {name}",
            "format": "topojson",
            "mediatype": "application/geo+json",
            "compression": "gz",
            "areas": len(codes),
            "uncompressedBytes": len(content),
        },
    )
