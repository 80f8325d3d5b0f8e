"""Made-up payments of three bodies, written as the reader writes them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from data.ledger.core.schema import PAYMENTS

LUTON, POLICE = "council:E06000032", "police:bedfordshire"
DAY: Final = dt.date(2024, 5, 1)


def payment(payer: str, supplier: str | None, amount: str, **changes: Any) -> dict[str, Any]:  # noqa: ANN401
    row = {
        "file": f"{payer}.csv",
        "file_id": "00",
        "sheet": "",
        "payer": payer,
        "paid_on": DAY,
        "financial_year": "2024-25",
        "supplier": supplier,
        "amount": Decimal(amount),
        "amount_kind": "net",
        "department": "Highways",
        "spend_kind": "not said",
    }
    return {**row, **changes}


def write(folder: Path, rows: list[dict[str, Any]]) -> Path:
    path = folder / "read.parquet"
    numbered = [{"row": number, **row} for number, row in enumerate(rows, start=2)]
    pq.write_table(pa.Table.from_pylist(numbered, schema=PAYMENTS), path)
    return path


LEDGER = [
    payment("Luton Borough Council", "Ringway Paving Ltd", "100.10"),
    payment("Luton Borough Council", "RINGWAY PAVING LIMITED", "-0.10"),
    payment("Luton Borough Council", "Bedfordshire Police", "40.00", department="Community safety"),
    payment("Luton Borough Council", "Luton Borough Council", "7.00"),
    payment("Luton Borough Council", "Mr J Smith", "3.33", department="Adult social care"),
    payment("Luton Borough Council", None, "1.00", department=None),
    payment("Luton Borough Council", "Ringway Paving Ltd", "50.00", purpose="Capital works"),
    payment(
        "Luton Borough Council", "Bedfordshire Police", "9.00", financial_year=None, paid_on=None
    ),
    payment("Bedfordshire Police", "Ringway Paving Ltd", "20.00"),
    payment("Bedfordshire Police", "Northam Widgets Ltd", "0.01", department="Fleet"),
]
