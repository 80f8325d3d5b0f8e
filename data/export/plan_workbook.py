"""Writes a plan as a workbook that recomputes.

Every number of the plan is a cell; terms, years and results are formulas over them, so that a
reader can change a number and see what comes of it. The formulas hold the likely case; the draws
behind the ranges are in the atlas alone.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
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
FULL_YEAR: Final = 5
FIRST_YEAR: Final = 6
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
        scale: what the product is multiplied by.
        profile: share of it in each year.
    """

    label: str
    body: str
    kind: str
    factors: tuple[int, ...]
    remainders: tuple[int, ...]
    scale: float
    profile: tuple[float, ...]


class PlanJob(_Part):
    """A plan in the likely case."""

    title: str
    rate: float
    numbers: tuple[NumberCell, ...]
    terms: tuple[TermRow, ...]
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
        ["Number", "Value (change it here)", "From", "To", "Source"],
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
    heads = ["Term", "Body", "Kind", "Scale (unit cost, correction)", "Sign", "A full year, £"]
    heads += [f"Year {year}, £" for year in range(1, years + 1)]
    heads += [f"Share in year {year}" for year in range(1, years + 1)]
    _heads(book, sheet, heads, [60, 26, 12, 14, 8, 16, *[14] * years, *[8] * years])
    money = book.add_format(MONEY)
    for row, term in enumerate(plan.terms, FIRST_ROW):
        for column, words in enumerate((term.label, term.body, term.kind)):
            sheet.write_string(row, column, words)
        sheet.write_number(row, 3, term.scale)
        sheet.write_number(row, 4, -1 if term.kind == "cost" else 1)
        full = amount_of(term, plan.numbers)
        sheet.write_formula(row, FULL_YEAR, _product(row, term), money, full)
        for year, share in enumerate(term.profile):
            at = xl_rowcol_to_cell(row, FIRST_YEAR + years + year)
            sheet.write_number(row, FIRST_YEAR + years + year, share)
            whole = xl_rowcol_to_cell(row, FULL_YEAR)
            sheet.write_formula(row, FIRST_YEAR + year, f"={whole}*{at}", money, full * share)


def _product(row: int, term: TermRow) -> str:
    cells = [xl_rowcol_to_cell(row, column) for column in (3, 4)]
    for position in term.factors:
        cell = f"{NUMBERS}!{xl_rowcol_to_cell(FIRST_ROW + position, VALUE_COLUMN)}"
        cells.append(f"(1-{cell})" if position in term.remainders else cell)
    return "=" + "*".join(cells)


def amount_of(term: TermRow, numbers: Sequence[NumberCell]) -> float:
    """GBP of a term in a full year, below zero for a cost."""
    amount = -term.scale if term.kind == "cost" else term.scale
    for position in term.factors:
        value = numbers[position].value
        amount *= 1 - value if position in term.remainders else value
    return amount


def _write_result(book: Workbook, plan: PlanJob) -> None:
    """Sums by body and kind for each year, discounted, and the totals; the first sheet."""
    sheet = book.add_worksheet(RESULT)
    years = len(plan.terms[0].profile)
    heads = [
        "Body and kind",
        "Present value, £",
        *[f"Year {year}, £" for year in range(1, years + 1)],
    ]
    _heads(book, sheet, heads, [60, 18, *[14] * years])
    money = book.add_format(MONEY)
    sheet.write_string(RATE_ROW, 0, "Discount rate a year (HM Treasury, Green Book)")
    sheet.write_number(RATE_ROW, 1, plan.rate)
    sheet.write_string(FACTOR_ROW, 0, "Worth of £1 of the year")
    rate = xl_rowcol_to_cell(RATE_ROW, 1, row_abs=True, col_abs=True)
    factors = [(1 + plan.rate) ** -year for year in range(years)]
    for year in range(years):
        sheet.write_formula(FACTOR_ROW, 2 + year, f"=1/(1+{rate})^{year}", None, factors[year])
    for row, (label, terms) in enumerate(_groups(plan).items(), FACTOR_ROW + 1):
        sheet.write_string(row, 0, label)
        flows = [
            sum(
                amount_of(plan.terms[term], plan.numbers) * plan.terms[term].profile[year]
                for term in terms
            )
            for year in range(years)
        ]
        for year in range(years):
            cells = [xl_rowcol_to_cell(FIRST_ROW + term, FIRST_YEAR + year) for term in terms]
            formula = "=" + "+".join(f"{TERMS}!{cell}" for cell in cells)
            sheet.write_formula(row, 2 + year, formula, money, flows[year])
        sheet.write_formula(
            row,
            1,
            f"=SUMPRODUCT({_span(row, years)},{_span(FACTOR_ROW, years)})",
            money,
            sum(flow * factor for flow, factor in zip(flows, factors, strict=True)),
        )


def _groups(plan: PlanJob) -> Mapping[str, list[int]]:
    """Positions of the terms by what they are summed for: each body and kind, then totals."""
    groups: dict[str, list[int]] = {}
    for position, term in enumerate(plan.terms):
        words = {"cost": "pays", "fiscal": "is spared"}.get(term.kind, f"{term.kind} value")
        groups.setdefault(f"{term.body}: {words}", []).append(position)
    fiscal = [at for at, term in enumerate(plan.terms) if term.kind in {"cost", "fiscal"}]
    groups["All public bodies: net"] = fiscal
    groups["Net public value"] = list(range(len(plan.terms)))
    return groups


def _span(row: int, years: int) -> str:
    return f"{xl_rowcol_to_cell(row, 2)}:{xl_rowcol_to_cell(row, 1 + years)}"
