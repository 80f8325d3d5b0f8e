"""The map's program for the browser: Leaflet and our own parts as a single text, in a request."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Final

import xstatic.pkg.leaflet

LEAFLET_DIR: Final = Path(xstatic.pkg.leaflet.BASE_DIR)
PARTS_DIR: Final = Path(__file__).parent / "assets" / "map"
_UNUSED: Final = re.compile(r"^\s*(background-image|behavior): url\(.*?\);\s*$", re.MULTILINE)


@cache
def leaflet_script() -> str:
    """Leaflet alone."""
    leaflet = (LEAFLET_DIR / "leaflet.js").read_text(encoding="utf-8")
    return leaflet.partition("//# sourceMappingURL")[0]


@cache
def leaflet_style() -> str:
    """Leaflet's style without its pictures, which belong to controls that are not used."""
    return _UNUSED.sub("", (LEAFLET_DIR / "leaflet.css").read_text(encoding="utf-8"))


@cache
def map_script() -> str:
    """Leaflet, then the parts in a scope of their own, which also bring their style."""
    return f"{leaflet_script()}\n{join_parts(PARTS_DIR, style=map_style())}"


def join_parts(folder: Path, *, style: str) -> str:
    """A program for the browser: the parts of a folder in their order, in a scope of their own.

    Args:
        folder: has the parts, and their order in `parts.json`.
        style: what the parts put into the page.
    """
    parts = "\n".join((folder / name).read_text(encoding="utf-8") for name in read_order(folder))
    return f'(function () {{\n"use strict";\nconst STYLE = {json.dumps(style)};\n{parts}}})();\n'


def read_order(folder: Path) -> tuple[str, ...]:
    """Names of the parts of a program; each uses only those before it."""
    return tuple(json.loads((folder / "parts.json").read_text(encoding="utf-8")))


@cache
def map_style() -> str:
    """Leaflet's style and our own."""
    own = (PARTS_DIR / "map.css").read_text(encoding="utf-8")
    return f"{leaflet_style()}\n{own}"
