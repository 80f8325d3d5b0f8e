from __future__ import annotations

import math

import pytest

from data.read.comparators import Comparators
from data.read.comparisons import COMMON_YEARS, CompareReader, broad_shares
from data.read.facts import FactReader
from data.read.measures import MapReader
from data.read.places import PlaceReader
from utils.stats.verdicts import CANNOT_TELL

MAPS = MapReader()
PLACES = PlaceReader(MAPS)
READER = CompareReader(Comparators(PLACES, FactReader(MAPS.store)))
BIRMINGHAM = PLACES.place("E08000025")
LUTON = PLACES.place("E06000032")
KENT = PLACES.place("E10000016")
BEDS = PLACES.place("central_bedfordshire_and_luton")
DRUGS = MAPS.measure(measure="drug_poisoning_deaths:persons", basis="as published")
TOTAL = MAPS.measure(measure="spend:total", basis="cash")


def test_shared_period_is_the_newest_in_which_all_have_a_value() -> None:
    # Birmingham made no return for 2023-24 and 2024-25.
    assert READER.shared_period(TOTAL, [BIRMINGHAM, LUTON]) == ("2022-23", True)
    assert READER.shared_period(TOTAL, [LUTON]) == ("2024-25", True)


def test_without_a_shared_period_the_one_with_most_values_is_taken() -> None:
    measure = MAPS.measure(measure="healthy_life_expectancy:male", basis="as published")
    assert READER.shared_period(measure, [BIRMINGHAM, BEDS]) == (measure.periods[-1], False)
    assert READER.shared_period(measure, [BEDS]) is None


def test_verdict_against_england_is_the_published_one_or_from_limits() -> None:
    (standing,) = READER.standings([BIRMINGHAM], DRUGS, period="2018-20", against="england")
    assert standing.reference is not None
    assert standing.row is not None
    assert standing.row["lower_cl"] > standing.reference.value
    assert standing.verdict == "worse"


def test_money_gets_no_verdict() -> None:
    (standing,) = READER.standings([BIRMINGHAM], TOTAL, period="2021-22", against="england")
    assert standing.value is not None
    assert standing.verdict == "cannot tell"


def test_a_value_without_limits_gets_no_verdict() -> None:
    measure = MAPS.measure(measure="deprivation_score:persons", basis="as published")
    (standing,) = READER.standings([BIRMINGHAM], measure, period="2019", against="neighbours")
    assert standing.reference is not None
    assert standing.verdict == "cannot tell"


def test_difference_has_limits_from_both() -> None:
    (difference,) = READER.differences([BIRMINGHAM, BEDS], DRUGS, period="2018-20")
    first, other = (PLACES.row(place, DRUGS, "2018-20") for place in (BIRMINGHAM, BEDS))
    assert first is not None
    assert other is not None
    value = first["value"] - other["value"]
    below = math.hypot(first["value"] - first["lower_cl"], other["upper_cl"] - other["value"])
    above = math.hypot(first["upper_cl"] - first["value"], other["value"] - other["lower_cl"])
    assert difference.value == pytest.approx(value)
    assert (difference.lower, difference.upper) == pytest.approx((value - below, value + above))
    assert difference.verdict == ("worse" if value - below > 0 else "similar")


@pytest.mark.parametrize(
    ("other", "measure", "words"),
    [
        (BEDS, "healthy_life_expectancy:male", "has no figure"),
        (KENT, "life_expectancy_at_birth_ohid:male", "no confidence interval for both"),
    ],
)
def test_a_difference_that_cannot_be_told_says_why(other, measure: str, words: str) -> None:  # noqa: ANN001
    found = MAPS.measure(measure=measure, basis="as published")
    (difference,) = READER.differences([BIRMINGHAM, other], found, period=found.periods[-1])
    assert words in difference.reason
    assert difference.verdict == "cannot tell"


def test_places_that_share_an_authority_are_not_told_apart() -> None:
    (difference,) = READER.differences([BEDS, LUTON], DRUGS, period="2018-20")
    assert "share authorities" in difference.reason
    assert difference.verdict == "cannot tell"
    assert difference.value is not None


def test_all_services_hold_a_headline_of_every_theme() -> None:
    outcomes = READER.outcomes([BIRMINGHAM, BEDS], "all_services", against="england")
    items = [outcome.measure.item for outcome in outcomes]
    assert "drug_poisoning_deaths" in items
    assert "deprivation_score" in items
    assert len(items) > len(READER.places.theme_outcomes("all_services"))
    sure = [outcome.measure.item for outcome in outcomes if outcome.sure]
    assert "drug_poisoning_deaths" in sure


def test_series_keep_gaps() -> None:
    rows = READER.series_of(BIRMINGHAM.value_code, TOTAL).set_index("period")
    assert list(rows.index) == list(TOTAL.periods)
    assert math.isnan(rows.loc["2023-24", "value"])
    assert rows.loc["2022-23", "value"] > 0


def test_shares_by_age_add_up() -> None:
    shares = READER.age_shares(BEDS, year=2022)
    assert shares is not None
    assert sum(shares.values()) == pytest.approx(100)
    broad = broad_shares(shares)
    assert list(broad) == ["0 to 19", "20 to 64", "65 and over"]
    assert sum(broad.values()) == pytest.approx(100)


def test_a_change_is_tested_where_the_periods_have_no_year_in_common() -> None:
    healthy = MAPS.measure(measure="healthy_life_expectancy:male", basis="as published")
    far = READER.change(BIRMINGHAM, healthy, since=healthy.periods[0], until=healthy.periods[-1])
    assert (far.verdict != CANNOT_TELL, far.reason) == (True, "")
    near = READER.change(BIRMINGHAM, healthy, since=healthy.periods[-2], until=healthy.periods[-1])
    assert (near.verdict, near.reason) == (CANNOT_TELL, COMMON_YEARS)


def test_a_change_of_money_has_no_verdict_and_no_reason() -> None:
    money = MAPS.measure(measure="spend:total", basis="cash")
    change = READER.change(BIRMINGHAM, money, since="2012-13", until="2021-22")
    assert change.is_known
    assert (change.verdict, change.reason) == (CANNOT_TELL, "")
