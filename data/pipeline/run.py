"""The pipeline behind `python3 -m data.build`.

Says which raw files are there, rebuilds every table whose files are, keeps the published ones of
the rest, checks all of them, says what changed and publishes. A failed check publishes nothing.

Exit status: 0 where everything was rebuilt, 3 where some tables were kept as published, and 1 where
nothing was published (or, with `--check`, where a file differs).
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from data.pipeline.assemble import Assembly, Built, Report
from data.pipeline.extract.declarations import SourceDeclaration, read_declarations
from data.pipeline.extract.fetch import DEFAULT_FOLDER, fetch_all
from data.pipeline.extract.holdings import Holding, describe_stock, list_measures, take_stock
from data.pipeline.extract.manifest import read_manifest
from data.pipeline.kept import Kept
from data.read.store import Store
from data.versions.candidate import drop, published_version, put_candidate, read_candidate
from data.versions.checks import require_all
from data.versions.difference import Difference, compare, whole_tables
from data.versions.lock import locked
from data.versions.publication import accept, forget, go_back
from data.versions.publish import package, publish
from data.versions.report import describe, describe_failed
from data.versions.schema import read_tables
from utils.config import PUBLISHED_DIR, RAW_FILES_FILE
from utils.errors import AtlasError

ALL_REBUILT: Final = 0
FAILED: Final = 1
SOME_KEPT: Final = 3
#: Who makes the candidates of this command, as a person who looks at one reads it.
MADE_BY: Final = "a build of all tables"
#: What may be done in place of building and publishing.
WAYS: Final = {
    "check": "compare only; publish nothing",
    "stage": "build a candidate beside what is published, and say what it would change",
    "changes": "say again what the candidate would change",
    "accept": "publish the candidate; the version before is kept to go back to",
    "drop": "remove the candidate",
    "back": "publish the version before again",
    "forget": "remove the version before, as before a commit",
}


def build(stock: Mapping[str, Holding], *, folder: Path, store: Store, report: Report) -> Built:
    """Make every table (see `Assembly.build`)."""
    tables = read_tables()
    return Assembly(stock, folder, Kept(store, tables), tables, report).build()


def check_against_published(built: Built, *, store: Store, report: Report) -> bool:
    """Compare a build with what is published, byte for byte; else cell for cell.

    Raises:
        PublishedDataError: a published file is missing or damaged.
    """
    store.verify()
    published = {str(resource["path"]): resource for resource in store.resources.values()}
    made = {payload.path: payload for payload in built.payloads}
    differing = sorted(published.keys() ^ made.keys())
    report(f"{len(made.keys() & published.keys())} of {len(made)} files equal byte for byte.")
    if not differing:
        return True
    report("Differing or missing: " + ", ".join(differing))
    for line in describe(_difference(built, store=store)):
        report(line)
    return False


def _difference(built: Built, *, store: Store) -> Difference:
    """How a build differs from what is published."""
    return compare(read_tables(), before=whole_tables(store), after=built.content)


def _sources(declarations: Mapping[str, SourceDeclaration]) -> list[dict[str, Any]]:
    return [
        {"title": declaration.title, "path": declaration.landing_page}
        for declaration in declarations.values()
    ]


def run(arguments: argparse.Namespace, *, report: Report) -> int:
    """Carry out one call of the command; returns the exit status.

    Raises:
        BusyError: another build publishes into the same folder.
    """
    if arguments.changes:
        candidate = read_candidate(arguments.to)
        for line in (*describe_failed(candidate.checks), *describe(candidate.difference)):
            report(line)
        return ALL_REBUILT
    with locked(arguments.to):
        if arguments.accept:
            accept(arguments.to)
        elif arguments.back:
            go_back(arguments.to)
        elif arguments.drop:
            drop(arguments.to)
        elif arguments.forget:
            forget(arguments.to)
        else:
            return _build(arguments, report=report)
        report(
            f"Version {Store(arguments.to).version} is published. Servers of this folder show it "
            "to new visits within seconds."
        )
        return ALL_REBUILT


def _build(arguments: argparse.Namespace, *, report: Report) -> int:
    started = time.perf_counter()
    declarations = read_declarations()
    folder = arguments.folder or DEFAULT_FOLDER
    if arguments.folder is None:
        fetch_all(read_manifest().values(), folder=folder, refresh=arguments.refresh, report=report)
    stock = take_stock(declarations, folder=folder)
    if arguments.measure:
        return _measure(stock, report=report)
    for line in describe_stock(stock, tables=_tables_of(declarations), folder=folder):
        report(line)
    store = Store(arguments.to)
    built = build(stock, folder=folder, store=store, report=report)
    if not arguments.stage:
        require_all(built.checks)
    kept = [name for name, holding in stock.items() if not holding.is_complete]
    status = SOME_KEPT if kept else ALL_REBUILT
    if arguments.check:
        equal = check_against_published(built, store=store, report=report)
        report(f"Checked in {time.perf_counter() - started:.0f} s.")
        return status if equal else FAILED
    difference = _difference(built, store=store)
    for line in (*describe_failed(built.checks), *describe(difference)):
        report(line)
    sources = [*_sources(declarations), *built.sources]
    _put(built, package(built.payloads, sources=sources), difference, arguments)
    size = sum(len(payload.content) for payload in built.payloads)
    report(
        f"{'Staged' if arguments.stage else 'Published'} {len(built.payloads)} files, "
        f"{size / 1e6:.1f} MB, in "
        f"{time.perf_counter() - started:.0f} s."
    )
    if kept:
        report(
            "Kept as published, as their raw files are not all there: " + ", ".join(kept) + ". "
            "Everything else was rebuilt."
        )
    return status if all(check.passed for check in built.checks) else FAILED


def _put(
    built: Built,
    described: Mapping[str, Any],
    difference: Difference,
    arguments: argparse.Namespace,
) -> None:
    """Publish a build, or put it beside what is published."""
    if not arguments.stage:
        publish(built.payloads, described, folder=arguments.to)
        return
    put_candidate(
        built.payloads,
        described,
        made_by=MADE_BY,
        base=published_version(arguments.to),
        difference=difference,
        checks=built.checks,
        folder=arguments.to,
    )


def _tables_of(declarations: Mapping[str, SourceDeclaration]) -> dict[str, list[str]]:
    """The names of the tables that are read from each source."""
    return {
        source: [table.name for table in read_tables().values() if source in table.sources]
        for source in declarations
    }


def _measure(stock: Mapping[str, Holding], *, report: Report) -> int:
    """Write the sizes and hashes of the files that are there into the list of raw files."""
    text, changed = list_measures(stock, list(read_manifest().values()))
    RAW_FILES_FILE.write_text(text, encoding="utf-8")
    report(f"{len(changed)} sizes or hashes changed in {RAW_FILES_FILE.name}: {changed}")
    return ALL_REBUILT


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="python3 -m data.build",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--from", dest="folder", type=Path, metavar="DIR", help="read raw files from this folder"
    )
    parser.add_argument(
        "--to", type=Path, default=PUBLISHED_DIR, metavar="DIR", help="publish into this folder"
    )
    parser.add_argument("--refresh", action="store_true", help="fetch again what is in the cache")
    ways = parser.add_mutually_exclusive_group()
    for name, words in WAYS.items():
        ways.add_argument(f"--{name}", action="store_true", help=words)
    parser.add_argument(
        "--measure",
        action="store_true",
        help="only list the sizes and hashes of the raw files that are there; build nothing",
    )
    return parser.parse_args(arguments)


def main() -> int:
    """Run the command line; an expected error is a sentence on standard error."""
    try:
        return run(parse(), report=lambda line: print(line, flush=True))  # noqa: T201
    except AtlasError as error:
        sys.stderr.write(f"{error}\n")
        return FAILED
    except OSError as error:
        # A full disk, or a folder that may not be written to.
        sys.stderr.write(f"Nothing new is published, what was published is whole: {error}\n")
        return FAILED


if __name__ == "__main__":
    sys.exit(main())
