"""The GDP deflator by financial year, 2023-24 = 100."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import FIRST_DATA_LINE, read_csv, to_number
from utils.errors import SourceSchemaError

KEY: Final = "index"
INDEX_YEAR: Final = "2023-24"
INDEX_VALUE: Final = 100.0
PUBLISHED, FORECAST = "published", "forecast"


def transform(raw: RawFiles, _built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `deflators`; a year's label is the financial year that begins in it.

    Raises:
        SourceSchemaError: a year is repeated or out of order, an index is empty or not above
            zero, or the index year is not 100.
    """
    frame = read_csv(raw, KEY, required=["year", "gdpdeflator"])
    index = to_number(frame, "gdpdeflator", raw=raw, key=KEY, missing=())
    years = to_number(frame, "year", raw=raw, key=KEY, missing=()).astype("int64")
    _refuse(raw, index.isna() | (index <= 0), received=index, expected="a number above zero")
    _refuse(raw, years.diff().fillna(1) != 1, received=years, expected="each year once, in order")
    labels = [f"{year}-{(year + 1) % 100:02d}" for year in years]
    based = pd.Series(index.to_numpy(), index=labels)
    if based.get(INDEX_YEAR) != INDEX_VALUE:
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[KEY].path,
            column="gdpdeflator",
            received=f"{INDEX_YEAR} = {based.get(INDEX_YEAR)}",
            expected=f"{INDEX_YEAR} = {INDEX_VALUE}",
        )
    deflators = pd.DataFrame(
        {
            "financial_year": labels,
            "deflator": index,
            "status": PUBLISHED,
            "source": raw.declaration.source,
        }
    )
    return {"deflators": deflators}


def _refuse(raw: RawFiles, bad: pd.Series[bool], *, received: pd.Series, expected: str) -> None:
    if bad.any():
        first = int(bad.to_numpy().argmax())
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[KEY].path,
            row=first + FIRST_DATA_LINE,
            column=str(received.name),
            received=received.iloc[first],
            expected=expected,
        )
