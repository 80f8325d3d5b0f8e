"""Revenue and spending of regions, against what ONS, the Treasury and HMRC printed."""

from __future__ import annotations

from collections import Counter

import pytest

from data.read.comparators import Comparators
from data.read.facts import FactReader
from data.read.measures import MapReader
from data.read.places import PlaceReader
from data.read.revenue import OUTCOMES, RevenueReader
from data.read.tax_groups import ALL_REVENUE, TAXES
from data.read.whole_place import WholePlaceReader
from utils.config import ENGLAND

MAPS = MapReader()
PLACES = PlaceReader(MAPS)
READER = RevenueReader(WholePlaceReader(MAPS.store), Comparators(PLACES, FactReader(MAPS.store)))
BIRMINGHAM, TORBAY = "E08000025", "E06000027"
WEST_MIDLANDS, SOUTH_WEST = "E12000005", "E12000009"
NEWEST = "2024-25"


def pounds(region: str, year: str) -> tuple[int, int, int, int | None]:
    balance = READER.balance(region, year)
    assert balance is not None
    identified = balance.identified
    return (
        round(balance.raised),
        round(balance.spent),
        balance.gap,
        None if identified is None else round(identified),
    )


@pytest.mark.parametrize(
    ("region", "printed"),
    [(WEST_MIDLANDS, (13_173, 18_225, 5_052)), (ENGLAND, (16_746, 18_235, 1_489))],
)
def test_raised_spent_and_gap_are_what_is_printed(
    region: str, printed: tuple[int, int, int]
) -> None:
    assert pounds(region, NEWEST)[:3] == printed


def test_what_the_treasury_identifies_is_beside_it_where_it_is_known() -> None:
    identified = pounds(ENGLAND, NEWEST)[3]
    assert identified is not None
    assert identified < 18_235
    assert pounds(ENGLAND, "2007-08")[3] is None


def test_every_region_has_every_year_and_no_other_has() -> None:
    assert READER.years[0] == "1999-00"
    assert READER.years[-1] == NEWEST
    assert len(READER.years) == 26
    assert list(READER.regions.values())[:2] == ["North East", "North West"]
    assert len(READER.regions) == 9
    for region in (*READER.regions, ENGLAND):
        assert [balance.year for balance in READER.real_balances(region)] == list(READER.years)
    assert READER.balance(BIRMINGHAM, NEWEST) is None
    assert READER.balance(WEST_MIDLANDS, "1998-99") is None
    assert READER.by_tax(BIRMINGHAM, NEWEST) == {}


def test_real_terms_raise_old_money_alone() -> None:
    first, *_, last = READER.real_balances(WEST_MIDLANDS)
    cash_first, cash_last = (
        READER.balance(WEST_MIDLANDS, year) for year in (first.year, last.year)
    )
    assert cash_last == last
    assert cash_first is not None
    assert first.raised > 1.5 * cash_first.raised
    assert first.spent / first.raised == pytest.approx(cash_first.spent / cash_first.raised)


def test_the_groups_hold_every_line_of_revenue_once() -> None:
    rows = MAPS.store.records(
        "regional_revenue",
        where=[("region_code", "==", ENGLAND), ("financial_year", "==", NEWEST)],
    )
    parts: dict[str, list[str]] = {}
    for row in rows:
        parts.setdefault(row["parent"] or "", []).append(row["line"])

    def leaves(line: str) -> list[str]:
        return [leaf for part in parts[line] for leaf in leaves(part)] if line in parts else [line]

    held = Counter(leaf for lines in TAXES.values() for line in lines for leaf in leaves(line))
    wanted = [*leaves("total_without_north_sea"), *leaves("north_sea_by_geography")]
    assert held == Counter(wanted)


@pytest.mark.parametrize("year", READER.years)
def test_the_groups_add_up_to_all_revenue(year: str) -> None:
    for region in (*READER.regions, ENGLAND):
        balance = READER.balance(region, year)
        assert balance is not None
        # Lines are in whole millions, and the least region has two and a half million people.
        assert sum(READER.by_tax(region, year).values()) == pytest.approx(balance.raised, abs=5)


def test_main_taxes_are_what_is_printed() -> None:
    taxes = READER.by_tax(WEST_MIDLANDS, NEWEST)
    assert round(taxes["Income tax"]) == 3_010
    assert round(taxes["Council tax"]) == 640
    assert round(taxes["Business rates"]) == 339
    assert ALL_REVENUE not in TAXES


def test_income_tax_is_of_residents() -> None:
    found = READER.income_tax((BIRMINGHAM,))
    assert found is not None
    assert found.amount == 1_830e6
    assert found.taxpayers == 417_000
    assert round(found.per_head) == round(1_830e6 / 1_143_285)


def test_a_council_without_a_figure_is_a_gap_and_leaves_its_region_smaller() -> None:
    assert READER.income_tax((TORBAY,)) is None
    region = READER.income_tax(READER.councils(SOUTH_WEST))
    assert region is not None
    assert set(region.lacking) == {TORBAY, "E06000053"}
    people = MAPS.store.records(
        "populations", where=[("area_code", "==", SOUTH_WEST), ("year", "==", 2021)]
    )
    assert region.residents < people[0]["population"] - 100_000
    # The publisher gives 198,160 million for the nine regions.
    england = READER.income_tax(READER.councils(ENGLAND))
    assert england is not None
    assert england.amount == pytest.approx(198_160e6, rel=0.001)


def test_a_place_lies_in_its_regions() -> None:
    assert READER.regions_of(PLACES.place(BIRMINGHAM)) == (WEST_MIDLANDS,)
    assert len(READER.regions_of(PLACES.place("whole_place_community_budgets"))) == 3


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_money_is_of_the_middle_of_the_outcomes_period(outcome: str) -> None:
    newest = READER.beside(outcome, NEWEST)
    assert newest.period == newest.measure.periods[-1]
    assert len(newest.points) == 9
    assert {point.balance.year for point in newest.points} == {newest.year}
    within = READER.beside(outcome, "2014-15")
    assert (within.period, within.year) == ("2013-15", "2014-15")
    assert READER.beside(outcome, "1999-00").period == newest.measure.periods[0]


def test_life_expectancy_is_that_of_the_map() -> None:
    beside = READER.beside(OUTCOMES[0], "2017-18")
    point = next(point for point in beside.points if point.code == WEST_MIDLANDS)
    row = MAPS.values(beside.measure).row("2016-18", WEST_MIDLANDS)
    assert row is not None
    # This series was published without confidence intervals.
    assert (point.value, point.lower, point.upper) == (row["value"], None, None)


def test_limits_are_kept_where_they_are_published() -> None:
    for point in READER.beside("healthy_life_expectancy:male", NEWEST).points:
        assert point.lower is not None
        assert point.upper is not None
        assert point.lower < point.value < point.upper


def test_defence_is_shared_by_population_and_debt_interest_nearly_so() -> None:
    rows = MAPS.store.records(
        "regional_managed_expenditure", where=[("financial_year", "==", NEWEST)]
    )
    by_line: dict[str, list[float]] = {}
    for row in rows:
        by_line.setdefault(row["line"], []).append(row["amount_gbp_per_head"])
    assert max(by_line["defence"]) / min(by_line["defence"]) < 1.005
    interest = by_line["public_sector_debt_interest"]
    assert max(interest) / min(interest) < 1.12
