"""Small hand-written areas, changes and populations, and raw files made of fixtures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from data.pipeline.extract.declarations import read_declaration
from data.pipeline.extract.raw import RawFiles
from utils.config import ROOT, SOURCES_DIR

FIXTURES = ROOT / "tests" / "fixtures"
#: Code, name, type, level, upper tier, current.
AREAS = [
    ("E92000001", "England", "england", "england", None, True),
    ("E12000005", "West Midlands", "region", "region", None, True),
    ("E08000025", "Birmingham", "metropolitan_district", "both", "E08000025", True),
    ("E08000016", "Barnsley", "metropolitan_district", "both", "E08000016", True),
    ("E08000037", "Gateshead", "metropolitan_district", "both", "E08000037", True),
    ("E09000012", "Hackney", "london_borough", "both", "E09000012", True),
    ("E06000059", "Dorset", "unitary", "both", "E06000059", True),
    ("E06000063", "Cumberland", "unitary", "both", "E06000063", True),
    ("E06000065", "North Yorkshire", "unitary", "both", "E06000065", True),
    ("E10000031", "Warwickshire", "county", "upper_tier", "E10000031", True),
    ("E07000218", "North Warwickshire", "district", "lower_tier", "E10000031", True),
    ("E07000219", "Nuneaton and Bedworth", "district", "lower_tier", "E10000031", True),
    ("E07000026", "Allerdale", "district", "lower_tier", "E06000063", False),
    ("E07000028", "Carlisle", "district", "lower_tier", "E06000063", False),
    ("E10000009", "Dorset", "county", "upper_tier", None, False),
]
CHANGES = [
    ("E08000020", "E08000037", 2013, "recoded"),
    ("E08000038", "E08000016", 2025, "recoded"),
    ("E10000023", "E06000065", 2023, "merged"),
    ("E07000026", "E06000063", 2023, "merged"),
    ("E07000028", "E06000063", 2023, "merged"),
    ("E10000009", "E06000059", 2019, "split"),
    ("E10000009", "E06000058", 2019, "split"),
]
POPULATIONS = {
    "E92000001": 1_000_000,
    "E08000025": 100_000,
    "E07000218": 10_000,
    "E07000219": 30_000,
    "E07000026": 20_000,
    "E07000028": 20_000,
    "E06000063": 40_000,
}
YEARS = range(2001, 2025)
#: Small area, type, upper tier, residents.
SMALL_AREAS = [
    ("E01000001", "lsoa01", "E08000025", 0),
    ("E01000002", "lsoa01", "E08000025", 0),
    ("E01000001", "lsoa11", "E08000025", 1000),
    ("E01000002", "lsoa11", "E08000025", 3000),
    ("E01000001", "lsoa21", "E08000025", 1000),
    ("E01011954", "lsoa21", "E06000063", 1000),
]
#: Sex, age band, residents of Birmingham in 2011.
AGES = [
    ("female", "15-19", 50),
    ("female", "20-24", 60),
    ("female", "60-64", 40),
    ("male", "15-19", 50),
    ("male", "60-64", 40),
    ("male", "65-69", 60),
    ("persons", "15-19", 100),
]


def built_tables() -> dict[str, pd.DataFrame]:
    """Tables a transform may ask for; test-only figures, the same in every year."""
    areas = pd.DataFrame(
        AREAS,
        columns=["area_code", "area_name", "area_type", "level", "upper_tier_code", "is_current"],
    )
    changes = pd.DataFrame(CHANGES, columns=["old_code", "new_code", "year", "change"])
    populations = pd.DataFrame(
        [(code, year, number) for code, number in POPULATIONS.items() for year in YEARS],
        columns=["area_code", "year", "population"],
    )
    columns = ["area_code", "area_type", "upper_tier_code", "value"]
    small = pd.DataFrame(SMALL_AREAS, columns=columns)
    ages = pd.DataFrame(AGES, columns=["sex", "age_band", "population"])
    return {
        "areas": areas,
        "area_changes": changes,
        "populations": populations,
        "population_ages": ages.assign(area_code="E08000025", year=2011),
        "small_area_parents": small.drop(columns="value"),
        "small_areas": small.assign(
            measure="population", period=small["area_type"].map({"lsoa11": "2020"}).fillna("2021")
        ),
    }


def driver_of(table: pd.DataFrame, driver: str, area: str, year: int) -> dict[str, Any]:
    """The one row of a driver, area and year."""
    found = table[
        (table["driver"] == driver) & (table["area_code"] == area) & (table["year"] == year)
    ]
    if len(found) != 1:
        message = f"{len(found)} rows of {driver}, {area}, {year}"
        raise LookupError(message)
    return {str(name): value for name, value in found.iloc[0].items()}


def fixture_raw(
    source: str, *, folder: Path | None = None, replaced: Mapping[str, str] | None = None
) -> RawFiles:
    """The real declaration of a source, its files the fixtures `<key>.csv`.

    Args:
        source: name of the source.
        folder: where the fixtures lie, if not in their own folder.
        replaced: other file names by key.
    """
    declaration = read_declaration(SOURCES_DIR / f"{source}.yml")
    names = dict.fromkeys(declaration.files, "") | dict(replaced or {})
    files = {
        key: file.model_copy(update={"path": names[key] or f"{key}.csv"})
        for key, file in declaration.files.items()
    }
    return RawFiles(declaration.model_copy(update={"files": files}), folder or FIXTURES / source)


def spoilt_raw(source: str, key: str, folder: Path, *, old: str, new: str) -> RawFiles:
    """Fixtures of a source copied to `folder`, with a text of a file replaced."""
    origin = FIXTURES / source
    for path in origin.iterdir():
        text = path.read_text(encoding="utf-8")
        if path.stem == key:
            if old not in text:
                message = f"{path.name} does not hold {old!r}"
                raise ValueError(message)
            text = text.replace(old, new, 1)
        (folder / path.name).write_text(text, encoding="utf-8")
    return fixture_raw(source, folder=folder)


def row_of(
    table: pd.DataFrame, indicator: str, area: str, period: str, *, sex: str = "persons"
) -> dict[str, Any]:
    """The one row of an indicator, area, period and sex."""
    found = table[
        (table["indicator"] == indicator)
        & (table["area_code"] == area)
        & (table["period"] == period)
        & (table["sex"] == sex)
    ]
    if len(found) != 1:
        message = f"{len(found)} rows of {indicator}, {area}, {period}, {sex}"
        raise LookupError(message)
    return {str(name): value for name, value in found.iloc[0].items()}
