"""What a map message looks like on the wire: a JSON header, then arrays of small whole numbers.

A value is sent as it is shown: in units of its last decimal, above the lowest value of its array.
What is coloured is thus what is written, and an array takes one or two bytes an area.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]
#: Kinds of numbers, smallest first; the greatest number of each stands for no data.
KINDS: Final[Mapping[str, np.dtype[Any]]] = {
    "u1": np.dtype("<u1"),
    "u2": np.dtype("<u2"),
    "u4": np.dtype("<u4"),
}
LENGTH: Final = struct.Struct("<I")


def as_shown(values: Floats, *, decimals: int) -> Floats:
    """Round values to the decimals in which they are shown and classed."""
    return np.asarray(np.rint(values * 10**decimals) / 10**decimals, dtype=np.float64)


class Arrays:
    """Collects the arrays of a message; each gets a place after the header."""

    def __init__(self) -> None:
        """Begin without arrays."""
        self._parts: list[bytes] = []
        self._length = 0

    def add(self, values: Floats, *, decimals: int) -> dict[str, Any]:
        """Take an array and say how to read it: place, kind, lowest number and length.

        Args:
            values: a number an area in the order of the geometry; NaN stands for no data.
            decimals: decimals in which the values are shown.

        Raises:
            OverflowError: the values spread over more than four bytes can count.
        """
        known = np.isfinite(values)
        steps = np.rint(np.where(known, values, 0.0) * 10**decimals)
        low = int(steps[known].min()) if known.any() else 0
        spread = int(steps[known].max()) - low if known.any() else 0
        kind = next(
            (kind_name for kind_name, kept in KINDS.items() if spread < np.iinfo(kept).max), None
        )
        if kind is None:
            raise OverflowError(f"Values spread over {spread} steps, more than four bytes count.")
        stored = np.where(known, steps - low, np.iinfo(KINDS[kind]).max).astype(KINDS[kind])
        spec = {"at": self._length, "type": kind, "low": low, "n": len(values)}
        self._parts.append(stored.tobytes())
        self._length += len(self._parts[-1])
        return spec

    def pack(self, header: Mapping[str, Any]) -> bytes:
        """Write the header and the arrays as a single message."""
        text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
        return b"".join([LENGTH.pack(len(text)), text, *self._parts])


def read_header(message: bytes) -> dict[str, Any]:
    """Read the header of a packed message."""
    (length,) = LENGTH.unpack_from(message)
    header: dict[str, Any] = json.loads(message[LENGTH.size : LENGTH.size + length])
    return header


def read_array(message: bytes, spec: Mapping[str, Any], *, decimals: int) -> Floats:
    """Read an array of a packed message as the browser does; NaN stands for no data."""
    (length,) = LENGTH.unpack_from(message)
    kind = KINDS[spec["type"]]
    stored = np.frombuffer(
        message, dtype=kind, count=spec["n"], offset=LENGTH.size + length + spec["at"]
    ).astype(np.float64)
    shown = (stored + spec["low"]) / 10**decimals
    return np.where(stored == np.iinfo(kind).max, np.nan, shown)
