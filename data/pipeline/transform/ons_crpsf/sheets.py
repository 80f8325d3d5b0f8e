"""Blocks of the workbooks of public sector finances: a column of labels, and one a year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import pandas as pd

from data.pipeline.transform.shared.place import Place

REGIONS: Final = {
    "North East": "E12000001",
    "North West": "E12000002",
    "Yorkshire and The Humber": "E12000003",
    "East Midlands": "E12000004",
    "West Midlands": "E12000005",
    "East of England": "E12000006",
    "London": "E12000007",
    "South East": "E12000008",
    "South West": "E12000009",
    "England": "E92000001",
}
YEAR: Final = re.compile(r"(\d{4}) to \d{2}(\d{2})")
NOTE: Final = re.compile(r"\s*\[note \d+\]")


def read_block(
    rows: Sequence[Sequence[object]], *, heading: str, labels: Sequence[str], place: Place
) -> pd.DataFrame:
    """Read the lines below a heading, which must be labelled as declared, in their order.

    Labels may be there twice, so a line is known by its place; references to notes are dropped.

    Args:
        rows: of the sheet.
        heading: the first cell of the row of years.
        labels: labels of the lines.
        place: the sheet, for the message.

    Returns:
        line (from 0), financial_year, value in the sheet's unit.

    Raises:
        SourceSchemaError: no such heading, another label or year, or a cell that is no number.
    """
    tops = [number for number, row in enumerate(rows) if plain(row[0]) == heading]
    if len(tops) != 1:
        raise place.refuse(received=f"{len(tops)} rows of {heading!r}", expected="one")
    top = tops[0]
    years = [_year(cell, row=top + 1, place=place) for cell in rows[top][1:]]
    made = []
    for line, label in enumerate(labels):
        number = top + 1 + line
        received = plain(rows[number][0]) if number < len(rows) else "the end"
        if received != label:
            raise place.refuse(row=number + 1, column=heading, received=received, expected=label)
        for year, cell in zip(years, rows[number][1:], strict=True):
            if not isinstance(cell, int | float):
                raise place.refuse(row=number + 1, column=year, received=cell, expected="a number")
            made.append((line, year, float(cell)))
    return pd.DataFrame(made, columns=["line", "financial_year", "value"])


def plain(cell: object) -> str:
    """A label without references to notes and superfluous blanks.

    >>> plain("Taxes on Landfill  [note 4], of which:")
    'Taxes on Landfill, of which:'
    """
    return " ".join(NOTE.sub("", str(cell)).split())


def _year(cell: object, *, row: int, place: Place) -> str:
    found = YEAR.fullmatch(str(cell))
    if found is None:
        raise place.refuse(row=row, received=cell, expected="years as 1999 to 2000")
    return f"{found[1]}-{found[2]}"
