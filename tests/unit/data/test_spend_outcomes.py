from __future__ import annotations

import pytest
from data.need_reader import NeedReader

from data.comparators import Comparators
from data.compare_reader import CompareReader
from data.fact_reader import FactReader
from data.map_reader import MapReader
from data.place_reader import PlaceReader
from data.spend_outcomes import CRUDE, NEED, SpendOutcomes, year_of

MAPS = MapReader()
PLACES = PlaceReader(MAPS)
READER = SpendOutcomes(
    CompareReader(Comparators(PLACES, FactReader(MAPS.store))), NeedReader(MAPS.store)
)
MONEY = MAPS.measure(measure="spend:total", basis="real")
LIFE = MAPS.measure(measure="healthy_life_expectancy:female", basis="as published")
YEARS = ["2009-10", "2016-17", "2018-19", "2022-23"]


@pytest.mark.parametrize(
    ("period", "year"),
    [
        ("2016-18", "2018-19"),
        ("2017-19", "2018-19"),
        ("2022/23", "2022-23"),
        ("2022 Q4", "2022-23"),
        ("2009", "2009-10"),
        ("2001-03", None),
        ("latest", None),
    ],
)
def test_a_period_goes_with_the_year_that_begins_in_its_last(period: str, year: str | None) -> None:
    assert year_of(period, YEARS) == year


def test_crude_spend_has_limits_of_what_is_usual() -> None:
    frame = READER.frame(MONEY, LIFE, year="2022-23", period="2020-22", adjust=CRUDE)
    own = frame[frame["code"] == "E08000025"].iloc[0]
    assert round(own["x"]) == 2407
    reach = 1.959963984540054 * frame["x"].std(ddof=1)
    assert own["x_upper"] - own["x"] == pytest.approx(reach, rel=0.02)


def test_spend_at_average_need_keeps_the_limits_of_the_difference() -> None:
    frame = READER.frame(MONEY, LIFE, year="2022-23", period="2020-22", adjust=NEED)
    own = frame[frame["code"] == "E08000025"].iloc[0]
    row = READER.need.adjusted("spend:total", "real", "2022-23", "E08000025")
    assert row is not None
    assert own["x"] == pytest.approx(row.adjusted)
    assert own["x"] - own["x_lower"] == pytest.approx(row.residual - row.lower)


def test_the_way_over_the_years_ends_where_the_place_stands() -> None:
    trail = READER.trail("E08000025", MONEY, LIFE, adjust=CRUDE)
    frame = READER.frame(MONEY, LIFE, year="2022-23", period="2020-22", adjust=CRUDE)
    placed = READER.positions(frame).set_index("code").loc["E08000025"]
    last = trail[trail["when"] == "2022-23 (2020-22)"].iloc[0]
    assert last["x"] == pytest.approx(placed["x"])
    assert last["y"] == pytest.approx(placed["y"])
    assert len(trail) > 5


def test_curves_run_from_nothing_to_all() -> None:
    curves = READER.curves(MONEY, "2022-23")
    assert set(curves) == {"spend", "what need would suggest"}
    for curve in curves.values():
        assert curve.iloc[0].tolist() == [0, 0]
        assert curve.iloc[-1].tolist() == pytest.approx([1, 1])
