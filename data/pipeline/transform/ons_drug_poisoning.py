"""Three-year rates of deaths from drug poisoning, computed from counts and populations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.shared.combine import SUMMED_METHOD, merged_areas, summed_counts
from data.pipeline.transform.shared.observations import observations
from data.pipeline.transform.shared.rates import part_with_rate
from data.pipeline.transform.shared.recode import keep_english_areas, recode_areas
from utils.errors import SourceSchemaError

KEY: Final = "deaths"
INDICATOR: Final = "drug_poisoning_deaths"
#: Counts of a single year are too small for most authorities.
POOLED_YEARS: Final = 3


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Pool deaths and populations over three years and return `observations` with limits.

    Periods begin where populations do; a period has a row only if each of its years has both a
    count and a population.

    Raises:
        SourceSchemaError: a column is missing, or a count is negative or no number.
    """
    deaths = recode_areas(_read_deaths(raw), built=built, keys=["area_code", "year"])
    deaths = pd.concat([deaths.assign(origin=""), _merged(deaths, built)], ignore_index=True)
    yearly = deaths.merge(
        built["populations"][["area_code", "year", "population"]], on=["area_code", "year"]
    )
    pooled = _pooled(yearly)
    declared = raw.declaration.indicators[INDICATOR]
    parts = [
        part_with_rate(
            part,
            rate_type=declared.rate_type,
            unit=declared.unit,
            limits=declared.limits,
            origin=str(origin),
        )
        for origin, part in pooled.groupby("origin")
    ]
    rows = pd.concat(parts, ignore_index=True).drop(columns="origin")
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
            received=float(numbers.min()),
            expected="0 or more",
        )
    return keep_english_areas(frame.assign(deaths=numbers))


def _merged(deaths: pd.DataFrame, built: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Deaths of areas that were merged from districts and have no row of their own.

    They are divided by the new area's own population, which is rebased to the Census of 2021 while
    that of its former districts is not.
    """
    members = merged_areas(built["area_changes"])
    members = members[~members["group"].isin(deaths["area_code"])]
    sums = summed_counts(deaths, members=members, counts=["deaths"], by=["year"])
    return sums.assign(origin=SUMMED_METHOD)


def _pooled(yearly: pd.DataFrame) -> pd.DataFrame:
    """Sum deaths and person-years over each run of three calendar years of an area."""
    parts = [
        yearly[["area_code", "origin", "deaths", "population"]].assign(end=yearly["year"] + offset)
        for offset in range(POOLED_YEARS)
    ]
    summed = (
        pd.concat(parts)
        .groupby(["area_code", "origin", "end"], as_index=False)
        .agg(
            numerator=("deaths", "sum"),
            denominator=("population", "sum"),
            years=("deaths", "count"),
        )
    )
    whole = summed[summed["years"] == POOLED_YEARS]
    start = whole["end"] - (POOLED_YEARS - 1)
    period = start.astype("str") + "-" + whole["end"].astype("str").str[-2:]
    columns = ["area_code", "origin", "period", "numerator", "denominator"]
    return whole.assign(period=period)[columns]
