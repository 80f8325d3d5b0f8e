"""Reads the rows of a table from the first to the last, each by what it may be."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import islice

from data.ledger.core.amounts import is_blank
from data.ledger.core.file_report import BLANK, HEADER, OTHER, TITLE, SheetReport
from data.ledger.files.text_blocks import Block, read_blocks
from data.ledger.files.text_tables import TextTable
from data.ledger.rows.batches import read_block
from data.ledger.rows.row_reader import RowReader
from data.ledger.rows.tables import Table
from data.ledger.rows.writers import BATCH
from utils.formatting import format_count


def read_rows(table: Table, reader: RowReader, header_row: int) -> Iterator[float]:
    """Read all rows of a table.

    Args:
        table: the table.
        reader: reads single rows, and takes those that are read together.
        header_row: number of the header's row; 0 where there is no header.

    Yields:
        Now and then, which share of the file is read, from 0 to 1; 0 where it is not known.

    Raises:
        LedgerError: there are more rows than the limit, or a line is longer.
        RivalError: two columns that could both be the amount disagree.
    """
    _read_titles(table, reader, header_row)
    yield from _read_below(table, reader, header_row)
    reader.not_payments.finish()


def count_other(table: Table, sheet: SheetReport) -> None:
    """Count the rows of a table that is not read, and say why it is not."""
    for _, cells in table.rows():
        sheet.rows += 1
        kind = BLANK if all(map(is_blank, cells)) else OTHER
        sheet.not_payments[kind] = sheet.not_payments.get(kind, 0) + 1
    rows = sheet.not_payments.get(OTHER, 0)
    if rows:
        why = table.left_out or "has no rows below a header that names an amount"
        its = format_count(rows, "row is", "rows are")
        sheet.warnings.append(f"The sheet {why}; its {its} not read as payments.")


def _ahead(blocks: Iterator[Block]) -> Iterator[Block]:
    """Yield blocks, of which the next is parsed while one is read."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        coming = pool.submit(next, blocks, None)
        while (block := coming.result()) is not None:
            coming = pool.submit(next, blocks, None)
            yield block


def _read_titles(table: Table, reader: RowReader, header_row: int) -> None:
    """Count the rows down to the header, if there is one."""
    if not header_row:
        return
    for number, cells in table.rows():
        reader.report.rows += 1
        blank = all(map(is_blank, cells))
        kind = HEADER if number == header_row else BLANK if blank else TITLE
        reader.not_payments.count(number, kind, cells)
        if number == header_row:
            return


def _read_below(table: Table, reader: RowReader, header_row: int) -> Iterator[float]:
    if isinstance(table.source, TextTable):
        width = reader.layout.width
        for block in _ahead(read_blocks(table.source, below=header_row, width=width)):
            read_block(reader, block)
            yield block.share
        return
    rows = (row for row in table.rows() if row[0] > header_row)
    while batch := list(islice(rows, BATCH)):
        for number, cells in batch:
            reader.read(number, cells)
        yield 0.0
