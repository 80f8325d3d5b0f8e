"""Keeps account of the rows that are no payments, and decides of which rows that is so."""

from __future__ import annotations

from decimal import Decimal

from data.ledger.columns.layouts import Layout
from data.ledger.columns.vocabulary import declared_words
from data.ledger.core.amounts import Money, is_blank
from data.ledger.core.cells import cell_text, row_text
from data.ledger.core.errors import LedgerError
from data.ledger.core.file_report import (
    BLANK,
    MOST_LISTED,
    NOTE,
    TOTAL,
    RowSeen,
    SheetReport,
    to_pence,
)
from data.ledger.rows.fields import Cells
from data.ledger.rows.other_rows import kind_without_amount
from data.ledger.rows.totals import RunningSum, SupplierRun, Totals
from data.ledger.rows.writers import Writer


class NotPayments:
    """Counts and lists totals, notes and the like, and writes the rows that are rejected."""

    def __init__(self, layout: Layout, *, writer: Writer, report: SheetReport, file: str) -> None:
        """Take the layout of the sheet, where rejected rows and counts go, and the file's name."""
        self.file = file
        self.layout = layout
        self.writer = writer
        self.report = report
        self._totals = Totals(layout, report)
        #: Amounts with nothing beside them: what follows them says whether they are totals.
        self._alone: list[tuple[int, Cells, Decimal]] = []
        #: The row that heads a part of credits, its words, and the sum of the payments above it.
        self._credits: tuple[int, str, Decimal] | None = None

    def count(self, number: int, kind: str, cells: Cells) -> None:
        """Count a row by its kind, and list it unless it is blank."""
        counts = self.report.not_payments
        counts[kind] = counts.get(kind, 0) + 1
        if kind != BLANK and len(self.report.seen) < MOST_LISTED:
            self.report.seen.append(RowSeen(self.report.sheet, number, kind, row_text(cells)))

    def reject(self, number: int, cells: Cells, reason: str) -> None:
        """Write a row that cannot be taken, with the reason."""
        self.report.rejected += 1
        self.writer.rejected(number, f"{reason}.", row_text(cells))

    def without_amount(self, number: int, cells: Cells, row: Cells, money: Money) -> None:
        """Count or reject a row without an amount."""
        name = self.layout.names[self.layout.amount]
        if kind := kind_without_amount(row, self.layout):
            self.count(number, kind, cells)
            if kind == NOTE:
                self._begin_part(number, " ".join(filter(None, map(cell_text, cells))))
        elif is_blank(row[self.layout.amount]):
            self.reject(number, cells, f"no amount in column {name!r}; allowed: an amount")
        else:
            self.reject(number, cells, f"column {name!r}: {money.problem}")

    def with_amount(
        self, number: int, cells: Cells, row: Cells, amount: Decimal, *, dated: bool
    ) -> bool:
        """Count or reject a row with an amount if it is no payment, and say whether it is none."""
        verdict = self._totals.verdict(row, amount, dated=dated)
        if verdict == Totals.PAYMENT:
            return False
        if verdict == Totals.ALONE:
            self._alone.append((number, cells, amount))
        elif verdict == Totals.UNTOLD:
            self._totals.add(amount, paid=False)
            self.reject(number, cells, "an amount with neither supplier, date nor reference")
        else:
            self._totals.note(number, amount)
            self.count(number, TOTAL, cells)
        return True

    @property
    def sums(self) -> tuple[RunningSum, RunningSum]:
        """The sums of the payments, and of these and the rejected rows."""
        return self._totals.paid, self._totals.sum

    @property
    def run(self) -> SupplierRun:
        """The rows directly above of one supplier, to which payments must be added too."""
        return self._totals.run

    def add_payments(
        self, amount: Decimal, *, rows: int = 1, parts: int = 0, paid: bool = True
    ) -> None:
        """Add payments to the sums with which totals must agree; see `Totals.add`.

        Amounts alone that a payment follows are no totals of the file.
        """
        for number, cells, alone in self._alone:
            self._totals.add(alone, paid=False)
            self.reject(number, cells, "an amount alone that is no sum of the rows above it")
        self._alone.clear()
        self._totals.add(amount, rows=rows, parts=parts, paid=paid)

    def finish(self) -> None:
        """Count amounts alone that nothing follows as totals.

        Raises:
            LedgerError: amounts below a heading of credits are above zero.
        """
        self._end_part()
        for number, cells, amount in self._alone:
            self._totals.note(number, amount, alone=True)
            self.count(number, TOTAL, cells)
        self._alone.clear()

    def _begin_part(self, number: int, heading: str) -> None:
        """Note a heading within the table, which ends the part above it."""
        self._end_part()
        if heading.lower().rstrip(":") in declared_words("credit_sections"):
            self._credits = number, heading, self._totals.paid.amount

    def _end_part(self) -> None:
        if self._credits is None:
            return
        number, heading, above = self._credits
        self._credits = None
        below = self._totals.paid.amount - above
        if below > 0:
            raise LedgerError(
                file=self.file,
                received=(
                    f"a part headed {heading!r} in row {number:,}, whose amounts come to "
                    f"{to_pence(below):,} above zero, so that it is open whether they are taken off"
                ),
                expected="credits below zero, or a file without that part",
            )
