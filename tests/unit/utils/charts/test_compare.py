"""Every chart is valid Vega-Lite, says what it shows and holds the published figures."""

from __future__ import annotations

import altair as alt
import pytest

from data.comparators import Comparators
from data.compare_reader import CompareReader
from data.fact_reader import FactReader
from data.map_reader import MapReader
from data.place_reader import PlaceReader
from utils.charts.change import break_notes, change_charts
from utils.charts.chart import Chart
from utils.charts.compare import (
    age_chart,
    england_age_place,
    outcome_chart,
    theme_spend_chart,
)
from utils.charts.inequality import local_chart

MAPS = MapReader()
PLACES = PlaceReader(MAPS)
READER = CompareReader(Comparators(PLACES, FactReader(MAPS.store)))
BIRMINGHAM = PLACES.place("E08000025")
BEDS = PLACES.place("central_bedfordshire_and_luton")
PAIR = [BIRMINGHAM, BEDS]
TOTAL = MAPS.measure(measure="spend:total", basis="real")


def charts() -> dict[str, Chart]:
    """One chart of each kind."""
    drugs = READER.outcomes(PAIR, "drugs_and_alcohol", against="england")[0]
    ages = age_chart(READER, [BIRMINGHAM, england_age_place()], year=2022)
    tenths = local_chart(READER, BIRMINGHAM, sex="male")
    assert ages is not None
    assert tenths is not None
    return {
        "outcome": outcome_chart(READER, drugs),
        "themes": theme_spend_chart(READER, PAIR, basis="real", year="2022-23"),
        "ages": ages,
        "tenths": tenths,
        "change": change_charts(READER, PAIR, TOTAL, since="2009-10", until="2022-23")[0],
    }


CHARTS = charts()


@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_valid_and_has_words_table_and_source(name: str) -> None:
    chart = CHARTS[name]
    alt.Chart.from_dict(dict(chart.spec), validate=True)
    assert chart.finding.endswith(".")
    assert len(chart.table) > 1
    assert any(one.startswith("Source: ") for one in chart.notes)
    assert "nan" not in chart.finding


def test_spend_by_theme_leaves_the_total_to_the_table() -> None:
    chart = CHARTS["themes"]
    drawn = {row["line"] for row in chart.spec["data"]["values"]}
    assert "All local services" not in drawn
    assert len(chart.table) == len(PLACES.theme_names)
    first = chart.table.iloc[0]
    assert first["Theme"] == "All local services"
    assert first["Birmingham"] == 2407
    assert first["England"] == 2104
    assert any("never add them up" in one for one in chart.notes)


def test_one_place_is_set_beside_england() -> None:
    chart = theme_spend_chart(READER, [BIRMINGHAM], basis="real", year="2022-23")
    assert chart.finding.startswith("Birmingham spends more than England on ")


def test_lines_are_cut_at_breaks_and_gaps() -> None:
    rows = [row for row in CHARTS["change"].spec["data"]["values"] if row["place"] == "Birmingham"]
    segments = {row["period"]: row["segment"] for row in rows}
    breaks = {note.split(",")[0] for note in break_notes(READER, TOTAL, list(segments))}
    assert "2013-14" in breaks
    assert segments["2012-13"] != segments["2013-14"]
    assert segments["2010-11"] == segments["2011-12"] or "2011-12" in breaks


def test_change_says_how_much_and_in_which_prices() -> None:
    finding = CHARTS["change"].finding
    assert finding.startswith("Birmingham: £3,490 a person in 2009-10")
    assert "in prices of 2023-24" in finding


def test_tenths_of_several_authorities_are_not_drawn() -> None:
    assert local_chart(READER, BEDS, sex="male") is None


def test_ages_that_are_not_published_are_not_drawn() -> None:
    unknown = type(BIRMINGHAM)(place_id="X", name="X", kind="authority", members=("X",))
    assert age_chart(READER, [unknown], year=2022) is None
