"""A moment in words."""

from __future__ import annotations

from datetime import UTC, datetime


def moment_words(moment: datetime) -> str:
    """A moment to the minute, as the world's time, so that servers everywhere say the same.

    >>> moment_words(datetime(2026, 3, 5, 9, 7, tzinfo=UTC))
    '5 March 2026 at 09:07 UTC'
    """
    there = moment.astimezone(UTC)
    return f"{there.day} {there:%B %Y} at {there:%H:%M} UTC"
