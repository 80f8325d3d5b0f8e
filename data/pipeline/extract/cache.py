"""Keeps fetched files in a folder laid out like the raw folder, and never a half-written file."""

from __future__ import annotations

import gzip
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from uuid import uuid4

PARTIAL_FOLDER: Final = ".partial"
GZIP_MAGIC: Final = b"\x1f\x8b"

#: Seconds; an older leftover belongs to a run that was killed, not to a run still at work.
LEFTOVER_AGE: Final = 3600


@contextmanager
def partial_file(folder: Path) -> Iterator[Path]:
    """Name a new file below the cache folder to write into; what is left of it is removed."""
    home = folder / PARTIAL_FOLDER
    home.mkdir(parents=True, exist_ok=True)
    path = home / uuid4().hex
    try:
        yield path
    finally:
        path.unlink(missing_ok=True)


def remove_leftovers(folder: Path) -> None:
    """Remove half-written files that a killed run left behind."""
    for path in (folder / PARTIAL_FOLDER).glob("*"):
        if time.time() - path.stat().st_mtime > LEFTOVER_AGE:
            path.unlink(missing_ok=True)


def store_file(partial: Path, *, target: Path, folder: Path) -> None:
    """Move a complete file to its place in a single step; compress it if the place ends in .gz.

    The same bytes always compress to the same file, as no time or name is written into it.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix != ".gz" or _is_gzip(partial):
        partial.replace(target)
        return
    with partial_file(folder) as packed:
        with (
            partial.open("rb") as plain,
            packed.open("wb") as file,
            gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as pack,
        ):
            shutil.copyfileobj(plain, pack)
        packed.replace(target)


def _is_gzip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(GZIP_MAGIC)) == GZIP_MAGIC
