"""Made-up payments in several files, written as the reader writes them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from data.ledger.core.overlaps import NO_ANSWERS, OverlapAnswers
from data.ledger.core.schema import PAYMENTS
from data.ledger.count.left_out import LEFT_OUT_FILE
from data.ledger.count.overlaps import FoundOverlaps, find_overlaps


@dataclass(frozen=True)
class Paid:
    """A payment; those alike but for the reference may be the same."""

    amount: int
    reference: str | None = None
    supplier: str = "Oak Ltd"
    day: int | None = 1
    payer: str = "Northam Council"


Files = Sequence[Sequence[Paid]]


def write_files(out: Path, files: Files) -> list[str]:
    """Write each file's payments; gives the names of the files, which are their ids too."""
    folder = out / "payments"
    folder.mkdir(parents=True)
    names = [f"file-{number}" for number in range(len(files))]
    for name, payments in zip(names, files, strict=True):
        rows = [_row(name, number, paid) for number, paid in enumerate(payments, start=2)]
        pq.write_table(pa.Table.from_pylist(rows, schema=PAYMENTS), folder / f"{name}.parquet")
    return names


def compare_files(
    out: Path, files: Files, answers: OverlapAnswers = NO_ANSWERS
) -> tuple[FoundOverlaps, list[list[int]]]:
    """Find the overlaps of files, and the amounts that are left to count of each."""
    names = write_files(out, files)
    found = find_overlaps(out, [(name, "") for name in names], answers)
    path = out / LEFT_OUT_FILE
    listed = pq.read_table(path).to_pylist() if path.exists() else []
    assert len(listed) == sum(rows for rows, _ in found.left_out.values())
    gone = {(row["file_id"], row["row"]) for row in listed}
    assert len(gone) == len(listed), "no payment is left out twice"
    counted = [
        [paid.amount for at, paid in enumerate(payments, start=2) if (name, at) not in gone]
        for name, payments in zip(names, files, strict=True)
    ]
    return found, counted


def _row(file: str, row: int, paid: Paid) -> dict[str, object]:
    return {
        "file": file,
        "file_id": file,
        "sheet": "",
        "row": row,
        "payer": paid.payer,
        "paid_on": dt.date(2024, 4, paid.day) if paid.day else None,
        "financial_year": "2024-25",
        "supplier": paid.supplier,
        "amount": Decimal(paid.amount),
        "amount_kind": "net",
        "reference": paid.reference,
        "spend_kind": "not said",
    }
