"""Runs the ledger's command beside the server, so that a long count stops nobody's page."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from utils.config import ROOT

PROGRESS, FAILED = "progress ", "error "
#: What the command's exit code says.
READ_ALL, NOT_ALL = 0, 1


@dataclass(frozen=True)
class LedgerJob:
    """How a command ended.

    Attributes:
        code: its exit code: 0 all was read, 1 not all, else nothing was done.
        output: what it printed.
        error: the sentence why nothing was done; "" where something was.
    """

    code: int
    output: str
    error: str


def run_ledger(arguments: Sequence[str], *, tell: Callable[[str], None]) -> LedgerJob:
    """Run `data.ledger.cli` and wait for its end.

    Args:
        arguments: of the command.
        tell: is given each line of progress.
    """
    command = [sys.executable, "-m", "data.ledger.cli", *arguments]
    error: list[str] = []
    with tempfile.TemporaryFile("w+", encoding="utf-8") as output:
        process = subprocess.Popen(  # noqa: S603 - our own command, without a shell
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        try:
            for line in process.stderr or ():
                if line.startswith(PROGRESS):
                    tell(line.removeprefix(PROGRESS).strip())
                else:
                    error.append(line.removeprefix(FAILED).rstrip())
            code = process.wait()
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        output.seek(0)
        text = output.read()
    done = code in (READ_ALL, NOT_ALL)
    return LedgerJob(code, text, "" if done else "\n".join(error) or f"It ended with {code}.")
