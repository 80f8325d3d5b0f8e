"""Finds sheets of a workbook that list the payments of the others once more, or add them up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pyarrow.parquet as pq

from data.ledger.core.errors import LedgerError
from data.ledger.core.file_report import OTHER, FileReport, SheetReport, to_pence
from utils.formatting import format_count

#: What two rows of the same payment have alike.
SAME_ROW: Final = ("paid_on", "supplier", "amount", "reference")
#: Fewer rows may be alike by chance.
FEWEST: Final = 2
#: A sheet of which so much is in the others, and not all, is neither one thing nor the other.
MOSTLY: Final = 0.8
HOW: Final = (
    "a mapping (--mappings) with a line 'sheets:' that lists the sheets to be read, or a workbook "
    "without the others"
)


def find_repeats(path: Path, report: FileReport) -> dict[str, str]:
    """Find the sheets that must be left out so that no payment is counted twice.

    Args:
        path: Parquet file of the payments of all sheets.
        report: of the file.

    Returns:
        Why each such sheet is left out, by its name.

    Raises:
        LedgerError: a sheet may repeat the others or not, and nothing decides.
    """
    paid = [sheet for sheet in report.sheets if sheet.payments]
    if len(paid) < FEWEST:
        return {}
    rows = _rows_of(path)
    found = dict(_listed_again(paid, rows, file=report.file))
    left = [sheet for sheet in paid if sheet.sheet not in found]
    return found | dict(_added_up(left, rows, file=report.file))


def leave_out(report: FileReport, repeats: dict[str, str]) -> None:
    """Turn the payments of repeated sheets into rows of another table, and say so."""
    for sheet in report.sheets:
        if sheet.sheet not in repeats:
            continue
        moved = sheet.payments + sheet.rejected
        its = format_count(moved, "row", "rows")
        words = f"its {its} ({to_pence(sheet.amount):,} in all)"
        sheet.warnings = [f"{repeats[sheet.sheet]}; {words} are not read as payments."]
        sheet.not_payments[OTHER] = sheet.not_payments.get(OTHER, 0) + moved
        sheet.payments = sheet.rejected = sheet.negative_rows = 0
        sheet.amount = sheet.negative_amount = Decimal("0.00")
        sheet.first_date = sheet.last_date = None
        sheet.totals = []


def _rows_of(path: Path) -> dict[str, Counter[tuple[Any, ...]]]:
    table = pq.read_table(path, columns=["sheet", *SAME_ROW])
    found: dict[str, Counter[tuple[Any, ...]]] = {}
    for sheet, *row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        found.setdefault(sheet, Counter())[tuple(row)] += 1
    return found


def _listed_again(
    sheets: Sequence[SheetReport], rows: dict[str, Counter[tuple[Any, ...]]], *, file: str
) -> Iterator[tuple[str, str]]:
    """Sheets whose payments are all in others that stay; of equal sheets the last goes."""
    gone: set[str] = set()
    # The longest first, so that a sheet of the year so far goes and its months stay.
    ranked = sorted(enumerate(sheets), key=lambda entry: (-entry[1].payments, -entry[0]))
    for _, sheet in ranked:
        own = rows.get(sheet.sheet, Counter())
        others: Counter[tuple[Any, ...]] = Counter()
        for other in sheets:
            if other is not sheet and other.sheet not in gone:
                others += rows.get(other.sheet, Counter())
        if own.total() < FEWEST or any(row[0] is None for row in own):
            continue
        alone = (own - others).total()
        if not alone:
            gone.add(sheet.sheet)
            yield sheet.sheet, "The sheet repeats payments of the other sheets"
        elif own.total() - alone >= max(own.total() * MOSTLY, FEWEST):
            raise LedgerError(
                file=file,
                received=(
                    f"a sheet {sheet.sheet} of {to_pence(sheet.amount):,}, of whose "
                    f"{own.total():,} payments {own.total() - alone:,} are in the other sheets "
                    f"too and {alone:,} are not"
                ),
                expected=HOW,
            )


def _added_up(
    sheets: Sequence[SheetReport],
    rows: dict[str, Counter[tuple[Any, ...]]],
    *,
    file: str,
) -> Iterator[tuple[str, str]]:
    """Sheets without dates beside sheets with dates: a summary, or else a question."""
    dated = [sheet for sheet in sheets if sheet.first_date]
    whole = sum((sheet.amount for sheet in dated), Decimal(0))
    for sheet in sheets:
        if sheet.first_date or not dated:
            continue
        if not _has(sheet, "supplier"):
            yield sheet.sheet, "The sheet has neither dates nor suppliers, as the others have"
            continue
        others = [rows.get(other.sheet, Counter()) for other in dated]
        again, own = _in_others(rows.get(sheet.sheet, Counter()), others)
        adds_up = _is_summary(sheet, rows, dated=dated, whole=whole)
        by_reference = all(any(_has(one, "reference") for one in some) for some in ([sheet], dated))
        if again == sheet.payments:
            yield sheet.sheet, "The sheet repeats payments of the other sheets"
        elif adds_up and not (by_reference and own):
            yield sheet.sheet, "The sheet adds up the payments of the other sheets"
        elif adds_up or not by_reference or own < sheet.payments:
            raise _question(sheet, whole, again=again, own=own, file=file)


def _in_others(
    own: Counter[tuple[Any, ...]], others: Sequence[Counter[tuple[Any, ...]]]
) -> tuple[int, int]:
    """How many payments without dates are surely in other sheets, and how many surely are not.

    One is if its supplier, amount and reference are. One is not if its reference is nowhere there,
    or, where it has none, its supplier is not with its amount.
    """
    theirs: Counter[tuple[Any, ...]] = Counter()
    for (_, supplier, amount, reference), times in sum(others, Counter()).items():
        theirs[supplier, amount, reference] += times
    references = {reference for _, _, reference in theirs}
    paid = {(supplier, amount) for supplier, amount, _ in theirs}
    again = alone = 0
    for (_, supplier, amount, reference), times in own.items():
        if reference is None:
            alone += 0 if (supplier, amount) in paid else times
        else:
            again += min(times, theirs[supplier, amount, reference])
            alone += 0 if reference in references else times
    return again, alone


def _question(
    sheet: SheetReport, whole: Decimal, *, again: int, own: int, file: str
) -> LedgerError:
    amount = to_pence(sheet.amount)
    return LedgerError(
        file=file,
        received=(
            f"a sheet {sheet.sheet} without dates of {amount:,}, of whose {sheet.payments:,} "
            f"payments {again:,} are in the sheets with dates too and {own:,} are not, by their "
            f"references; without it the file comes to {to_pence(whole):,}, with it to "
            f"{to_pence(whole + sheet.amount):,}"
        ),
        expected=HOW,
    )


def _has(sheet: SheetReport, meaning: str) -> bool:
    return any(column.meaning == meaning for column in sheet.columns)


def _is_summary(
    sheet: SheetReport,
    rows: dict[str, Counter[tuple[Any, ...]]],
    *,
    dated: Sequence[SheetReport],
    whole: Decimal,
) -> bool:
    """Whether a sheet comes to what others come to, or each of its lines is a supplier's sum."""
    sums = {whole, *(other.amount for other in dated)}
    if sheet.amount in sums or any(check.told in sums for check in sheet.totals):
        return True
    paid: Counter[str] = Counter()
    for other in dated:
        for (_, supplier, amount, _), times in rows.get(other.sheet, Counter()).items():
            paid[supplier] += amount * times
    own = rows.get(sheet.sheet, Counter())
    fitting = sum(paid.get(supplier) == amount for _, supplier, amount, _ in own)
    return len(own) >= FEWEST and fitting >= len(own) * MOSTLY
