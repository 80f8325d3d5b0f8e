"""The sheet behind a chart on a slide: its figures, its limits, and how far these are from them.

Error bars refer to the last columns, which follow when a figure or a limit is edited.
"""

from __future__ import annotations

import io
from typing import Any, Final

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from data.export.document import clean_text
from data.export.native import NativeChart, Numbers, Series
from data.export.workbook import OPTIONS

#: The name by which the library of slides refers to the sheet.
SHEET: Final = "Sheet1"
#: Columns of a series that has limits: lower, upper, and how far each is from the figure.
LIMIT_COLUMNS: Final = 4


def number_format(native: NativeChart) -> str:
    """How a spreadsheet writes the figures: with their sign of money, their commas and decimals."""
    decimals = "." + "0" * native.decimals if native.decimals else ""
    before = f'"{native.before}"' if native.before else ""
    number = f"{before}#,##0{decimals}"
    return f"{number};\u2212{number}"


def distances(series: Series) -> tuple[Numbers, Numbers]:
    """How far the lower and the upper limit are from each figure; None where one is missing."""
    lower = zip(series.values, series.lower, strict=True)
    upper = zip(series.values, series.upper, strict=True)
    return (
        tuple(None if value is None or low is None else value - low for value, low in lower),
        tuple(None if value is None or high is None else high - value for value, high in upper),
    )


def distance_ranges(native: NativeChart, number: int) -> tuple[str, str]:
    """Where the distances of a series' limits are in the sheet, as a chart refers to them."""
    first = _limits_at(native, number) + 2
    columns = (xl_col_to_name(first, col_abs=True), xl_col_to_name(first + 1, col_abs=True))
    last = len(native.categories) + 1
    lower, upper = (f"{SHEET}!{column}$2:{column}${last}" for column in columns)
    return lower, upper


def write_sheet(native: NativeChart) -> bytes:
    """Write the workbook that a program opens when the chart's figures are edited."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, OPTIONS)
    sheet = book.add_worksheet(SHEET)
    shown = book.add_format({"num_format": number_format(native)})
    sheet.write_column(1, 0, [clean_text(name) for name in native.categories])
    for number, series in enumerate(native.series):
        _write_numbers(sheet, number + 1, series.name, series.values, shown)
        if series.lower:
            _write_limits(sheet, native, number, shown)
    sheet.set_column(0, 0, max(map(len, native.categories), default=0) + 2)
    book.close()
    return target.getvalue()


def _limits_at(native: NativeChart, number: int) -> int:
    """The first column of a series' limits: after all figures and the limits of those before."""
    before = sum(bool(series.lower) for series in native.series[:number])
    return 1 + len(native.series) + LIMIT_COLUMNS * before


def _write_limits(sheet: Any, native: NativeChart, number: int, shown: Any) -> None:  # noqa: ANN401
    series, first = native.series[number], _limits_at(native, number)
    _write_numbers(sheet, first, f"{series.name}, lower ({native.limits})", series.lower, shown)
    _write_numbers(sheet, first + 1, f"{series.name}, upper ({native.limits})", series.upper, shown)
    below, above = distances(series)
    for column, name, numbers, (more, less) in (
        (first + 2, "below", below, (number + 1, first)),
        (first + 3, "above", above, (first + 1, number + 1)),
    ):
        sheet.write_string(0, column, f"{series.name}, {name}")
        for row, value in enumerate(numbers, 1):
            if value is not None:
                ends = xl_rowcol_to_cell(row, more), xl_rowcol_to_cell(row, less)
                sheet.write_formula(row, column, f"={ends[0]}-{ends[1]}", shown, value)


def _write_numbers(sheet: Any, column: int, name: str, numbers: Numbers, shown: Any) -> None:  # noqa: ANN401
    sheet.write_string(0, column, clean_text(name))
    for row, value in enumerate(numbers, 1):
        if value is not None:
            sheet.write_number(row, column, value, shown)
