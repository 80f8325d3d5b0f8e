"""Discounting, timing and break-even against sums made by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.cost_benefit import (
    NEVER,
    break_even_year,
    chance_by_year,
    discount_factors,
    effect_profile,
    present_value,
)
from utils.stats.draws import draw


def test_discount_factors_are_those_the_green_book_prints() -> None:
    # The Green Book (2022), table 8: 3.5% over years 0 to 5.
    printed = [1.0000, 0.9662, 0.9335, 0.9019, 0.8714, 0.8420]
    assert discount_factors(6) == pytest.approx(printed, abs=0.00005)


def test_present_value_by_hand() -> None:
    # -100 + 60 / 1.1 + 60 / 1.21 = -100 + 54.5454... + 49.5867...
    assert present_value([-100.0, 60.0, 60.0], rate=0.1) == pytest.approx(4.132231)


@pytest.mark.parametrize(("years", "rate"), [(0, 0.035), (3, -0.1), (3, float("nan"))])
def test_discounting_refuses_what_means_nothing(years: int, rate: float) -> None:
    with pytest.raises(InvalidInputError, match="allowed"):
        discount_factors(years, rate=rate)


def test_profile_waits_lasts_and_fades() -> None:
    assert effect_profile(starts=3, lasts=1, fades=1, years=6).tolist() == [0, 0, 1, 0.5, 0, 0]
    assert effect_profile(starts=1, lasts=9, fades=0, years=3).tolist() == [1, 1, 1]
    assert effect_profile(starts=4, lasts=2, fades=0, years=3).tolist() == [0, 0, 0]


@pytest.mark.parametrize("wrong", [{"starts": 0}, {"lasts": -1}, {"fades": -1}])
def test_profile_refuses_years_that_are_none(wrong: dict[str, int]) -> None:
    with pytest.raises(InvalidInputError, match=next(iter(wrong))):
        effect_profile(**{"starts": 1, "lasts": 1, "fades": 1, "years": 5, **wrong})


def test_break_even_is_the_year_from_which_it_stays_so() -> None:
    flows = [[-10.0, 4.0, 4.0, 4.0], [-1.0, 2.0, -5.0, 0.0], [1.0, -5.0, 9.0, 0.0], [0.0] * 4]
    assert break_even_year(flows, rate=0.0).tolist() == [4, NEVER, 3, 1]


def test_chance_counts_the_draws_that_break_even_in_time() -> None:
    assert chance_by_year([1, 3, 5, NEVER], (2, 3, 10)) == (0.25, 0.5, 0.75)


def test_draws_keep_to_their_interval() -> None:
    drawn = draw(
        value=0.32, low=0.2, high=0.5, kind="interval", name="effect", size=200_000, seed=1
    )
    lower, upper = np.percentile(drawn, [2.5, 97.5])
    assert (lower, upper) == pytest.approx((0.2, 0.5), abs=0.002)
    assert float(np.median(drawn)) == pytest.approx(0.32, abs=0.002)


def test_draws_of_a_range_are_triangular() -> None:
    drawn = draw(value=2, low=1, high=6, kind="range", name="cost", size=200_000, seed=1)
    assert drawn.min() >= 1
    assert drawn.max() <= 6
    assert float(drawn.mean()) == pytest.approx((1 + 2 + 6) / 3, abs=0.01)


@given(
    numbers=st.lists(st.floats(0, 1), min_size=3, max_size=3).map(sorted),
    kind=st.sampled_from(["interval", "range"]),
)
def test_draws_stay_within_bounds_and_are_the_same_again(numbers: list[float], kind: str) -> None:
    low, value, high = numbers

    def once() -> np.ndarray:
        return draw(
            value=value, low=low, high=high, kind=kind, name="share", size=50, seed=3, bounds=(0, 1)
        )

    assert ((once() >= 0) & (once() <= 1)).all()
    assert (once() == once()).all()


def test_a_value_outside_its_limits_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="in that order"):
        draw(value=3, low=1, high=2, kind="range", name="cost", size=5, seed=1)
