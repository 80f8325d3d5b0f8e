"""How many people of each upper-tier area the indices of deprivation count as deprived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv, to_number
from data.pipeline.transform.shared.place import place_of
from data.pipeline.transform.shared.upper_tier import driver_rows, small_to_upper_tier


class Edition(NamedTuple):
    """One file of underlying indicators: its edition, the year of its data, its small areas."""

    edition: str
    year: int
    area_type: str
    code: str
    #: Period of the small-area population by which the ratio is weighted.
    population: str


EDITIONS: Final = {
    "indicators_2019": Edition("2019", 2015, "lsoa11", "lsoa11_code", "2020"),
    "indicators_2025": Edition("2025", 2022, "lsoa21", "lsoa21_code", "2021"),
}
NUMERATORS: Final = {
    "income_domain_numerator": "income_deprived_people",
    "income_deprivation_affecting_children_index_idaci_numerator": "income_deprived_children",
    "income_deprivation_affecting_older_people_index_idaopi_numerator": (
        "income_deprived_older_people"
    ),
    "employment_domain_numerator": "employment_deprived_people",
}
RATIO: Final = "comparative_illness_and_disability_ratio"
RATIO_COLUMN: Final = f"{RATIO}_indicator"
OLD_KEY: Final = "lsoa_2010"
OLD_YEAR: Final = 2008
#: The nearest year with ages by single authority; working age was 18 to 59 of women, 64 of men.
AGES_YEAR: Final = 2011
LAST_WORKING_AGE: Final = {"female": 59, "male": 64}
#: Share of each band of ages that is 18 or more: of that from 15 to 19, two years in five.
ADULT_SHARES: Final = {0: 0.0, 5: 0.0, 10: 0.0, 15: 2 / 5}
INCOME_METHOD: Final = (
    "Edition of 2010: mean income score of the area's small areas of 2001, each counted alike, "
    "times the residents of mid-2008."
)
EMPLOYMENT_METHOD: Final = (
    "Edition of 2010: mean employment score of the area's small areas of 2001, each counted alike, "
    "times the residents of mid-2008 of working age (women of 18 to 59, men of 18 to 64, by their "
    "share in mid-2011)."
)


def deprived_people(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Rows of `driver_values` from the editions of 2010, 2019 and 2025.

    Args:
        raw: the source's files.
        built: holds `small_area_parents`, `small_areas` with population, `populations` and
            `population_ages`.

    Raises:
        SourceSchemaError: a column or small area is unknown, or a value is no number.
    """
    parts = [_old_edition(raw, built)]
    for key in EDITIONS:
        parts += [_counts(raw, built, key=key), _ratio(raw, built, key=key)]
    return pd.concat(parts, ignore_index=True)


def _read(
    raw: RawFiles, built: Mapping[str, pd.DataFrame], *, key: str, code: str, area_type: str
) -> pd.DataFrame:
    frame = read_csv(raw, key, required=[code], text=[code])
    upper = small_to_upper_tier(
        frame[code], area_type=area_type, built=built, place=place_of(raw, key)
    )
    return frame.assign(area_code=upper)


def _counts(raw: RawFiles, built: Mapping[str, pd.DataFrame], *, key: str) -> pd.DataFrame:
    """Sums of counts, and in how many small areas the count is withheld as below ten."""
    one = EDITIONS[key]
    read_csv(raw, key, required=[one.code, *NUMERATORS])
    frame = _read(raw, built, key=key, code=one.code, area_type=one.area_type)
    parts = []
    for column, driver in NUMERATORS.items():
        numbers = to_number(frame, column, raw=raw, key=key, missing=())
        summed = numbers.groupby(frame["area_code"]).agg(["sum", "count", "size"]).reset_index()
        method = [
            f"Edition of {one.edition}: counts of {count} small areas, each rounded to five, added "
            f"up; {size - count} with fewer than ten are withheld and left out."
            for count, size in zip(summed["count"], summed["size"], strict=True)
        ]
        values = summed.assign(year=one.year, value=summed["sum"], method=method)
        parts.append(driver_rows(values, raw=raw, driver=driver, unit="people"))
    return pd.concat(parts, ignore_index=True)


def _ratio(raw: RawFiles, built: Mapping[str, pd.DataFrame], *, key: str) -> pd.DataFrame:
    one = EDITIONS[key]
    read_csv(raw, key, required=[one.code, RATIO_COLUMN])
    frame = _read(raw, built, key=key, code=one.code, area_type=one.area_type)
    ratio = to_number(frame, RATIO_COLUMN, raw=raw, key=key, missing=())
    small = built["small_areas"]
    rows = small[
        (small["measure"] == "population")
        & (small["area_type"] == one.area_type)
        & (small["period"] == one.population)
    ]
    people = frame[one.code].map(dict(zip(rows["area_code"], rows["value"], strict=True)))
    sums = pd.DataFrame({"product": ratio * people, "people": people.where(ratio.notna())})
    totals = sums.groupby(frame["area_code"]).sum().reset_index()
    values = totals.assign(year=one.year, value=totals["product"] / totals["people"])
    method = (
        f"Edition of {one.edition}: mean of small areas, weighted by their residents of "
        f"{one.population}."
    )
    return driver_rows(values, raw=raw, driver=RATIO, unit="ratio", method=method)


def _old_edition(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Counts of the edition that has scores alone: shares of people times people."""
    columns = ["Income_score", "Employment_score"]
    read_csv(raw, OLD_KEY, required=columns)
    frame = _read(raw, built, key=OLD_KEY, code="lsoa01_code", area_type="lsoa01")
    scores = {one: to_number(frame, one, raw=raw, key=OLD_KEY, missing=()) for one in columns}
    means = pd.DataFrame(scores).groupby(frame["area_code"]).mean()
    people = _residents(built, year=OLD_YEAR)
    workers = people * working_age_share(built["population_ages"])
    return pd.concat(
        [
            _old_count(
                means["Income_score"] * people, raw, "income_deprived_people", INCOME_METHOD
            ),
            _old_count(
                means["Employment_score"] * workers,
                raw,
                "employment_deprived_people",
                EMPLOYMENT_METHOD,
            ),
        ],
        ignore_index=True,
    )


def _old_count(counts: pd.Series[float], raw: RawFiles, driver: str, method: str) -> pd.DataFrame:
    values = counts.dropna().rename_axis("area_code").reset_index(name="value")
    values = values.assign(year=OLD_YEAR)
    return driver_rows(values, raw=raw, driver=driver, unit="people", method=method)


def _residents(built: Mapping[str, pd.DataFrame], *, year: int) -> pd.Series[float]:
    rows = built["populations"]
    return rows[rows["year"] == year].set_index("area_code")["population"].astype("float64")


def working_age_share(ages: pd.DataFrame) -> pd.Series[float]:
    """Share of residents of working age by area: women of 18 to 59 and men of 18 to 64.

    Args:
        ages: area_code, year, sex, age_band of five years, population.
    """
    rows = ages[(ages["year"] == AGES_YEAR) & ages["sex"].isin(list(LAST_WORKING_AGE))]
    first = rows["age_band"].str.extract(r"^(\d+)", expand=False).astype("int64")
    last = rows["sex"].map(LAST_WORKING_AGE)
    counted = first.map(ADULT_SHARES).fillna(1.0).where(first < last, 0.0)
    by_area = rows.assign(working=rows["population"] * counted).groupby("area_code")
    return by_area["working"].sum() / by_area["population"].sum()
