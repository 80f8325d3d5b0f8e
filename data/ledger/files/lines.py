"""The lines of a text, one at a time or many together; lines can be put back."""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TextIO

from data.ledger.core.errors import LedgerError
from data.ledger.core.limits import Limits
from data.ledger.files.encodings import Encoding

BOM: Final = "\ufeff"


class OpenQuoteError(csv.Error):
    """A quote mark was opened and not closed within the lines a row may have."""


class Lines:
    """The lines of a text, of which some can be put back.

    Attributes:
        number: of the line that was taken last; the first is 1.
        taken: the lines of the current row.
        before: the last line that was a row by itself; "" after one with a quote mark out of place.
    """

    def __init__(self, stream: TextIO, name: str, limits: Limits) -> None:
        """Take an open text, whose line breaks are left as they are."""
        self.stream = stream
        self.name = name
        self.limits = limits
        self.number = 0
        self.taken: list[str] = []
        self.before = ""
        self._back: deque[str] = deque()

    def feed(self) -> Iterator[str]:
        """Yield lines and note those of the current row.

        Raises:
            LedgerError: a line is longer than the limit.
            OpenQuoteError: the current row has more lines than a row may have.
        """
        longest, most = self.limits.longest_line, self.limits.most_lines_of_row
        taken, back, readline = self.taken, self._back, self.stream.readline
        while line := (back.popleft() if back else readline(longest + 1)):
            self.number += 1
            if len(line) > longest:
                raise LedgerError(
                    file=self.name,
                    received=f"line {self.number:,} is longer than {longest:,} characters",
                    expected=f"at most {longest:,} (limit: longest_line)",
                )
            if self.number == 1:
                line = line.lstrip(BOM)
            taken.append(line)
            if len(taken) > most or (len(taken) > 1 and sum(map(len, taken)) > longest):
                raise OpenQuoteError
            yield line

    def put_back(self, lines: list[str]) -> None:
        """Put lines back to be taken again, and begin a new row."""
        self._back.extendleft(reversed(lines))
        self.number -= len(lines)
        self.taken.clear()

    def peek(self, characters: int) -> str:
        """Whole lines of about so many characters; `pass_by` or `put_text_back` must follow."""
        text = "".join(self._back) + self.stream.read(characters)
        self._back.clear()
        if text:
            # A line beyond the limit is cut, and refused by its length when it is taken.
            text += self.stream.readline(self.limits.longest_line + 1)
        return text

    def put_text_back(self, text: str) -> list[str]:
        """Put a text back that was only looked at, and return its lines."""
        lines = list(io.StringIO(text, newline=""))
        self._back.extend(lines)
        return lines

    def pass_by(self, lines: int, last: str) -> None:
        """Count lines that were looked at, each of which is a row, and remember the last."""
        self.number += lines
        self.before = last

    def skip(self, lines: int) -> None:
        """Pass by lines that were put back."""
        if lines > 0:
            passed = [self._back.popleft() for _ in range(lines)]
            self.pass_by(lines, passed[-1])


def open_text(path: Path, encoding: Encoding) -> TextIO:
    """Open a text so that line breaks inside cells stay as they are."""
    return path.open(encoding=encoding.name, errors=encoding.errors, newline="")
