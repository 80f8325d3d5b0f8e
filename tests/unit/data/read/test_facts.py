from __future__ import annotations

import pytest

from data.read.facts import FactReader
from data.read.store import Store
from utils.config import ENGLAND

FACTS = FactReader(Store())
BIRMINGHAM = "E08000025"


def test_counts_behind_a_rate_are_found() -> None:
    row = FACTS.observation(
        "drug_poisoning_deaths", code=BIRMINGHAM, period="2018-20", sex="persons"
    )
    assert row is not None
    # Published by ONS: 101, 97 and 89 deaths were registered in the three years.
    assert row["numerator"] == 101 + 97 + 89
    assert row["value"] == pytest.approx(row["numerator"] / row["denominator"] * 100_000)


def test_what_is_not_published_is_none() -> None:
    assert (
        FACTS.observation("drug_poisoning_deaths", code="X", period="2018-20", sex="male") is None
    )
    assert FACTS.residents("X", year=2020) is None
    assert FACTS.residents_of([BIRMINGHAM, "X"], year=2020) is None
    assert FACTS.release("X", year=2020) is None
    assert FACTS.ages([BIRMINGHAM, "X"], year=2020) is None
    assert FACTS.local_deciles("X", sex="male").empty


def test_bodies_add_up_to_the_published_council_total() -> None:
    bodies = FACTS.bodies("total", codes=[BIRMINGHAM], year="2009-10")
    council = bodies.loc[bodies["body_type"] == "council", "amount_gbp"]
    assert round(council.iloc[0] / 1e6) == 2249
    assert {"police", "fire"} <= set(bodies["body_type"])


def test_breaks_of_a_line_hold_those_of_all_lines() -> None:
    rows = FACTS.breaks_of("public_health")
    assert set(rows["service_line"]) == {"public_health", "all"}
    assert list(rows["financial_year"]) == sorted(rows["financial_year"])


def test_residents_by_age_are_in_order_and_add_up() -> None:
    year = FACTS.age_years[-1]
    ages = FACTS.ages([BIRMINGHAM], year=year)
    assert ages is not None
    assert list(ages.index[:3]) == ["0-4", "5-9", "10-14"]
    assert ages.index[-1] == "90+"
    assert ages.sum() == pytest.approx(FACTS.residents(BIRMINGHAM, year=year), rel=0.001)


def test_residents_of_several_areas_are_added() -> None:
    luton, central = "E06000032", "E06000056"
    both = FACTS.residents_of([luton, central], year=2020)
    assert both == sum(FACTS.residents(column, year=2020) or 0 for column in (luton, central))
    assert (FACTS.residents(ENGLAND, year=2020) or 0) > 56_000_000


def test_tenths_inside_an_authority_are_in_order() -> None:
    rows = FACTS.local_deciles(BIRMINGHAM, sex="female")
    assert list(rows["decile"]) == list(range(1, 11))
    assert rows["value"].iloc[0] < rows["value"].iloc[-1]
