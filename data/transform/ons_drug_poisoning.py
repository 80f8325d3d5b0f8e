"""Three-year rates of deaths from drug poisoning, computed from counts and populations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.extract.raw import RawFiles
from data.extract.readers import read_csv, to_number
from data.transform.observations import observations
from data.transform.rates import part_with_rate
from data.transform.recode import keep_english_areas, recode_areas
from utils.errors import SourceSchemaError

KEY: Final = "deaths"
INDICATOR: Final = "drug_poisoning_deaths"
#: Counts of one year are too small for most authorities.
POOLED_YEARS: Final = 3


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Pool deaths and populations over three years and return `observations` with Byar's limits.

    Periods begin where populations do; a period has a row only if each of its years has both a
    count and a population.

    Raises:
        SourceSchemaError: a column is missing, or a count is negative or no number.
    """
    deaths = recode_areas(_read_deaths(raw), built=built, keys=["area_code", "year"])
    yearly = deaths.merge(
        built["populations"][["area_code", "year", "population"]], on=["area_code", "year"]
    )
    pooled = _pooled(yearly)
    declared = raw.declaration.indicators[INDICATOR]
    rows = part_with_rate(pooled, rate_type=declared.rate_type, unit=declared.unit)
    rows = rows.assign(indicator=INDICATOR, sex="persons")
    return {"observations": observations(rows, raw=raw, built=built, key=KEY)}


def _read_deaths(raw: RawFiles) -> pd.DataFrame:
    frame = read_csv(raw, KEY, required=["area_code", "year", "deaths"])
    numbers = to_number(frame, "deaths", raw=raw, key=KEY, missing=())
    if (numbers < 0).any():
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[KEY].path,
            column="deaths",
            came=float(numbers.min()),
            allowed="0 or more",
        )
    return keep_english_areas(frame.assign(deaths=numbers))


def _pooled(yearly: pd.DataFrame) -> pd.DataFrame:
    """Sum deaths and person-years over each run of three calendar years of an area."""
    parts = [
        yearly[["area_code", "deaths", "population"]].assign(end=yearly["year"] + offset)
        for offset in range(POOLED_YEARS)
    ]
    summed = (
        pd.concat(parts)
        .groupby(["area_code", "end"], as_index=False)
        .agg(
            numerator=("deaths", "sum"),
            denominator=("population", "sum"),
            years=("deaths", "count"),
        )
    )
    whole = summed[summed["years"] == POOLED_YEARS]
    start = whole["end"] - (POOLED_YEARS - 1)
    period = start.astype("str") + "-" + whole["end"].astype("str").str[-2:]
    return whole.assign(period=period)[["area_code", "period", "numerator", "denominator"]]
