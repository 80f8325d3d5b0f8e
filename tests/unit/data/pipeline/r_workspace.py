"""Writes a workspace of R with one table of outlines, as R's own serialisation has it."""

from __future__ import annotations

import bz2
import struct
from collections.abc import Mapping, Sequence

Ring = Sequence[tuple[float, float]]
CHARACTERS, INTEGER, REAL, STRINGS, LIST, SYMBOL, PAIR, END = 9, 13, 14, 16, 19, 1, 2, 254
WITH_ATTRIBUTES, WITH_NAME = 1 << 9, 1 << 10


def number(value: int) -> bytes:
    return struct.pack(">i", value)


def text(value: str) -> bytes:
    content = value.encode()
    return number(CHARACTERS) + number(len(content)) + content


def strings(values: Sequence[str]) -> bytes:
    return number(STRINGS) + number(len(values)) + b"".join(text(value) for value in values)


def pairs(values: Mapping[str, bytes]) -> bytes:
    named = (
        number(PAIR | WITH_NAME) + number(SYMBOL) + text(name) + value
        for name, value in values.items()
    )
    return b"".join(named) + number(END)


def many(values: Sequence[bytes], **attributes: bytes) -> bytes:
    flags = LIST | (WITH_ATTRIBUTES if attributes else 0)
    after = pairs(attributes) if attributes else b""
    return number(flags) + number(len(values)) + b"".join(values) + after


def ring(points: Ring) -> bytes:
    columns = [x for x, _ in points] + [y for _, y in points]
    dim = number(INTEGER) + number(2) + number(len(points)) + number(2)
    content = struct.pack(f">{len(columns)}d", *columns)
    return number(REAL | WITH_ATTRIBUTES) + number(len(columns)) + content + pairs({"dim": dim})


def outline(points: Ring) -> bytes:
    kind = strings(["XY", "MULTIPOLYGON", "sfg"])
    return many([many([ring(points)])], **{"class": kind})


def square(x: float, y: float, side: float) -> Ring:
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y)]


def workspace(columns: Mapping[str, Sequence[str]], outlines: Sequence[Ring]) -> bytes:
    """The compressed file of a table with columns of text and an outline a row."""
    content = [strings(values) for values in columns.values()]
    content.append(many([outline(points) for points in outlines]))
    table = many(content, names=strings([*columns, "geometry"]))
    head = b"RDX2\nX\n" + number(2) + number(0x040000) + number(0x020300)
    return bz2.compress(head + pairs({"boundaries": table}))
