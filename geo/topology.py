"""Writes a coverage as compact TopoJSON: shared arcs once, whole numbers, codes as ids."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import geopandas as gpd
from topojson.core.topology import Topology

from utils.config import DISPLAY_CRS


def encode_topology(layers: Mapping[str, gpd.GeoSeries], *, quantisation: int) -> dict[str, Any]:
    """Encode layers that share edges as a single topology.

    Args:
        layers: name of each object and its areas, indexed by code. Layers must be cut from one
            coverage, so that an outline uses the very arcs of the areas it surrounds.
        quantisation: number of steps along each side of the bounding box.

    Returns:
        A TopoJSON topology with `arcs`, `transform` and `objects`; a geometry has only its
        `type`, `arcs` and `id`.
    """
    frames = [
        gpd.GeoDataFrame({"code": series.index}, geometry=series.to_crs(DISPLAY_CRS).to_numpy())
        for series in layers.values()
    ]
    encoded = Topology(
        frames, object_name=list(layers), prequantize=quantisation, topology=True
    ).to_dict()
    return {
        "type": "Topology",
        "transform": encoded["transform"],
        "arcs": encoded["arcs"],
        "objects": {name: _ids_only(encoded["objects"][name]) for name in layers},
    }


def _ids_only(collection: Mapping[str, Any]) -> dict[str, Any]:
    geometries = [
        {"type": geometry["type"], "id": geometry["properties"]["code"], "arcs": geometry["arcs"]}
        for geometry in collection["geometries"]
    ]
    return {"type": "GeometryCollection", "geometries": geometries}


def dump(topology: Mapping[str, Any]) -> bytes:
    """Serialise without spaces."""
    return json.dumps(topology, separators=(",", ":"), ensure_ascii=False).encode()
