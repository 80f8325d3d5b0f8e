"""Whether two periods of an indicator have years in common."""

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
