"""Unpacks archives by the stream, within limits; no name in an archive is ever a path here."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from data.ledger.core.errors import LedgerError
from data.ledger.core.limits import MEGA, Limits

BLOCK: Final = MEGA
#: Small files of one letter are packed well and harm nobody.
RATIO_FROM: Final = 10 * MEGA
ENCRYPTED: Final = 0x1
#: What systems add to archives by themselves.
ADDED: Final = re.compile(r"(^|/)(__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)")
BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


def unpack_zip(path: Path, *, name: str, limits: Limits, work: Path) -> list[tuple[str, Path]]:
    """Unpack every entry to a numbered file, so that all of the archive is proved sound first.

    Args:
        path: the archive.
        name: what to call it.
        limits: sizes, ratio and number of entries.
        work: folder for the unpacked files.

    Returns:
        The name of each entry, as text to show, and its file.

    Raises:
        LedgerError: the archive is broken, cut short, protected or beyond a limit.
    """
    unpacked: list[tuple[str, Path]] = []
    total = 0
    try:
        with zipfile.ZipFile(path) as archive:
            for number, entry in enumerate(_entries(archive, name=name, limits=limits)):
                target = work / f"entry-{number}"
                with archive.open(entry) as packed:
                    total += _copy(
                        packed,
                        target,
                        name=name,
                        packed_size=path.stat().st_size,
                        already=total,
                        limits=limits,
                    )
                unpacked.append((shown(entry.filename), target))
    except BROKEN as error:
        raise LedgerError(
            file=name,
            received=f"a zip archive that is damaged or cut short ({error})",
            expected="a whole zip archive, downloaded to its end",
        ) from error
    return unpacked


def unpack_gzip(path: Path, *, name: str, limits: Limits, work: Path) -> Path:
    """Unpack a gzip file.

    Raises:
        LedgerError: it is broken, cut short or beyond a limit.
    """
    target = work / "unpacked"
    try:
        with gzip.open(path) as packed:
            _copy(
                packed,
                target,
                name=name,
                packed_size=path.stat().st_size,
                already=0,
                limits=limits,
            )
    except BROKEN as error:
        raise LedgerError(
            file=name,
            received=f"a gzip archive that is damaged or cut short ({error})",
            expected="a whole gzip archive, downloaded to its end",
        ) from error
    return target


def check_members(path: Path, *, name: str, limits: Limits) -> Iterator[tuple[str, bytes]]:
    """Unpack a workbook's members in memory block by block, and count what they really hold.

    Yields:
        The name of each member with each of its blocks.

    Raises:
        LedgerError: the workbook is broken or beyond a limit.
    """
    total = 0
    packed = path.stat().st_size
    try:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist():
                with archive.open(entry) as member:
                    while block := member.read(BLOCK):
                        total += len(block)
                        limit = limits.largest_unpacked_workbook
                        check_size(total, packed, limit=limit, name=name, limits=limits)
                        yield entry.filename, block
    except BROKEN as error:
        raise LedgerError(
            file=name,
            received=f"a workbook that is damaged or cut short ({error})",
            expected="a whole workbook, downloaded to its end",
        ) from error


def shown(name: str) -> str:
    """Make a name fit to show: no line breaks or other control characters."""
    return "".join(letter if letter.isprintable() else " " for letter in name).strip() or "no name"


def check_size(total: int, packed: int, *, limit: int, name: str, limits: Limits) -> None:
    """Check what was unpacked so far.

    Raises:
        LedgerError: it is beyond a limit.
    """
    if total > limit:
        raise LedgerError(
            file=name,
            received=f"more than {limit:,} bytes when unpacked",
            expected=f"at most {limit:,} (limit: largest unpacked size)",
        )
    if total > RATIO_FROM and total > packed * limits.largest_ratio:
        raise LedgerError(
            file=name,
            received=f"an archive that unpacks to more than {limits.largest_ratio} times its size",
            expected=f"at most {limits.largest_ratio} times (limit: largest_ratio)",
        )


def _entries(archive: zipfile.ZipFile, *, name: str, limits: Limits) -> Iterator[zipfile.ZipInfo]:
    entries = archive.infolist()
    if len(entries) > limits.most_entries:
        raise LedgerError(
            file=name,
            received=f"an archive of {len(entries):,} entries",
            expected=f"at most {limits.most_entries:,} (limit: most_entries)",
        )
    for entry in entries:
        if entry.is_dir() or ADDED.search(entry.filename):
            continue
        if entry.flag_bits & ENCRYPTED:
            raise LedgerError(
                file=name,
                received="an archive protected by a password",
                expected="an archive without a password",
            )
        yield entry


def _copy(
    packed: IO[bytes] | gzip.GzipFile,
    target: Path,
    *,
    name: str,
    packed_size: int,
    already: int,
    limits: Limits,
) -> int:
    size = 0
    with target.open("wb") as file:
        while block := packed.read(BLOCK):
            size += len(block)
            limit = limits.largest_unpacked
            check_size(already + size, packed_size, limit=limit, name=name, limits=limits)
            file.write(block)
    return size
