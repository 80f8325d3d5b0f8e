"""Writes a plan as a workbook that recomputes.

Every number of the plan is a cell; terms, years and results are formulas over them, so that a
reader can change a number and see what comes of it. The formulas hold the likely case; the draws
behind the ranges are in the atlas alone.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final

import xlsxwriter
from pydantic import BaseModel, ConfigDict, ValidationError
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from data.export.job import Job
from data.export.workbook import OPTIONS, write_notes
from utils.errors import InvalidInputError

NUMBERS, TERMS, RESULT = "Numbers", "Terms", "Result"
#: Where values lie: a column of numbers, the first row below the heads, the first column of years.
VALUE_COLUMN: Final = 1
FIRST_ROW: Final = 1
#: Columns of the terms: what is multiplied, from the unit cost to the sign; then the years.
FACTORS: Final = range(3, 8)
FULL_YEAR: Final = 8
FIRST_YEAR: Final = 9
#: First column of years on the sheet of results, after the middle of the draws and its range.
RESULT_YEAR: Final = 5
MONEY: Final = {"num_format": "#,##0;[Red]-#,##0"}
RATE_ROW: Final = 1
FACTOR_ROW: Final = 2


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class NumberCell(_Part):
    """A number that a reader may change."""

    label: str
    value: float
    low: float
    high: float
    source: str


class TermRow(_Part):
    """Money of a body: a scale times numbers, by year.

    Attributes:
        label: what it is.
        body: whose money; `kind` whether cost, fiscal, economic or social.
        factors: positions among the numbers.
        remainders: of these, those that count as one less the number.
        amount: a unit cost as published, in GBP; 1 for a cost, whose amount is a number.
        units: how many units of it.
        uprate: what turns it into prices of the results.
        correction: for weak evidence.
        cashable: position of the number that says which part can be taken out of a budget.
        profile: share of it in each year.
    """

    label: str
    body: str
    kind: str
    factors: tuple[int, ...]
    remainders: tuple[int, ...]
    amount: float
    units: float
    uprate: float
    correction: float
    cashable: int | None = None
    profile: tuple[float, ...]

    @property
    def multiples(self) -> tuple[float, ...]:
        """What the product of numbers is multiplied by, in the order of the columns."""
        sign = -1.0 if self.kind == "cost" else 1.0
        return (self.amount, self.units, self.uprate, self.correction, sign)


class Middle(_Part):
    """The middle of the draws of a row of results, with the range of 95 of 100 draws."""

    label: str
    value: float
    low: float
    high: float


class PlanJob(_Part):
    """A plan in the likely case."""

    title: str
    rate: float
    numbers: tuple[NumberCell, ...]
    terms: tuple[TermRow, ...]
    middles: tuple[Middle, ...] = ()
    notes: tuple[tuple[str, str], ...]


def write_plan_workbook(job: Job) -> bytes:
    """Write numbers, terms and results, and a sheet of notes.

    Raises:
        InvalidInputError: the job is no plan.
    """
    try:
        plan = PlanJob.model_validate(job)
    except ValidationError as error:
        first = error.errors()[0]
        raise InvalidInputError(
            argument=".".join(map(str, first["loc"])),
            received=first["input"],
            expected=first["msg"],
        ) from error
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    book.set_properties({"title": plan.title})
    _write_result(book, plan)
    _write_numbers(book, plan.numbers)
    _write_terms(book, plan)
    write_notes(book, plan.notes)
    book.close()
    return target.getvalue()


def _heads(book: Workbook, sheet: Worksheet, heads: Sequence[str], widths: Sequence[int]) -> None:
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    for column, (head, width) in enumerate(zip(heads, widths, strict=True)):
        sheet.write_string(0, column, head, bold)
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 1)


def _write_numbers(book: Workbook, numbers: Sequence[NumberCell]) -> None:
    sheet = book.add_worksheet(NUMBERS)
    _heads(
        book,
        sheet,
        [
            "Number",
            "Likely value (change it here)",
            "From (information only)",
            "To (information only)",
            "Source",
        ],
        [60, 16, 12, 12, 90],
    )
    own = book.add_format({"bg_color": "#e8effb", "num_format": "General"})
    for row, number in enumerate(numbers, FIRST_ROW):
        sheet.write_string(row, 0, number.label)
        sheet.write_number(row, VALUE_COLUMN, number.value, own)
        sheet.write_number(row, 2, number.low)
        sheet.write_number(row, 3, number.high)
        sheet.write_string(row, 4, number.source)


def _write_terms(book: Workbook, plan: PlanJob) -> None:
    sheet = book.add_worksheet(TERMS)
    years = len(plan.terms[0].profile)
    heads = ["Term", "Body", "Kind", "Unit cost as published, £ (1 for a cost)", "Units of it"]
    heads += ["To today's prices, times", "After our correction, times", "Sign", "A full year, £"]
    heads += [f"Year {year}, £" for year in range(1, years + 1)]
    heads += [f"Share in year {year}" for year in range(1, years + 1)]
    _heads(book, sheet, heads, [60, 26, 12, 14, 8, 12, 12, 8, 16, *[14] * years, *[8] * years])
    money = book.add_format(MONEY)
    for row, term in enumerate(plan.terms, FIRST_ROW):
        for column, words in enumerate((term.label, term.body, term.kind)):
            sheet.write_string(row, column, words)
        for column, multiple in zip(FACTORS, term.multiples, strict=True):
            sheet.write_number(row, column, multiple)
        full = amount_of(term, plan.numbers)
        sheet.write_formula(row, FULL_YEAR, _product(row, term), money, full)
        for year, share in enumerate(term.profile):
            at = xl_rowcol_to_cell(row, FIRST_YEAR + years + year)
            sheet.write_number(row, FIRST_YEAR + years + year, share)
            whole = xl_rowcol_to_cell(row, FULL_YEAR)
            sheet.write_formula(row, FIRST_YEAR + year, f"={whole}*{at}", money, full * share)


def _product(row: int, term: TermRow) -> str:
    cells = [xl_rowcol_to_cell(row, column) for column in FACTORS]
    for position in term.factors:
        cell = f"{NUMBERS}!{xl_rowcol_to_cell(FIRST_ROW + position, VALUE_COLUMN)}"
        cells.append(f"(1-{cell})" if position in term.remainders else cell)
    return "=" + "*".join(cells)


def amount_of(term: TermRow, numbers: Sequence[NumberCell]) -> float:
    """GBP of a term in a full year, below zero for a cost."""
    amount = prod(term.multiples)
    for position in term.factors:
        value = numbers[position].value
        amount *= 1 - value if position in term.remainders else value
    return amount


@dataclass(frozen=True)
class _Group:
    """Terms that are summed for a row of results; of what can be taken out of budgets a part."""

    terms: tuple[int, ...]
    is_cashable: bool = False


def _write_result(book: Workbook, plan: PlanJob) -> None:
    """Sums by body and kind for each year, discounted, and the totals; the first sheet."""
    sheet = book.add_worksheet(RESULT)
    years = len(plan.terms[0].profile)
    heads = ["Body and kind", "Likely case: present value, £ (formula)"]
    heads += ["Middle of 10,000 draws, £ (does not change)", "From, £", "To, £"]
    heads += [f"Year {year}, £" for year in range(1, years + 1)]
    _heads(book, sheet, heads, [60, 20, 20, 14, 14, *[14] * years])
    money = book.add_format(MONEY)
    sheet.write_string(RATE_ROW, 0, "Discount rate a year (HM Treasury, Green Book)")
    sheet.write_number(RATE_ROW, 1, plan.rate)
    sheet.write_string(FACTOR_ROW, 0, "Worth of £1 of the year")
    rate = xl_rowcol_to_cell(RATE_ROW, 1, row_abs=True, col_abs=True)
    factors = [(1 + plan.rate) ** -year for year in range(years)]
    for year, factor in enumerate(factors):
        sheet.write_formula(FACTOR_ROW, RESULT_YEAR + year, f"=1/(1+{rate})^{year}", None, factor)
    middles = {middle.label: middle for middle in plan.middles}
    for row, (label, group) in enumerate(_groups(plan).items(), FACTOR_ROW + 1):
        sheet.write_string(row, 0, label)
        flows = [_amount_in(plan, group, year) for year in range(years)]
        for year in range(years):
            formula = _sum_of(plan, group, year)
            sheet.write_formula(row, RESULT_YEAR + year, formula, money, flows[year])
        total = sum(flow * factor for flow, factor in zip(flows, factors, strict=True))
        formula = f"=SUMPRODUCT({_span(row, years)},{_span(FACTOR_ROW, years)})"
        sheet.write_formula(row, 1, formula, money, total)
        if middle := middles.get(label):
            for column, value in enumerate((middle.value, middle.low, middle.high), 2):
                sheet.write_number(row, column, value, money)


def _sum_of(plan: PlanJob, group: _Group, year: int) -> str:
    parts = []
    for term in group.terms:
        cell = f"{TERMS}!{xl_rowcol_to_cell(FIRST_ROW + term, FIRST_YEAR + year)}"
        share = plan.terms[term].cashable
        if group.is_cashable and share is not None:
            cell += f"*{NUMBERS}!{xl_rowcol_to_cell(FIRST_ROW + share, VALUE_COLUMN)}"
        parts.append(cell)
    return "=" + "+".join(parts)


def _amount_in(plan: PlanJob, group: _Group, year: int) -> float:
    total = 0.0
    for position in group.terms:
        term = plan.terms[position]
        amount = amount_of(term, plan.numbers) * term.profile[year]
        if group.is_cashable and term.cashable is not None:
            amount *= plan.numbers[term.cashable].value
        total += amount
    return total


def _groups(plan: PlanJob) -> Mapping[str, _Group]:
    """Terms by what they are summed for: each body and kind, then totals."""
    found: dict[str, list[int]] = {}
    for position, term in enumerate(plan.terms):
        words = {"cost": "pays", "fiscal": "is spared"}.get(term.kind, f"{term.kind} value")
        found.setdefault(f"{term.body}: {words}", []).append(position)
    groups: dict[str, _Group] = {}
    for label, terms in found.items():
        groups[label] = _Group(tuple(terms))
        first = plan.terms[terms[0]]
        if first.kind == "fiscal" and first.cashable is not None:
            groups[f"{first.body}: of that, out of budgets"] = _Group(tuple(terms), True)
    fiscal = [at for at, term in enumerate(plan.terms) if term.kind in {"cost", "fiscal"}]
    groups["All public bodies: net"] = _Group(tuple(fiscal))
    groups["Net public value"] = _Group(tuple(range(len(plan.terms))))
    return groups


def _span(row: int, years: int) -> str:
    first = xl_rowcol_to_cell(row, RESULT_YEAR)
    return f"{first}:{xl_rowcol_to_cell(row, RESULT_YEAR + years - 1)}"
