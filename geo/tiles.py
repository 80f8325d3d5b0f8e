"""Draws a coverage as map tiles whose colours are numbers: a pixel says which area it lies in.

A browser looks the number up in a list of values, so one set of tiles shows every measure.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import geopandas as gpd
import numpy as np
import shapely
from PIL import Image, ImageDraw

#: The projection of web maps.
WEB_MERCATOR_CRS: Final = "EPSG:3857"
TILE_SIZE: Final = 512
#: Half the side of the square world of web maps, in metres: half of the equator.
HALF_WORLD: Final = np.pi * 6_378_137.0
#: The earliest time a zip can hold, so that the same tiles give the same bytes.
ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
PALETTE_COLOURS: Final = 256
PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
RGB, PALETTE = 2, 3
NO_FILTER, UP_FILTER = 0, 2
Pixels = np.ndarray[tuple[int, int], np.dtype[np.int32]]


@dataclass(frozen=True)
class Raster:
    """Numbers of areas at a zoom: row + 1 where an area is, 0 for sea.

    Attributes:
        zoom: of the web's tile grid.
        left: column of the first tile.
        top: row of the first tile.
        pixels: a whole number of tiles.
    """

    zoom: int
    left: int
    top: int
    pixels: Pixels


def rasterise(coverage: gpd.GeoSeries, *, zoom: int, size: int = TILE_SIZE) -> Raster:
    """Draw the areas of a coverage at a zoom, each in the number of its row + 1.

    An outline that surrounds another is drawn before it, and larger ones before smaller ones, so
    that an area smaller than a pixel is not lost below its neighbours. Borders are true to a pixel.
    """
    world = size * 2**zoom
    scale = world / (2 * HALF_WORLD)
    parts, rows = shapely.get_parts(coverage.to_crs(WEB_MERCATOR_CRS).to_numpy(), return_index=True)
    west, south, east, north = shapely.total_bounds(parts)
    left, right = (int((easting + HALF_WORLD) * scale // size) for easting in (west, east))
    top, bottom = (int((HALF_WORLD - northing) * scale // size) for northing in (north, south))
    image = Image.new("I", ((right - left + 1) * size, (bottom - top + 1) * size))
    draw = ImageDraw.Draw(image)
    # A pixel's own point is its middle, which the drawing library calls a whole number; it would
    # cut off fractions, so corners are rounded to the nearest pixel before.
    origin = np.array([left * size + 0.5, top * size + 0.5])
    outer = shapely.area(shapely.polygons(shapely.get_exterior_ring(parts)))
    for number in np.argsort(-outer, kind="stable"):
        exterior, *holes = _rings(parts[number], scale=scale, origin=origin)
        draw.polygon(exterior, fill=int(rows[number]) + 1)
        for hole in holes:
            draw.polygon(hole, fill=0)
    return Raster(zoom, left, top, np.asarray(image, dtype=np.int32))


def _rings(
    polygon: shapely.Polygon, *, scale: float, origin: np.ndarray[tuple[int], np.dtype[np.float64]]
) -> Iterator[list[tuple[float, float]]]:
    """The outline and holes of a polygon in pixels."""
    for ring in (polygon.exterior, *polygon.interiors):
        metres = shapely.get_coordinates(ring)
        pixels = np.column_stack([metres[:, 0] + HALF_WORLD, HALF_WORLD - metres[:, 1]]) * scale
        yield [(x, y) for x, y in np.rint(pixels - origin).tolist()]


def tiles_of(raster: Raster, *, size: int = TILE_SIZE) -> Iterator[tuple[str, Pixels]]:
    """Cut a raster into tiles named z/x/y, leaving out those with no area."""
    height, width = raster.pixels.shape
    for x in range(width // size):
        for y in range(height // size):
            tile = raster.pixels[y * size : (y + 1) * size, x * size : (x + 1) * size]
            if tile.any():
                yield f"{raster.zoom}/{raster.left + x}/{raster.top + y}", tile


def encode_png(tile: Pixels) -> bytes:
    """Encode a tile so that a browser reads each number as red, green and blue, highest first.

    A tile of few areas is written with a palette, which shows the same colours in a third of the
    bytes. There is no transparency, which would let browsers change the colours of pixels.
    """
    numbers, places = np.unique(tile, return_inverse=True)
    few = len(numbers) <= PALETTE_COLOURS
    colours = _rgb(numbers)
    samples = places.reshape(tile.shape).astype(np.uint8)[:, :, None] if few else _rgb(tile)
    height, width = tile.shape
    header = struct.pack(">IIBBBBB", width, height, 8, PALETTE if few else RGB, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", _smallest(samples.reshape(height, -1))), (b"IEND", b"")]
    if few:
        chunks.insert(1, (b"PLTE", colours.tobytes()))
    return PNG_SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _rgb(
    numbers: np.ndarray[tuple[int, ...], np.dtype[np.int32]],
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.stack([numbers >> 16, numbers >> 8 & 255, numbers & 255], axis=-1).astype(np.uint8)


def _smallest(rows: np.ndarray[tuple[int, int], np.dtype[np.uint8]]) -> bytes:
    """Compress as it is and as differences to the row above, and keep the shorter."""
    above = np.vstack([np.zeros_like(rows[:1]), rows[:-1]])
    tried = []
    for number, content in ((NO_FILTER, rows), (UP_FILTER, rows - above)):
        filtered = np.insert(content, 0, number, axis=1)
        tried.append(zlib.compress(filtered.tobytes(), 9))
    return min(tried, key=len)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)


def pack(members: Sequence[tuple[str, bytes]]) -> bytes:
    """Put files into a zip as they are; the same files give the same bytes."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), content)
    return sink.getvalue()
