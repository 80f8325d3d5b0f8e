"""Makes the published tables of a count: what was paid, by theme and supplier, nobody named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from data.ledger.count.expressions import COUNTED, POSSIBLE
from data.ledger.count.themes import UNASSIGNED
from data.ledger.publish.count_folder import CountFolder
from data.ledger.publish.names import published_supplier
from data.ledger.publish.provenance import Provenance
from data.read.month_periods import MonthPeriod
from data.versions.schema import read_tables

NOTHING: Final = Decimal("0.00")
NOT_DATED: Final = "not dated"
#: Columns of a line of the count and how they are called where they are published.
AMOUNTS: Final[Mapping[str, str]] = {
    "amount": "paid_gbp",
    "transfers": "transfers_gbp",
    "internal": "internal_gbp",
    "possible": "possible_gbp",
    "sure": "sure_gbp",
    "counted": "counted_gbp",
    "in_place": "in_place_gbp",
}
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class CountTables:
    """The rows of a count in each published table; money is decimal until it is written."""

    ledger_counts: Rows
    ledger_files: Rows
    ledger_bodies: Rows
    ledger_lines: Rows
    ledger_suppliers: Rows

    def frames(self) -> dict[str, pd.DataFrame]:
        """The rows as frames, by the name of their table."""
        return {name: _frame(name, rows) for name, rows in vars(self).items()}


def make_tables(count: CountFolder, provenance: Provenance, *, today: date) -> CountTables:
    """Make the rows that a count adds to the published tables.

    Args:
        count: the count.
        provenance: whose payments they are.
        today: date of publication.
    """
    key = {"place_id": count.place_id, "period": str(provenance.period)}
    lines = [_line(row) for row in count.lines.to_pylist()]
    return CountTables(
        ledger_counts=[key | _count(count, lines, provenance, today)],
        ledger_files=[key | row for row in _files(count)],
        ledger_bodies=[key | row for row in _bodies(count, lines)],
        ledger_lines=[key | row for row in lines],
        ledger_suppliers=[key | row for row in _suppliers(count.payments)],
    )


def sum_of(rows: Sequence[Mapping[str, Any]], column: str) -> Decimal:
    """Sum of a column of money."""
    return sum((row[column] for row in rows), NOTHING)


def _line(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "payer_id": row["payer_id"],
        "financial_year": row["financial_year"] or NOT_DATED,
        "theme": row["theme"],
        "spend_kind": row["spend_kind"],
        "payments": row["payments"],
        **{published: row[name] for name, published in AMOUNTS.items()},
        "line_grade": row["grade"],
    }


def _count(count: CountFolder, lines: Rows, provenance: Provenance, today: date) -> dict[str, Any]:
    period = provenance.period
    said = asdict(provenance) | {"note": provenance.note or None}
    unthemed = [row for row in lines if row["theme"] == UNASSIGNED]
    return {
        **{name: said[name] for name in ("publisher", "dataset", "licence", "source_url", "note")},
        "copy_url": provenance.copy_url or None,
        "first_month": period.first,
        "last_month": period.last,
        "financial_year": period.financial_year,
        "threshold_gbp": provenance.threshold,
        "vat_basis": _vat_basis(count.payments),
        "payments": sum(row["payments"] for row in lines),
        **{name: sum_of(lines, name) for name in AMOUNTS.values() if name != "sure_gbp"},
        "unthemed_gbp": sum_of(unthemed, "counted_gbp"),
        **outside(count.payments, period),
        "rejected_rows": sum(report["rejected"] for report in count.files),
        "counted_with": count.data_version,
        "published_on": today.isoformat(),
    }


def outside(payments: pa.Table, period: MonthPeriod) -> dict[str, Any]:
    """Payments that have a date outside a period: how many, and their sum in GBP."""
    dated = payments.filter(pc.is_valid(payments["paid_on"]))
    month = pc.strftime(dated["paid_on"], format="%Y-%m")
    apart = dated.filter(pc.or_(pc.less(month, period.first), pc.greater(month, period.last)))
    amount = pc.sum(apart["amount"]).as_py() or NOTHING
    return {"outside_payments": apart.num_rows, "outside_gbp": amount}


def _vat_basis(payments: pa.Table) -> str:
    kinds = set(pc.unique(payments["amount_kind"]).to_pylist())
    return str(kinds.pop()) if len(kinds) == 1 else "mixed"


def _files(count: CountFolder) -> Rows:
    """The files that have payments in the count, with what of each is in it."""
    paid = count.payments.group_by("file_id").aggregate([("amount", "sum"), ("amount", "count")])
    reports = {str(report["file_id"]): report for report in count.files}
    return [
        {
            "file_id": row["file_id"],
            "file": reports[row["file_id"]]["file"],
            "bytes": reports[row["file_id"]]["bytes"],
            "payments": row["amount_count"],
            "paid_gbp": row["amount_sum"],
            "rejected_rows": reports[row["file_id"]]["rejected"],
        }
        for row in paid.to_pylist()
    ]


def _bodies(count: CountFolder, lines: Rows) -> Rows:
    rows = []
    for body in count.bodies.to_pylist():
        own = [row for row in lines if row["payer_id"] == body["payer_id"]]
        rows.append(
            {
                "payer_id": body["payer_id"],
                "paying_body": body["name"],
                "body_kind": body["kind"],
                "body_share": body["share"],
                "share_rule": body["share_rule"],
                "share_basis": body["basis"],
                "payments": sum(row["payments"] for row in own),
                **{name: sum_of(own, name) for name in ("paid_gbp", "counted_gbp", "in_place_gbp")},
            }
        )
    return rows


def _suppliers(payments: pa.Table) -> Rows:
    """What each supplier was paid, by body and theme, under the name that may be published."""
    counted = payments.filter(pc.is_in(payments["role"], pa.array([COUNTED, POSSIBLE])))
    keys = ["payer_id", "supplier_kind", "supplier_name", "theme"]
    paid = counted.group_by(keys).aggregate([("amount", "sum"), ("amount", "count")])
    sums: dict[tuple[str, ...], tuple[Decimal, int]] = {}
    for row in paid.to_pylist():
        kind, name = published_supplier(row["supplier_kind"], row["supplier_name"])
        key = (row["payer_id"], kind, name, row["theme"])
        amount, number = sums.get(key, (NOTHING, 0))
        sums[key] = (amount + row["amount_sum"], number + row["amount_count"])
    return [
        dict(
            zip(("payer_id", "supplier_kind", "supplier", "theme"), key, strict=True),
            counted_gbp=amount,
            payments=number,
        )
        for key, (amount, number) in sums.items()
    ]


def _frame(name: str, rows: Rows) -> pd.DataFrame:
    """Rows as a frame; without any it has its columns all the same."""
    columns = None if rows else read_tables()[name].columns
    return pd.DataFrame([_written(row) for row in rows], columns=columns)


def _written(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: float(value) if isinstance(value, Decimal) else value for name, value in row.items()
    }
