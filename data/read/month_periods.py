"""Periods of whole months inside a financial year, as published payments name them."""

from __future__ import annotations

import re
from calendar import month_name
from dataclasses import dataclass
from typing import Final

from utils.errors import InvalidInputError

MONTHS: Final = 12
#: The financial year begins in April.
FIRST_MONTH: Final = 4
_MONTH: Final = r"(20\d\d)-(0[1-9]|1[0-2])"
_PERIOD: Final = re.compile(rf"{_MONTH}(?: to {_MONTH})?", re.ASCII)
ALLOWED: Final = (
    "a month such as 2024-10, or months of one financial year such as 2024-04 to 2025-03"
)


@dataclass(frozen=True, order=True)
class MonthPeriod:
    """From a first to a last month, written as 2024-04."""

    first: str
    last: str

    @classmethod
    def read(cls, text: str) -> MonthPeriod:
        """Read a period as it is written.

        >>> MonthPeriod.read("2024-10").words
        'October 2024'
        >>> MonthPeriod.read("2024-04 to 2024-06").words
        'April to June 2024'

        Raises:
            InvalidInputError: it is no such period, ends before it begins, or is of two years.
        """
        found = _PERIOD.fullmatch(text.strip())
        if found:
            first = f"{found[1]}-{found[2]}"
            period = cls(first, f"{found[3]}-{found[4]}" if found[3] else first)
            if period.first <= period.last and _year(period.first) == _year(period.last):
                return period
        raise InvalidInputError(argument="period", received=text, expected=ALLOWED)

    def __str__(self) -> str:
        """The period as it is written."""
        return self.first if self.first == self.last else f"{self.first} to {self.last}"

    @property
    def words(self) -> str:
        """The period in words."""
        first, last = _words(self.first), _words(self.last)
        if first == last:
            return first
        if self.first[:4] == self.last[:4]:
            first = first.partition(" ")[0]
        return f"{first} to {last}"

    @property
    def months(self) -> int:
        """How many months it has."""
        return _number(self.last) - _number(self.first) + 1

    @property
    def financial_year(self) -> str:
        """The financial year that it is in, such as 2024-25."""
        year = _year(self.first)
        return f"{year}-{(year + 1) % 100:02d}"


def _number(month: str) -> int:
    return int(month[:4]) * MONTHS + int(month[5:])


def _year(month: str) -> int:
    """The calendar year in which a month's financial year begins."""
    return int(month[:4]) - (int(month[5:]) < FIRST_MONTH)


def _words(month: str) -> str:
    return f"{month_name[int(month[5:])]} {month[:4]}"
