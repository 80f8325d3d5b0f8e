"""Real terms: amounts of other years in the prices of a base year."""

from __future__ import annotations

import pandas as pd

from utils.config import PRICE_BASE_YEAR
from utils.errors import InvalidInputError
from utils.stats.preconditions import refuse_rows, require_columns, with_numbers


def deflate_to_base_year(
    amounts: pd.Series[float],
    *,
    financial_year: pd.Series[str],
    deflators: pd.DataFrame,
    base_year: str = PRICE_BASE_YEAR,
) -> pd.Series[float]:
    """Return amounts in prices of the base year: amount x deflator(base) / deflator(year).

    Args:
        amounts: GBP, any shape of series.
        financial_year: the year of each amount, as "2009-10"; same index as `amounts`.
        deflators: `financial_year`, each once, and `deflator`, the GDP deflator of HM Treasury.
        base_year: the year whose prices are used.

    Returns:
        Real amounts; null where the deflator of the year is not published.

    Raises:
        InvalidInputError: the base year has no deflator, an amount or a deflator is no number, or
            a year has two deflators.
    """
    require_columns(deflators, ["financial_year", "deflator"])
    again = deflators["financial_year"].duplicated()
    refuse_rows(deflators, "financial_year", again, expected="each year once")
    known = with_numbers(deflators, "deflator", above=0)
    index = known.set_index("financial_year")["deflator"]
    if base_year not in index:
        raise InvalidInputError(
            argument="base_year",
            received=base_year,
            expected=f"{index.index.min()} to {index.index.max()}",
        )
    cash = with_numbers(amounts.to_frame("amount"), "amount", gaps=True)["amount"]
    real: pd.Series[float] = cash * index[base_year] / financial_year.map(index).astype("float64")
    return real
