"""The files that are compared with each other, and which of them are copies of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import duckdb

#: Fewer payments may be alike by chance.
FEWEST: Final = 2
#: What distinguishes a payment from another, whoever published the file.
CONTENT: Final = "paid_on, supplier, amount, vat, department, purpose, category, reference"
FILES: Final = f"""
CREATE TEMP TABLE files AS
  SELECT file_id, any_value(file) AS file, count(*) AS rows,
         sum(amount)::DECIMAL(38, 4) AS amount, sum(abs(amount))::DECIMAL(38, 4) AS size,
         count(paid_on) = count(*) AS dated,
         bit_xor(hash({CONTENT})) AS mixed, sum(hash({CONTENT}) % 1000003) AS added
  FROM payments GROUP BY file_id
"""  # noqa: S608 - nothing but the names of columns that are declared here


@dataclass(frozen=True)
class PaymentFile:
    """The payments of a file.

    Attributes:
        file_id: id of the file.
        file: its name.
        rows: how many payments it has.
        amount: their sum, GBP.
        size: their sum without signs, GBP.
        dated: whether each has a date.
        mixed: the contents of all payments in one number.
        added: the same by another rule, as equal payments cancel each other out in the first.
    """

    file_id: str
    file: str
    rows: int
    amount: Decimal
    size: Decimal
    dated: bool
    mixed: int
    added: int


def read_compared(connection: duckdb.DuckDBPyConnection) -> list[PaymentFile]:
    """The files with payments, the largest first, whatever order they were read in.

    Leaves the table `files`, of the columns of `PaymentFile`.
    """
    connection.execute(FILES)
    found = connection.execute("SELECT * FROM files ORDER BY rows DESC, file_id").fetchall()
    return [PaymentFile(*row) for row in found]


def copies_of(files: Sequence[PaymentFile]) -> dict[str, PaymentFile]:
    """Files that have the very same payments as one before them, by id, with that one.

    They are found whoever their payer is taken to be, as when one has another name, encoding or
    format. A single payment may be in two files by chance.
    """
    first: dict[tuple[object, ...], PaymentFile] = {}
    found = {}
    for file in files:
        content = (file.rows, file.amount, file.mixed, file.added)
        if file.rows >= FEWEST and first.setdefault(content, file) is not file:
            found[file.file_id] = first[content]
    return found
