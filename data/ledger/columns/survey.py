"""Looks over a table before it is read: header, columns, order of dates, titles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from data.ledger.columns.headers import Row, column_names, find_header, usual_width
from data.ledger.columns.layouts import Layout, layout_of, layout_words, used_only
from data.ledger.columns.mappings import Mapping, remembered, same_header
from data.ledger.columns.recognise import found_column, profile, recognise
from data.ledger.core.amounts import is_blank, read_amount
from data.ledger.core.cells import cell_text
from data.ledger.core.dates import DAY_FIRST, OrderFound, find_order, read_date
from data.ledger.core.errors import LedgerError
from data.ledger.core.file_report import ColumnFound
from data.ledger.core.limits import Limits

#: Rows by whose values columns are recognised.
SAMPLE_ROWS: Final = 2_000
#: Of those, so many are looked at, evenly spaced.
LOOKED_AT: Final = 400
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


def survey(
    rows: Rows,
    *,
    file: str,
    limits: Limits,
    mapping: Mapping | None = None,
    mappings: Sequence[Mapping] = (),
) -> Survey | None:
    """Look over a table.

    Args:
        rows: gives the rows from the first, each time it is called.
        file: name of the file, for errors.
        limits: what is allowed.
        mapping: the mapping by which the table must be read.
        mappings: mappings that are remembered; that of this header is used.

    Returns:
        None where no row is a header, or has the columns of the mapping, or none is below it.

    Raises:
        LedgerError: there are more columns than the limit, or the columns that a header names hold
            no amounts.
    """
    head = list(islice(rows(), limits.most_rows_before_header + SAMPLE_ROWS))
    widest = max((len(cells) for _, cells in head), default=0)
    if widest > limits.most_columns:
        raise LedgerError(
            file=file,
            received=f"a table of {widest:,} columns",
            expected=f"at most {limits.most_columns:,} (limit: most_columns)",
        )
    top = head[: limits.most_rows_before_header]
    at = _find_names(top, tuple(mapping.columns), whole=False) if mapping else find_header(top)
    for known in () if mapping else mappings:
        # A remembered header is known even where no vocabulary has its words.
        found = _find_names(top, known.header, whole=True)
        at = found if at is None and found is not None else at
    if at is None:
        return None
    header = head[at][1]
    names = column_names(header, usual_width(head[at + 1 :], header))
    mapping = mapping or remembered(mappings, names, file=file)
    samples = _columns(head[at + 1 :], len(names))
    if not samples[0]:
        return None
    if mapping is not None:
        columns = _mapped(names, samples, mapping)
    else:
        columns = recognise(names, [profile(cells) for cells in samples])
    layout = layout_of(columns)
    if layout is None:
        raise LedgerError(
            file=file,
            received=f"no column that holds amounts, among {', '.join(names)}",
            expected="a column of amounts, named so, or a mapping that says which it is",
        )
    order = _order(rows, head, at, layout, mapping)
    titles = [cell_text(cell) for _, cells in head[:at] for cell in cells if not is_blank(cell)]
    return Survey(
        layout=replace(layout, date_order=order.order),
        header_row=head[at][0],
        columns=used_only(columns, layout),
        titles=tuple(titles),
        mapping=mapping.publisher if mapping else "",
        warnings=tuple(layout_words(layout, columns, order, recognised=mapping is None)),
    )


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


def misfit(rows: Rows, mapping: Mapping, *, file: str, limits: Limits) -> LedgerError:
    """The error for a table that has not the columns of the mapping it must be read by."""
    top = list(islice(rows(), limits.most_rows_before_header))
    best = find_header(top)
    shown = top[best][1] if best is not None else next((cells for _, cells in top), [])
    return LedgerError(
        file=file,
        received=f"the columns {', '.join(column_names(shown, len(shown))) or 'none'}",
        expected=f"the columns of the mapping of {mapping.publisher}: {', '.join(mapping.columns)}",
    )


def _find_names(top: Sequence[Row], names: tuple[str, ...], *, whole: bool) -> int | None:
    for at, (_, cells) in enumerate(top):
        found = column_names(cells, max(len(cells), len(names) if whole else 0))
        if same_header(found, names) if whole else set(names) <= set(found):
            return at
    return None


def _columns(rows: Sequence[Row], width: int) -> list[list[object]]:
    filled = [cells for _, cells in rows[:SAMPLE_ROWS] if not all(map(is_blank, cells))]
    sample = filled[:: max(len(filled) // LOOKED_AT, 1)]
    return [[cells[at] if at < len(cells) else "" for cells in sample] for at in range(width)]


def _mapped(
    names: Sequence[str], samples: Sequence[Sequence[object]], mapping: Mapping
) -> tuple[ColumnFound, ...]:
    why = f"given by the mapping of {mapping.publisher}"
    return tuple(
        found_column(
            at,
            name,
            mapping.columns.get(name, ""),
            confidence=1.0 if name in mapping.columns else 0.0,
            why=why if name in mapping.columns else "not used",
            seen=profile(sample),
        )
        for at, (name, sample) in enumerate(zip(names, samples, strict=True))
    )


def _order(
    rows: Rows, head: Sequence[Row], at: int, layout: Layout, mapping: Mapping | None
) -> OrderFound:
    """Find the order of the dates: in the sample, and where it decides nothing, in all rows."""
    if mapping is not None and mapping.date_order:
        return OrderFound(mapping.date_order, decided=True, against=0, open=0)
    if layout.date is None:
        return OrderFound(DAY_FIRST, decided=True, against=0, open=0)
    column = layout.date

    def values(some: Iterator[Row]) -> Iterator[object]:
        return (cells[column] for _, cells in some if column < len(cells))

    found = find_order(values(iter(head[at + 1 :])))
    if not found.decided and found.open:
        rest = find_order(values(islice(rows(), len(head), None)), stop_at_first=True)
        found = rest if rest.decided or rest.against else found
    return found
