"""Reading what drivers and accounts are made of."""

from __future__ import annotations

import pandas as pd
import pytest

from data.pipeline.derive.whole_place.amounts import read_values
from utils.errors import InvalidInputError

A, B = "E06000001", "E06000002"
AREAS = pd.Index([A, B])


def tables() -> dict[str, pd.DataFrame]:
    year = "2022-23"
    spend = pd.DataFrame(
        [
            (A, year, "police", "police", 10.0),
            (A, year, "police", "council", 5.0),
            (B, year, "police", "police", 7.0),
            (B, year, "police", "council", None),
            (A, year, "fire_rescue", "fire", 1.0),
            (B, year, "fire_rescue", "fire", -2.0),
        ],
        columns=["area_code", "financial_year", "service_line", "body_type", "amount_gbp"],
    )
    flows = pd.DataFrame(
        {"area_code": [A], "financial_year": [year], "flow": ["hb"], "amount_gbp": [3.0]}
    )
    accounts = pd.DataFrame(
        {
            "area_code": [A, B],
            "financial_year": year,
            "body_group": "benefits",
            "item": "hb",
            "amount_gbp": [4.0, 5.0],
        }
    )
    ages = pd.DataFrame(
        [
            (A, 2022, "male", "60-64", 1.0),
            (A, 2022, "male", "65-69", 2.0),
            (A, 2022, "female", "90+", 4.0),
            (B, 2022, "male", "65-69", 8.0),
            (A, 2024, "persons", "65-69", 16.0),
            (B, 2024, "persons", "0-4", 32.0),
        ],
        columns=["area_code", "year", "sex", "age_band", "population"],
    )
    return {
        "spend": spend,
        "money_flows": flows,
        "place_accounts": accounts,
        "population_ages": ages,
    }


def test_bodies_add_up_and_a_missing_return_is_a_gap_of_the_whole_area() -> None:
    found = read_values("spend:police", tables(), areas=AREAS)
    assert found.loc[A, 2022] == 15
    assert pd.isna(found.loc[B, 2022])


def test_income_above_spending_counts_as_nothing() -> None:
    assert read_values("spend:fire_rescue", tables(), areas=AREAS)[2022].tolist() == [1, 0]


def test_the_first_account_that_is_known_is_taken() -> None:
    found = read_values("money_flows:hb|place_accounts:hb", tables(), areas=AREAS)
    assert found[2022].tolist() == [3, 5]


def test_ages_are_of_both_sexes_or_of_persons_where_these_are_given() -> None:
    found = read_values("ages:65+", tables(), areas=AREAS)
    assert found.loc[A].to_dict() == {2022: 6.0, 2024: 16.0}


@pytest.mark.parametrize("made_of", ["weather", "ages:old", ""])
def test_what_is_not_declared_is_refused(made_of: str) -> None:
    with pytest.raises(InvalidInputError, match="allowed"):
        read_values(made_of, tables(), areas=AREAS)
