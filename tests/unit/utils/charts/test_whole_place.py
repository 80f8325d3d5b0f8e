"""Charts of all public money: what is measured, the range, and the order given."""

from __future__ import annotations

import altair as alt
import pytest

from data.read.store import Store
from data.read.whole_place import WholeAmount, WholePlaceReader
from utils.charts.whole_flow import whole_flow_chart
from utils.charts.whole_place import blocks_chart, places_chart, years_chart
from utils.config import ENGLAND
from utils.narrative.whole_place import Named

BIRMINGHAM = ("E08000025",)
YEAR = "2022-23"


@pytest.fixture(scope="module")
def reader() -> WholePlaceReader:
    return WholePlaceReader(Store())


def known(reader: WholePlaceReader, codes: tuple[str, ...], year: str = YEAR) -> WholeAmount:
    found = reader.amount(codes, year)
    assert found is not None
    return found


def test_every_block_has_what_is_measured_within_its_bar(reader: WholePlaceReader) -> None:
    blocks = reader.by_block(BIRMINGHAM, YEAR)
    chart = blocks_chart(blocks, reader.blocks, place="Birmingham", year=YEAR)
    alt.Chart.from_dict(dict(chart.spec), validate=True)
    rows = chart.spec["data"]["values"]
    assert [row["what"] for row in rows] == [reader.blocks[block]["name"] for block in blocks]
    assert all(row["measured"] <= max(row["value"], 0) for row in rows)
    assert all(row["lower"] <= row["value"] <= row["upper"] for row in rows)
    assert len(chart.table) == len(blocks)


def test_years_are_drawn_with_their_range_beside_england(reader: WholePlaceReader) -> None:
    years = ("2021-22", YEAR)
    own = {year: known(reader, BIRMINGHAM, year) for year in years}
    england = {year: known(reader, (ENGLAND,), year) for year in years}
    chart = years_chart(own, england, place="Birmingham", prices="2024-25")
    alt.Chart.from_dict(dict(chart.spec), validate=True)
    assert "in 2021-22" in chart.finding
    assert list(chart.table["Year"]) == list(years)


def test_places_stand_in_the_order_given(reader: WholePlaceReader) -> None:
    places = {"Luton": known(reader, ("E06000032",)), "Birmingham": known(reader, BIRMINGHAM)}
    england = Named("England", known(reader, (ENGLAND,)))
    beside = dict.fromkeys(places, england)
    chart = places_chart(places, beside=beside, title="Places", name="places")
    alt.Chart.from_dict(dict(chart.spec), validate=True)
    assert [row["label"] for row in chart.spec["data"]["values"]] == ["Luton", "Birmingham"]


def test_each_place_may_stand_beside_its_own_region(reader: WholePlaceReader) -> None:
    places = {"Luton": known(reader, ("E06000032",)), "Birmingham": known(reader, BIRMINGHAM)}
    beside = {
        "Luton": Named("East of England", known(reader, ("E12000006",))),
        "Birmingham": Named("West Midlands", known(reader, ("E12000005",))),
    }
    chart = places_chart(places, beside=beside, what="its region", title="Places", name="places")
    ticks = [row["reference"] for row in chart.spec["data"]["values"]]
    assert ticks == [beside[name].found.per_head for name in places]
    assert "East of England £" in chart.finding
    assert "Grey tick: its region." in chart.notes[0]
    assert "its region" in chart.table.columns


def test_kinds_of_spending_are_in_the_prices_asked_for(reader: WholePlaceReader) -> None:
    blocks = reader.by_block(BIRMINGHAM, YEAR)
    real = blocks_chart(blocks, reader.blocks, place="Birmingham", year=YEAR, basis="real")
    assert real.title.endswith("(£ per person, 2024-25 prices)")


def test_what_goes_into_a_kind_of_spending_comes_out_of_it(reader: WholePlaceReader) -> None:
    lines = reader.lines(BIRMINGHAM, YEAR)
    chart = whole_flow_chart(lines, reader.blocks, place="Birmingham", year=YEAR)
    (series,) = chart.spec["series"]
    names = {node["name"] for node in series["data"]}
    given: dict[str, int] = {}
    taken: dict[str, int] = {}
    for link in series["links"]:
        assert {link["source"], link["target"]} <= names
        given[link["source"]] = given.get(link["source"], 0) + link["value"]
        taken[link["target"]] = taken.get(link["target"], 0) + link["value"]
    middle = set(given) & set(taken)
    assert len(middle) >= 13
    assert all(abs(given[name] - taken[name]) <= 10 for name in middle)
    drawn = sum(line.amount for line in lines if line.amount > 0)
    assert sum(chart.table["£"]) == pytest.approx(drawn, abs=100)
