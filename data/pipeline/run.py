"""The pipeline behind `python3 -m data.build`.

Reads the raw files, transforms each source, checks the tables, says what changed and publishes.
A failed check publishes nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.pipeline.checks import require_all
from data.pipeline.derive.catalogue import declared_tables
from data.pipeline.derive.clusters import build_clusters
from data.pipeline.derive.correlations import build_correlations
from data.pipeline.derive.funnels import build_funnels
from data.pipeline.derive.group_gaps import build_group_gaps
from data.pipeline.derive.inequality_indices import build_inequality
from data.pipeline.derive.map_measures import build_map_tables
from data.pipeline.derive.place_names import build_place_names
from data.pipeline.derive.similar_spend import build_similar_spend
from data.pipeline.derive.spend_concentration import build_spend_concentration
from data.pipeline.difference import describe_difference
from data.pipeline.extract.declarations import SourceDeclaration, read_declarations
from data.pipeline.extract.fetch import DEFAULT_FOLDER, fetch_all
from data.pipeline.extract.raw import RawFiles
from data.pipeline.publish import Payload, package, publish, table_payload
from data.pipeline.schema import conform, read_tables
from data.pipeline.steps import GEOMETRY, STEPS, run_checks, source_of
from data.pipeline.transform.mhclg_revenue_outturn import transform as mhclg_revenue_outturn
from data.pipeline.transform.ons_boundaries.transform import GeometryReport
from data.read.store import Store
from utils.config import PUBLISHED_DIR
from utils.errors import AtlasError, PublishedDataError

Report = Callable[[str], None]


@dataclass
class Built:
    """What a build made: frames by table, and files ready to publish."""

    tables: dict[str, pd.DataFrame] = field(default_factory=dict)
    content: dict[str, pa.Table] = field(default_factory=dict)
    payloads: list[Payload] = field(default_factory=list)

    def add(self, parts: Mapping[str, pd.DataFrame]) -> None:
        """Add a source's tables; parts of one table are put below one another."""
        for name, part in parts.items():
            known = self.tables.get(name)
            self.tables[name] = (
                part if known is None else pd.concat([known, part], ignore_index=True)
            )


def build(folder: Path, declarations: Mapping[str, SourceDeclaration], *, report: Report) -> Built:
    """Transform every source below a raw folder, check the tables and encode them.

    Raises:
        AtlasError: a source is not as declared, or a check failed; nothing has been written.
    """
    built = Built()
    for step in STEPS:
        _run(step, folder, declarations, built, report=report)
    built.add(declared_tables(declarations))
    built.add(build_map_tables(built.tables))
    built.add(build_similar_spend(built.tables))
    built.add(build_funnels(built.tables))
    built.add(build_place_names(built.tables))
    built.add(build_inequality(built.tables))
    built.add(build_group_gaps(built.tables))
    built.add(build_spend_concentration(built.tables))
    built.add(build_correlations(built.tables))
    geometry = _build_geometry(folder, declarations, built, report=report)
    built.add(build_clusters(built.tables, geometry.borders))
    require_all(run_checks(built.tables))
    outturn = RawFiles(declarations[source_of(mhclg_revenue_outturn)], folder)
    require_all(mhclg_revenue_outturn.reconcile(outturn, built.tables))
    tables = read_tables()
    unknown = sorted(set(built.tables) ^ set(tables))
    if unknown:
        raise AtlasError(f"Tables declared but not built, or built but not declared: {unknown}.")
    for name, table in tables.items():
        built.content[name] = conform(table, built.tables[name])
        built.payloads.append(table_payload(table, built.content[name]))
    return built


def _build_geometry(
    folder: Path,
    declarations: Mapping[str, SourceDeclaration],
    built: Built,
    *,
    report: Report,
) -> GeometryReport:
    """Add the files of the geometry, and say what was found."""
    started = time.perf_counter()
    source = source_of(GEOMETRY)
    files, found = GEOMETRY.build_geometry(RawFiles(declarations[source], folder), built.tables)
    built.payloads += files
    coverage = found.coverage
    report(
        f"{source}: {coverage.areas:,} small areas, {coverage.faulty_before} with faulty edges "
        f"mended ({coverage.area_change_m2:+.2f} m2), {found.without_pixel} without a pixel in the "
        f"tiles, {len(files)} files "
        f"({time.perf_counter() - started:.1f} s)"
    )
    return found


def _run(
    step: ModuleType,
    folder: Path,
    declarations: Mapping[str, SourceDeclaration],
    built: Built,
    *,
    report: Report,
) -> None:
    source = source_of(step)
    started = time.perf_counter()
    parts = step.transform(RawFiles(declarations[source], folder), built.tables)
    built.add(parts)
    rows = ", ".join(f"{name} {len(part):,}" for name, part in parts.items())
    report(f"{source}: {rows} ({time.perf_counter() - started:.1f} s)")


def check_against_published(built: Built, *, store: Store, report: Report) -> bool:
    """Compare a build with what is published, byte for byte; else cell for cell.

    Raises:
        PublishedDataError: a published file is missing or damaged.
    """
    store.verify()
    published = {str(one["path"]): one for one in store.resources.values()}
    made = {payload.path: payload for payload in built.payloads}
    differing = sorted(published.keys() ^ made.keys())
    report(f"{len(made.keys() & published.keys())} of {len(made)} files equal byte for byte.")
    if not differing:
        return True
    report("Differing or missing: " + ", ".join(differing))
    _report_difference(built, store=store, report=report)
    return False


def _report_difference(built: Built, *, store: Store, report: Report) -> None:
    """Say how a build differs from what is published."""
    before = _published_tables(store)
    for line in describe_difference(read_tables(), before=before, after=built.content):
        report(line)


def _published_tables(store: Store) -> dict[str, pa.Table]:
    """The whole tables of before; a damaged one is left out, as building again mends it."""
    tables = {}
    with suppress(PublishedDataError):
        for name, resource in store.resources.items():
            if resource.get("format") == "parquet":
                with suppress(PublishedDataError):
                    store.verify_file(name)
                    tables[name.replace("-", "_")] = pq.read_table(store.path(name))
    return tables


def _sources(declarations: Mapping[str, SourceDeclaration]) -> list[dict[str, Any]]:
    return [{"title": one.title, "path": one.landing_page} for one in declarations.values()]


def run(arguments: argparse.Namespace, *, report: Report) -> int:
    """Carry out one call of the command; returns the exit status."""
    started = time.perf_counter()
    declarations = read_declarations()
    if arguments.folder is None:
        fetch_all(declarations, folder=DEFAULT_FOLDER, refresh=arguments.refresh, report=report)
    built = build(arguments.folder or DEFAULT_FOLDER, declarations, report=report)
    store = Store(arguments.to)
    if arguments.check:
        equal = check_against_published(built, store=store, report=report)
        report(f"Checked in {time.perf_counter() - started:.0f} s.")
        return 0 if equal else 1
    _report_difference(built, store=store, report=report)
    publish(
        built.payloads,
        package(built.payloads, sources=_sources(declarations)),
        folder=arguments.to,
    )
    size = sum(len(payload.content) for payload in built.payloads)
    report(
        f"Published {len(built.payloads)} files, {size / 1e6:.1f} MB, in "
        f"{time.perf_counter() - started:.0f} s."
    )
    return 0


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog="python3 -m data.build", description=__doc__)
    parser.add_argument(
        "--from", dest="folder", type=Path, metavar="DIR", help="read raw files from this folder"
    )
    parser.add_argument(
        "--to", type=Path, default=PUBLISHED_DIR, metavar="DIR", help="publish into this folder"
    )
    parser.add_argument("--check", action="store_true", help="compare only; publish nothing")
    parser.add_argument("--refresh", action="store_true", help="fetch again what is in the cache")
    return parser.parse_args(arguments)


def main() -> int:
    """Run the command line; an expected error is one sentence on standard error."""
    try:
        return run(parse(), report=lambda line: print(line, flush=True))  # noqa: T201
    except AtlasError as error:
        sys.stderr.write(f"{error}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main())
