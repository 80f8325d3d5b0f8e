"""Every chart is valid Vega-Lite, says what it shows and holds the published figures."""

from __future__ import annotations

import altair as alt
import pytest

from data.read.comparators import Comparators
from data.read.comparisons import CompareReader
from data.read.facts import FactReader
from data.read.measures import MapReader
from data.read.places import HEADLINE, PlaceReader
from utils.charts.change import break_notes, change_charts
from utils.charts.chart import Chart
from utils.charts.compare import (
    age_chart,
    england_age_place,
    line_spend_chart,
    outcome_chart,
)
from utils.charts.inequality import local_chart

MAPS = MapReader()
PLACES = PlaceReader(MAPS)
READER = CompareReader(Comparators(PLACES, FactReader(MAPS.store)))
BIRMINGHAM = PLACES.place("E08000025")
BEDS = PLACES.place("central_bedfordshire_and_luton")
PAIR = [BIRMINGHAM, BEDS]
HEADLINE_REAL = MAPS.measure(measure=HEADLINE, basis="real")


def charts() -> dict[str, Chart]:
    """A chart of each kind."""
    drugs = READER.outcomes(PAIR, "drugs_and_alcohol", against="england")[0]
    ages = age_chart(READER, [BIRMINGHAM, england_age_place()], year=2022)
    tenths = local_chart(READER, BIRMINGHAM, sex="male")
    assert ages is not None
    assert tenths is not None
    return {
        "outcome": outcome_chart(READER, drugs),
        "themes": line_spend_chart(READER, PAIR, basis="real", year="2022-23"),
        "ages": ages,
        "tenths": tenths,
        "change": change_charts(READER, PAIR, HEADLINE_REAL, since="2009-10", until="2022-23")[0],
    }


CHARTS = charts()


@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_valid_and_has_words_table_and_source(name: str) -> None:
    chart = CHARTS[name]
    alt.Chart.from_dict(dict(chart.spec), validate=True)
    assert chart.finding.endswith(".")
    assert len(chart.table) > 1
    assert any(note.startswith("Source: ") for note in chart.notes)
    assert "nan" not in chart.finding


def test_spend_by_service_leaves_the_headline_to_the_table() -> None:
    chart = CHARTS["themes"]
    drawn = [row["line"] for row in chart.spec["data"]["values"]]
    headline = MAPS.measure(measure=HEADLINE, basis="real").name
    assert headline not in drawn
    assert chart.table["Service"].is_unique
    first = chart.table.iloc[0]
    assert first["Service"] == headline
    # GBP 1,565 and 1,416 in 2023-24 prices, times 1.0372.
    assert first["Birmingham"] == 1623
    assert first["England"] == 1469
    assert any("do not add the rows up" in note for note in chart.notes)


def test_lines_are_named_and_themes_without_one_are_said() -> None:
    chart = CHARTS["themes"]
    assert {"Children's social care", "Adult social care", "Public health"} <= set(
        chart.table["Service"]
    )
    assert not set(chart.table["Service"]) & set(PLACES.theme_names.values())
    assert any(
        "no separate figure for young people leaving care, older people, drugs and alcohol" in note
        and "2023-24 to 2024-25 have one" in note
        for note in chart.notes
    )


def test_one_place_is_set_beside_england() -> None:
    chart = line_spend_chart(READER, [BIRMINGHAM], basis="real", year="2022-23")
    assert chart.finding.startswith("Birmingham spends more per person than England on ")
    assert "leaving care" not in chart.finding


def test_the_comparator_governs_money_too() -> None:
    chart = line_spend_chart(
        READER, [BIRMINGHAM], basis="real", year="2022-23", against="neighbours"
    )
    assert list(chart.table.columns) == [
        "Service",
        "Birmingham",
        "The median of similar places",
    ]
    assert "than the median of similar places on" in chart.finding
    assert any(note.startswith("Grey tick: the median of similar places") for note in chart.notes)
    own = READER.standings(
        [BIRMINGHAM],
        MAPS.measure(measure=HEADLINE, basis="real"),
        period="2022-23",
        against="neighbours",
    )[0].reference
    assert own is not None
    assert own.value is not None
    assert chart.table.iloc[0].iloc[2] == round(own.value)


def test_a_gap_and_a_doubt_are_said_beside_the_figures() -> None:
    gap = line_spend_chart(READER, [BIRMINGHAM], basis="real", year="2024-25")
    assert any("No return from Birmingham" in note for note in gap.notes)
    doubt = line_spend_chart(READER, [PLACES.place("E08000028")], basis="real", year="2023-24")
    assert any("may include an error" in note for note in doubt.notes)


def test_lines_are_cut_at_breaks_and_gaps() -> None:
    rows = [row for row in CHARTS["change"].spec["data"]["values"] if row["place"] == "Birmingham"]
    segments = {row["period"]: row["segment"] for row in rows}
    breaks = {note.split(",")[0] for note in break_notes(READER, HEADLINE_REAL, list(segments))}
    assert "2013-14" in breaks
    assert segments["2012-13"] != segments["2013-14"]
    assert segments["2010-11"] == segments["2011-12"] or "2011-12" in breaks


def test_change_says_how_much_and_in_which_prices() -> None:
    finding = CHARTS["change"].finding
    assert finding.startswith(
        "Birmingham: £1,869 per person in 2009-10, £1,623 per person in 2022-23"
    )
    assert "13%), in 2024-25 prices" in finding


def test_a_total_with_schools_has_their_break_and_says_so() -> None:
    """31 per cent less in Birmingham is mostly schools that became academies."""
    total = MAPS.measure(measure="spend:total", basis="real")
    chart = change_charts(READER, [BIRMINGHAM], total, since="2009-10", until="2022-23")[0]
    assert "31%)" in chart.finding
    assert "not a fall in schooling" in chart.finding
    assert any("academies" in note for note in chart.notes)
    assert not any("academies" in note for note in CHARTS["change"].notes)
    assert "schooling" not in CHARTS["change"].finding


def test_figures_that_are_estimated_or_doubtful_are_marked_where_they_are_drawn() -> None:
    sandwell = PLACES.place("E08000028")
    chart = change_charts(READER, [sandwell], HEADLINE_REAL, since="2015-16", until="2024-25")[0]
    marked = [row["period"] for row in chart.spec["data"]["values"] if row["noted"]]
    assert marked == ["2023-24"]
    assert any(note.startswith("Hollow point: ") for note in chart.notes)
    assert chart.table.set_index("Period").loc["2023-24", "Note"]


def test_tenths_of_several_authorities_are_not_drawn() -> None:
    assert local_chart(READER, BEDS, sex="male") is None


def test_ages_that_are_not_published_are_not_drawn() -> None:
    unknown = type(BIRMINGHAM)(place_id="X", name="X", kind="authority", members=("X",))
    assert age_chart(READER, [unknown], year=2022) is None
