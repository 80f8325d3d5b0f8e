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
#: Each part uses only those before it.
PARTS: Final[tuple[str, ...]] = tuple(
    json.loads((PARTS_DIR / "parts.json").read_text(encoding="utf-8"))
)


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
    style = f"const STYLE = {json.dumps(map_style())};"
    parts = "\n".join((PARTS_DIR / name).read_text(encoding="utf-8") for name in PARTS)
    return f'{leaflet_script()}\n(function () {{\n"use strict";\n{style}\n{parts}}})();\n'


@cache
def map_style() -> str:
    """Leaflet's style and our own."""
    own = (PARTS_DIR / "map.css").read_text(encoding="utf-8")
    return f"{leaflet_style()}\n{own}"
