"""What makes the gap in life expectancy between England's most and least deprived tenths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from data.pipeline.extract.declarations import parse_reading
from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import FIRST_DATA_LINE, read_csv, to_number
from data.pipeline.transform.shared.observations import SEXES, mapped
from utils.errors import SourceSchemaError
from utils.stats.arriaga import decompose_gap
from utils.stats.life_expectancy import AGES, calculate_life_expectancy

TENTHS: Final = range(1, 11)
ALL: Final = "All Ages"
#: The source's column of each age band, youngest first.
BANDS: Final = (
    "<1",
    "1-4",
    *(f"{age}-{age + 4}" for age in AGES[2:-1]),
    f"{AGES[-1]}+",
)
#: What a band is called here.
NAMES: Final = ("under 1", *BANDS[1:])
CELL: Final = ["sex", "national_tenth"]


class Reading(BaseModel):
    """How the files are read: years taken together, causes by name, and totals of a year."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    years: tuple[int, ...]
    total_of_year: int
    total_deaths: int
    total_population: int
    causes: dict[str, str]

    @property
    def period(self) -> str:
        """The years taken together, as periods are written."""
        return f"{self.years[0]}-{self.years[-1] % 100:02}"


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return `gap_parts` and `national_tenths` of the newest three years together.

    `gap_parts` has the years that each age band and cause adds to the gap, least deprived tenth
    less most deprived; `national_tenths` the life expectancy of every tenth with its limits.

    Raises:
        SourceSchemaError: a column, tenth, cause or year is missing, unknown or there twice, a
            number is none or below 0, bands do not add up to all ages, or England's totals are not
            as declared.
    """
    del built
    reading = parse_reading(raw.declaration, Reading)
    deaths = _read(raw, "deaths", by=[*CELL, "cause"], reading=reading)
    population = _read(raw, "population", by=CELL, reading=reading)
    parts = [
        _parts(str(sex), deaths, population, causes=reading.causes)
        for sex in population.index.unique("sex")
    ]
    named = {"period": reading.period, "source": raw.declaration.source}
    return {
        "gap_parts": pd.concat(parts, ignore_index=True).assign(**named),
        "national_tenths": _tenths(deaths, population).assign(**named),
    }


def _read(raw: RawFiles, key: str, *, by: list[str], reading: Reading) -> pd.DataFrame:
    """Counts of the years together: a row for each of `by`, a column for each band."""
    own = ["cause"] if "cause" in by else []
    frame = read_csv(raw, key, required=["year", "imd", "sex", *own, *BANDS, ALL])
    columns = [*BANDS, ALL]
    counts = pd.DataFrame(
        {band: to_number(frame, band, raw=raw, key=key, missing=()) for band in columns}
    )
    below = (counts < 0).any(axis=1) | counts.isna().any(axis=1)
    _refuse(raw, key, below, expected="counts of 0 or more in every band")
    unequal = counts[list(BANDS)].sum(axis=1) != counts[ALL]
    _refuse(raw, key, unequal, expected="bands that add up to all ages", column=ALL)
    _refuse(raw, key, ~frame["imd"].isin(TENTHS), expected="1 to 10", column="imd")
    of_year = counts.loc[frame["year"] == reading.total_of_year, ALL].sum()
    known = reading.total_deaths if own else reading.total_population
    if of_year != known:
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[key].path,
            column=ALL,
            received=float(of_year),
            expected=f"{known} in {reading.total_of_year}",
        )
    names = {
        "sex": mapped(frame["sex"], SEXES, raw=raw, key=key),
        "national_tenth": frame["imd"].astype("int64"),
    }
    if own:
        names["cause"] = mapped(frame["cause"], reading.causes, raw=raw, key=key)
    rows = counts[list(BANDS)].assign(year=frame["year"], **names)
    rows = rows[rows["year"].isin(reading.years)]
    _refuse_gaps(raw, key, rows, by=by, reading=reading)
    return rows.groupby(by, sort=False)[list(BANDS)].sum().sort_index()


def _refuse(
    raw: RawFiles, key: str, bad: pd.Series[bool], *, expected: str, column: str | None = None
) -> None:
    if bad.any():
        row = int(bad.to_numpy().argmax())
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[key].path,
            row=row + FIRST_DATA_LINE,
            column=column,
            received="something else",
            expected=expected,
        )


def _refuse_gaps(
    raw: RawFiles, key: str, rows: pd.DataFrame, *, by: list[str], reading: Reading
) -> None:
    """Refuse years in which a tenth, sex or cause is missing or there twice."""
    wanted = len(TENTHS) * 2 * (len(reading.causes) if "cause" in by else 1)
    found = rows.drop_duplicates(["year", *by]).groupby("year").size().to_dict()
    if len(rows) != sum(found.values()) or found != dict.fromkeys(reading.years, wanted):
        raise SourceSchemaError(
            source=raw.declaration.source,
            file=raw.declaration.files[key].path,
            received=f"{len(rows)} rows, different ones by year: {found}",
            expected=f"{wanted} different rows in each of {list(reading.years)}",
        )


def _parts(
    sex: str, deaths: pd.DataFrame, population: pd.DataFrame, *, causes: Mapping[str, str]
) -> pd.DataFrame:
    """Years that each band and cause adds to the gap of a sex."""
    names = list(causes.values())
    most, least = (
        _cell(deaths, sex, tenth, names) / _cell(population, sex, tenth)
        for tenth in (TENTHS[0], TENTHS[-1])
    )
    found = decompose_gap(ages=AGES, first=most, second=least)
    return pd.DataFrame(
        {
            "sex": sex,
            "age_band": np.tile(NAMES, len(names)),
            "cause": np.repeat(names, len(NAMES)),
            "years": found.parts.ravel(),
        }
    )


def _cell(
    counts: pd.DataFrame, sex: str, tenth: int, causes: Sequence[str] = ()
) -> NDArray[np.float64]:
    """Counts of a sex and tenth: a cause, if any, in each row and a band in each column."""
    rows = counts.xs((sex, tenth), level=CELL, drop_level=True)
    ordered = rows.loc[list(causes)] if causes else rows
    return ordered.to_numpy(np.float64)


def _tenths(deaths: pd.DataFrame, population: pd.DataFrame) -> pd.DataFrame:
    """Life expectancy at birth of each tenth, by sex, from deaths of all causes together."""
    every = deaths.groupby(CELL).sum()
    first_ages = dict(zip(BANDS, AGES, strict=True))
    dead, alive = (
        counts.rename(columns=first_ages)
        .melt(ignore_index=False, var_name="age", value_name=name)
        .reset_index()
        for name, counts in (("deaths", every), ("population", population))
    )
    rows = dead.merge(alive, on=[*CELL, "age"], validate="one_to_one")
    found = calculate_life_expectancy(data=rows, group_by=CELL)
    totals = rows.groupby(CELL)[["deaths", "population"]].sum().reset_index()
    return found.merge(totals, on=CELL)[
        [*CELL, "population", "deaths", "value", "lower_cl", "upper_cl", "confidence", "method"]
    ]
