"""Finds the financial year in words about a period: a column, a title or the name of a file."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from data.ledger.core.dates import (
    MONTH_NAME,
    MONTHS_OF_YEAR,
    financial_year,
    full_year,
    month_number,
)

#: 2023-24, 2023/24, 2023/2024. Read as a month, 2011-12 is of the same year.
YEARS: Final = re.compile(r"(?<![0-9])(20[0-9]{2})\s?[-/_]\s?(?:20)?([0-9]{2})(?![0-9])")
NAMED_MONTH: Final = re.compile(
    rf"(?<![a-z]){MONTH_NAME}(?![a-z])[\s\-_/.,']*(20[0-9]{{2}}|[0-9]{{2}})(?![0-9])", re.IGNORECASE
)
YEAR_AND_NAME: Final = re.compile(
    rf"(?<![0-9])(20[0-9]{{2}})(?![0-9]).*?(?<![a-z]){MONTH_NAME}(?![a-z])", re.IGNORECASE
)
ISO_MONTH: Final = re.compile(r"(?<![0-9])(20[0-9]{2})[-_/.](0[1-9]|1[0-2])(?![0-9])")
YEAR_AND_NUMBER: Final = re.compile(r"(20[0-9]{2})(?:\.0)?\s+(1[0-2]|0?[1-9])(?:\.0)?")


def year_of_period(text: str) -> str | None:
    """Find the financial year that words state, such as "P3 2023/24", "April 2023" or "2023-04".

    A bare 202304 is not read: it may be a month of the calendar or of the financial year.

    Returns:
        The financial year, such as 2023-24; None where the words state none for certain.
    """
    for found in YEARS.finditer(text):
        if (int(found[1]) + 1) % 100 == int(found[2]):
            return f"{found[1]}-{found[2]}"
    if found_month := NAMED_MONTH.search(text):
        return _of_month(full_year(found_month[2]), month_number(found_month[1]))
    if found_name := YEAR_AND_NAME.search(text):
        return _of_month(int(found_name[1]), month_number(found_name[2]))
    if found_iso := ISO_MONTH.search(text):
        return _of_month(int(found_iso[1]), int(found_iso[2]))
    if found_number := YEAR_AND_NUMBER.fullmatch(text.strip()):
        return _of_month(int(found_number[1]), int(found_number[2]))
    return None


def _of_month(year: int, month: int) -> str | None:
    return financial_year(date(year, month, 1)) if 1 <= month <= MONTHS_OF_YEAR else None
