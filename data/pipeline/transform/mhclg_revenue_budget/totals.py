"""What each body planned to spend on the services of the summary, to set returns against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.mhclg_revenue_outturn.declared import financial_years
from data.pipeline.transform.mhclg_revenue_outturn.workbooks import GBP_PER_THOUSAND, normalise
from data.pipeline.transform.shared.place import place_of
from utils.errors import SourceSchemaError

FIRST_YEAR: Final = 2010
LAST_YEAR: Final = 2023
MISSING_MARKS: Final = ("…", "...")
CODE: Final = "E-code"
#: Lines that every year has; the others begin, end or split within the years.
EVERY_YEAR: Final = "total"


def read_budget_totals(raw: RawFiles, totals: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """Read each body's budget by service line, 2010-11 to 2023-24.

    Args:
        raw: the files of the budget.
        totals: service line -> the published labels of its total.

    Returns:
        ecode, financial_year, service_line, amount_gbp (null if the body made no return).

    Raises:
        SourceSchemaError: a body appears twice in a year, a year has no total, or an amount is
            neither a number nor a known mark.
    """
    years = financial_years(FIRST_YEAR, LAST_YEAR)
    return pd.concat([_read_year(raw, year, totals) for year in years], ignore_index=True)


def _read_year(raw: RawFiles, year: str, totals: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    key = f"ra_{year.replace('-', '_')}"
    read = read_csv(raw, key, required=[CODE])
    read = read[read[CODE].notna()].reset_index(drop=True)
    columns = {normalise(column): column for column in reversed(read.columns)}
    found = {
        line: columns[normalise(label)]
        for line, labels in totals.items()
        for label in labels
        if normalise(label) in columns
    }
    if EVERY_YEAR not in found or read[CODE].duplicated().any():
        raise _refuse(raw, key, read, columns)
    parts = [
        pd.DataFrame(
            {
                "ecode": read[CODE],
                "financial_year": year,
                "service_line": line,
                "amount_gbp": to_number(read, column, raw=raw, key=key, missing=MISSING_MARKS)
                * GBP_PER_THOUSAND,
            }
        )
        for line, column in found.items()
    ]
    return pd.concat(parts, ignore_index=True)


def _refuse(
    raw: RawFiles, key: str, read: pd.DataFrame, columns: Mapping[str, str]
) -> SourceSchemaError:
    twice = read.loc[read[CODE].duplicated(), CODE].tolist()
    return place_of(raw, key).refuse(
        column=CODE,
        received=f"{twice} twice" if twice else f"labels {sorted(columns)}",
        expected="each body once and a column of total service expenditure",
    )
