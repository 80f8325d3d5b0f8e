from __future__ import annotations

import json

import geopandas as gpd
import pytest
import shapely

from geo.topology import dump, encode_topology
from tests.unit.geo.topology_reader import arc_numbers, decode
from utils.config import DISPLAY_CRS, STORAGE_CRS

SIDE = 10_000
QUANTISATION = 10_000
CODES = ["E01000001", "E01000002", "E01000003", "E01000004"]


def squares() -> gpd.GeoSeries:
    """Two by two squares of 10 km, the last with a hole, and an island of the first."""
    boxes = [
        shapely.box(x, y, x + SIDE, y + SIDE)
        for y in (300_000, 300_000 + SIDE)
        for x in (400_000, 400_000 + SIDE)
    ]
    hole = shapely.box(412_000, 312_000, 414_000, 314_000)
    island = shapely.box(390_000, 300_000, 392_000, 302_000)
    shapes = [shapely.MultiPolygon([boxes[0], island]), *boxes[1:3], boxes[3].difference(hole)]
    return gpd.GeoSeries(shapes, index=CODES, crs=STORAGE_CRS)


@pytest.fixture(scope="module")
def topology() -> dict[str, object]:
    outline = gpd.GeoSeries([squares().union_all()], index=["whole"], crs=STORAGE_CRS)
    return encode_topology({"areas": squares(), "places": outline}, quantisation=QUANTISATION)


def test_shapes_come_back_within_a_step(topology: dict[str, object]) -> None:
    decoded = gpd.GeoSeries(decode(topology, "areas"), crs=DISPLAY_CRS).to_crs(STORAGE_CRS)
    assert list(decoded.index) == CODES
    # The box is 30 km wide, so a step is 3 m; an edge of 10 km moves by no more than two.
    for code, shape in squares().items():
        assert decoded[code].is_valid
        assert decoded[code].area == pytest.approx(shape.area, rel=2e-3)
        assert decoded[code].hausdorff_distance(shape) < 10


def test_holes_and_islands_are_kept(topology: dict[str, object]) -> None:
    decoded = decode(topology, "areas")
    assert decoded["E01000001"].geom_type == "MultiPolygon"
    assert len(decoded["E01000004"].interiors) == 1


def test_neighbours_share_their_arcs(topology: dict[str, object]) -> None:
    decoded = list(decode(topology, "areas").values())
    assert shapely.coverage_is_valid(decoded)


def test_an_outline_uses_arcs_of_the_areas_only(topology: dict[str, object]) -> None:
    assert arc_numbers(topology, "places") < arc_numbers(topology, "areas")
    outer = decode(topology, "places")["whole"]
    assert outer.equals(shapely.union_all(list(decode(topology, "areas").values())))


def test_numbers_are_whole_and_nothing_but_ids_is_kept(topology: dict[str, object]) -> None:
    text = dump(topology)
    assert b" " not in text
    assert set(topology) == {"type", "transform", "arcs", "objects"}
    read = json.loads(text)
    assert all(
        isinstance(coordinate, int) for arc in read["arcs"] for point in arc for coordinate in point
    )
    for geometry in read["objects"]["areas"]["geometries"]:
        assert set(geometry) == {"type", "id", "arcs"}


def test_the_same_shapes_give_the_same_bytes() -> None:
    first, second = (
        dump(encode_topology({"areas": squares()}, quantisation=QUANTISATION)) for _ in range(2)
    )
    assert first == second
