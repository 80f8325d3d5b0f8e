"""Finds the encoding of a text from its bytes, all of them, in constant memory."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from data.ledger.core.kinds import HEAD, wide_order

BLOCK: Final = 1_048_576
#: The pound sign before an amount, in the code page of DOS and in that of Windows.
DOS_POUND: Final = re.compile(rb"\x9c\s?-?[0-9.]")
WINDOWS_POUND: Final = re.compile(rb"\xa3\s?-?[0-9.(]")
SEVERAL_BYTES: Final = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
#: Name of the handler that reads a byte that is no UTF-8 as Windows writes it.
AS_WINDOWS: Final = "ledger-as-windows"


class Encoding(NamedTuple):
    """An encoding as Python names it, how to read bytes outside it, and a warning or ""."""

    name: str
    errors: str
    warning: str = ""


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    received = error.object[error.start : error.end]
    letters = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in received]
    return "".join(letters), error.end


codecs.register_error(AS_WINDOWS, _as_windows)


def find_encoding(path: Path) -> Encoding:
    """Find the encoding: UTF-16 by its zeros, UTF-8 if all is, else DOS or Windows by the pound.

    Where most of the text beyond ASCII is UTF-8 and some is not, the file was put together from
    two; the rest is read as Windows writes it, and a warning says so.
    """
    with path.open("rb") as file:
        head = file.read(HEAD)
    wide = wide_order(head)
    if wide:
        return Encoding(wide, "replace")
    if _is_utf8(path):
        return Encoding("utf-8", "strict")
    dos = windows = several = lone = 0
    for block in _blocks(path):
        dos += len(DOS_POUND.findall(block))
        windows += len(WINDOWS_POUND.findall(block))
        rest, found = SEVERAL_BYTES.subn(b"", block)
        several += found
        lone += sum(map(rest.count, _HIGH))
    if several > lone:
        return Encoding("utf-8", AS_WINDOWS, f"{lone} bytes are no UTF-8 and read as Windows-1252.")
    if dos > windows:
        return Encoding("cp850", "strict")
    return Encoding("cp1252", AS_WINDOWS)


def find_nul(path: Path) -> int | None:
    """Find the first NUL byte of a text that is not in UTF-16; None where there is none."""
    before = 0
    for block in _blocks(path):
        if (at := block.find(b"\0")) >= 0:
            return before + at
        before += len(block)
    return None


_HIGH: Final = [bytes([number]) for number in range(0x80, 0x100)]


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for block in _blocks(path):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
