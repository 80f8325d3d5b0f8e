"""Years of the periods of an indicator: the last of one, and whether two have any in common."""

from __future__ import annotations

from data.read.measures import ValueRow


def have_common_years(first: ValueRow, later: ValueRow) -> bool:
    """Whether the later of two rows begins before the years of the first are over.

    Figures of such periods are not independent, so a change between them cannot be tested.

    Args:
        first: a row with period (such as "2021", "2022/23" or "2022-24") and period_start.
        later: a row whose period begins in the same year or after.
    """
    return _last_year(first) >= int(later["period_start"])


def _last_year(row: ValueRow) -> int:
    """The calendar or financial year with which a period ends."""
    start, (_, _, end) = int(row["period_start"]), str(row["period"]).partition("-")
    return start // 100 * 100 + int(end[:2]) if end else start


def last_year(period: str) -> int:
    """The calendar year in which a period as it is named ends.

    >>> last_year("2022-24"), last_year("2021"), last_year("2022/23"), last_year("1999-01")
    (2024, 2021, 2023, 2001)
    >>> last_year("2022 Q4"), last_year("2021/22-23/24")
    (2022, 2024)
    """
    start, end = int(period[:4]), period[-2:]
    if len(period) == len("2022") or not end.isdigit():
        return start
    year = start // 100 * 100 + int(end)
    return year if year >= start else year + 100
