"""Reads many lines of a text table at once; where something has to be decided, a row is read alone.

A line is plain if it is a row by itself whatever stands around it: its quote marks, if any, enclose
whole cells. Arrow reads all plain lines of a block together; `TextTable` reads the other rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from data.ledger.files.lines import BOM, Lines
from data.ledger.files.text_tables import TextTable

#: Characters that are read together.
CHARACTERS: Final = 4 * 1_048_576
#: A text with any of these may have lines that are not plain.
MARKS: Final = (b'"', b"\0", BOM.encode())

#: Rows read alone, each with the line on which it begins.
Rows = list[tuple[int, list[str]]]


@dataclass(frozen=True)
class Block:
    """Rows of a text table that follow each other.

    Attributes:
        numbers: line of each whole row, which has as many cells as the table has columns.
        columns: the whole rows' cells, column by column.
        others: all other rows, each with the line on which it begins, in their order.
        share: how much of the text is read with this block, from 0 to 1.
    """

    numbers: np.ndarray
    columns: list[pa.Array]
    others: Rows
    share: float


def read_blocks(table: TextTable, *, below: int, width: int) -> Iterator[Block]:
    """Yield the rows below a row, of which `TextTable.rows` gives the same one by one.

    Args:
        table: the text table.
        below: line on which the header begins; 0 to read from the first line.
        width: how many columns the table has.

    Raises:
        LedgerError: a line is longer than the limit.
    """
    size = max(table.path.stat().st_size, 1)
    with table.open() as lines:
        if below:
            next(row for row in table.rows_of(lines) if row[0] == below)
            lines.taken.clear()
        while text := lines.peek(CHARACTERS):
            numbers, data, others = _separated(table, lines, text)
            columns, whole, alone = _parsed(table, data, numbers, width)
            # The stream reads ahead of the text by less than a block.
            share = min(lines.stream.buffer.tell() / size, 1.0)
            yield Block(whole, columns, sorted(others + alone), share)


def _separated(table: TextTable, lines: Lines, text: str) -> tuple[np.ndarray, bytes, Rows]:
    """The plain lines of a text, with their numbers, and the rows that begin on other lines."""
    first = lines.number + 1
    data = text.encode()
    ends = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))
    longest = np.diff(ends, prepend=-1, append=len(data)).max()
    marked = any(mark in data for mark in MARKS) or (
        b"\r" in data and data.count(b"\r") != data.count(b"\r\n")
    )
    if marked or longest > table.limits.longest_line:
        return _picked(table, lines, lines.put_text_back(text))
    last = text[text.rfind("\n", 0, -1) + 1 :]
    lines.pass_by(len(ends) + (not text.endswith("\n")), last)
    return np.arange(first, lines.number + 1), data, []


def _picked(table: TextTable, lines: Lines, texts: list[str]) -> tuple[np.ndarray, bytes, Rows]:
    """The same of lines of which not all are plain."""
    first = lines.number + 1
    found = pa.array(texts, pa.string())
    plain = pc.match_substring_regex(found, _plain_line(table.delimiter))
    short = pc.less_equal(pc.utf8_length(found), table.limits.longest_line)
    kept = pc.and_(plain, short).to_numpy(zero_copy_only=False)
    others = []
    for at in np.flatnonzero(~kept).tolist():
        # Lines of a row above are taken already.
        if first + at > lines.number:
            lines.skip(first + at - lines.number - 1)
            others.append(table.row(lines))
            kept[at : lines.number - first + 1] = False
    lines.skip(first + len(texts) - lines.number - 1)
    # A carriage return before a line that was left out must not join the line feed behind it.
    data = "".join(line.rstrip("\r\n") + "\n" for line in compress(texts, kept)).encode()
    return first + np.flatnonzero(kept), data, others


def _plain_line(delimiter: str) -> str:
    """The pattern of a plain line, in which quote marks stand around whole cells only."""
    cut = re.escape(delimiter)
    cell = rf'(?:[^"\r\n\x00{BOM}{cut}][^"\r\n\x00{cut}]*|"(?:[^"\r\n\x00]|"")*")?'
    return rf"^{cell}(?:{cut}{cell})*\r?\n?$"


def _parsed(
    table: TextTable, data: bytes, numbers: np.ndarray, width: int
) -> tuple[list[pa.Array], np.ndarray, Rows]:
    """The cells of whole rows by columns, these rows' numbers, and the rows of another width."""
    if not data:
        return [pa.array([], pa.string())] * width, numbers, []
    alone = []

    def keep(row: csv.InvalidRow) -> str:
        alone.append((int(numbers[row.number - 1]), table.cells(row.text)))
        return "skip"

    names = [str(at) for at in range(width)]
    found = csv.read_csv(
        pa.BufferReader(data),
        # One block and one thread, so that every row has its number.
        csv.ReadOptions(use_threads=False, block_size=len(data) + 1, column_names=names),
        csv.ParseOptions(
            delimiter=table.delimiter, ignore_empty_lines=False, invalid_row_handler=keep
        ),
        csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), check_utf8=False),
    )
    whole = ~np.isin(numbers, [number for number, _ in alone])
    return [column.combine_chunks() for column in found.columns], numbers[whole], alone
