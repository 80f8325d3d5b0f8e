"""The count of places on the published data, against figures known from outside."""

from __future__ import annotations

from functools import cache

import pytest

from data.read.accounts import Account, MoneyReader
from data.read.confidence import FAIR, HIGH
from data.read.counts import CountReader
from data.read.facts import FactReader
from data.read.measures import MapReader
from data.read.money_paths import add_up, find_paths
from data.read.overlaps import FINDING, INFERRED, OverlapReader
from data.read.places import PlaceReader
from data.read.registers import RegisterReader
from data.read.store import Store
from tests.data.published import BIRMINGHAM, MILLION, upper_tier
from utils.errors import InvalidInputError

LEEDS = "E08000035"


@cache
def reader() -> CountReader:
    places = PlaceReader(MapReader(Store()))
    store = places.maps.store
    return CountReader(places, FactReader(store), MoneyReader(store))


@cache
def overlaps() -> OverlapReader:
    return OverlapReader(RegisterReader(Store()), reader().money)


def test_every_published_total_of_birmingham_stands_beside_the_others() -> None:
    totals = reader().totals(reader().places.place(BIRMINGHAM))
    assert [row["amount"] / 1e9 for row in totals] == [7.5, 7.5, 7.5, 7.5, 7.3, 7.0, 7.5]


def test_what_a_source_names_no_body_for_is_told() -> None:
    (parts,) = reader().parts(reader().places.place(BIRMINGHAM))
    assert [row["organisation"] for row in parts.named] == [
        "Birmingham City Council",
        "Primary care trusts",
        "Jobcentre Plus",
    ]
    assert parts.rest == pytest.approx(1_101 * MILLION)


def test_the_pilot_that_published_a_figure_a_person_keeps_it() -> None:
    place = reader().places.place("central_bedfordshire_and_luton")
    (row,) = reader().totals(place)
    assert reader().per_head(row, place) == 6853


def test_what_can_be_counted_of_birmingham() -> None:
    lines = reader().lines(reader().places.place(BIRMINGHAM), "2008-09")
    by_name = {line.what: line for line in lines}
    # Published: total service expenditure 1,926 million, housing benefit 187.69 and 146.083.
    assert round((by_name["council"].amount or 0) / MILLION) == 1926
    assert by_name["council"].grade == HIGH
    assert by_name["housing_benefit"].amount == pytest.approx(333.773 * MILLION)
    assert by_name["police"].grade == FAIR
    assert "Share of West Midlands Police" in by_name["police"].notes[0]


def test_a_missing_return_leaves_no_sum() -> None:
    lines = reader().lines(reader().places.place(BIRMINGHAM), "2023-24")
    assert next(line for line in lines if line.what == "council").amount is None
    assert reader().counted(lines) is None


def test_an_unknown_year_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="2006-07"):
        reader().money.accounts([BIRMINGHAM], "2006-07")


def test_the_region_is_shown_apart_and_only_in_its_years() -> None:
    found = reader().regional(reader().places.place(BIRMINGHAM), "2008-09")
    assert found["West Midlands"]["total"] == pytest.approx(7887.24, abs=0.01)
    assert reader().regional(reader().places.place(BIRMINGHAM), "1998-99") == {}


def test_sources_of_birmingham_council_are_those_of_its_return() -> None:
    (council, *_) = reader().money.accounts([BIRMINGHAM], "2008-09")
    assert {flow: round(amount / MILLION, 2) for flow, amount in council.sources.items()} == {
        "area_grant": 92.18,
        "grants_inside": 999.62,
        "grants_outside": 483.26,
        "own_funding": 953.03,
    }
    assert council.uses["transport_levy"] == pytest.approx(52.665 * MILLION)


@pytest.mark.parametrize("year", ["2008-09"])
def test_accounts_of_every_area_balance_and_hold_the_services_returned(year: str) -> None:
    money = reader().money
    for code in sorted(upper_tier()):
        if money.missing([code], year):
            continue
        accounts = money.accounts([code], year)
        paths = find_paths(accounts, flows=money.flows)
        sums = add_up(paths)
        assert 0 <= sums.twice < sums.gross
        for account in accounts:
            if account.total is not None:
                # Lines are in whole thousands, so a total may part from them by a few.
                assert sum(account.services.values()) == pytest.approx(account.total, abs=8000)


def test_income_and_budgets_stand_beside_a_line() -> None:
    money = reader().money
    gross = money.gross([LEEDS], "education").set_index("financial_year").loc["2024-25"]
    net = money.line_by_year([LEEDS], "education").set_index("financial_year").loc["2024-25"]
    # The council's own return; the combined authority's share has no income on the line.
    assert gross["income_gbp"] == 174_240_000
    assert gross["gross_gbp"] - gross["income_gbp"] == pytest.approx(net["amount_gbp"])
    plan = money.budget_by_year([BIRMINGHAM], "looked_after_children").set_index("financial_year")
    assert plan.loc["2023-24", "amount_gbp"] == 161_413_000


def test_overlaps_that_the_record_finds() -> None:
    found = {overlap.what: overlap for overlap in overlaps().published()}
    agencies = next(what for what in found if "24 organisations" in what)
    assert found[agencies].place == "Worcestershire"
    assert found[agencies].group == "young people 16 to 24"
    benefits = next(what for what in found if "51 benefits" in what)
    assert found[benefits].place == "Central Bedfordshire and Luton"
    assert {overlap.strength for overlap in found.values()} == {FINDING}
    assert all(overlap.row is not None for overlap in found.values())


def test_overlaps_of_one_place_and_theme_alone() -> None:
    own = overlaps().published(place_ids={"worcestershire"}, theme="work_and_skills")
    assert own
    assert {overlap.place for overlap in own} == {"Worcestershire"}


def test_overlaps_in_the_returns_name_their_bodies_and_amounts() -> None:
    place = reader().places.place(BIRMINGHAM)
    (overlap,) = overlaps().inferred(place, "2021-22", theme="neighbourhood_and_environment")
    assert overlap.strength == INFERRED
    assert "combined authorities" in overlap.who
    assert "Highways and transport: councils £121.3 million" in overlap.what
    assert overlaps().inferred(place, "2021-22", theme="drugs_and_alcohol") == []


@pytest.mark.parametrize(("amount", "is_overlap"), [(1.0, True), (0.0, False), (-1.0, False)])
def test_a_service_that_earns_or_spends_nothing_is_no_overlap(
    amount: float, *, is_overlap: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = {"police": 5.0, "youth_justice": amount}
    accounts = [Account(body="council", services=lines)]
    monkeypatch.setattr(MoneyReader, "accounts", lambda *_: accounts)
    found = overlaps().inferred(
        reader().places.place(BIRMINGHAM), "2021-22", theme="offending_and_community_safety"
    )
    assert bool(found) is is_overlap
