"""One build or publication at a time: a second would clear what the first is writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from utils.errors import AtlasError


class BusyError(AtlasError):
    """Another build or publication is at work."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder's lock; the system gives it back even if the process is killed.

    Raises:
        BusyError: another process holds it.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder.with_name(f".{folder.name}.lock"), timeout=0):
            yield
    except Timeout as error:
        raise BusyError(
            "Another build or publication is at work. Try again when it has ended."
        ) from error
