"""Amounts whose sign is beside them: credits in a column of their own, or marked as D or C."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from data.ledger.columns.headers import Row
from data.ledger.columns.layouts import Layout
from data.ledger.columns.vocabulary import declared_names, declared_words, plain_name
from data.ledger.core.amounts import read_amount
from data.ledger.core.cells import cell_text
from data.ledger.core.errors import LedgerError
from data.ledger.core.file_report import ColumnFound, to_pence

DEBITS: Final = frozenset({"d", "dr", "debit"})
CREDITS: Final = frozenset({"c", "cr", "credit"})
#: Words of the name of a column of amounts that has debits alone.
DEBIT_WORDS: Final = frozenset({"debit", "dr"})

Rows = Callable[[], Iterable[Row]]


def with_signs(
    layout: Layout,
    columns: Sequence[ColumnFound],
    rows: Rows,
    *,
    header_row: int,
    given: bool,
    file: str,
) -> Layout:
    """Add to a layout the column that says which amounts are taken off.

    A column of credits counts beside a column of debits. Marks count only where no amount is
    below zero, as they would otherwise say once more what the minus says.

    Args:
        layout: without signs.
        columns: all columns.
        rows: gives the rows of the table.
        header_row: number of the header's row.
        given: whether a person says what the columns mean.
        file: what to call the table.

    Raises:
        LedgerError: most amounts are marked as credits, so that it is open what the marks mean.
    """
    first = {column.meaning: column.position - 1 for column in reversed(columns)}
    credit, mark = first.get("credit"), first.get("debit_or_credit")
    debits = not DEBIT_WORDS.isdisjoint(plain_name(layout.names[layout.amount]))
    below = (cells for number, cells in rows() if number > header_row)
    if credit is not None and (debits or given):
        signs = {amount < 0 for cells in below if (amount := _amount(cells, credit))}
        return replace(layout, credit=credit, credit_signed=signs == {True})
    if mark is None:
        return layout if given else _with_credit_notes(layout, below, file)
    sums = {True: Decimal(0), False: Decimal(0)}
    rows_of = {True: 0, False: 0}
    for cells in below:
        amount, word = _amount(cells, layout.amount), _word(cells, mark)
        if not amount or word not in DEBITS | CREDITS:
            continue
        if amount < 0 and not given:
            return layout
        sums[word in CREDITS] += amount
        rows_of[word in CREDITS] += 1
    if not all(rows_of.values()):
        return layout
    if rows_of[True] > rows_of[False] and not given:
        raise _question(layout, mark, debits=sums[False], credit=sums[True], file=file)
    return replace(layout, mark=mark)


def is_credit(word: str) -> bool:
    """Whether a mark, or a kind of document, says that an amount is taken off."""
    bare = word.strip().lower()
    return bare in CREDITS or bare in declared_words("credit_note")


def _with_credit_notes(layout: Layout, rows: Iterable[Sequence[object]], file: str) -> Layout:
    """Add the column that says which amounts are credit notes, if no amount has a sign itself.

    Raises:
        LedgerError: some amounts have a sign, but most credit notes have none.
    """
    types = declared_names("document_type")
    at = next((at for at, name in enumerate(layout.names) if plain_name(name) in types), None)
    if at is None or at == layout.capital_or_revenue:
        return layout
    #: How many rows there are, by whether they are credit notes and whether they are below zero.
    seen: Counter[tuple[bool, bool]] = Counter()
    for cells in rows:
        if amount := _amount(cells, layout.amount):
            seen[_word(cells, at) in declared_words("credit_note"), amount < 0] += 1
    unsigned, signed, others = seen[True, False], seen[True, True], seen[False, True]
    if not unsigned or signed >= unsigned or not seen[False, False]:
        return layout
    if not signed and not others and unsigned <= seen[False, False]:
        return replace(layout, mark=at)
    raise LedgerError(
        file=file,
        received=(
            f"a column {layout.names[at]!r} by which {unsigned:,} amounts above zero are credit "
            f"notes, beside {signed + others:,} amounts below zero"
        ),
        expected=(
            "a mapping (--mappings, or the step Columns of the page) that gives the column the "
            "meaning debit_or_credit, to take credit notes off, or none, to add all up"
        ),
    )


def _question(
    layout: Layout, mark: int, *, debits: Decimal, credit: Decimal, file: str
) -> LedgerError:
    amount, name = layout.names[layout.amount], layout.names[mark]
    return LedgerError(
        file=file,
        received=(
            f"a column {name!r} that marks most amounts of {amount!r} as credits: all added up "
            f"they come to {to_pence(debits + credit):,}, debits less credits to "
            f"{to_pence(debits - credit):,}"
        ),
        expected=(
            "a mapping (--mappings, or the step Columns of the page) that gives the column the "
            "meaning debit_or_credit, to take credits off, or none, to add all up"
        ),
    )


def _amount(cells: Sequence[object], at: int) -> Decimal | None:
    return read_amount(cells[at]).amount if at < len(cells) else None


def _word(cells: Sequence[object], at: int) -> str:
    return cell_text(cells[at]).lower() if at < len(cells) else ""
