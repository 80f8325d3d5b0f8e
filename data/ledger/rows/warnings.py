"""What is known of a table before its rows are read, and what is said of them afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from data.ledger.columns.known_tables import Survey
from data.ledger.columns.mappings import Mapping
from data.ledger.core.file_report import to_pence
from data.ledger.core.periods import year_of_period
from data.ledger.rows.fields import Setting
from data.ledger.rows.payers import payer_from_name, payer_from_titles
from data.ledger.rows.row_reader import RowReader
from utils.formatting import format_count

#: Rows that are numbered in a warning.
MOST_NUMBERED: Final = 5


def find_payer(
    found: Survey, *, file: str, given: str, mappings: Sequence[Mapping]
) -> tuple[str, str]:
    """Find whose ledger a table is where a row does not say, and what says it.

    Args:
        found: the table.
        file: name of the file.
        given: the payer as given; "" if it is not.
        mappings: the mappings that may have been used.
    """
    if given:
        return given, "told"
    mapped = next((mapping.payer for mapping in mappings if mapping.publisher == found.mapping), "")
    if mapped:
        return mapped, "mapping"
    titled = payer_from_titles(found.titles)
    named = payer_from_name(file)
    fallback = (titled, "title") if titled else (named, "name of the file")
    if found.layout.payer is not None:
        return fallback[0], f"column {found.layout.names[found.layout.payer]!r}"
    return fallback if fallback[0] else ("", "")


def year_told(found: Survey, file: str) -> str | None:
    """The financial year of rows that give none, from the titles or else the file's name."""
    if found.layout.date is not None or found.layout.period:
        return None
    years = [year_of_period(text) for text in (*found.titles, file)]
    return next((year for year in years if year), None)


def warnings_of(rows: RowReader, setting: Setting) -> Iterator[str]:
    """Say what a reader of the payments has to know."""
    counts = rows.noted
    yield from _repairs(rows)
    if counts["parts"]:
        amounts = format_count(counts["parts"], "amount has", "amounts have")
        yield f"{amounts} parts of a penny, which are kept."
    if counts["against"]:
        dates = format_count(counts["against"], "date", "dates")
        yield (
            f"{dates} could only be read against the order of the column "
            f"({rows.layout.date_order})."
        )
    if counts["undated"] and rows.layout.date is not None:
        yield f"{format_count(counts['undated'], 'payment has', 'payments have')} no date."
    if counts["undated"] and setting.year and rows.layout.date is None:
        yield f"Payments without a date are taken to be of {setting.year}, as the file's words say."
    if counts["nameless"] and rows.layout.supplier is not None:
        yield f"{format_count(counts['nameless'], 'payment names', 'payments name')} no supplier."
    if counts["vat"]:
        cells = format_count(counts["vat"], "cell of VAT was", "cells of VAT were")
        yield f"{cells} left out, as {'it' if counts['vat'] == 1 else 'they'} cannot be read."
    yield from _totals(rows)


def _repairs(rows: RowReader) -> Iterator[str]:
    """Say what was put right in rows."""
    counts = rows.noted
    if rows.stuck_rows:
        numbers = ", ".join(map(str, rows.stuck_rows[:MOST_NUMBERED]))
        more = " and others" if len(rows.stuck_rows) > MOST_NUMBERED else ""
        one = len(rows.stuck_rows) == 1
        yield (
            f"In {format_count(len(rows.stuck_rows), 'row', 'rows')} the amount was stuck to the "
            f"supplier's name and has been separated from it "
            f"({'row' if one else 'rows'} {numbers}{more})."
        )
    if counts["moved"]:
        lacking = format_count(counts["moved"], "row lacks", "rows lack")
        yield f"{lacking} the supplier's cell; the cells behind it are moved on."
    if counts["run together"]:
        yield (
            f"In {format_count(counts['run together'], 'row', 'rows')} a date was run together "
            "with the supplier before it or the amount behind it; they are separated."
        )
    if counts["split"]:
        split = format_count(counts["split"], "row", "rows")
        yield f"In {split} commas between thousands had split the amount; it is joined again."
    if counts["surplus"]:
        longer = format_count(counts["surplus"], "row has", "rows have")
        yield f"{longer} words beyond the last column, which are left out."
    if counts["short"]:
        amounts = format_count(counts["short"], "amount is", "amounts are")
        yield f"{amounts} written as in 1.2E+06, which may lack the last digits."


def _totals(rows: RowReader) -> Iterator[str]:
    """Say which totals of the file do not agree with its payments."""
    disagree = [check for check in rows.report.totals if not check.agrees]
    for check in disagree:
        if check.agrees_with_rejected:
            yield (
                f"Row {check.row:,} gives a total of {to_pence(check.told):,}, which agrees with "
                "the rows above it only if rejected rows are added; the payments come to "
                f"{to_pence(check.counted):,}."
            )
            continue
        yield (
            f"Row {check.row:,} gives a total of {to_pence(check.told):,}, but the rows above it "
            f"come to {to_pence(check.counted):,}."
        )
