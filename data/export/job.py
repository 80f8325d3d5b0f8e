"""Has a file written in a process of its own, and is the frame of those processes.

So the libraries of geometry never weigh on the server that all visitors share. A job is a JSON
object on standard input; the file's content comes out on standard output.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from typing import Any, Final

from utils.config import ROOT
from utils.errors import AtlasError, InvalidInputError

SECONDS: Final = 60
LAST_CHARACTERS: Final = 500
Job = Mapping[str, Any]


class ExportError(AtlasError):
    """A file could not be written."""


def run_job(program: str, job: Job) -> bytes:
    """Write a file in a process of its own and return its content.

    Args:
        program: module of this package that writes it, such as "areas" or "brief".
        job: what to write.

    Raises:
        ExportError: it failed or took too long; the message says what the process wrote.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own module, without a shell
            [sys.executable, "-m", f"data.export.{program}"],
            cwd=ROOT,
            input=json.dumps(job).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ExportError(f"The file was not written within {SECONDS} s.") from error
    if done.returncode:
        message = done.stderr.decode(errors="replace")[-LAST_CHARACTERS:]
        raise ExportError(f"The file could not be written: {message}")
    return done.stdout


def require_parts(job: Job, parts: Mapping[str, type]) -> None:
    """Refuse a job that lacks a part, has an unknown part, or a part of the wrong kind.

    Raises:
        InvalidInputError: names the parts that came, or the part and what it should be.
    """
    if set(job) != set(parts):
        raise InvalidInputError(
            argument="job", received=sorted(job), expected=", ".join(sorted(parts))
        )
    for name, kind in parts.items():
        if not isinstance(job[name], kind):
            raise InvalidInputError(
                argument=name, received=type(job[name]).__name__, expected=kind.__name__
            )


def serve_job(write: Callable[[Job], bytes]) -> int:
    """Carry out the job on standard input; an expected error is a sentence."""
    try:
        content = write(json.load(sys.stdin))
    except AtlasError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.buffer.write(content)
    return 0
