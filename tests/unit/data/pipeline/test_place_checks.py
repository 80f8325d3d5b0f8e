"""Checks on drivers and accounts of upper-tier areas."""

from __future__ import annotations

import pandas as pd

from data.pipeline.place_checks import NHS_YEARS, check_accounts, check_drivers

AREAS = pd.DataFrame(
    [("E1", "both", True), ("E2", "upper_tier", True), ("E3", "lower_tier", True)],
    columns=["area_code", "level", "is_current"],
)


def drivers(areas: list[str], value: float = 1.0) -> pd.DataFrame:
    return pd.DataFrame({"area_code": areas, "driver": "people", "year": 2020, "value": value})


def accounts(areas: list[str], years: list[str]) -> pd.DataFrame:
    rows = [(area, year) for area in areas for year in years]
    frame = pd.DataFrame(rows, columns=["area_code", "financial_year"])
    return frame.assign(body_group="nhs", item="nhs_core")


def test_a_driver_needs_every_area_and_no_negative_value() -> None:
    assert check_drivers(AREAS, drivers(["E1", "E2"])).passed
    assert not check_drivers(AREAS, drivers(["E1"])).passed
    assert not check_drivers(AREAS, drivers(["E1", "E2", "E3"])).passed
    assert not check_drivers(AREAS, drivers(["E1", "E2"], -1.0)).passed
    assert not check_drivers(AREAS, drivers([])).passed


def test_accounts_are_of_known_areas_and_the_nhs_of_all() -> None:
    assert check_accounts(AREAS, accounts(["E1", "E2"], NHS_YEARS)).passed
    assert not check_accounts(AREAS, accounts(["E1"], NHS_YEARS)).passed
    assert not check_accounts(AREAS, accounts(["E1", "E2", "E3"], NHS_YEARS)).passed
    assert not check_accounts(AREAS, accounts(["E1", "E2"], NHS_YEARS[1:])).passed
    earlier = accounts(["E1"], ["2015-16"])
    both = pd.concat([accounts(["E1", "E2"], NHS_YEARS), earlier], ignore_index=True)
    assert check_accounts(AREAS, both).passed
