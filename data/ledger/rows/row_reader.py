"""Turns the rows of a sheet into payments and rejected rows, and counts every other row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from data.ledger.columns.headers import is_second_header
from data.ledger.columns.layouts import Layout
from data.ledger.core.amounts import Money, is_blank, read_amount
from data.ledger.core.cells import cell_text, row_text
from data.ledger.core.dates import Day
from data.ledger.core.errors import LedgerError
from data.ledger.core.file_report import (
    BLANK,
    HEADER,
    MOST_LISTED,
    TOTAL,
    RowSeen,
    SheetReport,
)
from data.ledger.core.limits import Limits
from data.ledger.core.periods import year_of_period
from data.ledger.rows.fields import Cells, Fields
from data.ledger.rows.other_rows import kind_without_amount
from data.ledger.rows.repairs import fitted, part_stuck
from data.ledger.rows.tally import Tally
from data.ledger.rows.totals import Totals, is_loose_label
from data.ledger.rows.writers import Writer


@dataclass(frozen=True)
class Setting:
    """What is known before the rows are read.

    Attributes:
        file: name of the file, for errors.
        payer: whose ledger it is, where a row does not say.
        year: financial year, where a row gives neither date nor period; None if not known.
        today: the latest date that is believed, unless the limits name a date.
    """

    file: str
    payer: str
    year: str | None
    today: date


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
        latest = limits.latest_date or setting.today
        self.fields = Fields(layout, limits=limits, latest=latest, year=setting.year)
        self.tally = Tally(report)
        #: What is to be said of the payments, and how often it was met.
        self.noted: Counter[str] = Counter()
        self.stuck_rows: list[int] = []
        self._totals = Totals(layout, report)
        self._at_header = True
        self._alone: list[tuple[int, Cells, Decimal]] = []

    def read(self, number: int, cells: Cells) -> None:
        """Read a row.

        Raises:
            LedgerError: there are more rows than the limit.
            RivalError: two columns that could both be the amount disagree.
        """
        self._count_rows(1)
        if not any(cells) or all(map(is_blank, cells)):
            self.no_payment(number, BLANK, cells)
            return
        first, self._at_header = self._at_header, False
        if first and is_second_header(cells):
            self.no_payment(number, HEADER, cells)
            return
        row, mended = fitted(cells, self.layout, self._day)
        if row is None:
            received, width = len(cells), self.layout.width
            self._reject(number, cells, f"{received} cells came; allowed: {width}, as in the table")
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
            self._without_amount(number, cells, row, money)

    def pass_by(self, amounts: pa.Array) -> None:
        """Count payments that follow each other and are read together; `take` must follow."""
        if not len(amounts):
            return
        self._at_header = False
        self._count_rows(len(amounts))
        self._resolve_alone()
        self._totals.add(pc.sum(amounts).as_py(), rows=len(amounts))

    def take(self, table: pa.Table) -> None:
        """Take payments that were read together and counted, in the columns of `writers.OF_ROW`."""
        self.tally.add_all(table)
        self.writer.payments(table)

    def no_payment(self, number: int, kind: str, cells: Cells) -> None:
        """Count a row that is no payment, and list it unless it is blank."""
        counts = self.report.not_payments
        counts[kind] = counts.get(kind, 0) + 1
        if kind != BLANK and len(self.report.seen) < MOST_LISTED:
            self.report.seen.append(RowSeen(self.report.sheet, number, kind, row_text(cells)))

    def finish(self) -> None:
        """Settle rows that waited for what follows them: the last amount alone is a total."""
        for number, cells, amount in self._alone:
            self._totals.note(number, amount, alone=True)
            self.no_payment(number, TOTAL, cells)
        self._alone.clear()

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
        if unsure and self._is_no_payment(number, cells, row, amount, dated=not undated):
            return
        self._resolve_alone()
        day, year = self.fields.day(received), None
        if day.problem and (year := year_of_period(cell_text(received))):
            # A month alone gives the year but no day.
            day = Day(None)
        problem = self.fields.problem(row, amount, day)
        self._totals.add(amount, parts=int(parts), paid=not problem)
        if problem:
            self._reject(number, cells, problem)
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

    def _without_amount(self, number: int, cells: Cells, row: Cells, money: Money) -> None:
        name = self.layout.names[self.layout.amount]
        if kind := kind_without_amount(row, self.layout):
            self.no_payment(number, kind, cells)
        elif is_blank(row[self.layout.amount]):
            self._reject(number, cells, f"no amount in column {name!r}; allowed: an amount")
        else:
            self._reject(number, cells, f"column {name!r}: {money.problem}")

    def _is_no_payment(
        self, number: int, cells: Cells, row: Cells, amount: Decimal, *, dated: bool
    ) -> bool:
        """Count a row with an amount that is no payment."""
        verdict = self._totals.verdict(row, amount, dated=dated)
        if verdict == Totals.PAYMENT:
            return False
        if verdict == Totals.ALONE:
            self._alone.append((number, cells, amount))
        elif verdict == Totals.UNTOLD:
            self._totals.add(amount, paid=False)
            self._reject(number, cells, "an amount with neither supplier, date nor reference")
        else:
            self._totals.note(number, amount)
            self.no_payment(number, TOTAL, cells)
        return True

    def _resolve_alone(self) -> None:
        """Amounts alone that a payment follows are no totals of the file."""
        for number, cells, amount in self._alone:
            self._totals.add(amount, paid=False)
            self._reject(number, cells, "an amount alone that is no sum of the rows above it")
        self._alone.clear()

    def _check_rivals(self, row: Cells, amount: Decimal) -> None:
        for rival in self.layout.rivals:
            other = read_amount(row[rival]).amount
            if other is not None and other != amount:
                raise RivalError(rival)

    def _reject(self, number: int, cells: Cells, reason: str) -> None:
        self.report.rejected += 1
        self.writer.rejected(number, f"{reason}.", row_text(cells))
