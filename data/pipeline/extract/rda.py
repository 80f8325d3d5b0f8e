"""Reads a table with outlines from a saved workspace of R (`.rda`), without R.

The format is R's own serialisation, versions 2 and 3, big-endian ("R Internals", section 1.8). Only
what a table of the R package `sf` is made of is read; anything else is refused by name.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import require_columns
from utils.config import DISPLAY_CRS
from utils.errors import SourceSchemaError

#: Types of R's values, by their number in the file.
SYMBOL: Final = 1
PAIRLIST: Final = 2
CHARACTERS: Final = 9
LOGICAL: Final = 10
INTEGER: Final = 13
REAL: Final = 14
STRINGS: Final = 16
LIST: Final = 19
EXTENSION: Final = 238
NO_VALUE: Final = 254
REFERENCE: Final = 255
HAS_ATTRIBUTES: Final = 1 << 9
HAS_TAG: Final = 1 << 10
NO_TEXT: Final = -1
MAGIC: Final = {
    b"BZh": bz2.decompress,
    b"\x1f\x8b\x08": gzip.decompress,
    b"\xfd7z": lzma.decompress,
}
MAGIC_LENGTH: Final = 7
INTEGER_BYTES: Final = 4
NAMES_ITS_ENCODING: Final = 3
VERSIONS: Final = {b"RDX2\nX\n": 2, b"RDX3\nX\n": 3}
UNREADABLE: Final = (
    OSError,
    EOFError,
    lzma.LZMAError,
    struct.error,
    ValueError,
    KeyError,
    IndexError,
)


@dataclass
class Value:
    """A value of R with its attributes."""

    content: Any
    attributes: dict[str, Any] = field(default_factory=dict)


class _Reader:
    """Reads values one after another."""

    def __init__(self, content: bytes, start: int) -> None:
        self.content = content
        self.at = start
        self.symbols: list[str] = []

    def integer(self) -> int:
        (number,) = struct.unpack_from(">i", self.content, self.at)
        self.at += 4
        return int(number)

    def numbers(self, kind: str, size: int) -> Any:  # noqa: ANN401 - an array of numbers
        count = self.integer()
        found = np.frombuffer(self.content, dtype=kind, count=count, offset=self.at)
        self.at += size * count
        return found

    def text(self) -> str | None:
        length = self.integer()
        if length == NO_TEXT:
            return None
        self.at += length
        return self.content[self.at - length : self.at].decode("utf-8")

    def value(self) -> Value:
        flags = self.integer()
        kind = flags & 0xFF
        if kind == PAIRLIST:
            return Value(self.pairs(flags))
        if kind == REFERENCE:
            return Value(self.symbols[(flags >> 8) - 1])
        found = Value(self.bare(kind))
        if flags & HAS_ATTRIBUTES and kind != CHARACTERS:
            found.attributes = self.value().content or {}
        return found

    def bare(self, kind: int) -> Any:  # noqa: ANN401 - whatever R saved
        """The content of a value, as its type says."""
        ways: dict[int, Callable[[], Any]] = {
            NO_VALUE: lambda: None,
            SYMBOL: self.symbol,
            CHARACTERS: self.text,
            INTEGER: lambda: self.numbers(">i4", 4),
            LOGICAL: lambda: self.numbers(">i4", 4),
            REAL: lambda: self.numbers(">f8", 8),
            STRINGS: lambda: [self.value().content for _ in range(self.integer())],
            LIST: lambda: [self.value() for _ in range(self.integer())],
            EXTENSION: self.extension,
        }
        return ways[kind]()

    def symbol(self) -> str:
        """A name, which later values refer to by its number."""
        self.symbols.append(str(self.value().content))
        return self.symbols[-1]

    def pairs(self, flags: int) -> dict[str, Value]:
        """A list of named values, written as pairs of a value and the rest."""
        found: dict[str, Value] = {}
        while flags & 0xFF == PAIRLIST:
            if flags & HAS_ATTRIBUTES:
                self.value()
            name = str(self.value().content) if flags & HAS_TAG else ""
            found[name] = self.value()
            flags = self.integer()
        return found

    def extension(self) -> Any:  # noqa: ANN401 - whatever R saved
        """A value that R wrote in short: a run of whole numbers."""
        named, state, _ = self.value().content, self.value(), self.value()
        kind = next(iter(named.values())).content if isinstance(named, dict) else named
        if kind == "compact_intseq":
            count, first, step = state.content
            return np.arange(count) * step + first
        raise ValueError(f"a value of R in the short form {kind}")


def read_outlines(raw: RawFiles, key: str, *, required: tuple[str, ...]) -> gpd.GeoDataFrame:
    """Read the only table of a saved workspace, in degrees (EPSG:4326), as `sf` keeps it.

    Raises:
        SourceSchemaError: it is no such file, has another table, or lacks a column.
    """
    try:
        table = _only_table(_unpacked(raw.path(key).read_bytes()))
        names = table.attributes["names"].content
        columns = dict(zip(names, table.content, strict=True))
        outlines = [_outline(shape) for shape in columns.pop("geometry").content]
        frame = pd.DataFrame({name: column.content for name, column in columns.items()})
        found = gpd.GeoDataFrame(frame, geometry=outlines, crs=DISPLAY_CRS)
    except (*UNREADABLE, AttributeError, TypeError) as error:
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[key].path,
            received=f"{type(error).__name__}: {error}",
            expected="a workspace of R with one table of outlines",
        ) from error
    require_columns(frame, raw=raw, key=key, required=required)
    return found


def _unpacked(packed: bytes) -> bytes:
    unpack = next((way for start, way in MAGIC.items() if packed.startswith(start)), None)
    if unpack is None:
        raise ValueError(f"a file that begins with {packed[:6]!r}")
    return unpack(packed)


def _only_table(content: bytes) -> Value:
    version = VERSIONS[content[:MAGIC_LENGTH]]
    # The version of the format, of R that wrote it, and of the oldest R that reads it.
    start = MAGIC_LENGTH + 3 * INTEGER_BYTES
    if version == NAMES_ITS_ENCODING:
        (length,) = struct.unpack_from(">i", content, start)
        start += INTEGER_BYTES + int(length)
    (table,) = _Reader(content, start).value().content.values()
    if not isinstance(table, Value):
        raise TypeError("something else than a table")
    return table


def _outline(shape: Value) -> Any:  # noqa: ANN401 - a shape of shapely
    """A polygon or several; a ring is a matrix of longitudes, then latitudes."""
    kind = shape.attributes["class"].content[1]
    polygons = {"MULTIPOLYGON": shape.content, "POLYGON": [shape]}[kind]
    found = []
    for polygon in polygons:
        rings = [ring.content.astype("float64").reshape(2, -1).T for ring in polygon.content]
        found.append(shapely.Polygon(rings[0], rings[1:]))
    return shapely.make_valid(shapely.MultiPolygon(found))
