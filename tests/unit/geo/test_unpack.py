from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
import shapely

from data.read.store import Store
from geo.unpack import DEGREE_DECIMALS, unpack_areas
from tests.unit.geo.topology_reader import decode
from utils.config import DISPLAY_CRS, STORAGE_CRS

#: Two squares that share a side, the left one with a hole; and an area of two islands, of which
#: one lies in the hole. Points are steps from the one before, in thousandths of a degree.
MADE_UP: dict[str, Any] = {
    "type": "Topology",
    "transform": {"scale": [0.001, 0.001], "translate": [-2.0, 52.0]},
    "arcs": [
        [[10, 0], [0, 10]],
        [[10, 10], [-10, 0], [0, -10], [10, 0]],
        [[10, 0], [10, 0], [0, 10], [-10, 0]],
        [[3, 3], [0, 4], [4, 0], [0, -4], [-4, 0]],
        [[30, 0], [5, 0], [0, 5], [-5, 0], [0, -5]],
    ],
    "names": ["Left", "Right", "Islands"],
    "objects": {
        "areas": {
            "type": "GeometryCollection",
            "geometries": [
                {"type": "Polygon", "id": "A1", "arcs": [[0, 1], [3]]},
                {"type": "Polygon", "id": "A2", "arcs": [[2, ~0]]},
                {"type": "MultiPolygon", "id": "A3", "arcs": [[[~3]], [[4]]]},
            ],
        }
    },
}


def published_topology(name: str) -> dict[str, Any]:
    packed = Store().path(f"geometry-{name}").read_bytes()
    topology: dict[str, Any] = json.loads(gzip.decompress(packed))
    return topology


def test_areas_keep_their_codes_their_names_and_their_order() -> None:
    areas = unpack_areas(MADE_UP)
    assert list(areas["area_code"]) == ["A1", "A2", "A3"]
    assert list(areas["area_name"]) == ["Left", "Right", "Islands"]
    assert areas.crs == DISPLAY_CRS


def test_holes_islands_and_shared_sides_are_built() -> None:
    left, right, islands = unpack_areas(MADE_UP).geometry
    assert (left.geom_type, right.geom_type, islands.geom_type) == (
        "Polygon",
        "Polygon",
        "MultiPolygon",
    )
    assert left.is_valid
    assert len(left.interiors) == 1
    assert left.area == pytest.approx((100 - 16) * 1e-6)
    assert right.equals(shapely.box(-1.99, 52.0, -1.98, 52.01))
    assert [geom.area for geom in islands.geoms] == pytest.approx([16e-6, 25e-6])
    assert shapely.intersection(left, right).length == pytest.approx(0.01)
    assert left.intersection(islands).area == 0


def test_points_are_rounded_to_a_decimetre() -> None:
    fine = MADE_UP | {"transform": {"scale": [0.00037, 0.00091], "translate": [-2.1234567, 52.0]}}
    for x, y in shapely.get_coordinates(unpack_areas(fine).geometry):
        assert (x, y) == (round(x, DEGREE_DECIMALS), round(y, DEGREE_DECIMALS))


@pytest.mark.parametrize(("name", "count"), [("upper-tier", 153), ("lsoa-e08000025", 639)])
def test_published_areas_are_all_there_and_do_not_overlap(name: str, count: int) -> None:
    topology = published_topology(name)
    areas = unpack_areas(topology)
    ids = [geometry["id"] for geometry in topology["objects"]["areas"]["geometries"]]
    assert len(areas) == count
    assert list(areas["area_code"]) == ids
    assert areas.geometry.is_valid.all()
    assert not areas.geometry.is_empty.any()
    flat = areas.to_crs(STORAGE_CRS).geometry
    assert flat.union_all().area == pytest.approx(flat.area.sum(), rel=1e-5)


def test_an_outline_that_crosses_itself_is_made_valid() -> None:
    # A bow tie: its two halves are kept, as polygons.
    bow = {
        "arcs": [[[0, 0], [10, 10], [0, -10], [-10, 10], [0, -10]]],
        "names": ["Bow"],
        "objects": {"areas": {"geometries": [{"type": "Polygon", "id": "A1", "arcs": [[0]]}]}},
    }
    (shape,) = unpack_areas(MADE_UP | bow).geometry
    assert shape.is_valid
    assert shape.geom_type == "MultiPolygon"
    assert shape.area == pytest.approx(50e-6)


def test_published_areas_are_what_a_browser_draws() -> None:
    topology = published_topology("upper-tier")
    drawn = decode(topology, "areas")
    areas = unpack_areas(topology)
    assert set(areas.geom_type) == {"Polygon", "MultiPolygon"}
    exact = 0
    for code, shape in areas.set_index("area_code").geometry.items():
        seen = drawn[str(code)]
        # A few cross themselves as they are drawn, and are made valid.
        assert shape.area == pytest.approx(seen.area, rel=1e-4)
        exact += shape.normalize().equals_exact(seen.normalize(), tolerance=1e-6)
    assert exact >= 135
