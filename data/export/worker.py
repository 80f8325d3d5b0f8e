"""A process that stays and writes file after file, so that only the first waits for its libraries.

The server never loads them itself. Jobs go in and files come out through pipes, each with its
length before it, one at a time; a process that takes too long or ends is replaced at the next job.
"""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from threading import Lock, Timer
from typing import IO, Final

from data.export.job import SECONDS, ExportError, Job
from utils.config import ROOT
from utils.errors import AtlasError

SERVE: Final = "--serve"
#: Files kept, by their jobs; a picture has about 100 kB.
MOST_KEPT: Final = 64
#: Files after which a process is replaced, so that what a library never gives back stays small.
MOST_FILES: Final = 500
LENGTH: Final = struct.Struct(">?I")


class Worker:
    """Writes files by a program in a process of its own, which starts with the first job.

    Args:
        program: module of this package that writes them and takes `--serve`.
        seconds: how long a file may take.
    """

    def __init__(self, program: str, *, seconds: float = SECONDS) -> None:
        """Start nothing yet."""
        self._program, self._seconds = program, seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._written = 0
        self._lock = Lock()
        self._kept = lru_cache(MOST_KEPT)(self._write)

    def run(self, job: Job) -> bytes:
        """Write a file, or give it again if it was asked for lately.

        Raises:
            ExportError: it failed or took too long; the message says why.
        """
        return self._kept(json.dumps(job))

    def start(self) -> None:
        """Start the process ahead of the first job; does nothing while it lives or is at work."""
        if self._lock.acquire(blocking=False):
            try:
                self._living()
            finally:
                self._lock.release()

    def stop(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _write(self, job: str) -> bytes:
        with self._lock:
            process = self._living()
            late = Timer(self._seconds, process.kill)
            late.start()
            try:
                done, content = _ask(process, job.encode())
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

    def _living(self) -> subprocess.Popen[bytes]:
        if self._process and (self._written >= MOST_FILES or self._process.poll() is not None):
            self._end()
        if self._process is None:
            self._written = 0
            self._process = subprocess.Popen(  # noqa: S603 - our own module, without a shell
                [sys.executable, "-m", f"data.export.{self._program}", SERVE],
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


def _ask(process: subprocess.Popen[bytes], job: bytes) -> tuple[bool, bytes]:
    if process.stdin is None or process.stdout is None:
        raise EOFError
    _send(process.stdin, True, job)
    return _receive(process.stdout)


def serve_jobs(write: Callable[[Job], bytes]) -> int:
    """Carry out jobs from standard input until it ends; an expected error is a sentence."""
    jobs, files = sys.stdin.buffer, sys.stdout.buffer
    while True:
        try:
            _, job = _receive(jobs)
        except EOFError:
            return 0
        try:
            done, content = True, write(json.loads(job))
        except AtlasError as error:
            done, content = False, str(error).encode()
        _send(files, done, content)


def _send(pipe: IO[bytes], done: bool, content: bytes) -> None:  # noqa: FBT001 - part of a frame
    pipe.write(LENGTH.pack(done, len(content)) + content)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> tuple[bool, bytes]:
    """Read a frame.

    Raises:
        EOFError: the other end is closed.
    """
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    done, length = LENGTH.unpack(head)
    content = pipe.read(length)
    if len(content) < length:
        raise EOFError
    return done, content
