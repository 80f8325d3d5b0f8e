"""The commands that put counts among the published tables, and take them back."""

from __future__ import annotations

import argparse
import json
import tempfile
from functools import partial
from pathlib import Path
from typing import Any, Final

from data.ledger.core.overlaps import ANSWERS
from data.ledger.publish.again import Command, count_again
from data.ledger.publish.provenance import LICENCES, Provenance
from data.ledger.publish.publication import publish_counts, withdraw_count
from data.read.month_periods import MonthPeriod
from data.read.store import Store
from data.versions.candidate import Candidate
from data.versions.report import describe, describe_failed
from utils.config import PUBLISHED_DIR
from utils.environment import say

#: What is done next with what was staged.
NEXT: Final = (
    "Staged, and not published yet. See it with `python3 -m data.build --changes`, then publish it "
    "with --accept or remove it with --drop."
)
DONE, FAILED_CHECK = 0, 1


def add_publication(commands: Any, command: Command) -> None:  # noqa: ANN401 - no type is named
    """Add the commands `publish`, `withdraw` and `republish` to a parser's commands.

    Args:
        commands: of the parser.
        command: runs any command of the ledger.
    """
    publish = commands.add_parser("publish", help="stage a count to be shown to the public")
    publish.add_argument("count", type=Path, metavar="DIR", help="folder that `count` wrote")
    publish.add_argument("--publisher", required=True, help="who publishes the payments")
    publish.add_argument("--dataset", required=True, help="how the publisher calls them")
    publish.add_argument("--period", required=True, help='2024-10, or "2024-04 to 2025-03"')
    publish.add_argument("--licence", required=True, help=", ".join(LICENCES))
    publish.add_argument("--source-url", required=True, help="the publisher's page")
    publish.add_argument("--copy-url", default="", help="page of the copy that was read, if other")
    publish.add_argument("--threshold", default="", help="smallest payment in the data, in pounds")
    publish.add_argument("--note", default="", help="what the publisher says is left out")
    publish.set_defaults(command=run_publish)
    withdraw = commands.add_parser("withdraw", help="stage the published data without a count")
    withdraw.add_argument("--place", required=True, help="place of the count")
    withdraw.add_argument("--period", required=True, help="period of the count")
    withdraw.set_defaults(command=run_withdraw)
    again = commands.add_parser(
        "republish", help="count again what is published, from the same files, and stage it"
    )
    again.add_argument(
        "--from", dest="files", type=Path, required=True, metavar="DIR", help="where the files are"
    )
    again.add_argument(
        "--overlaps", choices=ANSWERS, help="how payments are counted that several files have"
    )
    again.add_argument("--mappings", type=Path, help="folder of remembered mappings and answers")
    again.set_defaults(command=partial(run_again, command=command))
    for parser in (publish, withdraw, again):
        parser.add_argument("--made-by", default="a command", help="who does it")
        parser.add_argument(
            "--replace", action="store_true", help="replace a candidate that waits already"
        )
        parser.add_argument("--json", action="store_true", help="print JSON for machines")
        parser.add_argument(
            "--to", type=Path, default=PUBLISHED_DIR, help="folder of the published data"
        )


def run_publish(options: argparse.Namespace) -> int:
    """Stage a count."""
    provenance = Provenance.read(
        publisher=options.publisher,
        dataset=options.dataset,
        period=options.period,
        licence=options.licence,
        source_url=options.source_url,
        copy_url=options.copy_url,
        threshold=options.threshold,
        note=options.note,
    )
    candidate = publish_counts(
        [(options.count, provenance)],
        made_by=options.made_by,
        replace=options.replace,
        folder=options.to,
    )
    return _tell(candidate, as_json=options.json)


def run_withdraw(options: argparse.Namespace) -> int:
    """Stage the published data without a count."""
    candidate = withdraw_count(
        options.place,
        MonthPeriod.read(options.period),
        made_by=options.made_by,
        replace=options.replace,
        folder=options.to,
    )
    return _tell(candidate, as_json=options.json)


def run_again(options: argparse.Namespace, *, command: Command) -> int:
    """Count again all that is published, and stage it as one candidate."""
    with tempfile.TemporaryDirectory() as made:
        store = Store(options.to)
        answers = [
            part
            for name in ("overlaps", "mappings")
            if (given := getattr(options, name))
            for part in (f"--{name}", str(given))
        ]
        counts = count_again(
            options.files, store=store, command=command, work=Path(made), answers=answers
        )
        candidate = publish_counts(
            counts, made_by=options.made_by, replace=options.replace, folder=options.to
        )
    return _tell(candidate, as_json=options.json)


def _tell(candidate: Candidate, *, as_json: bool) -> int:
    failed = describe_failed(candidate.checks)
    lines = [*failed, *describe(candidate.difference)]
    if as_json:
        say(json.dumps({"fingerprint": candidate.fingerprint, "changes": lines}))
    else:
        for line in (*lines, NEXT):
            say(line)
    return FAILED_CHECK if failed else DONE
