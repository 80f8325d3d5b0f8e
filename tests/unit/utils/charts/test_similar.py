"""Charts of spend beside similar places hold the published figures."""

from __future__ import annotations

import altair as alt
import pytest

from data.read.comparators import Comparators
from data.read.comparisons import CompareReader
from data.read.facts import FactReader
from data.read.measures import MapReader
from data.read.places import HEADLINE, PlaceReader
from data.read.similar_spend import SimilarReader
from utils.charts.similar import line_difference_chart, similar_chart, spend_by_line

MAPS = MapReader()
PLACES = PlaceReader(MAPS)
READER = CompareReader(Comparators(PLACES, FactReader(MAPS.store)))
SIMILAR = SimilarReader(MAPS.store)
BIRMINGHAM, LUTON = PLACES.place("E08000025"), PLACES.place("E06000032")
BEDS = PLACES.place("central_bedfordshire_and_luton")
MONEY = MAPS.measure(measure=HEADLINE, basis="real")
YEAR = "2022-23"


def lines(*places: object, year: str = YEAR) -> object:
    rows = spend_by_line(READER, SIMILAR, list(places), basis="real", year=year)
    return line_difference_chart(READER, rows, list(places), basis="real", year=year)


def test_a_place_is_drawn_in_the_spread_of_its_neighbours() -> None:
    rows = [
        (place, SIMILAR.row(HEADLINE, "real", YEAR, place.value_code)) for place in (LUTON, BEDS)
    ]
    chart = similar_chart(READER, rows, MONEY, year=YEAR, notes=())
    alt.Chart.from_dict(dict(chart.spec), validate=True)
    luton, beds = chart.table.to_dict("records")
    row = SIMILAR.row(HEADLINE, "real", YEAR, LUTON.value_code)
    assert row is not None
    assert row.neighbours is not None
    assert luton["Median"] == round(row.neighbours.median)
    assert luton["Spending (£ per person)"] == round(row.value)
    assert beds["Median"] > 0
    assert beds["Expected of such a place"] > 0
    assert "19 in 20 such places" in chart.finding
    assert any("not what they should spend" in note for note in chart.notes)
    assert any(note.startswith("Source: ") for note in chart.notes)


def test_every_line_is_drawn_less_the_neighbours_median() -> None:
    chart = lines(BIRMINGHAM, LUTON)
    assert chart is not None
    alt.Chart.from_dict(dict(chart.spec), validate=True)
    drawn = chart.spec["data"]["values"]
    names = {line.name for line in PLACES.theme_lines(basis="real", period=YEAR).values()}
    assert {mark["line"] for mark in drawn} == names - {MONEY.name}
    table = chart.table.set_index(["Service", "Place"])
    for mark in drawn:
        row = table.loc[(mark["line"], mark["place"])]
        gap = row["Spending (£ per person)"] - row["Median"]
        assert mark["value"] == pytest.approx(gap, abs=1.01)


def test_only_outer_quarters_are_named() -> None:
    chart = lines(BIRMINGHAM)
    assert chart is not None
    row = SIMILAR.row("spend:police", "real", YEAR, BIRMINGHAM.value_code)
    assert row is not None
    named = "police" in chart.finding.partition("less than three quarters")[0]
    assert named == (row.band in {"highest quarter", "above all"})
    assert "need would suggest" not in chart.finding


def test_a_year_without_figures_is_no_chart() -> None:
    assert lines(BIRMINGHAM, year="2003-04") is None
