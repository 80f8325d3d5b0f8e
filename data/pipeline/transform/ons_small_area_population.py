"""Residents of small areas: LSOA and MSOA of 2011 in mid-2020, LSOA of 2021 at the Census.

Disabled residents at the Census of 2021 are added up to upper-tier areas.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.shared.place import place_of
from data.pipeline.transform.shared.small_areas import Measure, catalogue, small_area_rows
from data.pipeline.transform.shared.upper_tier import driver_rows, small_to_upper_tier


class Totals(NamedTuple):
    """A file of totals."""

    area_type: str
    code: str
    total: str
    period: str


FILES: Final = {
    "lsoa11_mid_2020": Totals("lsoa11", "lsoa11_code", "total_population", "2020"),
    "msoa11_mid_2020": Totals("msoa11", "msoa11_code", "total_population", "2020"),
    "lsoa21_census_2021": Totals("lsoa21", "lsoa21_code", "total", "2021"),
}
MEASURE: Final = "population"
CAVEATS: Final = {
    "2020": "Estimate of mid-2020, before it was rebased to the Census of 2021.",
    "2021": "Count of the Census of 2021, taken in lockdown.",
}
DISABILITY_KEY: Final = "lsoa21_disability_2021"
DISABLED: Final = "Disabled under the Equality Act"
DISABLED_METHOD: Final = (
    "Census of 2021: residents disabled under the Equality Act, whether limited a little or a lot, "
    "added up from small areas."
)


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `small_areas` and `small_area_measures` with the measure `population`.

    `driver_values` has the disabled residents of each upper-tier area in 2021.

    Raises:
        SourceSchemaError: a column is missing, a value is no number or a small area is unknown.
    """
    described = [
        (
            MEASURE,
            file.area_type,
            Measure("Residents", "people", "neutral", 0, CAVEATS[file.period]),
        )
        for file in FILES.values()
    ]
    return {
        "small_areas": pd.concat([_read(raw, key) for key in FILES], ignore_index=True),
        "small_area_measures": catalogue(described, raw=raw),
        "driver_values": _disabled(raw, built),
    }


def _read(raw: RawFiles, key: str) -> pd.DataFrame:
    file = FILES[key]
    frame = read_csv(raw, key, required=[file.code, file.total])
    values = pd.DataFrame(
        {
            "area_code": frame[file.code],
            "value": to_number(frame, file.total, raw=raw, key=key, missing=()),
        }
    )
    return small_area_rows(
        values,
        raw=raw,
        measure=MEASURE,
        area_type=file.area_type,
        period=file.period,
        sex="persons",
    )


def _disabled(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    key = DISABILITY_KEY
    frame = read_csv(raw, key, required=["lsoa21_code", DISABLED])
    codes = frame["lsoa21_code"]
    upper = small_to_upper_tier(codes, area_type="lsoa21", built=built, place=place_of(raw, key))
    counts = to_number(frame, DISABLED, raw=raw, key=key, missing=())
    totals = counts.groupby(upper).sum().rename_axis("area_code").reset_index(name="value")
    return driver_rows(
        totals.assign(year=2021),
        raw=raw,
        driver="disabled_people",
        unit="people",
        method=DISABLED_METHOD,
    )
