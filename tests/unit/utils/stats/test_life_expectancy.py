from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.life_expectancy import (
    AGES,
    NOBODY_LEFT,
    TOO_WIDE,
    calculate_life_expectancy,
)


def table(**parts: object) -> pd.DataFrame:
    """Deaths that rise with age as in a rich country."""
    ages = np.array(AGES)
    rates = np.where(ages == 0, 0.004, 0.00005 * np.exp(0.095 * ages))
    population = np.full(len(ages), 20_000.0)
    return pd.DataFrame(
        {"age": ages, "deaths": (rates * population).round() + 1, "population": population}
    ).assign(**parts)


def by_hand(data: pd.DataFrame) -> tuple[float, float]:
    """Chiang's table and Silcocks' variance one band after the other, as one would on paper."""
    ages, last = list(data["age"]), len(data) - 1
    alive, years, q = [100_000.0], [], []
    for band in range(last):
        n = ages[band + 1] - ages[band]
        rate = data["deaths"][band] / data["population"][band]
        share = 0.1 if ages[band] == 0 else 0.5
        q.append(n * rate / (1 + n * (1 - share) * rate))
        dead = alive[-1] * q[-1]
        years.append(n * (alive[-1] - dead) + n * share * dead)
        alive.append(alive[-1] - dead)
    rate = data["deaths"][last] / data["population"][last]
    years.append(alive[-1] / rate)
    left = [sum(years[band:]) / alive[band] for band in range(last + 1)]
    variance = alive[-1] ** 2 / (data["deaths"][last] * rate**2)
    for band in range(last):
        n = ages[band + 1] - ages[band]
        share = 0.1 if ages[band] == 0 else 0.5
        chance = q[band] ** 2 * (1 - q[band]) / data["deaths"][band]
        variance += chance * alive[band] ** 2 * ((1 - share) * n + left[band + 1]) ** 2
    return left[0], (variance / alive[0] ** 2) ** 0.5


def test_expectation_and_limits_equal_those_worked_by_hand() -> None:
    data = table()
    years, error = by_hand(data)
    (found,) = calculate_life_expectancy(data=data).to_dict("records")
    assert found["value"] == pytest.approx(years, abs=1e-9)
    assert found["upper_cl"] - found["value"] == pytest.approx(1.959964 * error, rel=1e-6)
    assert 70 < found["value"] < 90


#: A table worked by OHID: first ages, persons, deaths; then value and limits at some ages.
PERSONS = [
    7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601,
    50209, 56416, 46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936,
]  # fmt: skip
DEATHS = [
    17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937,
]  # fmt: skip
PUBLISHED = [
    (0, 80.16960813, 79.88268548, 80.45653078),
    (1, 79.36245674, 79.0898816, 79.63503188),
    (25, 55.78835987, 55.53801579, 56.03870395),
    (65, 18.76856852, 18.57570352, 18.96143352),
    (85, 6.163942934, 5.978358351, 6.349527517),
    (90, 6.16210635, 5.887683386, 6.436529314),
]


@pytest.mark.parametrize(("age", "years", "lower", "upper"), PUBLISHED)
def test_expectation_and_limits_are_those_published(
    age: int, years: float, lower: float, upper: float
) -> None:
    # Figures published with the R package PHEindicatormethods of OHID.
    data = pd.DataFrame({"age": AGES, "population": PERSONS, "deaths": DEATHS})
    (found,) = calculate_life_expectancy(data=data, at_ages=(age,)).to_dict("records")
    assert found["value"] == pytest.approx(years, abs=2e-5)
    assert (found["lower_cl"], found["upper_cl"]) == pytest.approx((lower, upper), abs=2e-5)


def test_a_band_in_which_all_die_ends_the_table() -> None:
    data = pd.DataFrame({"age": AGES, "population": PERSONS, "deaths": DEATHS})
    data.loc[5, "deaths"] = 20_000
    found = calculate_life_expectancy(data=data, at_ages=(0, 20, 25)).set_index("age")
    assert 20 < found.loc[0, "value"] < 25
    assert found.loc[20, "value"] == pytest.approx(2.5)
    assert found.loc[0, "lower_cl"] < found.loc[0, "value"] < found.loc[0, "upper_cl"]
    assert pd.isna(found.loc[25, "value"])
    assert found.loc[25, "method"] == NOBODY_LEFT


def test_an_expectation_with_limits_too_far_apart_is_not_given() -> None:
    data = pd.DataFrame({"age": AGES, "population": PERSONS, "deaths": 0})
    data["population"] = data["population"] // 100
    data.loc[19, "deaths"] = 1
    (found,) = calculate_life_expectancy(data=data).to_dict("records")
    assert pd.isna(found["value"])
    assert found["method"] == TOO_WIDE
    assert found["upper_cl"] - found["lower_cl"] > 20


def test_under_a_constant_rate_people_live_its_inverse() -> None:
    # A constant death rate of 0.02 gives 50 years at every age, but for the table's steps.
    data = table(deaths=400.0)
    found = calculate_life_expectancy(data=data, at_ages=(0, 65))
    assert found["value"].tolist() == pytest.approx([50, 50], rel=0.003)
    assert found["age"].tolist() == [0, 65]


def test_ten_times_the_people_narrow_the_limits_by_root_ten() -> None:
    once, ten = table(), table()
    ten[["deaths", "population"]] *= 10
    narrow, wide = (
        calculate_life_expectancy(data=part).eval("upper_cl - lower_cl").iloc[0]
        for part in (ten, once)
    )
    assert wide / narrow == pytest.approx(10**0.5)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (table(population=200.0, deaths=1.0), "5,000 or more in all"),
        (table().assign(deaths=lambda ages: ages["population"] + 1), "up to population"),
        (table().drop(index=3).reset_index(drop=True), "of the data: got 'no row for 10'"),
        (pd.concat([table(), table()], ignore_index=True), "row 20: got 0, allowed: each age once"),
        (table().replace({"age": {5: 7}}), "column 'age', row 2: got 7, allowed: one of"),
        (
            table().assign(deaths=lambda ages: ages["deaths"].where(ages["age"] < 90, 0)),
            "last band",
        ),
        (table(deaths=-1.0), "column 'deaths', row 0"),
        (table().drop(columns="age"), "also has age"),
    ],
)
def test_what_makes_no_sound_table_is_refused(data: pd.DataFrame, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        calculate_life_expectancy(data=data)


def test_a_missing_age_is_named_with_its_group() -> None:
    data = pd.concat([table(sex="male"), table(sex="female").query("age > 1")], ignore_index=True)
    with pytest.raises(InvalidInputError, match="of sex female: got 'no row for 0, 1'"):
        calculate_life_expectancy(data=data, group_by="sex")


@given(st.permutations(range(2 * len(AGES))))
def test_rows_may_come_in_any_order(order: list[int]) -> None:
    worked = pd.DataFrame({"age": AGES, "population": PERSONS, "deaths": DEATHS})
    data = pd.concat([worked.assign(sex="all"), table(sex="male")], ignore_index=True)
    once, again = (
        calculate_life_expectancy(data=part, group_by="sex", at_ages=(0, 65)).sort_values(
            ["sex", "age"], ignore_index=True
        )
        for part in (data, data.iloc[order])
    )
    pd.testing.assert_frame_equal(again, once)


@pytest.mark.parametrize("ages", [(0, 5, 1), (0, 0, 1), (0,)])
def test_bands_that_do_not_follow_one_another_are_refused(ages: tuple[int, ...]) -> None:
    with pytest.raises(InvalidInputError, match="each once, youngest first"):
        calculate_life_expectancy(data=table(), ages=ages)


def test_groups_are_named_and_kept_apart() -> None:
    data = pd.concat([table(sex="male"), table(sex="female", deaths=300.0)], ignore_index=True)
    found = calculate_life_expectancy(data=data, group_by=["sex"])
    assert found["sex"].tolist() == ["male", "female"]
    assert found["value"].iloc[0] != found["value"].iloc[1]


def test_an_age_that_is_no_band_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="at_ages"):
        calculate_life_expectancy(data=table(), at_ages=(3,))
