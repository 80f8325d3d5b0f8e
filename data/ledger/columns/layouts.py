"""Where in a row each meaning stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data.ledger.columns.amount_choice import Choice
from data.ledger.columns.vocabulary import AMOUNTS, declared_names, plain_name
from data.ledger.core.dates import DAY_FIRST, OrderFound
from data.ledger.core.file_report import ColumnFound

#: What kind of amount each meaning is.
AMOUNT_KINDS = {"amount_net": "net", "amount": "not said", "amount_gross": "gross"}
#: Why a column without a name has its meaning.
BY_VALUES = "has no name; its values alone say so"
#: From this confidence on a column of dates is taken without a word.
SURE_DATE = 0.65


@dataclass(frozen=True)
class Layout:
    """Positions of the columns, from 0; None where there is none.

    Attributes:
        names: names of the columns.
        rivals: other columns that could be the amount; in every row they must agree with it.
        others: further columns of amounts, which are not read, each with why.
        credit: amounts that are taken off, beside those that are paid.
        credit_signed: whether those amounts are below zero already.
        mark: whether the amount beside it is a debit or a credit, where no amount is below zero.
        status: whether the payment was made.
        usual: how many cells a row usually has, if more than there are columns; the rest are blank.
    """

    names: tuple[str, ...]
    amount: int
    amount_kind: str
    rivals: tuple[int, ...] = ()
    others: tuple[tuple[str, str], ...] = ()
    credit: int | None = None
    credit_signed: bool = False
    mark: int | None = None
    status: int | None = None
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
    usual: int = 0

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.names)


def layout_of(columns: Sequence[ColumnFound], choice: Choice) -> Layout:
    """Make the layout of recognised columns, of whose amounts one was chosen."""
    chosen = choice.chosen
    first = {column.meaning: column.position - 1 for column in reversed(columns)}

    def all_of(meaning: str) -> tuple[int, ...]:
        return tuple(column.position - 1 for column in columns if column.meaning == meaning)

    names = tuple(column.name for column in columns)
    known = declared_names("payment_status")
    return Layout(
        names=names,
        amount=chosen.position - 1,
        amount_kind=AMOUNT_KINDS[chosen.meaning],
        rivals=tuple(column.position - 1 for column in choice.rivals),
        others=choice.others,
        status=next((at for at, name in enumerate(names) if plain_name(name) in known), None),
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
    yield from _words_of_amounts(layout, columns)
    for rival in layout.rivals:
        yield (
            f"Columns {layout.names[layout.amount]!r} and {layout.names[rival]!r} both have the "
            "amount and agree in every row."
        )


def _words_of_amounts(layout: Layout, columns: Sequence[ColumnFound]) -> Iterator[str]:
    """Say which columns of amounts are read, and with which sign."""
    for column in columns:
        if column.meaning and column.why == BY_VALUES:
            name = column.name.capitalize()
            yield f"{name} has no name; by its values it is the {column.meaning}."
    amount = layout.names[layout.amount]
    for name, why in layout.others:
        yield f"Column {name!r} has amounts too ({why}); those of {amount!r} are read."
    if layout.credit is not None:
        yield f"Credits of column {layout.names[layout.credit]!r} are taken off."
    if layout.mark is not None:
        yield f"Amounts that column {layout.names[layout.mark]!r} marks as credits are taken off."
