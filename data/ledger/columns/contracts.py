"""Refuses lists of what was agreed, ordered or received, by their headings; none of it was paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.ledger.columns.vocabulary import (
    AMOUNTS,
    declared_list,
    declared_names,
    name_scores,
    plain_name,
)
from data.ledger.core.errors import NoPaymentsError
from data.ledger.core.file_report import ColumnFound

#: One such column may be in a payment file as well.
FEWEST: Final = 2
#: Lists of the vocabulary, and what they are.
LISTS: Final = {
    "income_list": "a list of income ({}), which has what was received, not what was paid",
    "order_list": "a list of orders ({}), which has what was ordered, not what was paid",
}
#: A name is one of an amount from this score on.
NAMED: Final = 0.5


def refuse_contracts(columns: Sequence[ColumnFound], *, file: str) -> None:
    """Check that a table is no register of contracts.

    Raises:
        NoPaymentsError: it has columns of contracts and no date of payment.
    """
    known = declared_names("contract_register")
    of_contracts = [column.name for column in columns if plain_name(column.name) in known]
    dated = any(column.meaning == "date" and column.name not in of_contracts for column in columns)
    if len(of_contracts) >= FEWEST and not dated:
        raise NoPaymentsError(
            file=file,
            received=(
                f"a register of contracts (columns {', '.join(of_contracts)}), which lists what "
                "was agreed, not what was paid"
            ),
            expected="payments with their dates, or a mapping that says what the columns are",
        )


def refuse_other_lists(names: Sequence[str], *, file: str) -> None:
    """Check by its headings that a table is no list of income or of orders.

    Raises:
        NoPaymentsError: it has an amount that was received or ordered, another column of such a
            list, and no other amount.
    """
    words = {name: plain_name(name) for name in names}
    for kind, what in LISTS.items():
        amounts, others = declared_list(kind)
        own = [name for name in names if words[name] in amounts | others]
        foreign = [name for name in names if name not in own and _is_amount(name)]
        if len(own) >= FEWEST and not foreign and any(words[name] in amounts for name in own):
            raise NoPaymentsError(
                file=file,
                received=what.format(f"columns {', '.join(own)}"),
                expected="payments, or a mapping that says what the columns are",
            )


def _is_amount(name: str) -> bool:
    scores = name_scores(name)
    return any(scores.get(meaning, 0.0) >= NAMED for meaning in AMOUNTS)
