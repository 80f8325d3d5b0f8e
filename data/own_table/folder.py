"""Writes what was made into a folder, whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from utils.errors import InvalidInputError

GEOPACKAGE: Final = "areas.gpkg"
PAGE: Final = "map.html"
PICTURE: Final = "map.png"
FIGURES: Final = "areas.csv"
UNMATCHED: Final = "unmatched.csv"
DRAWN: Final = "drawn.json"
REPORT: Final = "report.json"


def write_folder(out: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that must not exist or be empty.

    Raises:
        InvalidInputError: the folder holds something already, or is a file.
    """
    require_empty(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    # Beside the target, so that it can be put in place in a single step.
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".own-table-") as made:
        folder = Path(made) / "files"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        if out.exists():
            out.rmdir()
        folder.rename(out)


def require_empty(out: Path) -> None:
    """Check that a folder can be written to, before any work is done.

    Raises:
        InvalidInputError: it holds something already, or is a file.
    """
    if out.is_file() or (out.exists() and any(out.iterdir())):
        raise InvalidInputError(
            argument="out", received=f"{out}, which is in use", expected="a new or an empty folder"
        )
