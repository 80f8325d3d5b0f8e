"""Turns cells into dates, day first unless the whole column says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

DAY_FIRST, MONTH_FIRST = "day first", "month first"
ORDERS: Final = (DAY_FIRST, MONTH_FIRST)
MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
MONTH_NAME: Final = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
TIME: Final = re.compile(
    r"[T\s]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\s*(?:[AP]M)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?$",
    re.IGNORECASE,
)
NUMERIC: Final = re.compile(
    r"([0-9]{1,2})\s?[/.\- ]\s?([0-9]{1,2})\s?[/.\- ]\s?([0-9]{4}|[0-9]{2})"
)
YEAR_FIRST: Final = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
COMPACT: Final = re.compile(r"[0-9]{8}")
SERIAL: Final = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
NAMED: Final = re.compile(
    rf"(?:[a-z]{{3,9}},?\s+)?([0-9]{{1,2}})(?:st|nd|rd|th)?[\s\-/.]*{MONTH_NAME}[\s\-/.,]*([0-9]{{4}}|[0-9]{{2}})",
    re.IGNORECASE,
)
NAMED_FIRST: Final = re.compile(
    rf"{MONTH_NAME}[\s\-.]+([0-9]{{1,2}})(?:st|nd|rd|th)?,?[\s\-]+([0-9]{{4}})", re.IGNORECASE
)
HAS_DIGIT: Final = re.compile(r"[0-9]")
#: A longer text is no date.
LONGEST: Final = 60
#: Workbooks count days from here; the two numbers are days of 1954 and 2119.
SERIAL_START: Final = date(1899, 12, 30)
FIRST_SERIAL, LAST_SERIAL = 20_000, 80_000
#: By so many days 1904 is later than where most workbooks count from.
LATER: Final = 1_462
FIRST_COMPACT, LAST_COMPACT = 19_000_101, 21_001_231
#: Two digits below this are of the century of 2000.
CENTURY_TURN: Final = 70
MONTHS_OF_YEAR: Final = 12
APRIL: Final = 4
ALLOWED: Final = (
    "allowed: a date such as 31/01/2024, 31-Jan-2024, 2024-01-31 or a workbook's number"
)


class Day(NamedTuple):
    """A date as read: the date, or why there is none."""

    day: date | None
    problem: str = ""
    against_order: bool = False


@dataclass(frozen=True)
class OrderFound:
    """In which order a column writes day and month.

    Attributes:
        order: any of `ORDERS`.
        decided: whether a value decided it; if not, day first is taken.
        against: values that can only be read in the other order.
        open: values that can be read in both orders and differ.
    """

    order: str
    decided: bool
    against: int
    open: int


def financial_year(day: date) -> str:
    """Name the financial year, April to March, such as 2023-24."""
    first = day.year if day.month >= APRIL else day.year - 1
    return f"{first}-{(first + 1) % 100:02d}"


def read_date(value: object, order: str = DAY_FIRST) -> Day:
    """Read a cell; a time of day is left out.

    A date that has only one reading is read so, whatever the order of its column.
    """
    if isinstance(value, datetime):
        return Day(value.date())
    if isinstance(value, date):
        return Day(value)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _of_serial(float(value), value)
    if not isinstance(value, str):
        return Day(None, f"{value!r} is no date; {ALLOWED}")
    if len(value) > LONGEST or not HAS_DIGIT.search(value):
        return Day(None, f"{value.strip()[:LONGEST]!r} is no date; {ALLOWED}")
    text = TIME.sub("", value.strip()).strip()
    return (
        _of_numbers(text, order)
        or _of_words(text)
        or Day(None, f"{value.strip()!r} is no date; {ALLOWED}")
    )


def days_from_1900(days: float) -> float:
    """Turn a workbook's days from 1904 into days from 1900; other numbers are left as they are."""
    return days + LATER if FIRST_SERIAL - LATER <= days <= LAST_SERIAL - LATER else days


def find_order(values: Iterable[object], *, stop_at_first: bool = False) -> OrderFound:
    """Decide the order of a column: a first part above 12 is a day, a second above 12 too.

    Args:
        values: the column's cells.
        stop_at_first: end with the first value that decides.
    """
    days = months = both = 0
    for value in values:
        found = NUMERIC.fullmatch(TIME.sub("", value.strip())) if isinstance(value, str) else None
        if found is None:
            continue
        first, second = int(found[1]), int(found[2])
        days += first > MONTHS_OF_YEAR
        months += second > MONTHS_OF_YEAR
        both += first != second and max(first, second) <= MONTHS_OF_YEAR
        if stop_at_first and days + months:
            break
    if months > days:
        return OrderFound(MONTH_FIRST, decided=True, against=days, open=both)
    return OrderFound(DAY_FIRST, decided=days > 0, against=months, open=both)


def make_date(year: int, month: int, day: int) -> date | None:
    """Make a date; None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def full_year(digits: str) -> int:
    """Read a year of two or four digits."""
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004
        return year
    return year + (2000 if year < CENTURY_TURN else 1900)


def _of_numbers(text: str, order: str) -> Day | None:
    if found := NUMERIC.fullmatch(text):
        first, second, year = int(found[1]), int(found[2]), full_year(found[3])
        day, month = (first, second) if order == DAY_FIRST else (second, first)
        made = make_date(year, month, day)
        if made is not None:
            return Day(made)
        other = make_date(year, day, month)
        return Day(other, against_order=True) if other is not None else None
    if found := YEAR_FIRST.fullmatch(text):
        return _or_none(make_date(int(found[1]), int(found[2]), int(found[3])))
    if COMPACT.fullmatch(text):
        return _or_none(
            make_date(int(text[:4]), int(text[4:6]), int(text[6:]))
            or make_date(int(text[4:]), int(text[2:4]), int(text[:2]))
        )
    return _of_serial(float(text), text) if SERIAL.fullmatch(text) else None


def _of_words(text: str) -> Day | None:
    if found := NAMED.fullmatch(text):
        return _or_none(make_date(full_year(found[3]), month_number(found[2]), int(found[1])))
    if found := NAMED_FIRST.fullmatch(text):
        return _or_none(make_date(int(found[3]), month_number(found[1]), int(found[2])))
    return None


def month_number(name: str) -> int:
    """Read the name of a month, short or full."""
    return MONTHS[name[:3].lower()]


def _of_serial(number: float, received: object) -> Day:
    if FIRST_COMPACT <= number <= LAST_COMPACT and number == int(number):
        # A workbook may hold 3 April 2023 as the number 20230403.
        whole = int(number)
        found = make_date(whole // 10_000, whole // 100 % 100, whole % 100)
        if found is not None:
            return Day(found)
    if not FIRST_SERIAL <= number <= LAST_SERIAL:
        return Day(None, f"{received!r} is no date; {ALLOWED}")
    return Day(SERIAL_START + timedelta(days=int(number)))


def _or_none(day: date | None) -> Day | None:
    return None if day is None else Day(day)
