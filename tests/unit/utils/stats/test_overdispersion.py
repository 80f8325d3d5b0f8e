"""Over-dispersion against an example that was computed by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from utils.errors import InvalidInputError
from utils.stats.overdispersion import estimate_overdispersion


def areas(values: list[float], variances: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"value": values, "variance": variances})


def test_worked_example_with_equal_variances() -> None:
    # z is -4, -2, 0, 2, 4; the tenths' edges lie 0.4 of the way from -4 to -2: -3.2, and 3.2.
    # phi = (2 x 3.2^2 + 2 x 2^2) / 5 = 28.48 / 5 = 5.696.
    # Five weights of one: 5 - 5 / 5 = 4; variance between areas (28.48 - 4) / 4 = 6.12.
    found = estimate_overdispersion(data=areas([6, 8, 10, 12, 14], [1] * 5), average=10)
    assert found.phi == pytest.approx(5.696)
    assert found.between**2 == pytest.approx(6.12)


def test_worked_example_with_unequal_variances_and_nothing_drawn_in() -> None:
    # z is -4 / 1, 4 / 2, 0 / 2: phi = (16 + 4) / 3. Weights 1, 1/4, 1/4: sum 1.5, squares 1.125,
    # so 1.5 - 0.75 = 0.75; variance between areas (20 - 2) / 0.75 = 24.
    found = estimate_overdispersion(data=areas([-4, 4, 0], [1, 4, 4]), average=0, winsorised=0)
    assert found.phi == pytest.approx(20 / 3)
    assert found.between**2 == pytest.approx(24)


def test_chance_alone_leaves_nothing_between_areas() -> None:
    assert estimate_overdispersion(data=areas([9, 10, 11], [1] * 3), average=10).between == 0
    assert estimate_overdispersion(data=areas([90], [1]), average=10).between == 0


def test_it_finds_the_differences_that_were_put_in() -> None:
    numbers = np.random.default_rng(7)
    spread = numbers.uniform(0.5, 3, 4_000)
    values = 50 + numbers.normal(0, 4, 4_000) + numbers.normal(0, np.sqrt(spread))
    found = estimate_overdispersion(
        data=areas(list(values), list(spread)), average=50, winsorised=0
    )
    assert found.between == pytest.approx(4, rel=0.05)


def test_a_few_outliers_do_not_widen_the_limits() -> None:
    usual = [9.0, 9.5, 10.0, 10.5, 11.0] * 10
    with_outliers = estimate_overdispersion(data=areas([*usual, 90, 95], [1] * 52), average=10)
    assert with_outliers.between == 0


def test_a_variance_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="above 0"):
        estimate_overdispersion(data=areas([1, 2], [1, 0]), average=1)
