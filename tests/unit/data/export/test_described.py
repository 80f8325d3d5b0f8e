from __future__ import annotations

import pandas as pd
import pytest

from data.export.described import PERIOD, file_stem, title_columns

CODES = {"England": "E92000001", "Kent": "E10000016", "Luton": "E06000032", "London": "E12000007"}
UNITS = ("years", "£ per person", "per 1,000")


@pytest.mark.parametrize(
    ("title", "columns", "said"),
    [
        (
            "Life expectancy inside Kent, women, 2014-16 (years)",
            ["Tenth", "Life expectancy (years)"],
            {
                "Place": "Kent",
                "GSS code (Place)": "E10000016",
                "Period": "2014 to 2016",
                "Unit": "years",
            },
        ),
        (
            "Kent: Spending, £ per person, in 2024-25 prices",
            ["Period", "Kent", "England"],
            {"Place": "Kent", "GSS code (Place)": "E10000016", "Unit": "£ per person"},
        ),
        ("Revenue, England, 2024-25", ["Tax", "England", "London"], {"Period": "2024 to 2025"}),
        ("Duties, 2022 Q4 (per 1,000)", ["Luton"], {"Period": "2022 Q4", "Unit": "per 1,000"}),
        ("Spent in 2017-18 (£ per person) and life, 2016-18 (years)", ["a"], {}),
        ("Change over the years", ["a"], {}),
    ],
)
def test_a_table_has_columns_for_what_its_title_says_of_every_row(
    title: str, columns: list[str], said: dict[str, str]
) -> None:
    table = pd.DataFrame([[1.0] * len(columns)], columns=columns)
    assert title_columns(title, table, CODES, UNITS) == said


def test_rows_of_places_have_no_place_of_the_title() -> None:
    table = pd.DataFrame({"Place": ["Kent", "Luton"], "Value": [1, 2]})
    assert title_columns("Kent and Luton", table, CODES, UNITS) == {}
    other = table.rename(columns={"Place": "Authority"})
    assert title_columns("Kent and Luton", other, CODES, UNITS) == {}


@pytest.mark.parametrize(
    "period",
    [
        "2015",
        "2020-22",
        "2008/09",
        "2013/14-15/16",
        "2022 Q4",
        "mid-2024",
        "October 2024",
        "April to June 2024",
        "December 2024 to March 2025",
    ],
)
def test_a_period_in_a_title_is_found_whole(period: str) -> None:
    assert PERIOD.findall(f"Smokers, {period} (%), in prices of 2024-25") == [period]


def test_a_file_is_called_by_what_where_and_when() -> None:
    table = pd.DataFrame({"Period": ["2008/09", "2022 Q4"], "Kent": [1, 2]})
    assert file_stem("Homes in Kent, per 1,000", table, CODES) == (
        "total-place-atlas_homes-per-1-000_kent_2008-to-2009-to-2022-q4"
    )


def test_the_name_of_a_file_has_the_months_of_its_title() -> None:
    stem = file_stem("Suppliers paid, Kent, April to June 2024 (£)", pd.DataFrame(), CODES)
    assert stem == "total-place-atlas_suppliers-paid-gbp_kent_april-to-june-2024"
