"""Refuses registers of contracts, which list what was agreed and not what was paid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.ledger.columns.vocabulary import declared_names, plain_name
from data.ledger.core.errors import NoPaymentsError
from data.ledger.core.file_report import ColumnFound

#: One such column may be in a payment file as well.
FEWEST: Final = 2


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
