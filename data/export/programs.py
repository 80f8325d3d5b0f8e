"""Writes files as they are asked for, in a process that stays: `python -m data.export.programs`.

So the libraries of geometry, of documents and of pictures never weigh on the server that all
visitors share. Jobs come in and files go out through pipes, each with its length before it.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from importlib import import_module
from typing import IO, Final

from data.export.frames import receive, send
from data.export.job import Job
from utils.errors import AtlasError, InvalidInputError

#: What writes each kind of file: a module of this package and its function of a job. A module is
#: loaded with the first job of its kind.
PROGRAMS: Final = {
    "areas": "write_areas",
    "brief": "write_brief",
    "chart": "write_chart",
    "offline.place": "write_offline_place",
    "page": "write_html",
    "plan_workbook": "write_plan_workbook",
    "slides": "write_slides",
    "workbook": "write_workbook",
}
#: Pages go before files.
NICENESS: Final = 10


def write_file(program: str, job: Job) -> bytes:
    """Write a file.

    Raises:
        InvalidInputError: there is no such program, or the job is wrong.
    """
    if program not in PROGRAMS:
        raise InvalidInputError(
            argument="program", received=program, expected=", ".join(sorted(PROGRAMS))
        )
    module = import_module(f"data.export.{program}")
    content: bytes = getattr(module, PROGRAMS[program])(job)
    return content


def serve(jobs: IO[bytes], files: IO[bytes]) -> int:
    """Carry out jobs until they end; an expected error is a sentence."""
    while True:
        try:
            _, asked = receive(jobs)
        except EOFError:
            return 0
        try:
            done, content = True, write_file(*json.loads(asked))
        except AtlasError as error:
            done, content = False, str(error).encode()
        send(files, done, content)


if __name__ == "__main__":
    # Ctrl+C is meant for the process that asks for files, which then ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    sys.exit(serve(sys.stdin.buffer, sys.stdout.buffer))
