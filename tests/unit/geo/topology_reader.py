"""Decodes a topology as a browser does: deltas of whole numbers, scaled and moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import shapely


def decode(topology: Mapping[str, Any], name: str) -> dict[str, shapely.Geometry]:
    """Shapes of an object by id, in degrees."""
    arcs = decode_arcs(topology)
    return {
        geometry["id"]: _shape(geometry["type"], geometry["arcs"], arcs)
        for geometry in topology["objects"][name]["geometries"]
    }


def decode_arcs(topology: Mapping[str, Any]) -> list[np.ndarray[Any, Any]]:
    """Points of each arc in degrees."""
    scale = np.asarray(topology["transform"]["scale"])
    move = np.asarray(topology["transform"]["translate"])
    return [
        np.asarray(list(accumulate(arc, lambda a, b: [a[0] + b[0], a[1] + b[1]]))) * scale + move
        for arc in topology["arcs"]
    ]


def arc_numbers(topology: Mapping[str, Any], name: str) -> set[int]:
    """Which arcs an object uses, in either direction."""
    found: set[int] = set()

    def collect(arcs: object) -> None:
        if isinstance(arcs, int):
            found.add(arcs if arcs >= 0 else ~arcs)
        elif isinstance(arcs, list):
            for arc in arcs:
                collect(arc)

    for geometry in topology["objects"][name]["geometries"]:
        collect(geometry["arcs"])
    return found


def _shape(kind: str, arcs: Any, points: Sequence[np.ndarray[Any, Any]]) -> shapely.Geometry:  # noqa: ANN401 - as deep as its kind
    if kind == "MultiPolygon":
        return shapely.MultiPolygon([_polygon(part, points) for part in arcs])
    return _polygon(arcs, points)


def _polygon(
    rings: Sequence[Sequence[int]], points: Sequence[np.ndarray[Any, Any]]
) -> shapely.Polygon:
    outer, *holes = [_ring(ring, points) for ring in rings]
    return shapely.Polygon(outer, holes)


def _ring(numbers: Sequence[int], points: Sequence[np.ndarray[Any, Any]]) -> np.ndarray[Any, Any]:
    parts = [points[number] if number >= 0 else points[~number][::-1] for number in numbers]
    return np.concatenate([parts[0], *(part[1:] for part in parts[1:])])
