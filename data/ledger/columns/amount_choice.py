"""Which of several columns of amounts is what was paid: by their names and by their rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from data.ledger.columns.amount_evidence import Amounts, are_equal, are_lines_of, is_net_of
from data.ledger.columns.headers import Row
from data.ledger.columns.vocabulary import AMOUNTS, declared_names, plain_name
from data.ledger.core.amounts import is_blank, read_amount
from data.ledger.core.cells import cell_text
from data.ledger.core.errors import LedgerError
from data.ledger.core.file_report import ColumnFound, to_pence

#: Columns this near to the best in confidence could be meant as well.
RIVAL: Final = 0.1
#: A net column so much worse than another amount is not what the payments are given in.
FAR_WORSE: Final = 0.5
#: What the lines of an invoice have in common.
OF_INVOICE: Final = ("supplier", "date")


@dataclass(frozen=True)
class Choice:
    """The column that is read.

    Attributes:
        chosen: what was paid.
        rivals: columns that agree with it, and must do so in every row.
        others: columns that are not read, each with why.
    """

    chosen: ColumnFound
    rivals: tuple[ColumnFound, ...] = ()
    others: tuple[tuple[str, str], ...] = ()


class AmountsDisagreeError(LedgerError):
    """Two columns could be what was paid, and nothing in the file decides between them."""


def choose_amount(
    columns: Sequence[ColumnFound], rows: Sequence[Sequence[object]], *, given: bool
) -> Choice | tuple[ColumnFound, ColumnFound] | None:
    """Choose the amount among recognised columns.

    Net goes before an amount of which nothing is said, and that before gross. A total of an
    invoice beside the amounts of its lines is never read.

    Args:
        columns: all columns.
        rows: the first rows below the header.
        given: whether a person says what the columns mean, so that their names decide.

    Returns:
        The choice; two columns between which nothing decides; None where there is no amount.
    """
    amounts = [column for column in columns if column.meaning in AMOUNTS]
    if not amounts:
        return None
    best = max(column.confidence for column in amounts)
    near = [column for column in amounts if column.confidence >= best * FAR_WORSE]
    if given or len(near) == 1:
        chosen = _by_name(near)
        words = "read" if given else "less likely by its name"
        return Choice(chosen, (), tuple((a.name, words) for a in amounts if a is not chosen))
    values = {column.position: _amounts(rows, column.position - 1) for column in near}
    keys = _keys(columns, rows)
    totals = [
        total
        for total in near
        if any(
            are_lines_of(values[line.position], values[total.position], keys)
            for line in near
            if line is not total
        )
    ]
    left = [column for column in near if column not in totals] or near
    chosen = _by_name(left)
    others = [(total.name, "the total of an invoice") for total in totals if total in amounts]
    rivals = []
    for other in left:
        if other is chosen:
            continue
        if are_equal(values[chosen.position], values[other.position]):
            rivals.append(other)
            continue
        why = _why_other(chosen, other, values)
        if not why:
            return chosen, other
        others.append((other.name, why))
    return Choice(chosen, tuple(rivals), tuple(others))


def disagreement(
    rows: Callable[[], Iterable[Row]],
    header_row: int,
    pair: tuple[ColumnFound, ColumnFound],
    *,
    beside: Sequence[int],
    file: str,
) -> AmountsDisagreeError:
    """The question which of two columns is what was paid, with what each comes to.

    Args:
        rows: gives the rows of the table.
        header_row: number of the header's row.
        pair: the columns.
        beside: positions of supplier and date; a row in which all are blank is no payment.
        file: what to call the table.
    """
    sums = [Decimal(0), Decimal(0)]
    shared = False
    for number, cells in rows():
        if number <= header_row or (beside and all(is_blank(_cell(cells, at)) for at in beside)):
            continue
        both = [read_amount(_cell(cells, column.position - 1)).amount for column in pair]
        shared = shared or None not in both
        sums = [known + (amount or 0) for known, amount in zip(sums, both, strict=True)]
    first, second = pair
    return AmountsDisagreeError(
        file=file,
        received=(
            f"two columns that could both be what was paid and "
            f"{'disagree' if shared else 'never have an amount in the same row'}: {first.name!r} "
            f"comes to {to_pence(sums[0]):,} and {second.name!r} to {to_pence(sums[1]):,}"
        ),
        expected=(
            "a mapping (--mappings, or the step Columns of the page) that gives one of them, and "
            "not the other, the meaning amount"
            + ("" if shared else "; the other may be credit, to be taken off")
        ),
    )


def _by_name(columns: Sequence[ColumnFound]) -> ColumnFound:
    kind = min((column.meaning for column in columns), key=AMOUNTS.index)
    own = [column for column in columns if column.meaning == kind]
    return max(own, key=lambda column: (column.confidence, -column.position))


def _why_other(chosen: ColumnFound, other: ColumnFound, values: dict[int, Amounts]) -> str:
    """Why a column that disagrees with the chosen one is not what was paid; "" if nothing says."""
    first, second = values[chosen.position], values[other.position]
    if is_net_of(first, second):
        return "the same with VAT"
    if chosen.meaning != other.meaning and "amount" not in (chosen.meaning, other.meaning):
        return "the same with VAT, by its name"
    if is_net_of(second, first):
        return "the same without VAT"
    if (chosen.meaning, other.meaning) == ("amount_net", "amount"):
        return "not said to be without VAT"
    if _has_word(chosen, "line_words") and _has_word(other, "whole_words"):
        return "the total of an invoice, by its name"
    return ""


def _has_word(column: ColumnFound, part: str) -> bool:
    words = {word for name in declared_names(part) for word in name}
    return not words.isdisjoint(plain_name(column.name))


def _keys(
    columns: Sequence[ColumnFound], rows: Sequence[Sequence[object]]
) -> list[tuple[str, ...]]:
    positions = [column.position - 1 for column in columns if column.meaning in OF_INVOICE]
    return [tuple(cell_text(_cell(cells, at)) for at in positions) for cells in rows]


def _amounts(rows: Sequence[Sequence[object]], at: int) -> Amounts:
    return [read_amount(_cell(cells, at)).amount for cells in rows]


def _cell(cells: Sequence[object], at: int) -> object:
    return cells[at] if at < len(cells) else ""
