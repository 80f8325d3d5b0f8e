"""A candidate from what is published and some changed tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data.read.store import PACKAGE_FILE, Store
from data.versions.candidate import Candidate, VersionError, put_candidate, staged_folder
from data.versions.checks import CheckResult
from data.versions.difference import compare
from data.versions.lock import locked
from data.versions.publish import (
    HASH_LENGTH,
    Payload,
    package,
    resource_name,
    table_payload,
)
from data.versions.schema import Table, conform, read_tables
from utils.config import PUBLISHED_DIR
from utils.errors import InvalidInputError


def stage_tables(
    tables: Mapping[str, pd.DataFrame | Path],
    *,
    made_by: str,
    checks: Sequence[CheckResult] = (),
    sources: Sequence[Mapping[str, str]] = (),
    base: str = "",
    replace: bool = False,
    folder: Path = PUBLISHED_DIR,
) -> Candidate:
    """Make a candidate of the published version with some tables changed or added.

    The tables are put in order, typed and rounded as declared, the description is made anew, and
    all other files are copied. It publishes nothing. The candidate is whole or is not there.

    Args:
        tables: by name in `data/declared/tables.yml`: frames, or paths of Parquet files. Each is
            the whole table. Tables computed from them are not computed again.
        made_by: who or what made it, as people who look at it read it.
        checks: on the tables; a candidate with a failed check is shown and cannot be published.
        sources: titles ("title") and pages ("path") of sources that the description has not yet.
        base: data version that the tables were made from, which must be published still; any
            if not given.
        replace: whether a candidate that waits already is replaced.
        folder: the published folder.

    Raises:
        InvalidInputError: a table is not declared.
        CheckFailedError: a table is not as declared.
        VersionError: a candidate waits already, or another version than `base` is published.
        BusyError: a build or another publication is at work.
        PublishedDataError: what is published is damaged.
    """
    declared = read_tables()
    for name in tables:
        if name not in declared:
            raise InvalidInputError(
                argument="tables", received=name, expected="tables of data/declared/tables.yml"
            )
    after = {name: _as_built(declared[name], _frame(given)) for name, given in tables.items()}
    with locked(folder):
        if not replace and (staged_folder(folder) / PACKAGE_FILE).is_file():
            raise VersionError("A candidate waits already. Publish or drop it first.")
        published = Store(folder)
        if base and published.version != base:
            raise VersionError(
                f"Version {published.version} was published while this was made from {base}. Make "
                "it again."
            )
        made = [table_payload(declared[name], content) for name, content in after.items()]
        changed = {payload.name for payload in made}
        kept = [_copy(published, name) for name in published.resources if name not in changed]
        before = {
            name: pq.read_table(published.path(resource_name(declared[name])))
            for name in after
            if resource_name(declared[name]) in published.resources
        }
        payloads = [*kept, *made]
        return put_candidate(
            payloads,
            package(payloads, sources=[*published.description["sources"], *sources]),
            made_by=made_by,
            base=published.version,
            difference=compare(declared, before=before, after=after),
            checks=checks,
            folder=folder,
        )


def _as_built(table: Table, frame: pd.DataFrame) -> pa.Table:
    """A table as a build encodes it, which reads each again; its file has the types of a frame."""
    return conform(table, conform(table, frame).to_pandas())


def _frame(given: pd.DataFrame | Path) -> pd.DataFrame:
    if isinstance(given, Path):
        content: pa.Table = pq.read_table(given)
        frame: pd.DataFrame = content.to_pandas()
        return frame
    return given


def _copy(published: Store, name: str) -> Payload:
    """A published file as one to be written again, with the same name and description."""
    published.verify_file(name)
    resource = dict(published.resources[name])
    path = PurePosixPath(str(resource["path"]))
    parent = "" if path.parent == PurePosixPath() else f"{path.parent}/"
    return Payload(
        name=name,
        folder=parent,
        suffix=path.name.removeprefix(f"{name}-")[HASH_LENGTH:],
        content=published.path(name).read_bytes(),
        description={
            key: value for key, value in resource.items() if key not in {"name", "path", "hash"}
        },
    )
