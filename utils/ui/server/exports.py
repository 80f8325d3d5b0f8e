"""Watches files being made for visitors, so that the server does not stop in the middle of one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

from utils.ui.server.logs import note_error
from utils.ui.server.metrics import ERRORS, EXPORTS, EXPORTS_RUNNING

#: A browser fetches a file a moment after it was made.
FETCH_SECONDS: Final = 2.0


class Exports:
    """How many files are being made, and when the last of them was ready."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with none."""
        self._clock = clock
        self._lock = Lock()
        self._running = 0
        self._ended = -FETCH_SECONDS

    @contextmanager
    def watch(self, kind: str) -> Iterator[None]:
        """Count a file and its seconds, and write down why it failed.

        Args:
            kind: ending of its name, such as "csv".
        """
        began = self._clock()
        self._add(1)
        try:
            yield
        except Exception as error:
            ERRORS.labels("export").inc()
            note_error("A file could not be made", error, kind=kind)
            raise
        finally:
            self._add(-1)
            EXPORTS.labels(kind).observe(self._clock() - began)

    def is_quiet(self) -> bool:
        """Whether no file is being made or waits to be fetched."""
        with self._lock:
            return not self._running and self._clock() - self._ended >= FETCH_SECONDS

    def _add(self, number: int) -> None:
        with self._lock:
            self._running += number
            self._ended = self._clock()
            EXPORTS_RUNNING.set(self._running)


#: Of this server.
WATCHED: Final = Exports()


def watched(write: Callable[[], str | bytes], *, kind: str) -> Callable[[], str | bytes]:
    """The same function, watched while it makes its file."""

    def write_watched() -> str | bytes:
        with WATCHED.watch(kind):
            return write()

    return write_watched
