"""Reads and counts payment files: `python3 -m data.ledger check FILE...` and `... count FILE...`.

Sets up what the ledger needs, then runs `data.ledger.cli` with it. Only the standard library is
imported here, as nothing else may be installed yet.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

from utils.config import ROOT
from utils.environment import SetupError, check_python, prepare_environment

REQUIREMENTS = ("requirements.txt", "data/requirements.txt")
WRONG = 2
STOPPED_BY_KEYS = 130


def main(arguments: Sequence[str]) -> int:
    """Set up, then run the ledger's command; returns its exit status."""
    return run_prepared("data.ledger.cli", arguments)


def run_prepared(
    module: str, arguments: Sequence[str], *, requirements: Sequence[str] = REQUIREMENTS
) -> int:
    """Set up, then run a module as a command; returns its exit status.

    Args:
        module: the module.
        arguments: of the command.
        requirements: files that list the libraries it needs; all of the ledger where none is named.
    """
    try:
        check_python(version=sys.version_info[:2])
        python = prepare_environment(root=ROOT, requirements=requirements, say=_say)
        command = [str(python), "-m", module, *arguments]
        environ = {**os.environ, "PYTHONPATH": str(ROOT)}
        # Where the person is: the files named are theirs.
        return subprocess.run(command, check=False, env=environ).returncode  # noqa: S603 - our own
    except SetupError as error:
        _say(f"\n{error}")
        return WRONG
    except KeyboardInterrupt:
        _say("\nStopped. Nothing was left half-written.")
        return STOPPED_BY_KEYS


def _say(line: str) -> None:
    """Say how the set-up goes, apart from what is asked for, which may be JSON."""
    print(line, file=sys.stderr, flush=True)  # noqa: T201  # the command speaks to its caller


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
