"""Mid-year populations 2001 to 2024; age bands and age groups where ages are published."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.pipeline.extract.raw import RawFiles
from data.pipeline.extract.readers import read_csv
from data.pipeline.transform.shared.recode import recode_areas
from data.pipeline.transform.shared.upper_tier import current_upper_tier, driver_rows

#: The release to use from each year on: later ones are rebased to Census 2021.
REBASED_FROM = 2011
NO_AREA_TYPES = {"Metropolitan County"}
SEXES = {"persons": "persons", "males": "male", "females": "female"}
OPEN_AGE = 90
BAND_YEARS = 5
#: First and last age of the groups whose number drives need; the last are open.
AGE_GROUPS = {
    "residents_0_to_4": (0, 4),
    "residents_5_to_15": (5, 15),
    "residents_16_to_64": (16, 64),
    "residents_65_and_over": (65, OPEN_AGE),
    "residents_66_and_over": (66, OPEN_AGE),
    "residents_75_and_over": (75, OPEN_AGE),
}


def transform(raw: RawFiles, built: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Build `populations` (area, year) and `population_ages` (area, year, sex, band).

    `driver_values` has the residents of each upper-tier area by age group.
    """
    totals = _read_totals(raw)
    single = _read_single_years(raw)
    ages = _add_bands(single)
    successors = _successor_of(built["area_changes"])
    return {
        "populations": _with_successors(totals, successors, by=["year"]),
        "population_ages": _with_successors(ages, successors, by=["year", "sex", "age_band"]),
        "driver_values": _age_groups(single, successors, raw=raw, built=built),
    }


def _english_areas(frame: pd.DataFrame) -> pd.DataFrame:
    """Keep England and its regions and authorities; metropolitan counties have no council."""
    named = frame.assign(area_code=frame["code"].str.strip())
    return named[
        named["area_code"].str.match(r"E(92|12|10|06|07|08|09)")
        & ~named["geography"].isin(NO_AREA_TYPES)
    ]


def _read_totals(raw: RawFiles) -> pd.DataFrame:
    frame = _english_areas(
        read_csv(raw, "totals", required=["code", "geography", "year", "population", "release"])
    )
    earlier = frame["release"].str.startswith("Mid-2020 release")
    rebased = frame[~earlier]
    # Abolished areas are only in the earlier release, which therefore serves their later years.
    old = frame[
        earlier & ((frame["year"] < REBASED_FROM) | ~frame["area_code"].isin(rebased["area_code"]))
    ]
    both = pd.concat([old, rebased], ignore_index=True)
    return both[["area_code", "year", "population", "release"]]


def _read_single_years(raw: RawFiles) -> pd.DataFrame:
    """One row an area, year, sex and age in years; the last age is open."""
    names = [str(age) for age in range(OPEN_AGE + 1)]
    frame = _english_areas(
        read_csv(raw, "single_years", required=["year", "sex", "code", "geography", *names[:-1]])
    )
    open_name = next(name for name in frame.columns if name.startswith(str(OPEN_AGE)))
    long = frame.rename(columns={open_name: str(OPEN_AGE)}).melt(
        id_vars=["area_code", "year", "sex"],
        value_vars=names,
        var_name="age",
        value_name="population",
    )
    return long.assign(age=long["age"].astype("int64"), sex=long["sex"].map(SEXES))


def _add_bands(single: pd.DataFrame) -> pd.DataFrame:
    lower = single["age"] // BAND_YEARS * BAND_YEARS
    upper = (lower + BAND_YEARS - 1).astype("str")
    band = (lower.astype("str") + "-" + upper).mask(lower == OPEN_AGE, f"{OPEN_AGE}+")
    keys = ["area_code", "year", "sex", "age_band"]
    return (
        single.assign(age_band=band)
        .groupby(keys, as_index=False)
        .agg(population=("population", "sum"))
    )


def _age_groups(
    single: pd.DataFrame,
    successors: Mapping[str, str],
    *,
    raw: RawFiles,
    built: Mapping[str, pd.DataFrame],
) -> pd.DataFrame:
    persons = single[single["sex"] == "persons"]
    parts = []
    for driver, (first, last) in AGE_GROUPS.items():
        group = persons[persons["age"].between(first, last)]
        by_area = group.groupby(["area_code", "year"], as_index=False)
        counted = by_area.agg(population=("population", "sum"))
        whole = _with_successors(counted, successors, by=["year"])
        now = recode_areas(whole, built=built, keys=["area_code", "year"])
        shown = now[now["area_code"].isin(current_upper_tier(built["areas"]))]
        values = shown.rename(columns={"population": "value"})
        method = "Mid-year estimate: single years of age added up."
        parts.append(driver_rows(values, raw=raw, driver=driver, unit="people", method=method))
    return pd.concat(parts, ignore_index=True)


def _successor_of(changes: pd.DataFrame) -> dict[str, str]:
    """Abolished districts and counties that went whole into a single successor."""
    merged = changes[(changes["code_system"] == "gss") & (changes["change"] == "merged")]
    lower_tier = merged[merged["old_code"].str.match("E0[67]")]
    return dict(zip(lower_tier["old_code"], lower_tier["new_code"], strict=True))


def _with_successors(
    frame: pd.DataFrame, successors: Mapping[str, str], *, by: list[str]
) -> pd.DataFrame:
    """Add the rows of areas formed later, as sums of the districts they were formed from."""
    old = frame[frame["area_code"].isin(successors.keys())]
    formed = old.assign(area_code=old["area_code"].map(successors))
    keys = ["area_code", *by]
    summed = formed.groupby(keys, as_index=False)["population"].sum()
    known = frame.set_index(keys).index
    new = summed[~summed.set_index(keys).index.isin(known)]
    if "release" in frame:
        new = new.assign(release="Sum of the districts it was formed from")
    both: pd.DataFrame = pd.concat([frame, new], ignore_index=True)
    return both
