"""Counts published payments again from the same files, as when rules of the count changed."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from data.ledger.core.hashes import hash_file
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
    files: Path, *, store: Store, command: Command, work: Path
) -> Iterator[tuple[Path, Provenance]]:
    """Count every published count again.

    Args:
        files: folder below which the very files are.
        store: what is published.
        command: counts.
        work: empty folder for the counts.

    Yields:
        The folder of each count, and whose payments they are.

    Raises:
        CountFolderError: a file is not there, or nothing of one could be counted.
    """
    reader = PaymentReader(PlaceReader(MapReader(store)))
    for number, row in enumerate(reader.counts):
        out = work / str(number)
        paths = [str(_find(file, files)) for file in reader.files(row)]
        shares = _shares(reader.bodies(row))
        with contextlib.redirect_stdout(io.StringIO()):
            code = command(
                ["count", *paths, "--place", row["place_id"], "--out", str(out), *shares]
            )
        if code == NOTHING_DONE:
            raise CountFolderError(f"{row['place_id']}, {row['period']} could not be counted.")
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
