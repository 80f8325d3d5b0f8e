from __future__ import annotations

import pandas as pd
import pytest

from data.read.comparators import Comparators
from data.read.comparisons import CompareReader
from data.read.facts import FactReader
from data.read.measures import MapReader
from data.read.places import PlaceReader
from data.read.similar_spend import SimilarReader
from data.read.spend_outcomes import (
    CRUDE,
    SIMILAR,
    SpendOutcomes,
    can_be_placed,
    position_of,
    spread_of,
    year_of,
)

MAPS = MapReader()
PLACES = PlaceReader(MAPS)
READER = SpendOutcomes(
    CompareReader(Comparators(PLACES, FactReader(MAPS.store))), SimilarReader(MAPS.store)
)
MONEY = MAPS.measure(measure="spend:services_without_education", basis="real")
LIFE = MAPS.measure(measure="healthy_life_expectancy:female", basis="as published")
BIRMINGHAM = "E08000025"
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


def test_spend_is_in_pounds_and_has_no_limits() -> None:
    frame = READER.frame(MONEY, LIFE, year="2022-23", period="2020-22", adjust=CRUDE)
    columns = ["code", "place", "x", "x_lower", "x_upper", "y", "y_lower", "y_upper"]
    assert list(frame.columns) == columns
    assert frame[["x_lower", "x_upper"]].isna().all(axis=None)
    row = MAPS.values(MONEY).row("2022-23", BIRMINGHAM)
    assert row is not None
    own = frame[frame["code"] == BIRMINGHAM].iloc[0]
    assert own["x"] == pytest.approx(row["value"])


def test_an_estimate_of_all_public_money_has_its_range() -> None:
    whole = MAPS.measure(measure="whole:total", basis="real")
    frame = READER.frame(whole, LIFE, year="2022-23", period="2020-22", adjust=CRUDE)
    assert len(frame) > 140
    assert ((frame["x_lower"] < frame["x"]) & (frame["x"] < frame["x_upper"])).all()


@pytest.mark.parametrize(
    ("value", "lower", "upper", "band"),
    [
        (3.0, 2.5, 3.5, "middle half"),
        (3.0, 1.5, 3.5, "cannot tell"),
        (1.5, 0.5, 1.8, "lowest quarter"),
        (4.5, 4.2, 5.5, "highest quarter"),
        (4.5, 3.9, 5.5, "cannot tell"),
        (0.5, 0.2, 0.8, "below all"),
        (0.5, 0.2, 1.5, "lowest quarter"),
        (3.0, None, None, "middle half"),
    ],
)
def test_an_estimate_lies_in_a_band_only_with_its_whole_range(
    value: float, lower: float | None, upper: float | None, band: str
) -> None:
    columns = {"x": value, "x_lower": lower, "x_upper": upper, "y_lower": 1.0, "y_upper": 2.0}
    row = pd.Series(columns, dtype="float64")
    spread = spread_of(pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0, 5.0]}))
    assert position_of(row, spread, 60.0).band == band


def test_difference_is_from_the_neighbours_median() -> None:
    frame = READER.frame(MONEY, LIFE, year="2022-23", period="2020-22", adjust=SIMILAR)
    own = frame[frame["code"] == BIRMINGHAM].iloc[0]
    row = READER.similar.row(MONEY.measure, "real", "2022-23", BIRMINGHAM)
    assert row is not None
    assert row.neighbours is not None
    assert own["x"] == pytest.approx(row.value - row.neighbours.median)


def test_half_of_all_councils_are_in_the_middle_half() -> None:
    frame = READER.frame(MONEY, LIFE, year="2022-23", period="2020-22", adjust=CRUDE)
    spread = spread_of(frame)
    bands = [position_of(row, spread, 60.0).band for _, row in frame.iterrows()]
    assert bands.count("middle half") == pytest.approx(len(frame) / 2, abs=1)
    assert set(bands) == {"lowest quarter", "middle half", "highest quarter"}


@pytest.mark.parametrize(
    ("lower", "upper", "reference", "side"),
    [
        (61.0, 63.0, 60.0, "above"),
        (57.0, 59.0, 60.0, "below"),
        (59.0, 61.0, 60.0, "unclear"),
        (None, None, 60.0, "no interval"),
        (57.0, 59.0, None, "no interval"),
    ],
)
def test_only_the_outcomes_own_limits_decide_its_side(
    lower: float | None, upper: float | None, reference: float | None, side: str
) -> None:
    columns = {"x": 5.0, "x_lower": None, "x_upper": None, "y_lower": lower, "y_upper": upper}
    row = pd.Series(columns, dtype="float64")
    spread = spread_of(pd.DataFrame({"x": [1.0, 2.0, 3.0, 4.0, 5.0]}))
    assert position_of(row, spread, reference).side == side


def test_the_outcome_is_set_beside_england_or_the_median_of_a_group() -> None:
    frame = READER.frame(MONEY, LIFE, year="2022-23", period="2020-22", adjust=CRUDE)
    england = MAPS.values(LIFE).row("2020-22", "E92000001")
    assert england is not None
    assert READER.reference(frame, LIFE, period="2020-22") == england["value"]
    near = READER.compare.comparators.neighbours(BIRMINGHAM)
    median = frame.loc[frame["code"].isin(near), "y"].median()
    assert READER.reference(frame, LIFE, period="2020-22", beside=near) == pytest.approx(median)


def test_too_few_councils_or_ones_that_do_not_differ_are_not_drawn() -> None:
    frame = pd.DataFrame({"x": [1.0, 2, 3, 4, 5], "y": [5.0, 4, 3, 2, 1]})
    assert can_be_placed(frame)
    assert not can_be_placed(frame.head(4))
    assert not can_be_placed(frame.assign(x=1.0))


def test_the_way_over_the_years_ends_where_the_place_is() -> None:
    trail = READER.trail(BIRMINGHAM, MONEY, LIFE, adjust=CRUDE)
    frame = READER.frame(MONEY, LIFE, year="2022-23", period="2020-22", adjust=CRUDE)
    own = frame.set_index("code").loc[BIRMINGHAM]
    last = trail[trail["when"] == "2022-23 (2020-22)"].iloc[0]
    assert last["x"] == pytest.approx(own["x"])
    assert last["y"] == pytest.approx(own["y"])
    assert len(trail) > 5


def test_the_curve_runs_from_nothing_to_all() -> None:
    curve = READER.curve(MONEY, "2022-23")
    assert curve is not None
    assert curve.iloc[0].tolist() == [0, 0]
    assert curve.iloc[-1].tolist() == pytest.approx([1, 1])
