"""Carries the GDP deflator on by the growth that the Office for Budget Responsibility expects."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.hmt_gdp_deflator import FORECAST, PUBLISHED
from data.pipeline.transform.shared.place import place_of

KEY: Final = "growth"
#: The outlook of November 2025: the year before is known, the year in hand is a forecast.
FIRST_FORECAST_YEAR: Final = 2025
LAST_YEAR: Final = 2025
LARGEST_GROWTH: Final = 1.2


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build the rows of `deflators` after HM Treasury's last; needs those.

    Raises:
        SourceSchemaError: a year that is needed is absent, or its growth is no factor near one.
    """
    frame = read_csv(raw, KEY, required=["date", "gdp_deflator"])
    growth = to_number(frame, "gdp_deflator", raw=raw, key=KEY, missing=())
    by_year = dict(zip(frame["date"].astype("int64"), growth, strict=True))
    known = built["deflators"]
    level = float(known["deflator"].iloc[-1])
    rows = []
    for year in range(int(known["financial_year"].iloc[-1][:4]) + 1, LAST_YEAR + 1):
        factor = by_year.get(year)
        if factor is None or not 1 / LARGEST_GROWTH < factor < LARGEST_GROWTH:
            raise place_of(raw, KEY).refuse(
                column="gdp_deflator",
                received=f"{factor} for {year}",
                expected=f"a growth factor below {LARGEST_GROWTH} for each year to {LAST_YEAR}",
            )
        level *= factor
        status = FORECAST if year >= FIRST_FORECAST_YEAR else PUBLISHED
        rows.append((f"{year}-{(year + 1) % 100:02d}", level, status))
    columns = ["financial_year", "deflator", "status"]
    frame = pd.DataFrame(rows, columns=columns)
    return {"deflators": frame.assign(source=raw.declaration.source)}
