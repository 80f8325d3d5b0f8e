from __future__ import annotations

import io
import zipfile

import geopandas as gpd
import numpy as np
import pytest
import shapely
from PIL import Image

from geo.tiles import (
    HALF_WORLD,
    TILE_SIZE,
    WEB_MERCATOR_CRS,
    Pixels,
    encode_png,
    pack,
    rasterise,
    tiles_of,
)

ZOOM = 5
PIXEL = 2 * HALF_WORLD / (TILE_SIZE * 2**ZOOM)
#: The tile west of Greenwich and north of the 51st parallel or so.
COLUMN, ROW = 15, 10


def box(left: float, top: float, right: float, bottom: float) -> shapely.Polygon:
    """A box given in pixels from the corner of the tile, downwards as in an image."""
    west, north = COLUMN * TILE_SIZE * PIXEL - HALF_WORLD, HALF_WORLD - ROW * TILE_SIZE * PIXEL
    return shapely.box(
        west + left * PIXEL, north - bottom * PIXEL, west + right * PIXEL, north - top * PIXEL
    )


def drawn(*shapes: shapely.Geometry) -> Pixels:
    coverage = gpd.GeoSeries(list(shapes), crs=WEB_MERCATOR_CRS)
    raster = rasterise(coverage, zoom=ZOOM)
    assert (raster.zoom, raster.left, raster.top) == (ZOOM, COLUMN, ROW)
    return raster.pixels


def read(content: bytes) -> Pixels:
    """Decode as a browser does: red is the high byte, blue the low one."""
    with Image.open(io.BytesIO(content)) as image:
        rgb = np.asarray(image.convert("RGB"), dtype=np.int32)
    return rgb[:, :, 0] * 65_536 + rgb[:, :, 1] * 256 + rgb[:, :, 2]


def test_squares_have_their_row_and_one_and_the_sea_zero() -> None:
    pixels = drawn(box(10, 20, 30, 40), box(30, 20, 50, 40), box(10, 40, 50, 60))
    assert pixels.shape == (TILE_SIZE, TILE_SIZE)
    middles = {(30, 20): 1, (30, 40): 2, (50, 30): 3, (10, 20): 0, (30, 60): 0, (70, 30): 0}
    assert {spot: int(pixels[spot]) for spot in middles} == middles
    inside = pixels[20:60, 10:50]
    assert inside.all()
    # A border belongs to the pixels it runs through: the sea begins one pixel further at most.
    assert np.count_nonzero(pixels) == np.count_nonzero(pixels[19:61, 9:51])
    # Neighbours share the pixels of their border, so each has its own within one.
    assert np.bincount(inside.ravel())[1:] == pytest.approx([400, 400, 800], abs=45)


def test_an_area_within_another_is_kept_and_an_empty_hole_is_sea() -> None:
    whole = box(10, 10, 90, 90)
    inner, hole = box(20, 20, 80, 80), box(84, 84, 88, 88)
    ring = whole.difference(inner).difference(hole)
    # The inner area is the larger of the two, and comes first as well as last.
    for shapes, numbers in (((ring, inner), (1, 2)), ((inner, ring), (2, 1))):
        pixels = drawn(*shapes)
        assert (int(pixels[15, 15]), int(pixels[50, 50])) == numbers
        assert int(pixels[86, 86]) == 0


def test_an_area_smaller_than_a_pixel_survives_its_neighbour() -> None:
    small = box(20, 20, 20.3, 20.3)
    pixels = drawn(small, box(10, 10, 40, 40).difference(small))
    assert np.count_nonzero(pixels == 1) >= 1


def test_islands_have_the_number_of_their_area() -> None:
    pixels = drawn(shapely.MultiPolygon([box(10, 10, 20, 20), box(40, 40, 50, 50)]))
    assert (int(pixels[15, 15]), int(pixels[45, 45]), int(pixels[30, 30])) == (1, 1, 0)


def test_tiles_are_named_after_the_grid_and_empty_ones_left_out() -> None:
    far = box(10 + 2 * TILE_SIZE, 10, 20 + 2 * TILE_SIZE, 20)
    coverage = gpd.GeoSeries([box(10, 10, 20, 20), far], crs=WEB_MERCATOR_CRS)
    tiles = dict(tiles_of(rasterise(coverage, zoom=ZOOM)))
    assert list(tiles) == [f"{ZOOM}/{COLUMN}/{ROW}", f"{ZOOM}/{COLUMN + 2}/{ROW}"]
    assert (int(tiles["5/15/10"][15, 15]), int(tiles["5/17/10"][15, 15])) == (1, 2)


@pytest.mark.parametrize("different", [2, 256, 257, 1000])
def test_a_tile_decodes_to_the_numbers_it_was_made_of(different: int) -> None:
    numbers = np.arange(TILE_SIZE * TILE_SIZE, dtype=np.int32).reshape(TILE_SIZE, TILE_SIZE)
    tile = numbers % different * 70
    assert read(encode_png(tile)).tolist() == tile.tolist()


def test_high_numbers_use_all_three_bytes_and_there_is_no_transparency() -> None:
    tile = np.array([[0, 1, 255, 256], [65_535, 65_536, 70_001, 16_777_215]], dtype=np.int32)
    content = encode_png(tile)
    assert read(content).tolist() == tile.tolist()
    with Image.open(io.BytesIO(content)) as image:
        assert image.mode == "P"
        assert "transparency" not in image.info
        assert "gamma" not in image.info


def test_a_pack_keeps_files_as_they_are_and_is_the_same_every_time() -> None:
    members = [("5/15/10.png", b"first"), ("5/16/10.png", b"second")]
    content = pack(members)
    assert content == pack(members)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert [(name, archive.read(name)) for name in archive.namelist()] == members
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
