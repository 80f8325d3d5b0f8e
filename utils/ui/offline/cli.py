"""The command that makes a copy of the site; `python3 -m utils.ui.offline` runs it once set up."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from data.export.offline.folder import require_replaceable
from utils.environment import say
from utils.errors import AtlasError
from utils.ui.offline.contents import Copy
from utils.ui.offline.writing import write_copy

WRONG = 2
STOPPED_BY_KEYS = 130


def main(arguments: Sequence[str]) -> int:
    """Run the command; returns 0 where the copy was made, 2 where it was not, 130 if stopped."""
    options = _parser().parse_args(arguments)
    try:
        require_replaceable(options.out)
        made = datetime.now(UTC).date()
        copy = Copy.of(wanted=options.place, measures=options.measure, made=made)
        write_copy(options.out, copy, say=say)
    except (AtlasError, OSError) as error:
        print(f"error {error}", file=sys.stderr)  # noqa: T201 - the command's answer
        return WRONG
    except KeyboardInterrupt:
        # What started this command says that nothing is left.
        return STOPPED_BY_KEYS
    say(f"Open {options.out / 'index.html'} in a browser.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 -m utils.ui.offline",
        description="Makes a copy of the site that opens without a server: map, places, tables.",
    )
    parser.add_argument("--out", required=True, type=Path, help="new folder, or an earlier copy")
    parser.add_argument(
        "--place",
        action="append",
        default=[],
        metavar="ID",
        help="GSS code or name of a place that gets a page; several may be given; all without it",
    )
    parser.add_argument(
        "--measure",
        action="append",
        default=[],
        metavar="NAME",
        help="measure on the map and in tables, such as whole:total; all without it",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
