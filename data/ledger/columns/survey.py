"""Looks over a table before it is read: header, columns, order of dates, titles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from data.ledger.columns.amount_choice import choose_amount, disagreement
from data.ledger.columns.by_values import name_by_values
from data.ledger.columns.contracts import refuse_contracts, refuse_other_lists
from data.ledger.columns.headers import (
    Header,
    Row,
    column_names,
    header_candidates,
    named_width,
)
from data.ledger.columns.known_tables import Rows, Survey, find_names
from data.ledger.columns.layouts import Layout, layout_of, layout_words, used_only
from data.ledger.columns.mappings import Mapping, remembered
from data.ledger.columns.no_amount import no_amount
from data.ledger.columns.recognise import found_column, profile, recognise
from data.ledger.columns.signs import with_signs
from data.ledger.columns.split_thousands import RowsWritten, rows_written
from data.ledger.columns.units import refuse_units
from data.ledger.core.amounts import is_blank
from data.ledger.core.cells import cell_text
from data.ledger.core.dates import DAY_FIRST, OrderFound, find_order
from data.ledger.core.errors import LedgerError, NoPaymentsError
from data.ledger.core.file_report import ColumnFound
from data.ledger.core.limits import Limits
from utils.formatting import format_count

#: Rows by whose values columns are recognised.
SAMPLE_ROWS: Final = 2_000
#: Of those, so many are looked at, evenly spaced.
LOOKED_AT: Final = 400
#: As many whole rows are enough to look at no others.
FEWEST_WHOLE: Final = 3


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
    table = _Table(rows, head, file)
    if mapping is not None:
        at = find_names(top, tuple(mapping.columns), whole=False)
        headers = [] if at is None else [Header(at, head[at][1])]
    else:
        headers = header_candidates(top)
        # A remembered header is known even where no vocabulary has its words.
        known = (find_names(top, known.header, whole=True) for known in mappings)
        headers += [Header(at, head[at][1]) for at in known if at is not None]
    refusal: LedgerError | None = None
    for header in headers:
        try:
            found = _surveyed(table, header, mapping=mapping, mappings=mappings)
        except NoPaymentsError as error:
            refusal = refusal or error
            continue
        if found is not None:
            return found
    if mapping is None:
        for header in header_candidates(top, amounts=False):
            found = _surveyed(table, header, mapping=None, mappings=(), by_values=True)
            if found is not None:
                return found
    if refusal is not None:
        raise refusal
    return None


def survey_without_header(rows: Rows, *, file: str, limits: Limits) -> Survey | None:
    """Look over a table that has no header at all.

    Returns:
        None unless exactly one column has amounts with pence, one dates and one names of firms.
    """
    head = list(islice(rows(), limits.most_rows_before_header + SAMPLE_ROWS))
    found = _surveyed(
        _Table(rows, head, file), Header(-1, [], 0), mapping=None, mappings=(), by_values=True
    )
    if found is None or found.layout.date is None or found.layout.supplier is None:
        return None
    warning = "The table has no header; its columns are recognised by their values alone."
    return replace(found, header_row=0, warnings=(warning, *found.warnings))


@dataclass(frozen=True)
class _Table:
    rows: Rows
    head: Sequence[Row]
    file: str


def _surveyed(
    table: _Table,
    header: Header,
    *,
    mapping: Mapping | None,
    mappings: Sequence[Mapping],
    by_values: bool = False,
) -> Survey | None:
    """Look over a table below one of the rows that may be its header.

    Returns:
        None where no row is below it, or by values not exactly one column is the amount.
    """
    below = table.head[header.at + 1 :][max(header.lines - 1, 0) :]
    named = named_width(header.cells)
    written = rows_written([cells for _, cells in below], named)
    width = written.width
    table, below = _mended(table, written), _mended_rows(below, written)
    names = column_names(header.cells, width)
    if mapping is None and header.lines > 1:
        first = column_names(table.head[header.at][1], width)
        mapping = remembered(mappings, first, file=table.file)
        names = first if mapping is not None else names
    mapping = mapping or remembered(mappings, names, file=table.file)
    if mapping is None:
        refuse_other_lists(names, file=table.file)
    samples = _columns(below, len(names))
    if not samples or not samples[0]:
        return None
    columns = _meanings(names, samples, mapping, by_values=by_values)
    if columns is None:
        return None
    header_row = table.head[header.at][0] if header.at >= 0 else 0
    if mapping is None:
        refuse_contracts(columns, file=table.file)
    shown = [cells for _, cells in below[:SAMPLE_ROWS]]
    choice = choose_amount(columns, shown, given=mapping is not None)
    if choice is None:
        raise no_amount(names, samples, file=table.file)
    if isinstance(choice, tuple):
        beside = [c.position - 1 for c in columns if c.meaning in ("supplier", "date")]
        raise disagreement(table.rows, header_row, choice, beside=beside, file=table.file)
    titles = [
        cell_text(cell)
        for _, cells in table.head[: max(header.at, 0)]
        for cell in cells
        if not is_blank(cell)
    ]
    refuse_units(choice.chosen.name, titles, file=table.file)
    layout = with_signs(
        layout_of(columns, choice),
        columns,
        table.rows,
        header_row=header_row,
        given=mapping is not None,
        file=table.file,
    )
    order = _order(table.rows, table.head, header.at, layout, mapping)
    return Survey(
        layout=replace(layout, date_order=order.order, usual=written.usual),
        header_row=header_row,
        columns=used_only(columns, layout),
        titles=tuple(titles),
        mapping=mapping.publisher if mapping else "",
        warnings=(
            *layout_words(layout, columns, order, recognised=mapping is None),
            *_beyond_header(names, named),
        ),
    )


def _mended(table: _Table, written: RowsWritten) -> _Table:
    """A table whose rows have their split amounts joined, so that each cell is in its column."""
    if written.split is None:
        return table
    return replace(
        table,
        rows=lambda: ((number, written.mended(cells)) for number, cells in table.rows()),
        head=_mended_rows(table.head, written),
    )


def _mended_rows(rows: Sequence[Row], written: RowsWritten) -> list[Row]:
    return [(number, written.mended(cells)) for number, cells in rows]


def _beyond_header(names: Sequence[str], named: int) -> Iterator[str]:
    """Say that rows have more cells than the header has names."""
    if beyond := names[named:] if named else ():
        columns = format_count(len(beyond), "column", "columns")
        yield f"Rows have {columns} more than the header names ({', '.join(beyond)})."


def _meanings(
    names: Sequence[str],
    samples: Sequence[Sequence[object]],
    mapping: Mapping | None,
    *,
    by_values: bool,
) -> tuple[ColumnFound, ...] | None:
    if mapping is not None:
        return _mapped(names, samples, mapping)
    profiles = [profile(cells) for cells in samples]
    columns = recognise(names, profiles)
    return name_by_values(columns, profiles, samples) if by_values else columns


def _columns(rows: Sequence[Row], width: int) -> list[list[object]]:
    filled = [cells for _, cells in rows[:SAMPLE_ROWS] if not all(map(is_blank, cells))]
    # Of a row that lacks a cell it is open which, so whole rows show what the columns are.
    whole = [cells for cells in filled if len(cells) >= width]
    filled = whole if len(whole) >= FEWEST_WHOLE else filled
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
