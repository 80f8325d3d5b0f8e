"""Adds up the payments of a sheet: how many, how much, of which days and by whom."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from data.ledger.core.file_report import SheetReport
from data.ledger.core.schema import MONEY


class Tally:
    """Adds payments to the report of their sheet."""

    def __init__(self, report: SheetReport) -> None:
        """Take the report."""
        self.report = report
        self._payers: Counter[str] = Counter()
        self.least, self.most = Decimal(0), Decimal(0)

    @property
    def payer(self) -> str:
        """Who pays most of the payments, of equals the first of the alphabet; "" if nobody does."""
        return min(self._payers, key=lambda name: (-self._payers[name], name), default="")

    def add(self, amount: Decimal, *, day: date | None, payer: str) -> None:
        """Add a payment."""
        self._payers[payer] += 1
        self._add(1, amount)
        self._add_range(amount, amount)
        if amount < 0:
            self._add_negative(1, amount)
        if day is not None:
            self._add_days(day, day)

    def add_all(self, payments: pa.Table) -> None:
        """Add many payments."""
        if not len(payments):
            return
        for count in pc.value_counts(payments["payer"]).to_pylist():
            self._payers[count["values"]] += count["counts"]
        amounts = payments["amount"]
        self._add(len(payments), pc.sum(amounts).as_py())
        extremes = pc.min_max(amounts).as_py()
        self._add_range(extremes["min"], extremes["max"])
        below = amounts.filter(pc.less(amounts, pa.scalar(0, MONEY)))
        self._add_negative(len(below), pc.sum(below).as_py() or Decimal(0))
        days = pc.min_max(payments["paid_on"]).as_py()
        if days["min"] is not None:
            self._add_days(days["min"], days["max"])

    def _add(self, rows: int, amount: Decimal) -> None:
        self.report.payments += rows
        self.report.amount += amount

    def _add_range(self, least: Decimal, most: Decimal) -> None:
        self.least, self.most = min(self.least, least), max(self.most, most)

    def _add_negative(self, rows: int, amount: Decimal) -> None:
        self.report.negative_rows += rows
        self.report.negative_amount += amount

    def _add_days(self, first: date, last: date) -> None:
        report = self.report
        report.first_date = min(report.first_date or first, first)
        report.last_date = max(report.last_date or last, last)
