"""Makes small payment files of invented bodies and reads them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypedDict, Unpack

import pyarrow.parquet as pq
import xlsxwriter

from data.ledger.columns.mappings import Mapping
from data.ledger.core.file_report import FileReport, to_pence
from data.ledger.core.limits import Limits
from data.ledger.rows.reader import Reading, read_files

TODAY = date(2025, 1, 31)
HEADER = "Date,Supplier,Department,Amount"


class Options(TypedDict, total=False):
    """What a reader may be told beforehand; see `data.ledger.rows.reader.Reading`."""

    mapping: Mapping | None
    mappings: Sequence[Mapping]
    payer: str


@dataclass
class Read:
    """What reading a file gave."""

    report: FileReport
    payments: list[dict[str, Any]] = field(default_factory=list)
    rejected: list[dict[str, Any]] = field(default_factory=list)

    @property
    def amounts(self) -> list[Decimal]:
        return [payment["amount"] for payment in self.payments]

    @property
    def reasons(self) -> list[str]:
        return [row["reason"] for row in self.rejected]

    def column(self, name: str) -> list[Any]:
        return [payment[name] for payment in self.payments]


def write(path: Path, *lines: str, encoding: str = "utf-8", end: str = "\n") -> Path:
    """Write a text table."""
    path.write_bytes(end.join(lines).encode(encoding))
    return path


def write_workbook(path: Path, sheets: dict[str, Sequence[Sequence[object]]]) -> Path:
    """Write a workbook of plain cells."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def read_all(
    paths: Sequence[Path], out: Path, *, limits: Limits | None = None, **options: Unpack[Options]
) -> list[FileReport]:
    """Read files to a folder; every report must add up."""
    settings = Reading(out, limits=limits or Limits(), today=TODAY, **options)
    reports = read_files(paths, settings)
    assert all(report.conserved() for report in reports)
    return reports


def read(path: Path, *, limits: Limits | None = None, **options: Unpack[Options]) -> Read:
    """Read a file, which must be read and must be written as it is reported."""
    out = path.parent / "out"
    (report,) = read_all([path], out, limits=limits, **options)
    assert not report.refused, report.refused
    payments = pq.read_table(out / "payments" / f"{report.file_id}.parquet").to_pylist()
    rejected = pq.read_table(out / "rejected" / f"{report.file_id}.parquet").to_pylist()
    assert (report.payments, report.rejected) == (len(payments), len(rejected))
    assert report.amount == to_pence(
        sum((payment["amount"] for payment in payments), Decimal("0.00"))
    )
    assert not list(out.glob(".*")), "nothing half-written is left"
    return Read(report, payments, rejected)


def refusal(path: Path, *, limits: Limits | None = None, **options: Unpack[Options]) -> str:
    """Why a file is refused; nothing of it may be kept."""
    out = path.parent / "out"
    (report,) = read_all([path], out, limits=limits, **options)
    assert report.refused
    assert not list(out.rglob("*.parquet"))
    return report.refused
