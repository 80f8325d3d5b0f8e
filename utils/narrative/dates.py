"""Dates of the record in one form, and their order."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from typing import Final

MONTHS: Final = {name: number for number, name in enumerate(month_name) if name}
_SHORT: Final = {month_abbr[number]: name for name, number in MONTHS.items()}
_SHORT_MONTH: Final = re.compile(rf"\b({'|'.join(_SHORT)})\b")
_AMERICAN: Final = re.compile(rf"({'|'.join(MONTHS)}) (\d{{1,2}})(?:st|nd|rd|th)?, (\d{{4}})")
_BY_CONTEXT: Final = re.compile(r"\[(\d{4}) by context\]")
_PARTS: Final = re.compile(rf"(?:(\d{{1,2}}) )?({'|'.join(MONTHS)})")


def whole_months(text: str) -> str:
    """A text with the names of months written out.

    >>> whole_months("28 Nov 2025")
    '28 November 2025'
    """
    return _SHORT_MONTH.sub(lambda found: _SHORT[found[0]], text)


def date_words(date: str) -> str:
    """A date of the record as 31 January 2024, or as much of it as is known.

    >>> date_words("January 31, 2024"), date_words("March 25th, 2010"), date_words("28 Nov 2025")
    ('31 January 2024', '25 March 2010', '28 November 2025')
    >>> date_words("20 July [2009 by context]"), date_words("2007")
    ('20 July 2009 (the year from the context)', '2007')
    """
    plain = _BY_CONTEXT.sub(r"\1 (the year from the context)", whole_months(date))
    return _AMERICAN.sub(r"\2 \1 \3", plain)


def order_in_year(date: str) -> tuple[int, int]:
    """Month and day of a date; zero for what is not known, which comes first.

    >>> order_in_year("January 31, 2024"), order_in_year("October 2010"), order_in_year("2007")
    ((1, 31), (10, 0), (0, 0))
    """
    found = _PARTS.search(date_words(date))
    return (MONTHS[found[2]], int(found[1] or 0)) if found else (0, 0)
