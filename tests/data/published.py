"""The published tables, read once for all tests."""

from __future__ import annotations

from functools import cache
from typing import Final

import pandas as pd

from data.read.store import Store

BIRMINGHAM: Final = "E08000025"
MILLION: Final = 1_000_000


@cache
def published(table: str) -> pd.DataFrame:
    """A whole table; nobody may change it."""
    return Store().read(table)


def upper_tier() -> set[str]:
    """Codes of the upper-tier areas of 2024."""
    areas = published("areas")
    shown = areas[areas["is_current"] & areas["level"].isin(["upper_tier", "both"])]
    return set(shown["area_code"])
