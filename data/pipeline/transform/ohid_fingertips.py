"""Indicators of OHID Fingertips: life expectancy and its slope, mortality, behaviours, care."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pandas as pd
from pydantic import BaseModel, ConfigDict

from data.pipeline.extract.declarations import parse_reading
from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.shared.observations import SEXES, VERDICTS, mapped, observations

#: What the sex column of an extract may hold; some publishers' units stand for persons.
EXTRACT_SEXES: Final = {**SEXES, "Deaths": "persons", "5 years children": "persons"}
ADULTS: Final = "18+ yrs"
#: Suppressed, or an area that took no part.
BLANK: Final = "NA"


class _Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Extract(_Declared):
    """A file of a single indicator, and its columns of the sex and of the verdict."""

    indicator: str
    sex: str
    verdict: str


class Download(_Declared):
    """A complete Fingertips download, and the publisher's number of the indicator in it."""

    indicator: str
    number: int


class Reading(_Declared):
    """How each file is read, by its key."""

    extracts: Mapping[str, Extract]
    downloads: Mapping[str, Download] = {}


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Read every extract and return `observations`; takes of different years stay apart.

    Raises:
        SourceSchemaError: a column is missing, or a sex, verdict or value is not as declared.
    """
    reading = parse_reading(raw.declaration, Reading)
    frames = {
        **{key: _read_extract(raw, key, extract) for key, extract in reading.extracts.items()},
        **{key: _read_download(raw, key, download) for key, download in reading.downloads.items()},
    }
    parts = [observations(frame, raw=raw, built=built, key=key) for key, frame in frames.items()]
    return {"observations": pd.concat(parts, ignore_index=True)}


def _read_extract(raw: RawFiles, key: str, extract: Extract) -> pd.DataFrame:
    sex, verdict = extract.sex, extract.verdict
    frame = read_csv(
        raw,
        key,
        required=["area_code", "period", "value", sex, verdict],
        text=["area_code", "period", sex, verdict],
    )
    return pd.DataFrame(
        {
            "indicator": extract.indicator,
            "area_code": frame["area_code"],
            "period": frame["period"],
            "sex": mapped(frame[sex], EXTRACT_SEXES, raw=raw, key=key),
            "value": to_number(frame, "value", raw=raw, key=key, missing=(BLANK,)),
            "verdict_england": mapped(frame[verdict], VERDICTS, raw=raw, key=key),
        }
    )


def _read_download(raw: RawFiles, key: str, download: Download) -> pd.DataFrame:
    verdict = "Compared to England value or percentiles"
    names = {
        "value": "Value",
        "lower_cl": "Lower CI 95.0 limit",
        "upper_cl": "Upper CI 95.0 limit",
        "numerator": "Count",
        "denominator": "Denominator",
    }
    frame = read_csv(
        raw,
        key,
        required=[
            "Indicator ID",
            "Area Code",
            "Time period",
            "Sex",
            "Age",
            verdict,
            *names.values(),
        ],
        text=["Area Code", "Time period", "Sex", "Age", verdict],
    )
    numbers = {
        ours: to_number(frame, theirs, raw=raw, key=key, missing=())
        for ours, theirs in names.items()
    }
    rows = pd.DataFrame(
        {
            "indicator": download.indicator,
            "area_code": frame["Area Code"],
            "period": frame["Time period"],
            "sex": mapped(frame["Sex"], SEXES, raw=raw, key=key),
            "verdict_england": mapped(frame[verdict], VERDICTS, raw=raw, key=key),
            **numbers,
        }
    )
    return rows[(frame["Indicator ID"] == download.number) & _all_adults_or_under_75(frame)]


def _all_adults_or_under_75(frame: pd.DataFrame) -> pd.Series:
    """Leave out the rows of single age groups and of a single sex, which England alone has."""
    return frame["Age"].isin([ADULTS, "<75 yrs"]) & (frame["Sex"] == "Persons")
