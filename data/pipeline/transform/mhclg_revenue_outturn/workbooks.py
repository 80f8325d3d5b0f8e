"""Reads an outturn workbook's sheet, given as rows, into one row an authority and service line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_sheet
from data.pipeline.transform.mhclg_revenue_outturn.declared import ServiceLine, Workbook
from data.pipeline.transform.shared.place import Place, place_of

Rows = Sequence[Sequence[object]]

#: What the publisher writes for a return not received ("…", "[x]"), a line not estimated ("[n]")
#: and a line withheld while the publisher asks about it ("[note 3]" of RO3 2024-25).
MISSING_MARKS = frozenset({"…", "[x]", "[n]", "[note 3]"})
ENGLAND_ROW = "ENGLAND"
MEASURE = "net current expenditure"
GBP_PER_THOUSAND = 1000
_ECODE = re.compile(r"E\d{4}")
_DROPPED = re.compile(r"\[note \d+\]|\(total of lines[^)]*\)")


def read_workbooks(
    raw: RawFiles,
    workbooks: Sequence[Workbook],
    *,
    lines: Sequence[ServiceLine],
    aliases: Mapping[str, str],
    measure: str = MEASURE,
) -> pd.DataFrame:
    """Read workbooks, each below the last, each with the lines it must hold; as `parse_sheet`.

    Raises:
        SourceSchemaError: a workbook is not laid out as declared.
    """
    parts = [
        parse_sheet(
            read_sheet(raw, workbook.key, sheet=workbook.sheet),
            workbook=workbook,
            lines=[line for line in lines if line.is_in(workbook)],
            aliases=aliases,
            place=place_of(raw, workbook.key, sheet=workbook.sheet),
            measure=measure,
        )
        for workbook in workbooks
    ]
    return pd.concat(parts, ignore_index=True)


def parse_sheet(
    rows: Rows,
    *,
    workbook: Workbook,
    lines: Sequence[ServiceLine],
    aliases: Mapping[str, str],
    place: Place,
    measure: str = MEASURE,
) -> pd.DataFrame:
    """Read the authorities and the England row of a sheet, of a measure where it has several.

    Everything below the England row is a breakdown by region or class, in which the Greater London
    Authority stands a second time: it is left out.

    Returns:
        financial_year, ecode ("England" for the country), name, service_line, amount_gbp (null
        where the publisher marks no return).

    Raises:
        SourceSchemaError: the header, the England row or a declared line is absent, an authority
            stands twice or has no E-code, or a cell is neither a number nor a known mark.
    """
    header = _find_header(rows, place)
    columns = _find_columns(
        rows, header=header, workbook=workbook, aliases=aliases, measure=measure
    )
    name_column = _name_column(rows[header], place)
    wanted = {line.service_line: _line_columns(line, columns, place) for line in lines}
    records = []
    for number, code in _authority_rows(rows, header=header, name_column=name_column, place=place):
        row = rows[number]
        for service_line, parts in wanted.items():
            amount = _sum_cells(row, parts, number=number, place=place)
            records.append((code, str(row[name_column]).strip(), service_line, amount))
    frame = pd.DataFrame(records, columns=["ecode", "name", "service_line", "amount_gbp"])
    frame["amount_gbp"] = frame["amount_gbp"].astype("float64") * GBP_PER_THOUSAND
    frame.insert(0, "financial_year", workbook.financial_year)
    return frame


def normalise(label: object) -> str:
    """Reduce a label to what identifies it: no case, notes, line numbers or kinds of dash."""
    text = str(label).casefold().replace("’", "'").replace("–", "-")  # noqa: RUF001
    return " ".join(_DROPPED.sub(" ", " ".join(text.split())).split())


def _find_header(rows: Rows, place: Place) -> int:
    for number, row in enumerate(rows):
        if row and str(row[0]).strip() == "E-code":
            return number
    raise place.refuse(received="no such row", expected="a header row that begins with 'E-code'")


def _name_column(header: Sequence[object], place: Place) -> int:
    for column, cell in enumerate(header):
        if str(cell).strip() == "Local authority":
            return column
    raise place.refuse(
        received=[str(cell) for cell in header[:8]], expected="a column Local authority"
    )


def _find_columns(
    rows: Rows, *, header: int, workbook: Workbook, aliases: Mapping[str, str], measure: str
) -> dict[str, int]:
    """Map each normalised label to its first column; reserves repeat some labels further right."""
    renamed = {normalise(old): normalise(new) for old, new in aliases.items()}
    found: dict[str, int] = {}
    group = ""
    for column, cell in enumerate(rows[header]):
        label = normalise(cell)
        if workbook.layout == "grouped":
            group = normalise(rows[header - 1][column]) or group
            label = group if label.startswith(measure) else ""
        elif workbook.layout == "joined":
            # Written " - ", "- " and " -" before the measure, even within a single sheet.
            label, separator, _ = label.rpartition(measure)
            label = label.strip(" -") if separator else ""
        if label:
            found.setdefault(renamed.get(label, label), column)
    return found


def _line_columns(line: ServiceLine, columns: Mapping[str, int], place: Place) -> dict[str, int]:
    for label in line.labels:
        if normalise(label) not in columns:
            raise place.refuse(
                column=label, received=f"labels {sorted(columns)}", expected=f"a column {label!r}"
            )
    return {label: columns[normalise(label)] for label in line.labels}


def _authority_rows(
    rows: Rows, *, header: int, name_column: int, place: Place
) -> list[tuple[int, str]]:
    """List the row numbers and codes of the authorities and, last, of England."""
    found: list[tuple[int, str]] = []
    seen: set[str] = set()
    for number in range(header + 1, len(rows)):
        row = rows[number]
        code, name = str(row[0]).strip(), str(row[name_column]).strip()
        if name.upper() == ENGLAND_ROW:
            return [*found, (number, "England")]
        if not code and not name:
            continue
        if not _ECODE.fullmatch(code) or code in seen:
            raise place.refuse(
                row=number + 1,
                column="E-code",
                received=code,
                expected="an E and four digits, once each, above the England row",
            )
        seen.add(code)
        found.append((number, code))
    raise place.refuse(received="no such row", expected="a row named ENGLAND")


def _sum_cells(
    row: Sequence[object], parts: Mapping[str, int], *, number: int, place: Place
) -> float:
    total = 0.0
    for label, column in parts.items():
        cell = row[column]
        if isinstance(cell, str) and cell.strip() in MISSING_MARKS:
            return float("nan")
        if isinstance(cell, bool) or not isinstance(cell, (int, float)):
            raise place.refuse(
                row=number + 1,
                column=label,
                received=cell,
                expected=f"a number or one of {sorted(MISSING_MARKS)}",
            )
        total += cell
    return total
