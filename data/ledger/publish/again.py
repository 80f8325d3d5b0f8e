"""Counts published payments again from the same files, as when rules of the count changed."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq

from data.ledger.core.hashes import hash_file
from data.ledger.core.overlaps import ANSWERS
from data.ledger.count.apportion import GIVEN, NEED
from data.ledger.publish.count_folder import CountFolderError
from data.ledger.publish.provenance import Provenance
from data.read.measures import MapReader
from data.read.payments import PaymentReader
from data.read.places import PlaceReader
from data.read.rows import LedgerBodiesRow, LedgerCountsRow, LedgerFilesRow
from data.read.store import Store

#: Runs a command of the ledger with its arguments, and gives its exit code.
Command = Callable[[Sequence[str]], int]
NOTHING_DONE = 2


def count_again(
    files: Path, *, store: Store, command: Command, work: Path, answers: Sequence[str] = ()
) -> Iterator[tuple[Path, Provenance]]:
    """Count every published count again.

    Payments that several files have are counted as they were, which the number of payments of each
    file shows; `answers` may say it instead.

    Args:
        files: folder below which the very files are.
        store: what is published.
        command: counts.
        work: empty folder for the counts.
        answers: options of the command that say how payments in several files are counted.

    Yields:
        The folder of each count, and whose payments they are.

    Raises:
        CountFolderError: a file is not there, nothing of one could be counted, or nothing shows how
            payments in several files were counted.
    """
    reader = PaymentReader(PlaceReader(MapReader(store)))
    for number, row in enumerate(reader.counts):
        published = {file["file_id"]: file["payments"] for file in reader.files(row)}
        paths = [str(_find(file, files)) for file in reader.files(row)]
        asked = ["count", *paths, "--place", row["place_id"], *_shares(reader.bodies(row))]
        out = work / str(number)
        said = _refusal(command, [*asked, *answers, "--out", str(out)])
        if said:
            found = None if answers else _as_published(command, asked, published, work=out)
            if found is None:
                raise CountFolderError(
                    f"{row['place_id']}, {row['period']} could not be counted.\n{said}"
                )
            out = found
        yield out, provenance_of(row)


def provenance_of(row: LedgerCountsRow) -> Provenance:
    """Whose payments a published count is of, as it says."""
    threshold = row["threshold_gbp"]
    return Provenance.read(
        publisher=row["publisher"],
        dataset=row["dataset"],
        period=row["period"],
        licence=row["licence"],
        source_url=row["source_url"],
        copy_url=row["copy_url"] or "",
        threshold="" if threshold is None else str(threshold),
        note=row["note"] or "",
    )


def _as_published(
    command: Command, asked: Sequence[str], published: Mapping[str, int], *, work: Path
) -> Path | None:
    """Count by the answer with which each file has as many payments as published; None if none."""
    for answer in ANSWERS:
        out = work / answer
        refused = _refusal(command, [*asked, "--overlaps", answer, "--out", str(out)])
        if not refused and _payments_of(out) == published:
            return out
    return None


def _refusal(command: Command, arguments: Sequence[str]) -> str:
    """Run a command of the ledger; what it said if it did nothing, else nothing."""
    error = io.StringIO()
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(error):
        code = command(arguments)
    return error.getvalue().strip() if code == NOTHING_DONE else ""


def _payments_of(count: Path) -> dict[str, int]:
    """How many payments of each file are in a count."""
    files = pq.read_table(count / "payments.parquet", columns=["file_id"])["file_id"]
    return {str(found["values"]): found["counts"] for found in files.value_counts().to_pylist()}


def _find(file: LedgerFilesRow, folder: Path) -> Path:
    """The file of a name whose content is that which was counted."""
    for path in sorted(folder.rglob(Path(file["file"]).name)):
        if path.is_file() and hash_file(path).startswith(file["file_id"]):
            return path
    raise CountFolderError(
        f"{file['file']}, whose SHA-256 begins with {file['file_id']}, is not below {folder.name}."
    )


def _shares(bodies: Sequence[LedgerBodiesRow]) -> list[str]:
    """The shares that were given, and the rule by which wider bodies were shared out."""
    given = [
        f"{body['payer_id']}={body['body_share']}" for body in bodies if body["share_rule"] == GIVEN
    ]
    by_need = any(body["share_rule"] == NEED for body in bodies)
    return [
        *(part for share in given for part in ("--share", share)),
        *(("--rule", NEED) if by_need else ()),
    ]
