from __future__ import annotations

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from geo.boundaries import clean_coverage, dissolve, require_coverage, simplify
from utils.config import STORAGE_CRS
from utils.errors import CheckFailedError

SIDE = 10_000.0


def row_of_squares(*, shift: float = 0.0) -> gpd.GeoDataFrame:
    """Three squares side by side; the second may lie over the first, or a gap away from it."""
    boxes = [shapely.box(x * SIDE, 0, (x + 1) * SIDE, SIDE) for x in range(3)]
    boxes[1] = shapely.box(SIDE + shift, 0, 2 * SIDE, SIDE)
    return gpd.GeoDataFrame({"code": list("abc")}, geometry=boxes, crs=STORAGE_CRS)


def test_a_clean_coverage_stays_as_it_is() -> None:
    coverage, report = clean_coverage(row_of_squares())
    assert (report.areas, report.faulty_before) == (3, 0)
    assert report.area_change_m2 == pytest.approx(0)
    assert coverage.geometry.area.tolist() == pytest.approx([SIDE**2] * 3)


@pytest.mark.parametrize("shift", [-1.0, 0.01], ids=["overlap", "gap"])
def test_gaps_and_overlaps_are_mended_and_counted(shift: float) -> None:
    faulty = row_of_squares(shift=shift)
    coverage, report = clean_coverage(faulty)
    assert shapely.coverage_is_valid(coverage.geometry.to_numpy())
    assert coverage["code"].tolist() == list("abc")
    if shift < 0:
        assert report.faulty_before == 2
        assert report.area_change_m2 == pytest.approx(shift * SIDE)
    assert coverage.geometry.area.sum() == pytest.approx(3 * SIDE**2, rel=1e-4)


def test_any_crs_is_brought_to_metres() -> None:
    squares = row_of_squares()
    squares.geometry = squares.geometry.translate(400_000, 300_000)
    coverage, _ = clean_coverage(squares.to_crs("EPSG:4326"))
    assert coverage.crs == STORAGE_CRS
    assert coverage.geometry.area.sum() == pytest.approx(3 * SIDE**2, rel=1e-5)


def test_levels_dissolve_in_the_order_of_their_codes() -> None:
    coverage = row_of_squares()
    groups = dissolve(coverage, by=pd.Series(["z", "z", "y"]))
    assert list(groups.index) == ["y", "z"]
    assert groups.area.tolist() == [SIDE**2, 2 * SIDE**2]
    assert groups.crs == STORAGE_CRS


def test_shared_edges_are_simplified_alike() -> None:
    edge = [(SIDE + (80 if y % 2 else 0), y * 1000.0) for y in range(11)]
    left = shapely.Polygon([(0, 0), *edge, (0, SIDE)])
    right = shapely.Polygon([(2 * SIDE, 0), *edge, (2 * SIDE, SIDE)])
    areas = gpd.GeoSeries([left, right], index=["l", "r"], crs=STORAGE_CRS)
    simple = simplify(areas, tolerance=500, level="test")
    assert shapely.get_num_coordinates(simple.to_numpy()).sum() < 16
    assert shapely.coverage_is_valid(simple.to_numpy())
    assert simple.area.sum() == pytest.approx(2 * SIDE**2, rel=1e-3)
    untouched = simplify(areas, tolerance=0, level="test")
    assert untouched.geom_equals(areas).all()


def test_an_overlap_is_refused_with_its_level() -> None:
    with pytest.raises(
        CheckFailedError, match="Boundaries of msoa: 0 empty areas, valid coverage: False"
    ):
        require_coverage(row_of_squares(shift=-500).geometry.to_numpy(), level="msoa")


def test_a_vanished_area_is_refused() -> None:
    shapes = np.array([shapely.box(0, 0, 1, 1), shapely.Polygon()])
    with pytest.raises(CheckFailedError, match="Boundaries of lsoa: 1 empty areas"):
        require_coverage(shapes, level="lsoa")


def test_an_invalid_shape_is_made_valid_first() -> None:
    frame = row_of_squares()
    bow = shapely.Polygon([(0, -SIDE), (SIDE, 0), (SIDE, -SIDE), (0, 0)])
    frame.loc[0, "geometry"] = bow
    coverage, _ = clean_coverage(frame)
    assert coverage.geometry.is_valid.all()
