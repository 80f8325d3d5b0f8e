"""The ledger's command line, run by `python3 -m data.ledger` in the project's environment."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from data.ledger.columns.mappings import load_mappings
from data.ledger.core.file_report import FileReport
from data.ledger.core.limits import Limits, load_limits
from data.ledger.core.overlaps import ANSWERS, load_answers
from data.ledger.count.apportion import RULES
from data.ledger.count.context import Context
from data.ledger.count.counting import count_payments
from data.ledger.count.engine import DUCKDB, ENGINES, open_engine
from data.ledger.count.ledger_count import LedgerCount
from data.ledger.count.left_out import left_out_table, write_counted
from data.ledger.publish.commands import add_publication
from data.ledger.report.check import as_json, check_files, exit_code, print_reports
from data.ledger.report.count_tables import count_tables, rejected_rows
from data.ledger.report.package import list_answers, list_sources, write_package
from data.ledger.report.progress import ReadingProgress, show_reading
from data.ledger.report.summary import write_summary
from data.ledger.rows.reader import Reading
from utils.environment import say
from utils.errors import AtlasError, InvalidInputError

#: Nothing could begin; `check.exit_code` gives the other codes.
WRONG: Final = 2


def main(arguments: Sequence[str]) -> int:
    """Run a command.

    Returns:
        0 where everything was read, 1 where a row or a file was not, 2 where nothing could begin.
    """
    options = _parser().parse_args(arguments)
    try:
        command: Callable[[argparse.Namespace], int] = options.command
        return command(options)
    except AtlasError as error:
        print(f"error {error}", file=sys.stderr, flush=True)  # noqa: T201 - apart from what is asked
        return WRONG


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python3 -m data.ledger",
        description="Reads payment files as bodies publish them, and counts them for a place.",
    )
    commands = parser.add_subparsers(
        required=True, metavar="check | count | publish | withdraw | republish | train"
    )
    check = commands.add_parser("check", help="say what each file holds, row by row accounted for")
    count = commands.add_parser("count", help="count files for a place")
    for command in (check, count):
        command.add_argument(
            "files", nargs="+", type=Path, metavar="FILE", help="a file, or a folder of files"
        )
        command.add_argument("--json", action="store_true", help="print JSON for machines")
        command.add_argument(
            "--progress", action="store_true", help="say how far it is, also off a terminal"
        )
        command.add_argument("--mappings", type=Path, help="folder of remembered mappings")
        command.add_argument("--limits", type=Path, help="YAML or JSON file of limits")
        command.add_argument("--payer", default="", help="whose ledger the files are")
        command.add_argument("--work", type=Path, help="folder in which what was read is kept")
    check.set_defaults(command=run_check)
    count.add_argument(
        "--place",
        required=True,
        help="name or GSS code of an authority, or a place of the programme",
    )
    count.add_argument("--out", required=True, type=Path, help="new folder for the count")
    count.add_argument("--engine", choices=ENGINES, default=DUCKDB)
    count.add_argument(
        "--rule", choices=RULES, default=RULES[0], help="how wider bodies are shared"
    )
    count.add_argument(
        "--share", action="append", default=[], metavar="BODY=SHARE", help="a share that is given"
    )
    count.add_argument(
        "--overlaps",
        choices=ANSWERS,
        default="",
        help="how payments are counted that several files may have, where these do not show it; "
        "goes before the saved answers, and leaves a file once that is in another whole",
    )
    count.set_defaults(command=run_count)
    add_publication(commands, main)
    train = commands.add_parser("train", help="learn by which words a theme is estimated")
    train.add_argument("--from", dest="files", nargs="+", required=True, type=Path, metavar="FILE")
    train.add_argument("--to", required=True, type=Path, help="file for the weights")
    train.set_defaults(
        command=run_train, mappings=None, limits=None, payer="", work=None, progress=False
    )
    return parser


def run_check(options: argparse.Namespace) -> int:
    """Read files and say what each holds."""
    with tempfile.TemporaryDirectory() as made, show_reading(asked=options.progress) as progress:
        reading = _reading(options, Path(made), progress)
        answers = load_answers(options.mappings)
        reports = check_files(_files(options.files), reading, answers=answers, work=options.work)
    _say_notes(reports)
    if options.json:
        say(json.dumps(as_json(reports), ensure_ascii=False))
    else:
        print_reports(reports)
    return exit_code(reports)


def run_count(options: argparse.Namespace) -> int:
    """Read files, count them for a place, and write the count."""
    context = Context.read()
    place = context.place(options.place)
    given = _given(options.share)
    answers = load_answers(options.mappings, every=options.overlaps)
    with tempfile.TemporaryDirectory() as made, show_reading(asked=options.progress) as progress:
        work = Path(made)
        reading = _reading(options, work, progress)
        reports = check_files(
            _files(options.files), reading, answers=answers, must_be_clear=True, work=options.work
        )
        if not any(report.payments for report in reports):
            print_reports(reports)
            raise InvalidInputError(
                argument="files", received="no payment", expected="at least one file with payments"
            )
        progress.step("counting")
        with open_engine(options.engine, folder=work / "engine") as engine:
            count = count_payments(
                write_counted(reading.out, reports, work),
                engine=engine,
                members=place.members,
                given=given,
                rule=options.rule,
                work=work,
            )
        _require_all_counted(count, reports)
        summary = write_summary(count, reports, place=place, context=context)
        write_package(
            options.out,
            {
                **count_tables(count),
                "payments": count.payments,
                "rejected": rejected_rows(reading.out),
                "left_out": left_out_table(reading.out),
            },
            about={
                "name": "ledger-count",
                "title": f"Payments counted for {place.name}",
                "place": place.place_id,
                "members": list(place.members),
                "data_version": context.places.maps.store.version,
                "sources": list_sources([report.as_dict() for report in reports]),
                "overlaps": list_answers(reports),
            },
            texts={
                "report.md": summary,
                "files.json": json.dumps(as_json(reports), indent=1, ensure_ascii=False),
            },
        )
    _say_notes(reports)
    say(json.dumps({"out": str(options.out)}) if options.json else summary)
    return exit_code(reports)


def run_train(options: argparse.Namespace) -> int:
    """Read files, learn weights of words from them, and write the weights with their test."""
    # Only those who train need scikit-learn.
    from data.ledger.training.train import train, write_model  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as made, show_reading(asked=options.progress) as progress:
        reading = _reading(options, Path(made), progress)
        reports = check_files(_files(options.files), reading)
        progress.step("learning")
        model = train(reading.out, reports)
    write_model(model, options.to)
    say(json.dumps(model["evaluation"], indent=1))
    return 0


def _files(named: Sequence[Path]) -> list[Path]:
    """The files that are named, and in place of a folder those below it that are not hidden."""
    found: list[Path] = []
    for path in named:
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        found += [
            file
            for file in below
            if file == path
            or (file.is_file() and not any(p.startswith(".") for p in file.relative_to(path).parts))
        ]
    return found


def _say_notes(reports: Sequence[FileReport]) -> None:
    for note in (note for report in reports for note in report.answer_notes):
        print(note, file=sys.stderr, flush=True)  # noqa: T201 - apart from what is asked


def _require_all_counted(count: LedgerCount, reports: Sequence[FileReport]) -> None:
    """Every payment that was read is counted or left out, and none is both."""
    read = sum(report.payments for report in reports)
    left_out = sum(report.left_out for report in reports)
    if count.payments_written + left_out != read:
        raise AssertionError(f"{read} payments: {count.payments_written} counted, {left_out} not")


def _reading(options: argparse.Namespace, work: Path, progress: ReadingProgress) -> Reading:
    return Reading(
        out=options.work or work / "read",
        limits=load_limits(options.limits) if options.limits else Limits(),
        mappings=load_mappings(options.mappings) if options.mappings else (),
        payer=options.payer,
        progress=progress.rows,
    )


def _given(shares: Sequence[str]) -> dict[str, Decimal]:
    found = {}
    for given in shares:
        body, separator, share = given.rpartition("=")
        try:
            found[body] = Decimal(share)
        except InvalidOperation:
            separator = ""
        if not separator or not body:
            raise InvalidInputError(
                argument="share",
                received=given,
                expected="a body and a number, as in police:kent=0.2",
            )
    return found


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
