from __future__ import annotations

import pytest

from tests.bench.soak import Soak


def soak(samples: list[float], *, made: int = 1000) -> Soak:
    return Soak(wanted=1000, every=100, made=made, samples=samples)


@pytest.mark.parametrize(
    ("samples", "growth"),
    [
        ([100, 140, 150, 150, 150, 150, 150, 150, 150, 150], 0),
        ([100, 140, 150, 151, 152, 153, 154, 155, 161, 161], 10.5),
    ],
    ids=["fills at first", "leaks"],
)
def test_growth_leaves_out_the_first_fifth(samples: list[float], growth: float) -> None:
    found = soak(samples)
    assert found.growth_mb == growth
    assert found.is_flat is (growth <= 10)


def test_a_soak_that_ran_out_of_time_is_not_flat() -> None:
    assert not soak([150.0] * 10, made=999).is_flat
