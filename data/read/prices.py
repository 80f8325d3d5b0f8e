"""What cash of a year is multiplied by to be in prices of the price base."""

from __future__ import annotations

from functools import lru_cache

from data.read.store import Store
from utils.config import PRICE_BASE_YEAR


@lru_cache(maxsize=1)
def real_factors(store: Store) -> dict[str, float]:
    """The factor of every financial year that has a deflator."""
    deflators = {row["financial_year"]: row["deflator"] for row in store.records("deflators")}
    return {year: deflators[PRICE_BASE_YEAR] / deflator for year, deflator in deflators.items()}
