"""Turns the rows of a sheet into payments, and hands on those that are none."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from data.ledger.columns.headers import is_second_header
from data.ledger.columns.layouts import Layout
from data.ledger.core.amounts import is_blank, read_amount
from data.ledger.core.cells import cell_text
from data.ledger.core.dates import Day
from data.ledger.core.errors import LedgerError
from data.ledger.core.file_report import BLANK, HEADER, SheetReport
from data.ledger.core.limits import Limits
from data.ledger.rows.fields import Cells, Fields, Setting
from data.ledger.rows.not_payments import NotPayments
from data.ledger.rows.repairs import fitted, part_stuck
from data.ledger.rows.tally import Tally
from data.ledger.rows.totals import is_loose_label
from data.ledger.rows.writers import Writer

SPLIT: Final = (
    ", as if a comma between thousands had split an amount, but it is open which cells belong "
    "together"
)


class RivalError(Exception):
    """Another column that could be the amount, at this position, disagrees with it in a row."""

    def __init__(self, position: int) -> None:
        """Keep the position, from 0."""
        super().__init__(position)
        self.position = position


class RowReader:
    """Reads rows singly; every row ends in exactly one count of the report."""

    def __init__(
        self,
        layout: Layout,
        *,
        setting: Setting,
        limits: Limits,
        writer: Writer,
        report: SheetReport,
    ) -> None:
        """Take the layout of the sheet and where payments, rejected rows and counts go."""
        self.layout = layout
        self.setting = setting
        self.limits = limits
        self.writer = writer
        self.report = report
        self.fields = Fields(layout, limits=limits, setting=setting)
        self.tally = Tally(report)
        #: What is to be said of the payments, and how often it was met.
        self.noted: Counter[str] = Counter()
        self.stuck_rows: list[int] = []
        self.not_payments = NotPayments(layout, writer=writer, report=report, file=setting.file)
        self._at_header = True

    def read(self, number: int, cells: Cells) -> None:
        """Read a row.

        Raises:
            LedgerError: there are more rows than the limit.
            RivalError: two columns that could both be the amount disagree.
        """
        self._count_rows(1)
        if not any(cells) or all(map(is_blank, cells)):
            self.not_payments.count(number, BLANK, cells)
            return
        first, self._at_header = self._at_header, False
        if first and is_second_header(cells):
            self.not_payments.count(number, HEADER, cells)
            return
        row, mended = fitted(cells, self.layout, self._day, commas=self.setting.commas)
        if row is None:
            received, width = len(cells), self.layout.width
            split = SPLIT if mended else ""
            self.not_payments.reject(
                number, cells, f"{received} cells came{split}; allowed: {width}, as in the table"
            )
            return
        if mended:
            self.noted[mended] += 1
        money = self.fields.money(row)
        if money.amount is not None:
            self.noted["short"] += money.short
            self._with_amount(number, cells, row, money.amount, parts=money.parts)
        elif (separated := part_stuck(row, self.layout)) is not None:
            self.stuck_rows.append(number)
            amount = separated[self.layout.amount]
            if isinstance(amount, Decimal):
                self._with_amount(number, cells, separated, amount)
        else:
            self.not_payments.without_amount(number, cells, row, money)

    def pass_by(self, table: pa.Table) -> None:
        """Count payments that follow each other and are read together; `take` must follow."""
        rows = len(table)
        if not rows:
            return
        self._at_header = False
        self._count_rows(rows)
        self.not_payments.add_payments(pc.sum(table["amount"]).as_py(), rows=rows)
        supplier = table["supplier"][rows - 1]
        others = pc.indices_nonzero(pc.not_equal(table["supplier"], supplier))
        first = others[-1].as_py() + 1 if len(others) else 0
        self.not_payments.run.add(
            supplier.as_py(),
            pc.sum(table["amount"].slice(first)).as_py(),
            rows=rows - first,
            goes_on=not first,
        )

    def take(self, table: pa.Table) -> None:
        """Take payments that were read together and counted, in the columns of `writers.OF_ROW`."""
        self.tally.add_all(table)
        self.noted["undated"] += table["paid_on"].null_count
        self.writer.payments(table)

    def _count_rows(self, rows: int) -> None:
        self.report.rows += rows
        if self.report.rows > self.limits.most_rows:
            raise LedgerError(
                file=self.setting.file,
                received=f"more than {self.limits.most_rows:,} rows",
                expected=f"at most {self.limits.most_rows:,} (limit: most_rows)",
            )

    def _day(self, cell: object) -> date | None:
        return self.fields.day(cell).day

    def _with_amount(
        self, number: int, cells: Cells, row: Cells, amount: Decimal, *, parts: bool = False
    ) -> None:
        received = "" if self.layout.date is None else row[self.layout.date]
        undated = is_blank(received) or is_loose_label([cell_text(received)])
        unsure = undated or self._may_label(row)
        if unsure and self.not_payments.with_amount(number, cells, row, amount, dated=not undated):
            return
        day, year = self.fields.day(received), self.fields.year_of_month(received)
        if year:
            day = Day(None)
        problem = self.fields.problem(row, amount, day)
        self.not_payments.add_payments(amount, parts=int(parts), paid=not problem)
        self.not_payments.run.add(self.fields.text(row, self.layout.supplier), amount)
        if problem:
            self.not_payments.reject(number, cells, problem)
            return
        self._check_rivals(row, amount)
        self.noted["parts"] += parts
        self.noted["against"] += day.against_order
        self._pay(number, row, amount, day.day, year)

    def _may_label(self, row: Cells) -> bool:
        """Whether a row with a date lacks a supplier, or has a word for a total in its place."""
        if self.layout.supplier is None:
            return True
        supplier = cell_text(row[self.layout.supplier])
        return not supplier or is_loose_label([supplier])

    def _pay(
        self, number: int, row: Cells, amount: Decimal, day: date | None, year: str | None
    ) -> None:
        layout, fields = self.layout, self.fields
        payer = fields.text(row, layout.payer) or self.setting.payer
        supplier = fields.text(row, layout.supplier)
        vat, unreadable = fields.vat(row)
        self.tally.add(amount, day=day, payer=payer)
        self.noted["undated"] += day is None
        self.noted["nameless"] += not supplier
        self.noted["vat"] += unreadable
        self.writer.payment(
            (
                number,
                payer,
                day,
                fields.year(day) if day is not None else year or fields.year_of_row(row),
                supplier,
                amount,
                vat,
                fields.texts(row, layout.department),
                fields.texts(row, layout.purpose),
                fields.texts(row, layout.category),
                fields.text(row, layout.reference) or None,
                fields.spend_kind(fields.text(row, layout.capital_or_revenue)),
            )
        )

    def _check_rivals(self, row: Cells, amount: Decimal) -> None:
        for rival in self.layout.rivals:
            other = read_amount(row[rival]).amount
            if other is not None and other != amount:
                raise RivalError(rival)
