"""Reads what a row says besides the amount: date, year, texts, VAT, and whether it is believed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from data.ledger.columns.layouts import Layout
from data.ledger.columns.signs import is_credit
from data.ledger.columns.vocabulary import declared_words, no_date_words
from data.ledger.core.amounts import Money, is_blank, read_amount
from data.ledger.core.cells import cell_text
from data.ledger.core.dates import Day, days_from_1900, financial_year, read_date
from data.ledger.core.limits import Limits
from data.ledger.core.periods import year_of_period
from data.ledger.rows.totals import is_loose_label

CAPITAL: Final = frozenset({"capital", "cap", "capex", "c", "capital expenditure"})
REVENUE: Final = frozenset({"revenue", "rev", "r", "revenue expenditure"})
POUNDS: Final = frozenset(
    {"", "gbp", "£", "pound", "pounds", "sterling", "stg", "pounds sterling", "pound sterling"}
)
#: Readings of dates and periods that are kept in mind, as they come again and again.
MOST_KEPT: Final = 50_000
TOGETHER: Final = " / "

Cells = Sequence[object]


@dataclass(frozen=True)
class Setting:
    """What is known before the rows are read.

    Attributes:
        file: name of the file, for errors.
        payer: whose ledger it is, where a row does not say.
        year: financial year, where a row gives neither date nor period; None if not known.
        today: the latest date that is believed, unless the limits name a date.
        commas: whether commas part the cells of a row.
        from_1904: whether plain numbers that are dates are days from 1904.
    """

    file: str
    payer: str
    year: str | None
    today: date
    commas: bool = False
    from_1904: bool = False


class Fields:
    """Reads the fields of rows of a table."""

    def __init__(self, layout: Layout, *, limits: Limits, setting: Setting) -> None:
        """Take where the fields stand and what is believed."""
        self.layout = layout
        self.limits = limits
        self.latest = limits.latest_date or setting.today
        self._year_told = setting.year
        self._from_1904 = setting.from_1904
        self._days: dict[object, Day] = {}
        self._years: dict[object, str | None] = {}

    def money(self, row: Cells) -> Money:
        """The amount of a row, with the sign that is beside it."""
        layout = self.layout
        money = read_amount(row[layout.amount])
        if layout.mark is not None and money.amount is not None:
            taken_off = is_credit(cell_text(row[layout.mark]))
            return money._replace(amount=-abs(money.amount)) if taken_off else money
        if layout.credit is None or is_blank(row[layout.credit]):
            return money
        credit = read_amount(row[layout.credit])
        if credit.amount is None:
            return credit
        if is_blank(row[layout.amount]):
            money = Money(Decimal("0.00"))
        if money.amount is None:
            return money
        off = credit.amount if layout.credit_signed else -credit.amount
        return Money(
            money.amount + off,
            parts=money.parts or credit.parts,
            short=money.short or credit.short,
        )

    def day(self, received: object) -> Day:
        """Read a cell as a date; a blank cell is no date and no problem."""
        day = self._days.get(received)
        if day is None:
            undated = is_blank(received) or cell_text(received).lower() in no_date_words()
            written = received
            if self._from_1904 and isinstance(received, (int, float)):
                written = days_from_1900(received)
            day = Day(None) if undated else read_date(written, self.layout.date_order)
            if len(self._days) < MOST_KEPT:
                self._days[received] = day
        return day

    def plain_day(self, text: str) -> date | None:
        """Read a date with which nothing has to be decided; None for any other cell."""
        day = self.day(text)
        if day.day is None or day.against_order or is_loose_label([text.strip()]):
            return None
        return day.day if self.limits.earliest_date <= day.day <= self.latest else None

    def year(self, day: date) -> str:
        """The financial year of a date."""
        return self._years.get(day) or self._keep_year(day, financial_year(day))

    def plain_year(self, text: str) -> str | None:
        """The financial year of a date or month with which nothing has to be decided, or None."""
        if (day := self.plain_day(text)) is not None:
            return self.year(day)
        return None if is_loose_label([text.strip()]) else self.year_of_month(text)

    def year_of_month(self, received: object) -> str | None:
        """The financial year of a cell that gives a month or year but no day; else None."""
        return year_of_period(cell_text(received)) if self.day(received).problem else None

    def year_of_row(self, row: Cells) -> str | None:
        """The financial year that a row without a date gives in its period, or its file does."""
        return self.year_of_words(" ".join(cell_text(row[at]) for at in self.layout.period))

    def year_of_words(self, text: str) -> str | None:
        """The financial year that the words of a row's period give, or that its file does."""
        if text in self._years:
            return self._years[text]
        year = year_of_period(text) or self._year_told
        if len(self._years) < MOST_KEPT:
            self._years[text] = year
        return year

    def text(self, row: Cells, at: int | None) -> str:
        """The text of a cell; "" where there is no such column."""
        return "" if at is None else cell_text(row[at])

    def texts(self, row: Cells, positions: tuple[int, ...]) -> str | None:
        """The texts of several columns, each once; None where all are blank."""
        if len(positions) == 1:
            return cell_text(row[positions[0]]) or None
        return joined(cell_text(row[at]) for at in positions)

    def vat(self, row: Cells) -> tuple[Decimal | None, bool]:
        """The VAT of a row, and whether its cell cannot be read."""
        at = self.layout.vat
        if at is None or is_blank(row[at]):
            return None, False
        vat = read_amount(row[at]).amount
        return vat, vat is None

    def spend_kind(self, text: str) -> str:
        """Read a cell that says capital or revenue."""
        word = text.strip().lower()
        return "capital" if word in CAPITAL else "revenue" if word in REVENUE else "not said"

    def problem(self, row: Cells, amount: Decimal, day: Day) -> str:
        """Why a row with an amount is no payment all the same; "" where it is a payment."""
        limits, layout = self.limits, self.layout
        if day.problem:
            return f"column {layout.names[layout.date or 0]!r}: {day.problem}"
        if day.day is not None and day.day > self.latest:
            return (
                f"the date {day.day} lies in the future; allowed: up to {self.latest} "
                "(limit: latest_date)"
            )
        if day.day is not None and day.day < limits.earliest_date:
            return (
                f"the date {day.day} is too early; allowed: from {limits.earliest_date} "
                "(limit: earliest_date)"
            )
        if abs(amount) > limits.largest_amount:
            return (
                f"the amount {amount:,} is beyond reason; allowed: at most "
                f"{limits.largest_amount:,} either way (limit: largest_amount)"
            )
        return self._problem_of_words(row)

    def _problem_of_words(self, row: Cells) -> str:
        layout = self.layout
        currency = self.text(row, layout.currency)
        if currency.lower() not in POUNDS:
            return f"the amount is in the currency {currency!r}; allowed: pounds (GBP)"
        if not self.is_paid(status := self.text(row, layout.status)):
            name = layout.names[layout.status or 0]
            return f"column {name!r} says {status!r}; allowed: payments that were made"
        return ""

    def is_paid(self, status: str) -> bool:
        """Whether a cell that says if a payment was made does not say that it was not."""
        return status.strip().lower() not in declared_words("not_paid")

    def _keep_year(self, day: date, year: str) -> str:
        if len(self._years) < MOST_KEPT:
            self._years[day] = year
        return year


def joined(texts: Iterable[str]) -> str | None:
    """Join texts, each once; None where all are blank."""
    different = dict.fromkeys(texts)
    different.pop("", None)
    return TOGETHER.join(different) or None
