"""Reads a text table row by row in constant memory, and loses no text to a stray quote mark."""

from __future__ import annotations

import contextlib
import csv
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from data.ledger.core.errors import LedgerError
from data.ledger.core.limits import Limits
from data.ledger.files.encodings import Encoding, find_encoding, find_nul
from data.ledger.files.lines import Lines, open_text

DELIMITERS: Final = {",": "comma", "\t": "tab", ";": "semicolon", "|": "pipe"}
#: By what a table of one column is read: no line of it has one.
ONE_COLUMN: Final = "\t"
#: Rows from which the delimiter is found.
SAMPLE_ROWS: Final = 300


@dataclass
class TextTable:
    """A text table: how it is written, and its rows."""

    name: str
    path: Path
    limits: Limits
    encoding: Encoding
    delimiter: str
    #: Lines on which a quote mark stands where none may; they are read all the same.
    stray_quotes: int = field(default=0)

    @contextlib.contextmanager
    def open(self) -> Iterator[Lines]:
        """Open the text at its first line."""
        csv.field_size_limit(max(csv.field_size_limit(), self.limits.longest_line))
        self.stray_quotes = 0
        with open_text(self.path, self.encoding) as stream:
            yield Lines(stream, self.name, self.limits)

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row with the line on which it begins; the first line is 1.

        Raises:
            LedgerError: a line is longer than the limit.
        """
        with self.open() as lines:
            yield from self.rows_of(lines)

    def rows_of(self, lines: Lines) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows of lines that are not taken yet.

        A row with a quote mark out of place is read on its own, so that the mark cannot swallow
        the rows below.
        """
        more = True
        while more:
            more = yield from self._rows_until_error(lines)

    def row(self, lines: Lines) -> tuple[int, list[str]]:
        """Take one row, of which there must be one."""
        row = next(self.rows_of(lines))
        lines.taken.clear()
        return row

    def cells(self, line: str, *, literally: bool = False) -> list[str]:
        """Read a line by itself; literally, quote marks are letters like any other."""
        bare = [line.rstrip("\r\n")]
        if literally:
            return next(csv.reader(bare, delimiter=self.delimiter, quoting=csv.QUOTE_NONE), [])
        return next(csv.reader(bare, delimiter=self.delimiter), [])

    def _rows_until_error(self, lines: Lines) -> Generator[tuple[int, list[str]], None, bool]:
        """Yield rows up to the first with a quote mark out of place, and say if there are more."""
        taken = lines.taken
        reader = csv.reader(lines.feed(), delimiter=self.delimiter, strict=True)
        while True:
            try:
                cells = next(reader)
            except StopIteration:
                return False
            except csv.Error as error:
                self.stray_quotes += 1
                literally = len(taken) > 1 or "end of data" in str(error)
                break
            if len(taken) == 1:
                lines.before = taken[0]
            elif self._are_rows(taken, lines.before):
                self.stray_quotes += 1
                literally = True
                break
            yield lines.number - len(taken) + 1, cells
            taken.clear()
        first = lines.number - len(taken) + 1
        line = taken[0]
        lines.put_back(taken[1:])
        lines.before = ""
        yield first, self.cells(line, literally=literally)
        return True

    def _are_rows(self, lines: list[str], before: str) -> bool:
        """Whether lines taken for a row are each a row: a quote mark was opened by mistake."""
        width = len(self.cells(before))
        return width > 1 and all(len(self.cells(line, literally=True)) == width for line in lines)


def open_table(path: Path, *, name: str, limits: Limits, single: bool = False) -> TextTable:
    """Find encoding and delimiter of a text table.

    Args:
        path: the file.
        name: what to call it.
        limits: what is allowed.
        single: whether a text without delimiters is a table of one column.

    Raises:
        LedgerError: no delimiter parts its lines alike, a line is longer than the limit, or the
            text has NUL bytes.
    """
    encoding = find_encoding(path)
    nul = None if encoding.name.startswith("utf-16") else find_nul(path)
    if nul is not None:
        raise LedgerError(
            file=name,
            received=f"a text with NUL bytes (the first is byte {nul + 1:,})",
            expected="text without NUL bytes",
        )
    with open_text(path, encoding) as stream:
        lines = Lines(stream, name, limits)
        sample = [line for line, _ in zip(_steadied(lines), range(SAMPLE_ROWS), strict=False)]
    delimiter = _find_delimiter(sample) or (ONE_COLUMN if single else "")
    if not delimiter:
        raise LedgerError(
            file=name,
            received="a text whose lines are not separated into columns",
            expected=f"columns separated by {', '.join(DELIMITERS.values())}",
        )
    return TextTable(name, path, limits, encoding, delimiter)


def _steadied(lines: Lines) -> Iterator[str]:
    for line in lines.feed():
        yield line
        lines.taken.clear()


def _find_delimiter(sample: list[str]) -> str:
    """The delimiter by which most lines have the same number of cells, at least two."""
    scores = {}
    for delimiter in DELIMITERS:
        rows = csv.reader(sample, delimiter=delimiter)
        widths = Counter(len(row) for row in _lenient(rows) if any(row))
        several = {width: count for width, count in widths.items() if width > 1}
        if several:
            width = max(several, key=lambda cells: (several[cells], cells))
            scores[delimiter] = (several[width] / widths.total(), width)
    return max(scores, key=lambda candidate: scores[candidate], default="")


def _lenient(rows: Iterator[list[str]]) -> Iterator[list[str]]:
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error:
            continue
