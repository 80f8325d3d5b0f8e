"""What a table was found to be, and tables that are known by another table or by a mapping."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from data.ledger.columns.amount_choice import disagreement
from data.ledger.columns.headers import Row, column_names, find_header, known_names
from data.ledger.columns.layouts import Layout
from data.ledger.columns.mappings import Mapping, same_header
from data.ledger.core.amounts import is_blank, read_amount
from data.ledger.core.dates import read_date
from data.ledger.core.errors import LedgerError
from data.ledger.core.file_report import ColumnFound
from data.ledger.core.limits import Limits

#: A sheet without a header goes on from the sheet before if so many of its rows fit.
GOES_ON: Final = 0.8

Rows = Callable[[], Iterator[Row]]


@dataclass(frozen=True)
class Survey:
    """What a table is: its layout, where its header stands, and what is to be said.

    Attributes:
        header_row: number of the header's row; 0 where the table goes on from another sheet.
        titles: texts above the header.
    """

    layout: Layout
    header_row: int
    columns: tuple[ColumnFound, ...]
    titles: tuple[str, ...]
    mapping: str
    warnings: tuple[str, ...]


def goes_on(rows: Rows, before: Survey, *, limits: Limits) -> Survey | None:
    """Whether a sheet without a header goes on from the sheet before; then how it is read."""
    layout = before.layout
    head = [cells for _, cells in islice(rows(), limits.most_rows_before_header)]
    filled = [cells for cells in head if not all(map(is_blank, cells))]
    fitting = sum(
        layout.amount < len(cells)
        and read_amount(cells[layout.amount]).amount is not None
        and (layout.date is None or read_date(cells[layout.date]).day is not None)
        for cells in filled
        if layout.date is None or layout.date < len(cells)
    )
    if not filled or fitting < len(filled) * GOES_ON:
        return None
    warning = "The sheet has no header; it is read as it goes on from the sheet before."
    return replace(before, header_row=0, titles=(), warnings=(warning,))


def has_header(rows: Rows, mapping: Mapping, *, limits: Limits) -> bool:
    """Whether a row of a table has the columns of a mapping."""
    top = list(islice(rows(), limits.most_rows_before_header))
    return find_names(top, tuple(mapping.columns), whole=False) is not None


def rival_question(rows: Rows, found: Survey, position: int, *, file: str) -> LedgerError:
    """The question which of two columns is what was paid, where a later row has them disagree."""
    layout = found.layout
    named = {column.position: column for column in found.columns}
    pair = (named[layout.amount + 1], named[position + 1])
    beside = [at for at in (layout.supplier, layout.date) if at is not None]
    return disagreement(rows, found.header_row, pair, beside=beside, file=file)


def misfit(rows: Rows, mapping: Mapping, *, file: str, limits: Limits) -> LedgerError:
    """The error for a table that has not the columns of the mapping it must be read by."""
    top = list(islice(rows(), limits.most_rows_before_header))
    best = find_header(top)
    shown = top[best][1] if best is not None else next((cells for _, cells in top), [])
    return LedgerError(
        file=file,
        received=f"the columns {known_names(column_names(shown, len(shown)))}",
        expected=f"the columns of the mapping of {mapping.publisher}: {', '.join(mapping.columns)}",
    )


def find_names(top: Sequence[Row], names: tuple[str, ...], *, whole: bool) -> int | None:
    """The position of the row that has all of some names of columns, or these and no others."""
    for at, (_, cells) in enumerate(top):
        found = column_names(cells, max(len(cells), len(names) if whole else 0))
        if same_header(found, names) if whole else set(names) <= set(found):
            return at
    return None
