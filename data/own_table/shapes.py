"""The boundaries of a level's areas as polygons, from the published geometry."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from typing import Final

import geopandas as gpd
import pandas as pd

from data.read.store import Store
from geo.unpack import unpack_areas

LSOA: Final = "lsoa"
LSOA_FILES: Final = "geometry-lsoa-e"


def read_shapes(
    store: Store, level: str, *, upper_tier: Iterable[str] | None = None
) -> gpd.GeoDataFrame:
    """Areas of a level in the order of their codes: area_code, area_name and polygons.

    Args:
        store: the published data.
        level: level of the areas.
        upper_tier: of small areas, the upper-tier authorities to read; all if none are given.
    """
    if level != LSOA:
        names = [f"geometry-{level.replace('_', '-')}"]
    elif upper_tier is None:
        names = [resource for resource in store.resources if resource.startswith(LSOA_FILES)]
    else:
        names = [f"geometry-lsoa-{code.lower()}" for code in sorted(set(upper_tier))]
    parts = [_unpack(store, name) for name in names]
    whole = pd.concat(parts, ignore_index=True).sort_values("area_code", ignore_index=True)
    return gpd.GeoDataFrame(whole, geometry="geometry", crs=parts[0].crs)


def _unpack(store: Store, name: str) -> gpd.GeoDataFrame:
    return unpack_areas(json.loads(gzip.decompress(store.path(name).read_bytes())))
