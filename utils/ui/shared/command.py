"""Runs a command of ours beside the server, so that long work stops nobody's page."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from utils.config import ROOT

#: The command that reads and counts payment files.
LEDGER = "data.ledger.cli"
#: The command that maps a table.
OWN_TABLE = "data.own_table.cli"
PROGRESS, FAILED = "progress ", "error "
#: What the command's exit code says.
READ_ALL, NOT_ALL = 0, 1


@dataclass(frozen=True)
class CommandJob:
    """How a command ended.

    Attributes:
        code: its exit code: 0 all was read, 1 not all, else nothing was done.
        output: what it printed.
        error: the sentence why nothing was done; "" where something was.
    """

    code: int
    output: str
    error: str


def run_command(
    module: str, arguments: Sequence[str], *, tell: Callable[[str], None] = lambda _: None
) -> CommandJob:
    """Run a command and wait for its end.

    Args:
        module: the command, such as `data.ledger.cli`.
        arguments: of the command.
        tell: is given each line of progress.
    """
    command = [sys.executable, "-m", module, *arguments]
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
    return CommandJob(code, text, "" if done else "\n".join(error) or f"It ended with {code}.")
