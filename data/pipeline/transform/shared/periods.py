"""Turns the period labels of many publishers into a single label with a first and a last year."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from utils.errors import InvalidInputError

SingleYear = Literal["calendar", "ends_in"]
ALLOWED: Final = (
    "2019, 2015/16, 2015-17, 2015 - 17, 2001-2003, 2016 to 2020, 2013/14-15/16, 2016-17 (OT), "
    "2022Q4, 2008-04-16 or 2011-01-01/P3Y"
)
JANUARY: Final = 1


class Period(NamedTuple):
    """A label for showing and sorting, and the first and last calendar year it touches."""

    label: str
    start: int
    end: int


def parse_period(label: object, *, single_year: SingleYear = "calendar") -> Period:
    """Read a period label.

    Args:
        label: as the publisher writes it.
        single_year: what a bare year means: a calendar year, or the year in which a financial or
            school year ends ("2016" is then 2015/16).

    Raises:
        InvalidInputError: the label is of no known form, its years run backwards, or it could
            mean either one split year or two years together ("2016-17").
    """
    text = str(label).strip()
    for pattern, read in _FORMS:
        found = pattern.fullmatch(text)
        if found:
            period = read(*(int(part) for part in found.groups()))
            bare_year = pattern is _YEAR
            return _split(period.end - 1) if bare_year and single_year == "ends_in" else period
    raise _refused(label)


def _refused(label: object) -> InvalidInputError:
    return InvalidInputError(argument="period", received=label, expected=ALLOWED)


def _calendar(year: int) -> Period:
    return Period(label=str(year), start=year, end=year)


def _split(first: int) -> Period:
    return Period(label=f"{first}/{_short(first + 1)}", start=first, end=first + 1)


def _short(year: int) -> str:
    return f"{year % 100:02d}"


def _full(short: int, *, after: int) -> int:
    """The first year that ends in these two digits and does not precede `after`."""
    year = after - after % 100 + short
    return year if year >= after else year + 100


def _split_year(first: int, second: int) -> Period:
    if _full(second, after=first) != first + 1:
        raise _refused(f"{first}/{_short(second)}")
    return _split(first)


def _pooled(first: int, last: int) -> Period:
    # Two years together are written like one split year, so a label of two is not guessed.
    if last - first < 2:  # noqa: PLR2004
        raise _refused(f"{first}-{last}")
    return Period(label=f"{first}-{_short(last)}", start=first, end=last)


def _pooled_short(first: int, last: int) -> Period:
    return _pooled(first, _full(last, after=first))


def _pooled_split(first: int, first_end: int, last: int, last_end: int) -> Period:
    _split_year(first, first_end)
    begin = _full(last, after=first)
    _split_year(begin, last_end)
    end = begin + 1
    return Period(
        label=f"{first}/{_short(first + 1)}-{_short(begin)}/{_short(end)}", start=first, end=end
    )


def _quarter(year: int, quarter: int) -> Period:
    return Period(label=f"{year} Q{quarter}", start=year, end=year)


def _interval(year: int, month: int, _day: int, years: int) -> Period:
    if years < 1:
        raise _refused(f"P{years}Y")
    last = year + years - 1
    if month == JANUARY:
        return _calendar(year) if years == 1 else _pooled(year, last)
    if years == 1:
        return _split(year)
    return _pooled_split(year, (year + 1) % 100, last % 100, (last + 1) % 100)


def _day(year: int, _month: int, _day_of_month: int) -> Period:
    return _calendar(year)


_YEAR: Final = re.compile(r"(\d{4})")
_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[..., Period]], ...]] = (
    (_YEAR, _calendar),
    (re.compile(r"(\d{4})/(\d{2})"), _split_year),
    (re.compile(r"(\d{4})-(\d{2}) \(OT\)"), _split_year),
    (re.compile(r"(\d{4})\s*-\s*(\d{2})"), _pooled_short),
    (re.compile(r"(\d{4})\s*(?:-|to)\s*(\d{4})"), _pooled),
    (re.compile(r"(\d{4})/(\d{2})\s*-\s*(\d{2})/(\d{2})"), _pooled_split),
    (re.compile(r"(\d{4})\s?Q([1-4])"), _quarter),
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})"), _day),
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})/P(\d+)Y"), _interval),
)
