"""What reading a file found: dataclasses that turn into JSON and back into sentences."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Final

from data.ledger.core.overlaps import Overlap

#: Kinds of rows that are no payments.
BLANK, TITLE, HEADER = "blank", "title", "header"
REPEATED, TOTAL, NOTE, OTHER = "repeated header", "total", "note", "other table"
NOT_PAYMENTS: Final = (BLANK, TITLE, HEADER, REPEATED, TOTAL, NOTE, OTHER)
PENNY: Final = Decimal("0.01")
#: As many rows that are no payments are listed for a sheet; all are counted.
MOST_LISTED: Final = 500


@dataclass(frozen=True)
class ColumnFound:
    """A column and what it was taken for.

    Attributes:
        position: first is 1.
        name: as in the header; a second column of a name is distinguished as "Name (2)".
        meaning: any of `vocabulary.MEANINGS`; "" where the column is not used.
        confidence: 0 to 1.
        why: in words.
        examples: a few values of the column.
    """

    position: int
    name: str
    meaning: str
    confidence: float
    why: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class RowSeen:
    """A row that is no payment, and what it is instead."""

    sheet: str
    row: int
    kind: str
    text: str


@dataclass(frozen=True)
class TotalCheck:
    """A totals row of the file against the payments above it.

    Attributes:
        agrees_with_rejected: whether it agrees with them only if rejected rows are added.
    """

    sheet: str
    row: int
    told: Decimal
    counted: Decimal
    agrees: bool
    agrees_with_rejected: bool = False


@dataclass
class SheetReport:
    """What was read in a sheet, or in a text table, which is a sheet without a name."""

    sheet: str
    header_row: int | None = None
    columns: tuple[ColumnFound, ...] = ()
    date_order: str = ""
    amount_kind: str = ""
    mapping: str = ""
    rows: int = 0
    payments: int = 0
    rejected: int = 0
    not_payments: dict[str, int] = field(default_factory=dict)
    seen: list[RowSeen] = field(default_factory=list)
    totals: list[TotalCheck] = field(default_factory=list)
    amount: Decimal = Decimal("0.00")
    negative_rows: int = 0
    negative_amount: Decimal = Decimal("0.00")
    first_date: date | None = None
    last_date: date | None = None
    warnings: list[str] = field(default_factory=list)


@dataclass
class FileReport:
    """What was read in a file, or in a file of an archive.

    Attributes:
        file: name, or "archive.zip/inner.csv".
        refused: why nothing of the file was read; "" where it was read.
        same_as: name of the file that has the same bytes and was read already; "" if none.
        repeats: rows that equal an earlier row of the same file in every column; all are kept.
        reversals: payments of the file that are taken back, and entries that take one back.
        overlaps: other files that have some of the same payments.
        answer_notes: what is to be said of saved answers; of the first file with payments alone.
        together_once: what all files come to if whatever nobody has answered is counted once, GBP;
            of the first file with payments alone, where something is to be answered.
        together_both: what they come to if it is counted in both.
        left_out: payments of the file that a count leaves out, as it counts them in another file.
        left_out_amount: their sum, GBP.
    """

    file: str
    file_id: str = ""
    bytes: int = 0
    kind: str = ""
    payer: str = ""
    payer_from: str = ""
    encoding: str = ""
    delimiter: str = ""
    sheets: list[SheetReport] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    repeats: int = 0
    reversals: int = 0
    overlaps: list[Overlap] = field(default_factory=list)
    answer_notes: list[str] = field(default_factory=list)
    together_once: Decimal | None = None
    together_both: Decimal | None = None
    left_out: int = 0
    left_out_amount: Decimal = Decimal("0.00")
    refused: str = ""
    same_as: str = ""

    @property
    def rows(self) -> int:
        """All rows read, of whatever kind."""
        return sum(sheet.rows for sheet in self.sheets)

    @property
    def payments(self) -> int:
        """Rows that are payments."""
        return sum(sheet.payments for sheet in self.sheets)

    @property
    def rejected(self) -> int:
        """Rows that may be payments but cannot be read."""
        return sum(sheet.rejected for sheet in self.sheets)

    @property
    def not_payments(self) -> dict[str, int]:
        """Rows that are no payments, by kind."""
        kinds = dict.fromkeys(NOT_PAYMENTS, 0)
        for sheet in self.sheets:
            for kind, rows in sheet.not_payments.items():
                kinds[kind] += rows
        return kinds

    @property
    def amount(self) -> Decimal:
        """Sum of the payments to the penny; parts of pennies are added up before it is rounded."""
        return to_pence(sum((sheet.amount for sheet in self.sheets), Decimal("0.00")))

    @property
    def negative_rows(self) -> int:
        """Payments below nothing."""
        return sum(sheet.negative_rows for sheet in self.sheets)

    @property
    def first_date(self) -> date | None:
        """The earliest date of a payment."""
        return min((sheet.first_date for sheet in self.sheets if sheet.first_date), default=None)

    @property
    def last_date(self) -> date | None:
        """The latest date of a payment."""
        return max((sheet.last_date for sheet in self.sheets if sheet.last_date), default=None)

    @property
    def totals(self) -> list[TotalCheck]:
        """The totals rows of all sheets."""
        return [check for sheet in self.sheets for check in sheet.totals]

    @property
    def all_warnings(self) -> list[str]:
        """Warnings of the file and of its sheets, each sheet's with its name."""
        found = list(self.warnings)
        for sheet in self.sheets:
            found += [
                f"Sheet {sheet.sheet}: {warning}" if sheet.sheet else warning
                for warning in sheet.warnings
            ]
        return found

    @property
    def whole(self) -> bool:
        """Whether the file was read and no row of it was rejected."""
        return not self.refused and not self.rejected

    def conserved(self) -> bool:
        """Whether rows read are payments, rejected rows and rows that are no payments."""
        return all(
            sheet.rows == sheet.payments + sheet.rejected + sum(sheet.not_payments.values())
            for sheet in self.sheets
        )

    def as_dict(self) -> dict[str, Any]:
        """Plain values that JSON can hold; money and dates as text, so that nothing is lost."""
        summary = {
            "rows": self.rows,
            "payments": self.payments,
            "rejected": self.rejected,
            "not_payments": self.not_payments,
            "amount": self.amount,
            "negative_rows": self.negative_rows,
            "first_date": self.first_date,
            "last_date": self.last_date,
            "whole": self.whole,
        }
        plain: dict[str, Any] = _plain({**asdict(self), **summary})
        return plain


def to_pence(amount: Decimal) -> Decimal:
    """An amount to the penny, half a penny to the even one."""
    return amount.quantize(PENNY, ROUND_HALF_EVEN)


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, Mapping):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, Decimal):
        return str(to_pence(value))
    if isinstance(value, date):
        return str(value)
    return value
