"""A process that stays and writes files, so that only the first waits for its libraries."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from threading import Lock, Timer
from typing import Final

from data.export.frames import receive, send
from data.export.job import ExportError
from utils.config import ROOT

#: Files after which a process is replaced, so that what a library never gives back stays small.
MOST_FILES: Final = 500


class Worker:
    """Writes one file at a time; a process that takes too long or ends is replaced at the next.

    Args:
        seconds: how long a file may take.
    """

    def __init__(self, *, seconds: float) -> None:
        """Start nothing yet."""
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._written = 0
        self._lock = Lock()

    def write(self, asked: bytes) -> bytes:
        """Write a file.

        Args:
            asked: the name of the program and its job, as JSON.

        Raises:
            ExportError: it failed or took too long; the message says why.
        """
        with self._lock:
            process = self._living()
            late = Timer(self._seconds, process.kill)
            late.start()
            try:
                done, content = _ask(process, asked)
            except (OSError, EOFError) as error:
                # The kill comes from the timer alone, which has then run out.
                timed_out = late.finished.is_set()
                code = self._end()
                raise ExportError(
                    f"The file was not written within {self._seconds:g} s."
                    if timed_out
                    else f"The file could not be written: its process ended with {code}."
                ) from error
            finally:
                late.cancel()
            self._written += 1
        if not done:
            raise ExportError(f"The file could not be written: {content.decode()}")
        return content

    def stop(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _living(self) -> subprocess.Popen[bytes]:
        if self._process and (self._written >= MOST_FILES or self._process.poll() is not None):
            self._end()
        if self._process is None:
            self._written = 0
            self._process = subprocess.Popen(
                [sys.executable, "-m", "data.export.programs"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        return self._process

    def _end(self) -> int:
        """End the process, and return what it ended with."""
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        # What it did not read any more is lost with it.
        with suppress(BrokenPipeError), process:
            process.wait()
        return process.wait()


def _ask(process: subprocess.Popen[bytes], asked: bytes) -> tuple[bool, bytes]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    send(process.stdin, True, asked)
    return receive(process.stdout)
