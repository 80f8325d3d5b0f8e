"""Recognises totals rows, which are no payments, and checks them against the rows above."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from data.ledger.columns.layouts import Layout
from data.ledger.core.amounts import is_blank, read_amount
from data.ledger.core.file_report import SheetReport, TotalCheck
from data.ledger.core.names import legal_form

#: A cell of these words alone labels a total.
LABEL: Final = re.compile(
    r"(grand|sub|overall|report|page|sheet|final|net|gross|invoice|overall|monthly|combined)?[\s-]*"
    r"totals?(\s*(amounts?|spend|spending|expenditure|payments?|paid|value|net|gross|excluding vat"
    r"|for (the )?(month|period|year|report)|\(?£\)?))*\s*[:=]?\s*£?",
    re.IGNORECASE,
)
#: These words may also belong to a name, such as that of a company, so the sum must agree.
LOOSE: Final = re.compile(r"(sub[\s-]*)?totals?\b.*|.*\btotals?\s*:?|sum\s*:?", re.IGNORECASE)
NOTHING: Final = Decimal("0.00")
HALF_PENNY: Final = Decimal("0.005")
#: As many earlier totals are kept in mind.
MOST_MARKS: Final = 10_000
LONGEST_LABEL: Final = 100


def is_label(texts: Iterable[str]) -> bool:
    """Whether one of a row's texts labels a total and can be nothing else."""
    return any(LABEL.fullmatch(text) for text in texts)


def is_loose_label(texts: Iterable[str]) -> bool:
    """Whether one of a row's texts has the word total or sum as a label has it."""
    return any(LOOSE.fullmatch(text) for text in texts)


@dataclass
class RunningSum:
    """The sum so far, and what it was at each totals row.

    A totals row, subtotal or grand total, gives the sum of the rows since one of these marks.
    """

    amount: Decimal = NOTHING
    rows: int = 0
    parts: int = 0
    marks: dict[Decimal, int] = field(default_factory=lambda: {NOTHING: 0})

    def add(self, amount: Decimal, *, rows: int = 1, parts: int = 0) -> None:
        """Add rows that are no totals."""
        self.amount += amount
        self.rows += rows
        self.parts += parts

    def nearest(self, stated: Decimal, *, least: int = 1) -> Decimal | None:
        """The sum of rows since a mark with which a total agrees; None where it agrees with none.

        Each row with parts of a penny may move a sum of rounded amounts by half a penny.

        Args:
            stated: the total.
            least: the sum must be of at least so many rows.
        """
        mark = self.amount - stated
        if mark in self.marks and self.rows - self.marks[mark] >= least:
            return stated
        slack = HALF_PENNY * (self.parts + 1)
        if self.parts:
            for known, rows in self.marks.items():
                if abs(known - mark) <= slack and self.rows - rows >= least:
                    return self.amount - known
        return None

    def mark(self) -> None:
        """Note that a totals row stands here."""
        if len(self.marks) < MOST_MARKS:
            self.marks.setdefault(self.amount, self.rows)


@dataclass
class SupplierRun:
    """The rows directly above that have the same supplier: its name, their sum and number."""

    supplier: str = ""
    amount: Decimal = NOTHING
    rows: int = 0

    def add(self, supplier: str, amount: Decimal, *, rows: int = 1, goes_on: bool = True) -> None:
        """Add rows of one supplier; where others are between, they do not go on from the rows."""
        if not goes_on or supplier != self.supplier:
            self.supplier, self.amount, self.rows = supplier, NOTHING, 0
        self.amount += amount
        self.rows += rows

    def end(self) -> None:
        """Note that a totals row stands here."""
        self.amount, self.rows = NOTHING, 0


class Totals:
    """Separates totals rows of a sheet from payments, and notes whether they agree."""

    PAYMENT, TOTAL, ALONE, UNTOLD = "payment", "total", "alone", "untold"

    def __init__(self, layout: Layout, report: SheetReport) -> None:
        """Take the layout of the sheet and the report to which the totals are noted."""
        self.layout = layout
        self.report = report
        #: Of all rows that may be payments, and of those that are.
        self.sum, self.paid = RunningSum(), RunningSum()
        self.run = SupplierRun()
        self._has_subtotals = False

    def verdict(self, row: Sequence[object], amount: Decimal, *, dated: bool = False) -> str:
        """Say what a row with an amount is.

        Args:
            row: the row.
            amount: its amount.
            dated: whether it has a date; then only the sum it agrees with makes it a total.

        Returns:
            TOTAL where its words can mean nothing else, or its words or its lack of a supplier
            fit and its amount is a sum of rows above, or it has no date in a table of dates, one
            text beside such a sum and nothing else; ALONE for an amount with nothing beside it,
            which is a total if nothing follows; UNTOLD for a row where neither supplier, date nor
            reference is given, though the table has them; PAYMENT for any other row.
        """
        layout = self.layout
        texts = [
            text
            for at, cell in enumerate(row)
            if at != layout.amount and isinstance(cell, str) and (text := cell.strip())
        ]
        labels = [text for text in texts if len(text) <= LONGEST_LABEL]
        nameless = layout.supplier is not None and is_blank(row[layout.supplier])
        referred = layout.reference is not None and not is_blank(row[layout.reference])
        if dated or referred:
            total = not referred and self._ends_dated(labels, amount, nameless=nameless)
            return self.TOTAL if total else self.PAYMENT
        loose = is_loose_label(labels)
        if is_label(labels) or (loose and nameless and layout.date is not None):
            return self.TOTAL
        # An amount may well equal the amount above it; the sum of two rows is no chance.
        if (loose and self._agrees(amount)) or (nameless and self._agrees(amount, least=2)):
            return self.TOTAL
        if not nameless:
            return self.TOTAL if self._is_bare_sum(texts, amount) else self.PAYMENT
        if not texts:
            return self.ALONE
        return self.PAYMENT if layout.date is None else self.UNTOLD

    def _ends_dated(self, labels: Sequence[str], amount: Decimal, *, nameless: bool) -> bool:
        """Whether a row with a date is a total: its words fit, or no supplier, and its sum."""
        labelled = is_loose_label(text for text in labels if not legal_form(text))
        return (labelled or nameless) and self._agrees(amount, least=2)

    def _is_bare_sum(self, texts: Sequence[str], amount: Decimal) -> bool:
        """Whether a row without a date has a sum of rows above and one text, whatever it says.

        A subtotal may repeat the supplier of the rows directly above that it is of; it is of one
        row only where others of the table are of several.
        """
        words = [text for text in texts if read_amount(text).amount is None]
        if self.layout.date is None or len(words) != 1 or not amount:
            return False
        least = 1 if self._has_subtotals else 2
        if (words[0], amount) == (self.run.supplier, self.run.amount) and self.run.rows >= least:
            self._has_subtotals = True
            return True
        return self._agrees(amount, least=2)

    def add(self, amount: Decimal, *, rows: int = 1, parts: int = 0, paid: bool = True) -> None:
        """Add rows that are no totals; those that are rejected are in no sum of payments."""
        self.sum.add(amount, rows=rows, parts=parts)
        if paid:
            self.paid.add(amount, rows=rows, parts=parts)

    def note(self, number: int, amount: Decimal, *, alone: bool = False) -> None:
        """Note a totals row, with the sum of payments that it agrees with.

        Args:
            number: of the row.
            amount: the total.
            alone: whether nothing but its amount makes it a total, which then agrees with nothing.
        """
        paid = None if alone else self.paid.nearest(amount)
        if paid is None and not alone and self.run.rows and amount == self.run.amount:
            paid = amount
        with_rejected = None if alone or paid is not None else self.sum.nearest(amount)
        self.report.totals.append(
            TotalCheck(
                self.report.sheet,
                number,
                amount,
                self.paid.amount if paid is None else paid,
                agrees=paid is not None,
                agrees_with_rejected=with_rejected is not None,
            )
        )
        self.sum.mark()
        self.paid.mark()
        self.run.end()

    def _agrees(self, amount: Decimal, *, least: int = 1) -> bool:
        sums = (self.paid, self.sum)
        return any(known.nearest(amount, least=least) is not None for known in sums)
