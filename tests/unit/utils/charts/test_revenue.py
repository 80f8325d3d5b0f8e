"""Charts of tax and spending are valid and hold the published figures."""

from __future__ import annotations

import altair as alt
import pytest

from tests.unit.data.read.test_revenue import (
    BIRMINGHAM,
    NEWEST,
    READER,
    TORBAY,
    WEST_MIDLANDS,
)
from utils.charts.chart import Chart
from utils.charts.revenue import balance_years_chart, regions_chart
from utils.charts.revenue_outcome import outcome_chart
from utils.charts.taxes import income_tax_chart, taxes_chart
from utils.config import ENGLAND, PRICE_BASE_YEAR
from utils.narrative.revenue import NO_CAUSE, ONS_SOURCE, TAX_ROUGH, TAX_SOURCE


def check(chart: Chart) -> None:
    """A valid drawing with a title, words, a table without machine words, and its source."""
    alt.Chart.from_dict(dict(chart.spec), validate=True)
    assert chart.title
    assert chart.finding
    assert not chart.table.empty
    assert "nan" not in chart.finding
    assert any(source in chart.notes for source in (ONS_SOURCE, TAX_SOURCE))


def test_taxes_of_a_region_are_beside_englands() -> None:
    taxes, england = (READER.by_tax(code, NEWEST) for code in (WEST_MIDLANDS, ENGLAND))
    chart = taxes_chart(taxes, {"England": england}, region="West Midlands", year=NEWEST)
    check(chart)
    table = chart.table.set_index("Kind of revenue (£ per person)")
    assert table["West Midlands"]["Income tax"] == 3_010
    assert table["England"]["Income tax"] == 4_623
    assert "income tax £3,010 (England £4,623)" in chart.finding
    assert "VAT" in chart.finding
    bars, ticks = chart.spec["layer"]
    assert len(bars["data"]["values"]) == len(ticks["data"]["values"]) == len(taxes)
    # A tick lies on the bar of its own tax.
    assert {row["label"] for row in bars["data"]["values"]} == {
        row["label"] for row in ticks["data"]["values"]
    }


def test_englands_taxes_have_every_region_in_the_table() -> None:
    beside = {name: READER.by_tax(code, NEWEST) for code, name in READER.regions.items()}
    chart = taxes_chart(READER.by_tax(ENGLAND, NEWEST), beside, region="England", year=NEWEST)
    check(chart)
    assert list(chart.table.columns)[1:] == ["England", *READER.regions.values()]
    assert len(chart.spec["layer"]) == 1


def test_every_year_is_drawn_in_prices_of_the_base() -> None:
    balances = READER.real_balances(WEST_MIDLANDS)
    chart = balance_years_chart(balances, region="West Midlands", prices=PRICE_BASE_YEAR)
    check(chart)
    assert PRICE_BASE_YEAR in chart.title
    last = chart.table.iloc[-1]
    assert list(last[:4]) == [NEWEST, 13_173, 18_225, 5_052]
    # The Treasury's figure is a gap before it begins, never a zero.
    assert chart.table["Identified (£ per person)"].isna().sum() == READER.years.index("2008-09")


def test_regions_are_from_north_to_south_with_england_last() -> None:
    found = {}
    for code in (*READER.regions, ENGLAND):
        balance = READER.balance(code, NEWEST)
        assert balance is not None
        found[READER.name(code)] = balance
    chart = regions_chart(found, year=NEWEST)
    check(chart)
    assert list(chart.table["Region"]) == [*READER.regions.values(), "England"]
    assert "From north to south, England last." in chart.notes
    assert "West Midlands: £13,173 raised, £18,225 spent" in chart.finding


@pytest.mark.parametrize(("code", "shown"), [(BIRMINGHAM, "£1,601"), (TORBAY, "no figure")])
def test_income_tax_is_beside_region_and_england_and_a_gap_stays(code: str, shown: str) -> None:
    name, region = READER.name(code), READER.comparators.region(code)
    beside = (READER.name(region), "England")
    groups = {
        name: (code,),
        beside[0]: READER.councils(region),
        "England": READER.councils(ENGLAND),
    }
    taxes = {key: READER.income_tax(codes) for key, codes in groups.items()}
    chart = income_tax_chart(taxes, {}, place=name, beside=beside)
    check(chart)
    assert TAX_ROUGH in chart.notes
    domain = chart.spec["encoding"]["y"]["scale"]["domain"]
    assert domain[0] == f"{name}, {shown}"
    assert len(domain) == 3
    assert chart.table["£ per resident"].isna().tolist() == [shown == "no figure", False, False]


@pytest.mark.parametrize("own", [WEST_MIDLANDS, ENGLAND])
def test_nine_regions_are_beside_an_outcome_without_line_or_rank(own: str) -> None:
    beside = READER.beside("life_expectancy_at_birth:female", NEWEST)
    chart = outcome_chart(beside, READER.regions, own=own, source="Source: test.")
    check(chart)
    assert NO_CAUSE in chart.notes
    assert list(chart.table["Region"]) == list(READER.regions.values())
    assert len(chart.spec["data"]["values"]) == 9
    assert all(layer["mark"]["type"] in {"rule", "point", "text"} for layer in chart.spec["layer"])
    assert ("West Midlands: 82.7 years" in chart.finding) == (own == WEST_MIDLANDS)
    assert "2017-18" in chart.title
    assert any("the middle of 2016-18" in note for note in chart.notes)


def test_limits_of_an_outcome_are_drawn_where_they_are_published() -> None:
    sides = {}
    for outcome in ("healthy_life_expectancy:male", "life_expectancy_at_birth:male"):
        beside = READER.beside(outcome, NEWEST)
        chart = outcome_chart(beside, READER.regions, own=WEST_MIDLANDS, source="Source: test.")
        check(chart)
        sides[outcome] = chart
    healthy, life = sides.values()
    assert len(healthy.spec["layer"]) == len(life.spec["layer"]) + 1
    assert set(life.table["95% confidence interval"]) == {"no figure"}
    assert all(" to " in limits for limits in healthy.table["95% confidence interval"])
