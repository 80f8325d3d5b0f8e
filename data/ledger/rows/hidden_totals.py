"""Refuses a table of which a payment is the sum of all others, as a total without a label is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Final

import pyarrow.compute as pc
import pyarrow.parquet as pq

from data.ledger.core.errors import LedgerError
from data.ledger.core.file_report import to_pence
from data.ledger.rows.row_reader import RowReader
from data.ledger.rows.totals import HALF_PENNY

#: Of fewer payments one may well be the sum of the others.
FEWEST: Final = 6


@dataclass(frozen=True)
class Suspect:
    """A table in which an amount may be the sum of all others.

    Attributes:
        sheet: of the table.
        sums: of all payments, and of these and the rejected rows.
        slack: by how much parts of a penny may move a sum.
    """

    sheet: str
    sums: tuple[Decimal, ...]
    slack: Decimal


def suspect(rows: RowReader) -> Suspect | None:
    """Whether an amount of a table that was read may be half of the table's sum.

    Returns:
        None where the amounts do not reach so far, as in nearly every table.
    """
    paid, everything = rows.not_payments.sums
    slack = HALF_PENNY * (paid.parts + 1) if paid.parts else Decimal(0)
    tally = rows.tally
    sums = tuple(
        known.amount
        for known in (paid, everything)
        if known.amount and tally.least - slack <= known.amount / 2 <= tally.most + slack
    )
    return Suspect(rows.report.sheet, sums, slack) if paid.rows >= FEWEST and sums else None


def refuse_hidden_totals(payments: Path, suspects: Sequence[Suspect], *, file: str) -> None:
    """Check that no payment is the sum of all other payments of its table.

    What has a reference is a payment, as a total has none.

    Args:
        payments: the payments as written.
        suspects: the tables to look at.
        file: what to call the file.

    Raises:
        LedgerError: a payment is; it may be a total, which would be counted once more.
    """
    table = pq.read_table(payments, columns=["sheet", "row", "amount", "reference"])
    for found in suspects:
        own = table.filter(pc.equal(table["sheet"], found.sheet))
        if pc.sum(pc.not_equal(own["amount"], 0)).as_py() < FEWEST:
            continue
        bare = own.filter(pc.is_null(own["reference"]))
        for row, amount in zip(bare["row"].to_pylist(), bare["amount"].to_pylist(), strict=True):
            if amount and any(abs(total - 2 * amount) <= found.slack for total in found.sums):
                raise _question(row, amount, sheet=found.sheet, file=file)


def _question(row: int, amount: Decimal, *, sheet: str, file: str) -> LedgerError:
    return LedgerError(
        file=f"{file}, sheet {sheet}" if sheet else file,
        received=(
            f"row {row:,} gives {to_pence(amount):,}, which is the sum of all other payments, as "
            "a total is, but nothing says that it is one"
        ),
        expected=(
            "payments alone; take the row out if it is a total, or put it into a file of its own "
            "if it is a payment"
        ),
    )
