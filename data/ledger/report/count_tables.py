"""The tables that a count is written as."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from data.ledger.core.schema import MONEY, REJECTED
from data.ledger.count.ledger_count import LedgerCount
from data.ledger.report.dimensions import theme_label
from data.ledger.rows.writers import REJECTED_FOLDER


def count_tables(count: LedgerCount) -> dict[str, pa.Table]:
    """The tables of a count by name, beside its payments; money in GBP."""
    lines = [asdict(line) | {"theme_name": theme_label(line.theme)} for line in count.lines]
    bodies = [
        {
            "payer_id": body.payer_id,
            "name": body.name,
            "kind": body.kind,
            "share": body.share.share,
            "share_rule": body.share.rule,
            "basis": body.share.basis,
        }
        for body in count.bodies.values()
    ]
    return {
        "count": _with_money(pa.Table.from_pylist(lines)),
        "bodies": pa.Table.from_pylist(bodies),
        "periods": count.periods,
        "suppliers": count.suppliers,
        "common_suppliers": count.common,
        "headings_and_stages": count.dimensions,
    }


def _with_money(table: pa.Table) -> pa.Table:
    """Money as pounds and pence, whatever the widest amount would ask for."""
    fields: list[Any] = [
        pa.field(
            field.name,
            MONEY if pa.types.is_decimal(field.type) and field.name != "share" else field.type,
        )
        for field in table.schema
    ]
    return table.cast(pa.schema(fields))


def rejected_rows(read: Path) -> pa.Table:
    """All rejected rows of a folder into which files were read; columns of `REJECTED`."""
    files = sorted((read / REJECTED_FOLDER).glob("*.parquet"))
    tables = [pq.read_table(path) for path in files]
    return pa.concat_tables(tables) if tables else REJECTED.empty_table()
