"""Where in a row each meaning stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data.ledger.columns.vocabulary import AMOUNTS
from data.ledger.core.dates import DAY_FIRST, OrderFound
from data.ledger.core.file_report import ColumnFound

#: What kind of amount each meaning is.
AMOUNT_KINDS = {"amount_net": "net", "amount": "not said", "amount_gross": "gross"}
#: From this confidence on a column of dates is taken without a word.
SURE_DATE = 0.65
#: Columns this near to the best in confidence could be meant as well.
RIVAL = 0.1
#: A net column so much worse than another amount is not what the payments are given in.
FAR_WORSE = 0.5


@dataclass(frozen=True)
class Layout:
    """Positions of the columns, from 0; None where there is none.

    Attributes:
        names: names of the columns.
        rivals: other columns that could be the amount; in every row they must agree with it.
        others: names of further columns of amounts, which are not read.
    """

    names: tuple[str, ...]
    amount: int
    amount_kind: str
    rivals: tuple[int, ...] = ()
    others: tuple[str, ...] = ()
    vat: int | None = None
    date: int | None = None
    supplier: int | None = None
    payer: int | None = None
    reference: int | None = None
    capital_or_revenue: int | None = None
    currency: int | None = None
    period: tuple[int, ...] = ()
    department: tuple[int, ...] = ()
    purpose: tuple[int, ...] = ()
    category: tuple[int, ...] = ()
    date_order: str = DAY_FIRST

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.names)


def layout_of(columns: Sequence[ColumnFound]) -> Layout | None:
    """Make the layout of recognised columns; None where none of them is an amount."""
    amounts = [column for column in columns if column.meaning in AMOUNTS]
    if not amounts:
        return None
    chosen, rivals = _choose(amounts)
    first = {column.meaning: column.position - 1 for column in reversed(columns)}

    def all_of(meaning: str) -> tuple[int, ...]:
        return tuple(column.position - 1 for column in columns if column.meaning == meaning)

    return Layout(
        names=tuple(column.name for column in columns),
        amount=chosen.position - 1,
        amount_kind=AMOUNT_KINDS[chosen.meaning],
        rivals=tuple(column.position - 1 for column in rivals),
        others=tuple(
            amount.name for amount in amounts if amount is not chosen and amount not in rivals
        ),
        vat=first.get("vat"),
        date=first.get("date"),
        supplier=first.get("supplier"),
        payer=first.get("payer"),
        reference=first.get("reference"),
        capital_or_revenue=first.get("capital_or_revenue"),
        currency=first.get("currency"),
        period=all_of("period"),
        department=all_of("department"),
        purpose=all_of("purpose"),
        category=all_of("category"),
    )


def used_only(columns: Sequence[ColumnFound], layout: Layout) -> tuple[ColumnFound, ...]:
    """The columns as they are read: amounts that are not read have no meaning."""
    return tuple(
        replace(column, meaning="", why="an amount too, but another column is read")
        if column.meaning in AMOUNTS and column.position - 1 != layout.amount
        else column
        for column in columns
    )


def layout_words(
    layout: Layout, columns: Sequence[ColumnFound], order: OrderFound, *, recognised: bool
) -> Iterator[str]:
    """Say what is not certain in a layout.

    Args:
        layout: the layout.
        columns: the columns as found, with all amounts.
        order: how the order of the dates was found.
        recognised: whether the columns were recognised, rather than given by a mapping.
    """
    if not order.decided and order.open:
        yield "No date shows whether the day or the month comes first; day first is taken."
    by_position = {column.position - 1: column for column in columns}
    if recognised and layout.date is not None:
        column = by_position[layout.date]
        if column.confidence < SURE_DATE:
            yield f"Dates are taken from column {column.name!r}, which may not be those of payment."
    if layout.date is None:
        yield "No column of dates was found."
    if layout.supplier is None:
        yield "No column of suppliers was found."
    if layout.amount_kind == "gross":
        yield "Only amounts with VAT (gross) are given; they are taken as they are."
    for name in layout.others:
        yield (
            f"Column {name!r} holds amounts too; those of {layout.names[layout.amount]!r} are read."
        )
    for rival in layout.rivals:
        yield (
            f"Columns {layout.names[layout.amount]!r} and {layout.names[rival]!r} both hold the "
            "amount and agree in every row."
        )


def _choose(amounts: Sequence[ColumnFound]) -> tuple[ColumnFound, list[ColumnFound]]:
    """The amount to read, and the columns that could be meant as well."""
    best = max(column.confidence for column in amounts)
    near = [column for column in amounts if column.confidence >= best * FAR_WORSE]
    kind = min((column.meaning for column in near), key=AMOUNTS.index)
    ranked = sorted(
        (column for column in near if column.meaning == kind),
        key=lambda column: (-column.confidence, column.position),
    )
    chosen = ranked[0]
    return chosen, [
        column for column in ranked[1:] if column.confidence >= chosen.confidence - RIVAL
    ]
