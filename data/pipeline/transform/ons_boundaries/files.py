"""Files of boundaries to publish: topologies, the index of small areas and their tiles."""

from __future__ import annotations

import gzip
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from data.versions.publish import Payload
from geo.tiles import TILE_SIZE, encode_png, pack, rasterise, tiles_of
from geo.topology import dump, encode_topology
from utils.errors import CheckFailedError

ZOOMS: Final = range(5, 10)
#: A small area of two blocks can be narrower than a pixel of the closest zoom (some 90 metres) and
#: lie under its neighbours' edges. More than one in a thousand would be a fault of the drawing.
MAX_SHARE_WITHOUT_PIXEL: Final = 0.001
#: A code's number starts after the letter and zero of its prefix.
PREFIX_LENGTH: Final = 2


@dataclass(frozen=True)
class Lookup:
    """What is known of the areas of a level: names by code, and the authority each lies in."""

    names: pd.Series[str]
    authority: pd.Series[str] | None = None

    def extras(self, codes: Sequence[str]) -> dict[str, Any]:
        """Names in the order of the codes and, where known, authorities and each area's among them.

        Raises:
            CheckFailedError: a code has no name or no authority.
        """
        found: dict[str, Any] = {"names": _complete(self.names, codes, what="names")}
        if self.authority is not None:
            within = _complete(self.authority, codes, what="authorities")
            known = sorted(set(within))
            position = {code: number for number, code in enumerate(known)}
            found |= {"within": known, "parents": [position[code] for code in within]}
        return found


def _complete(values: pd.Series[str], codes: Sequence[str], *, what: str) -> list[str]:
    found = values.reindex(list(codes))
    lacking = sorted(found.index[found.isna() | (found == "")])
    if lacking:
        raise CheckFailedError(f"Boundaries: {what} are missing for {lacking[:5]}.")
    return [str(value) for value in found]


def topology_payload(
    name: str,
    layers: Mapping[str, gpd.GeoSeries],
    *,
    quantisation: int,
    lookup: Lookup,
    rows: Mapping[str, int] | None = None,
) -> Payload:
    """Encode layers as a single topology with the names of its areas.

    Args:
        name: a level, or "lsoa-" and an authority.
        layers: see `encode_topology`; a layer is called "areas".
        quantisation: see `encode_topology`.
        lookup: names and, where wanted, authorities.
        rows: the place of each area among all of its level, written in the file's order.
    """
    topology = encode_topology(layers, quantisation=quantisation)
    codes = [geometry["id"] for geometry in topology["objects"]["areas"]["geometries"]]
    topology |= lookup.extras(codes)
    if rows is not None:
        topology["rows"] = [rows[code] for code in codes]
    return _json_payload(
        name,
        topology,
        suffix=".topojson.gz",
        description={
            "title": f"Boundaries: {name}",
            "format": "topojson",
            "mediatype": "application/geo+json",
            "areas": len(codes),
        },
    )


def index_payload(codes: Sequence[str], lookup: Lookup) -> Payload:
    """List all small areas in the order of their codes, which are written as steps.

    E01000001 is the number 1000001; the first code's number is followed by each next distance
    from the code before.
    """
    numbers = np.array([int(code[PREFIX_LENGTH:]) for code in codes])
    steps = [int(numbers[0]), *np.diff(numbers).tolist()]
    return _json_payload(
        "lsoa-index",
        {"codes": steps, **lookup.extras(codes)},
        suffix=".json.gz",
        description={
            "title": "Codes, names and authorities of all small areas, in the order of the tiles",
            "format": "json",
            "mediatype": "application/json",
            "areas": len(codes),
        },
    )


def tiles_payload(coverage: gpd.GeoSeries) -> tuple[Payload, int]:
    """Draw all small areas as tiles of their numbers, in a single zip.

    Returns:
        The file, and how many areas have no pixel at the closest zoom.

    Raises:
        CheckFailedError: a number is of no area, or too many areas have no pixel.
    """
    members = []
    seen: set[int] = set()
    for zoom in ZOOMS:
        raster = rasterise(coverage, zoom=zoom)
        seen = set(np.unique(raster.pixels).tolist()) - {0}
        if not seen <= set(range(1, len(coverage) + 1)):
            raise CheckFailedError(f"Tiles of zoom {zoom}: numbers outside 1 to {len(coverage)}.")
        members += [(f"{name}.png", encode_png(tile)) for name, tile in tiles_of(raster)]
    without = len(coverage) - len(seen)
    if without > MAX_SHARE_WITHOUT_PIXEL * len(coverage):
        raise CheckFailedError(f"Tiles: {without} of {len(coverage)} areas have no pixel.")
    description = {
        "title": "Map tiles whose colours are the numbers of small areas",
        "format": "zip",
        "mediatype": "application/zip",
        "zooms": list(ZOOMS),
        "tile_size": TILE_SIZE,
        "tiles": len(members),
    }
    return _payload("lsoa-tiles", pack(members), suffix=".zip", description=description), without


def _json_payload(
    name: str, content: Mapping[str, Any], *, suffix: str, description: Mapping[str, Any]
) -> Payload:
    raw = dump(content)
    return _payload(
        name,
        # No time stamp and no file name in the header: the same content gives the same bytes.
        gzip.compress(raw, compresslevel=9, mtime=0),
        suffix=suffix,
        description={**description, "compression": "gz", "uncompressedBytes": len(raw)},
    )


def _payload(name: str, content: bytes, *, suffix: str, description: Mapping[str, Any]) -> Payload:
    return Payload(
        name=f"geometry-{name.replace('_', '-').lower()}",
        folder="geometry/",
        suffix=suffix,
        content=content,
        description=description,
    )
