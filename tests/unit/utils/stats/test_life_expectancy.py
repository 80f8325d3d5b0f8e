from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from utils.errors import InvalidInputError
from utils.stats.life_expectancy import AGES, calculate_life_expectancy


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


def test_under_a_constant_rate_people_live_its_inverse() -> None:
    # A constant death rate of 0.02 gives 50 years at every age, but for the table's steps.
    data = table(deaths=400.0)
    found = calculate_life_expectancy(data=data, at_ages=(0, 65))
    assert found["value"].tolist() == pytest.approx([50, 50], rel=0.003)
    assert found["age"].tolist() == [0, 65]


def test_ten_times_the_people_narrow_the_limits_by_root_ten() -> None:
    one, ten = table(), table()
    ten[["deaths", "population"]] *= 10
    narrow, wide = (
        calculate_life_expectancy(data=part).eval("upper_cl - lower_cl").iloc[0]
        for part in (ten, one)
    )
    assert wide / narrow == pytest.approx(10**0.5)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (table(population=200.0, deaths=1.0), "5,000 or more in all"),
        (table().assign(deaths=lambda one: one["population"] + 1), "up to population"),
        (table().drop(index=3).reset_index(drop=True), "in this order"),
        (table().iloc[::-1].reset_index(drop=True), "in this order"),
        (pd.concat([table(), table()], ignore_index=True), "in this order"),
        (table().assign(deaths=lambda one: one["deaths"].where(one["age"] < 90, 0)), "last band"),
        (table(deaths=-1.0), "column 'deaths', row 0"),
        (table().drop(columns="age"), "also has age"),
    ],
)
def test_what_makes_no_sound_table_is_refused(data: pd.DataFrame, words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        calculate_life_expectancy(data=data)


def test_groups_are_named_and_kept_apart() -> None:
    data = pd.concat([table(sex="male"), table(sex="female", deaths=300.0)], ignore_index=True)
    found = calculate_life_expectancy(data=data, group_by=["sex"])
    assert found["sex"].tolist() == ["male", "female"]
    assert found["value"].iloc[0] != found["value"].iloc[1]


def test_an_age_that_is_no_band_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="at_ages"):
        calculate_life_expectancy(data=table(), at_ages=(3,))
