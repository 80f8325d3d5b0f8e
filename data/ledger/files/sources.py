"""Leads from a path to the tables' files in it: the file itself, or what an archive holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data.ledger.core.errors import LedgerError
from data.ledger.core.hashes import hash_file
from data.ledger.core.kinds import ALLOWED, GZIP, READABLE, WORKBOOKS, ZIP, find_kind
from data.ledger.core.limits import Limits
from data.ledger.files.archives import shown, unpack_gzip, unpack_zip

#: As many hex digits of the SHA-256 name a file.
ID_LENGTH: Final = 16


@dataclass(frozen=True)
class Source:
    """A file to read.

    Attributes:
        name: as shown: "payments.csv", or "archive.zip/payments.csv".
        path: where its bytes are.
        kind: as `kinds.find_kind` says.
        file_id: first hex digits of the SHA-256 of its bytes.
        size: in bytes.
    """

    name: str
    path: Path
    kind: str
    file_id: str
    size: int


def open_sources(path: Path, *, limits: Limits, work: Path) -> list[Source]:
    """Find the files in a path.

    Args:
        path: a file.
        limits: what is allowed.
        work: an empty folder for what an archive holds.

    Raises:
        LedgerError: there is no such file, it is too large, or it is an archive that is broken,
            protected, empty or beyond a limit.
    """
    name = shown(path.name)
    if not path.is_file():
        raise LedgerError(file=name, received="no file of this name", expected=ALLOWED)
    size = path.stat().st_size
    if size > limits.largest_file:
        raise LedgerError(
            file=name,
            received=f"a file of {size:,} bytes",
            expected=f"at most {limits.largest_file:,} (limit: largest_file)",
        )
    kind = find_kind(path)
    if kind == GZIP:
        return [_source(name, unpack_gzip(path, name=name, limits=limits, work=work))]
    if kind != ZIP:
        return [_source(name, path)]
    entries = unpack_zip(path, name=name, limits=limits, work=work)
    if not entries:
        raise LedgerError(file=name, received="an archive that holds no file", expected=ALLOWED)
    return [_source(f"{name}/{inner}", target) for inner, target in entries]


def require_readable(source: Source, *, limits: Limits) -> None:
    """Check that a file is a table.

    Raises:
        LedgerError: it is something else, and the sentence says what.
    """
    if source.kind in (ZIP, GZIP):
        raise LedgerError(
            file=source.name,
            received="an archive within an archive",
            expected="one archive at most",
        )
    if source.kind not in READABLE:
        raise LedgerError(file=source.name, received=source.kind, expected=ALLOWED)
    if source.kind in WORKBOOKS and source.size > limits.largest_workbook:
        raise LedgerError(
            file=source.name,
            received=f"a workbook of {source.size:,} bytes",
            expected=f"at most {limits.largest_workbook:,} (limit: largest_workbook)",
        )


def hash_of(path: Path) -> str:
    """Name a file by its bytes."""
    return hash_file(path)[:ID_LENGTH]


def _source(name: str, path: Path) -> Source:
    return Source(name, path, find_kind(path), hash_of(path), path.stat().st_size)
