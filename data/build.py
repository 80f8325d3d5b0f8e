"""Builds everything under `data/published`: `python3 -m data.build [--from DIR] [--check]`.

Sets up what the pipeline needs, then runs `data.pipeline.run` with it. Only the standard library is
imported here, as nothing else may be installed yet.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence

from utils.config import ROOT
from utils.environment import SetupError, check_python, prepare_environment, say

REQUIREMENTS = ("requirements.txt", "data/requirements.txt")
STOPPED_BY_KEYS = 130


def main(arguments: Sequence[str]) -> int:
    """Set up, then run the pipeline; returns its exit status."""
    try:
        check_python(version=sys.version_info[:2])
        python = prepare_environment(root=ROOT, requirements=REQUIREMENTS)
        command = [str(python), "-m", "data.pipeline.run", *arguments]
        return subprocess.run(command, check=False, cwd=ROOT).returncode  # noqa: S603 - our own
    except SetupError as error:
        say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        say("\nStopped. What was published before is as it was.")
        return STOPPED_BY_KEYS


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
