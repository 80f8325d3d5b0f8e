"""The files that are compared with each other, or their sheets, and which of them are copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from operator import xor
from typing import Final

import duckdb

#: Fewer payments may be alike by chance.
FEWEST: Final = 2
#: What distinguishes a payment from another, whoever published the file.
CONTENT: Final = "paid_on, supplier, amount, vat, department, purpose, category, reference"
FILES: Final = f"""
CREATE TEMP TABLE files AS
  SELECT file_id, sheet, any_value(file) AS file, count(*) AS rows,
         sum(amount)::DECIMAL(38, 4) AS amount, sum(abs(amount))::DECIMAL(38, 4) AS size,
         count(paid_on) = count(*) AS dated,
         bit_xor(hash({CONTENT})) AS mixed, sum(hash({CONTENT}) % 1000003) AS added
  FROM payments GROUP BY file_id, sheet
"""  # noqa: S608 - nothing but the names of columns that are declared here


@dataclass(frozen=True)
class PaymentFile:
    """The payments of a file, or of one of several sheets of a file.

    Attributes:
        file_id: id of the file.
        sheet: name of the sheet; "" for a text table, None for all sheets together.
        file: name of the file.
        rows: how many payments it has.
        amount: their sum, GBP.
        size: their sum without signs, GBP.
        dated: whether each has a date.
        mixed: the contents of all payments in one number.
        added: the same by another rule, as equal payments cancel each other out in the first.
        name: how it is called: the file, with the sheet where several sheets have payments.
    """

    file_id: str
    sheet: str | None
    file: str
    rows: int
    amount: Decimal
    size: Decimal
    dated: bool
    mixed: int
    added: int
    name: str = ""


def read_compared(connection: duckdb.DuckDBPyConnection) -> list[PaymentFile]:
    """The files and sheets with payments, the largest first, whatever order they were read in.

    Leaves the table `files`, of the columns of `PaymentFile`.
    """
    connection.execute(FILES)
    found = connection.execute("SELECT * FROM files ORDER BY rows DESC, file_id, sheet").fetchall()
    files = [PaymentFile(*row) for row in found]
    sheets = Counter(file.file_id for file in files)
    return [
        replace(
            file, name=f"{file.file}, sheet {file.sheet}" if sheets[file.file_id] > 1 else file.file
        )
        for file in files
    ]


def copies_of(files: Sequence[PaymentFile]) -> dict[PaymentFile, PaymentFile]:
    """Files, or sheets, that have the very same payments as one before them, each with that one.

    They are found whoever their payer is taken to be, as when one has another name, encoding or
    format, and whether the payments are on one sheet or on several. A single payment may be in two
    files by chance.
    """
    found = _repeated(_whole_files(files))
    gone = {file.file_id for file in found}
    return found | _repeated([file for file in files if file.file_id not in gone])


def without_copies(
    files: Sequence[PaymentFile], copies: Collection[PaymentFile]
) -> list[PaymentFile]:
    """The files and sheets that are neither copies nor sheets of a file that is one."""
    gone = {(file.file_id, file.sheet) for file in copies}
    return [
        file
        for file in files
        if gone.isdisjoint({(file.file_id, file.sheet), (file.file_id, None)})
    ]


def _repeated(files: Sequence[PaymentFile]) -> dict[PaymentFile, PaymentFile]:
    first: dict[tuple[object, ...], PaymentFile] = {}
    found = {}
    for file in files:
        content = (file.rows, file.amount, file.mixed, file.added)
        if file.rows >= FEWEST and first.setdefault(content, file) is not file:
            found[file] = first[content]
    return found


def _whole_files(files: Sequence[PaymentFile]) -> list[PaymentFile]:
    """Each file with the payments of all its sheets, the largest first."""
    by_file: dict[str, list[PaymentFile]] = {}
    for file in files:
        by_file.setdefault(file.file_id, []).append(file)
    whole = [
        PaymentFile(
            file_id,
            None,
            sheets[0].file,
            rows=sum(sheet.rows for sheet in sheets),
            amount=sum((sheet.amount for sheet in sheets), Decimal(0)),
            size=sum((sheet.size for sheet in sheets), Decimal(0)),
            dated=all(sheet.dated for sheet in sheets),
            mixed=reduce(xor, (sheet.mixed for sheet in sheets)),
            added=sum(sheet.added for sheet in sheets),
            name=sheets[0].file,
        )
        for file_id, sheets in by_file.items()
    ]
    return sorted(whole, key=lambda file: (-file.rows, file.file_id))
