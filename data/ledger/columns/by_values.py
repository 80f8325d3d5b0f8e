"""Recognises columns without a name by their values alone, where only one reading is possible."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from data.ledger.columns.layouts import BY_VALUES
from data.ledger.columns.recognise import Profile
from data.ledger.columns.vocabulary import AMOUNTS
from data.ledger.core.dates import read_date
from data.ledger.core.file_report import ColumnFound
from data.ledger.core.names import legal_form

UNNAMED: Final = re.compile(r"column [0-9]+")
ALMOST_ALL: Final = 0.95
#: Amounts have pence in more than so many cells; codes and numbers of days have none.
HAVE_PENCE: Final = 0.05
#: In a column of suppliers so many cells state a legal form.
HAVE_FORMS: Final = 0.3
#: Payment files were published from here on, and one is of three years at most.
FIRST_YEAR: Final = 2005
MOST_DAYS: Final = 3 * 366
CONFIDENCE: Final = 0.5


def name_by_values(
    columns: Sequence[ColumnFound],
    profiles: Sequence[Profile],
    samples: Sequence[Sequence[object]],
) -> tuple[ColumnFound, ...] | None:
    """Give unnamed columns the meanings that the named ones lack.

    Returns:
        The columns; None unless exactly one column without a name has amounts with pence.
    """
    unnamed = [at for at, column in enumerate(columns) if UNNAMED.fullmatch(column.name)]
    taken = {column.meaning for column in columns} - set(AMOUNTS)
    amounts = [
        at
        for at in unnamed
        if profiles[at].amounts >= ALMOST_ALL and profiles[at].pence > HAVE_PENCE
    ]
    if len(amounts) != 1:
        return None
    given = {amounts[0]: "amount"}
    days = [at for at in unnamed if at not in given and _are_days(samples[at])]
    if "date" not in taken and len(days) == 1:
        given[days[0]] = "date"
    forms = {at: _forms(samples[at]) for at in unnamed if at not in given}
    named = [at for at, share in forms.items() if share >= HAVE_FORMS]
    if "supplier" not in taken and len(named) == 1:
        given[named[0]] = "supplier"
    return tuple(
        replace(column, meaning=given[at], confidence=CONFIDENCE, why=BY_VALUES)
        if at in given
        else replace(column, meaning="", why="not used")
        if column.meaning in AMOUNTS
        else column
        for at, column in enumerate(columns)
    )


def _are_days(cells: Sequence[object]) -> bool:
    values = [cell for cell in cells if cell not in (None, "")]
    days = [day for cell in values if (day := read_date(cell).day) is not None]
    if not days or len(days) < len(values) * ALMOST_ALL:
        return False
    return min(days) >= date(FIRST_YEAR, 1, 1) and (max(days) - min(days)).days <= MOST_DAYS


def _forms(cells: Sequence[object]) -> float:
    texts = [cell for cell in cells if isinstance(cell, str) and cell.strip()]
    return sum(bool(legal_form(text)) for text in texts) / max(len(texts), 1)
