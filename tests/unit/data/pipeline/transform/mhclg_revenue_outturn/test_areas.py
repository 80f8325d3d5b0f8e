"""Shares: whole, split and apportioned, and that they lose and add nothing."""

import itertools

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.pipeline.transform.mhclg_revenue_outturn.apportion import split_gla, spread_over_areas
from data.pipeline.transform.mhclg_revenue_outturn.areas import (
    council_shares,
    members_by_code,
    population_shares,
    wider_shares,
)
from data.pipeline.transform.mhclg_revenue_outturn.declared import WiderBody, wider_bodies
from data.pipeline.transform.mhclg_revenue_outturn.gaps import mark_gaps
from utils.errors import MissingPopulationError

YEARS = range(2007, 2025)


def populations(**people: int) -> pd.DataFrame:
    return pd.DataFrame(
        [(code, year, count) for code, count in people.items() for year in YEARS],
        columns=["area_code", "year", "population"],
    )


def returns(*rows: tuple[str, str, float]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "financial_year": "2010-11",
                "ecode": ecode,
                "name": ecode,
                "service_line": service_line,
                "amount_gbp": amount,
                "return_note": None,
            }
            for ecode, service_line, amount in rows
        ]
    )


def spread_all(spent: pd.DataFrame, shares: pd.DataFrame) -> pd.DataFrame:
    return spread_over_areas(mark_gaps(spent, parents={}), shares=shares)


people = st.integers(min_value=1, max_value=10_000_000)


@settings(max_examples=25, deadline=None)
@given(people, people, people, st.floats(min_value=-1e9, max_value=1e9))
def test_apportionment_adds_up_to_the_bodys_amount(
    first: int, second: int, third: int, amount: float
) -> None:
    body = WiderBody(ecode="E6999", name="Body", body_type="waste", areas=("A", "B", "C"))
    shares = wider_shares(
        [body],
        populations=populations(A=first, B=second, C=third),
        police_areas={},
        fire_areas={},
    )
    spent = returns(("E6999", "environment_regulatory", amount)).assign(body="E6999")
    spread = spread_all(spent, shares)
    assert spread["amount_gbp"].sum() == pytest.approx(amount, abs=1e-3)
    assert set(spread["method"]) <= {"apportioned by population"}


@settings(max_examples=40, deadline=None)
@given(people, people, st.floats(min_value=0.01, max_value=0.99))
def test_split_county_adds_up_and_follows_the_factor(dorset: int, towns: int, part: float) -> None:
    lookup = pd.DataFrame(
        {
            "ecode": ["E1221"],
            "authority_name_latest": ["Dorset"],
            "constant_area_2024_ons_code": ["E06000059|E06000058"],
        }
    )
    shares = council_shares(
        lookup,
        populations=populations(E06000059=dorset, E06000058=towns),
        christchurch_share=part,
    )
    assert shares.groupby("financial_year")["share"].sum().to_numpy() == pytest.approx(1)
    christchurch = shares[shares["area_code"] == "E06000058"]["share"]
    assert christchurch.to_numpy() == pytest.approx(part * towns / (dorset + part * towns))
    assert set(shares["method"]) == {"split by population"}
    assert shares["share_note"].str.contains("Christchurch").all()


def test_a_council_that_was_not_split_keeps_its_whole_amount() -> None:
    lookup = pd.DataFrame(
        {
            "ecode": ["E0101"],
            "authority_name_latest": ["Bath"],
            "constant_area_2024_ons_code": ["E06000022"],
        }
    )
    shares = council_shares(lookup, populations=populations(E06000022=1), christchurch_share=0.1)
    assert set(shares["share"]) == {1.0}
    assert set(shares["method"]) == {"summed"}
    assert len(shares) == len(YEARS)


def test_population_of_the_year_is_the_mid_year_of_its_first_calendar_year() -> None:
    frame = populations(A=1, B=1)
    frame.loc[(frame["area_code"] == "A") & (frame["year"] == 2012), "population"] = 3
    shares = population_shares(["A", "B"], populations=frame).set_index(
        ["financial_year", "area_code"]
    )["share"]
    assert shares["2012-13", "A"] == 0.75
    assert shares["2011-12", "A"] == 0.5


def test_a_missing_population_is_refused_by_name() -> None:
    with pytest.raises(MissingPopulationError, match="B"):
        population_shares(["A", "B"], populations=populations(A=1))


def test_gla_police_leaves_out_the_city_and_its_total_follows() -> None:
    body = WiderBody(
        ecode="E5100", name="GLA", body_type="gla", areas=("CITY", "REST"), police_area="MET"
    )
    shares = wider_shares(
        [body],
        populations=populations(CITY=10, REST=90),
        police_areas={"MET": ["REST"]},
        fire_areas={},
    )
    spent = split_gla(
        returns(("E5100", "police", 60), ("E5100", "fire_rescue", 40), ("E5100", "total", 100))
    )
    spread = spread_all(spent, shares).set_index(["area_code", "service_line"])
    amounts = spread["amount_gbp"]
    assert ("CITY", "police") not in amounts.index
    assert amounts["REST", "police"] == 60
    assert amounts["CITY", "fire_rescue"] == pytest.approx(4)
    assert amounts["CITY", "total"] == pytest.approx(4)
    assert amounts["REST", "total"] == pytest.approx(96)


def test_a_body_counts_only_in_its_years() -> None:
    body = WiderBody(
        ecode="E6354", name="X", body_type="combined", areas=("A",), last_year="2016-17"
    )
    shares = wider_shares([body], populations=populations(A=1), police_areas={}, fire_areas={})
    assert shares["financial_year"].max() == "2016-17"


def test_members_are_upper_tier_areas_and_other_countries_are_left_out() -> None:
    lookup = pd.DataFrame(
        {"ltla24_code": ["E07A", "E07B", "W06A"], "pfa24_code": ["E23X", "E23X", "W15X"]}
    )
    members = members_by_code(
        lookup, code="pfa24_code", upper_tier={"E07A": "E10A", "E07B": "E10A"}
    )
    assert members == {"E23X": ["E10A"]}


def test_every_declared_body_but_a_park_serves_somewhere() -> None:
    for body in wider_bodies():
        served = body.areas or body.police_area or body.fire_area
        assert bool(served) == (body.body_type != "park"), body.ecode


def test_no_declared_body_counts_twice_in_a_year() -> None:
    spans: dict[str, list[tuple[str, str]]] = {}
    for body in wider_bodies():
        spans.setdefault(body.ecode, []).append((body.first_year, body.last_year))
    for ecode, found in spans.items():
        ordered = sorted(found)
        for before, after in itertools.pairwise(ordered):
            assert before[1] < after[0], ecode
