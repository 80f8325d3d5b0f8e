"""Addresses of what the server answers beside the pages.

They are relative to a page, which lies at the top of wherever the app is served.
"""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Final
from urllib.parse import quote

from data.read.store import Store
from geo.script import map_script
from utils.ui.shared.versions import shown_store
from utils.ui.shell.program import shell_script

PREFIX: Final = "atlas"
TILES: Final = "geometry-lsoa-tiles"
#: Stands for "no place looked into" in an address.
EVERYWHERE: Final = "england"


def script_version() -> str:
    """Short hash of the map's program; it is part of its address."""
    return _version_of(map_script())


def shell_version() -> str:
    """Short hash of the program of the head of every page."""
    return _version_of(shell_script())


@cache
def _version_of(program: str) -> str:
    return hashlib.sha256(program.encode()).hexdigest()[:12]


def script_url() -> str:
    """Address of the map's program."""
    return f"{PREFIX}/script/{script_version()}/map.js"


def shell_url() -> str:
    """Address of the program of the head of every page."""
    return f"{PREFIX}/script/{shell_version()}/shell.js"


def find_url() -> str:
    """Address that answers a search for a place."""
    return f"{PREFIX}/find/{shown_store().version}"


def glossary_url() -> str:
    """Address of the words that are explained."""
    return f"{PREFIX}/glossary.json"


def queue_url() -> str:
    """Address that says how many files are made before others."""
    return f"{PREFIX}/queue"


def geometry_url(store: Store, name: str) -> str:
    """Address of a geometry, such as "upper-tier"."""
    return f"{PREFIX}/geometry/{store.path(f'geometry-{name}').name}"


def tiles_url(store: Store) -> str:
    """Address below which the id tiles lie."""
    return f"{PREFIX}/tiles/{store.path(TILES).stem}/"


def data_url(store: Store, name: str) -> str:
    """Address of a small table that goes with a version of the data: "page" or "files"."""
    return f"{PREFIX}/data/{store.version}/{name}.json"


def first_map_urls(store: Store) -> list[str]:
    """Addresses of what the map fetches first."""
    return [geometry_url(store, "upper-tier"), data_url(store, "page")]


def series_url(store: Store, *, measure: str, basis: str, level: str, inside: str) -> str:
    """Address of all periods of a measure, of England or inside a place."""
    parts = (measure, basis, level, inside or EVERYWHERE)
    return f"{PREFIX}/series/{store.version}/" + "/".join(quote(part) for part in parts)
