"""Puts a candidate in the place of what is published, and takes it back, in one step each.

The files of the version before stay beside the new ones, so that a server that still reads them
goes on, and going back is the swap of a description.
"""

from __future__ import annotations

from pathlib import Path

from data.read.store import PACKAGE_FILE, PREVIOUS_FILE, Store
from data.versions.candidate import (
    VersionError,
    candidate_store,
    drop,
    published_version,
    read_candidate,
)
from data.versions.publish import clear, write
from utils.config import PUBLISHED_DIR
from utils.errors import PublishedDataError


def accept(folder: Path = PUBLISHED_DIR) -> None:
    """Put the candidate in the place of what is published, and keep that to go back to.

    The caller holds the folder's lock.

    Raises:
        VersionError: there is no candidate, a check of it failed, it was made from another version
            than the one that is published, or it is that version.
        PublishedDataError: a file of it is missing or damaged.
    """
    candidate, store = read_candidate(folder), candidate_store(folder)
    published = published_version(folder)
    if candidate.failed:
        names = ", ".join(check.name for check in candidate.failed)
        raise VersionError(f"The candidate is not published, as checks of it failed: {names}.")
    if store.version == published:
        raise VersionError(f"Version {store.version} is published already.")
    if candidate.base != published:
        raise VersionError(
            f"The candidate was made from version {candidate.base or 'none'}, and version "
            f"{published} is published now. Make it again."
        )
    store.verify()
    kept = [*_paths(store), *_paths(Store(folder)), PREVIOUS_FILE]
    for path in _paths(store):
        write(folder / path, (store.folder / path).read_bytes())
    if published:
        write(folder / PREVIOUS_FILE, (folder / PACKAGE_FILE).read_bytes(), replace=True)
    write(folder / PACKAGE_FILE, (store.folder / PACKAGE_FILE).read_bytes(), replace=True)
    clear(folder, named=set(kept))
    drop(folder)


def version_before(folder: Path = PUBLISHED_DIR) -> str:
    """Data version that can be gone back to; empty where none is kept."""
    has_one = (folder / PREVIOUS_FILE).is_file()
    return Store(folder, PREVIOUS_FILE).version if has_one else ""


def go_back(folder: Path = PUBLISHED_DIR) -> None:
    """Publish the version before again; the present one is then the one to go back to.

    The caller holds the folder's lock.

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


def forget(folder: Path = PUBLISHED_DIR) -> None:
    """Remove the version before, so that the folder holds what is published and no more.

    The caller holds the folder's lock.
    """
    clear(folder, named=set(_paths(Store(folder))))


def _paths(store: Store) -> list[str]:
    try:
        return [str(resource["path"]) for resource in store.resources.values()]
    except PublishedDataError:
        # What was damaged is not gone back to.
        return []
