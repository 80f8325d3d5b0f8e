"""A candidate beside the published data: put in their place, and taken back, in one step each.

The files of the version before stay beside the new ones, so that a server that still reads them
goes on, and going back is the swap of a description.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from data.pipeline.publish import PREVIOUS_FILE, clear, write
from data.read.store import PACKAGE_FILE, Store
from utils.config import PUBLISHED_DIR
from utils.errors import AtlasError, PublishedDataError

STAGED_DIR: Final = PUBLISHED_DIR.with_name("staged")
#: What a candidate would change, in lines.
CHANGES_FILE: Final = "changes.txt"


class VersionError(AtlasError):
    """There is no candidate, or no version before."""


def require_staged(staged: Path) -> Store:
    """The candidate, whole.

    Raises:
        VersionError: there is none.
        PublishedDataError: a file of it is missing or damaged.
    """
    if not (staged / PACKAGE_FILE).is_file():
        raise VersionError(f"Nothing is staged in {staged.name}. Build a candidate with --stage.")
    store = Store(staged)
    store.verify()
    return store


def read_changes(staged: Path) -> str:
    """What the candidate would change, as its build said.

    Raises:
        VersionError: there is no candidate.
    """
    require_staged(staged)
    return (staged / CHANGES_FILE).read_text(encoding="utf-8")


def accept(staged: Path, *, folder: Path) -> None:
    """Put the candidate in the place of what is published, and keep that to go back to.

    Raises:
        VersionError: there is no candidate, or it is what is published.
        PublishedDataError: a file of it is missing or damaged.
    """
    candidate, published = require_staged(staged), Store(folder)
    if candidate.version == published.version:
        raise VersionError(f"Version {candidate.version} is published already.")
    before = (folder / PACKAGE_FILE).read_bytes()
    for name in candidate.resources:
        path = str(candidate.resources[name]["path"])
        write(folder / path, (staged / path).read_bytes())
    write(folder / PREVIOUS_FILE, before, replace=True)
    write(folder / PACKAGE_FILE, (staged / PACKAGE_FILE).read_bytes(), replace=True)
    kept = [*_paths(candidate), *_paths(published), PREVIOUS_FILE]
    clear(folder, named=set(kept))
    drop(staged)


def go_back(folder: Path) -> None:
    """Publish the version before again; the present one is then the one to go back to.

    Raises:
        VersionError: no version before is kept.
        PublishedDataError: a file of it is missing or damaged.
    """
    if not (folder / PREVIOUS_FILE).is_file():
        raise VersionError("No version before is kept, so there is nothing to go back to.")
    Store(folder, PREVIOUS_FILE).verify()
    now, before = (folder / PACKAGE_FILE).read_bytes(), (folder / PREVIOUS_FILE).read_bytes()
    write(folder / PACKAGE_FILE, before, replace=True)
    write(folder / PREVIOUS_FILE, now, replace=True)


def drop(staged: Path) -> None:
    """Remove the candidate.

    Raises:
        VersionError: there is none.
    """
    if not staged.is_dir():
        raise VersionError(f"Nothing is staged in {staged.name}.")
    shutil.rmtree(staged)


def _paths(store: Store) -> list[str]:
    try:
        return [str(resource["path"]) for resource in store.resources.values()]
    except PublishedDataError:
        # What was damaged is not gone back to.
        return []
