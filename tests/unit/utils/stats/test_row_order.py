"""The order of rows changes no ranked statistic, ties or not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.stats.concentration import calculate_concentration_index, concentration_curve
from utils.stats.dispersion import calculate_atkinson, calculate_gini, lorenz_curve
from utils.stats.inequity import calculate_inequity
from utils.stats.quantiles import assign_quantile

#: Few ranks and few values, so that many rows are tied.
TIED = st.lists(
    st.tuples(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4), st.integers(1, 900)),
    min_size=5,
    max_size=14,
)
Numbers = Callable[[pd.DataFrame], pd.DataFrame]


def frame_of(rows: list[tuple[int, int, int, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["rank", "value", "expected", "population"])


RANKED: list[Numbers] = [
    lambda data: calculate_inequity(data=data),
    lambda data: calculate_concentration_index(data=data),
    lambda data: concentration_curve(data=data),
    lambda data: lorenz_curve(data=data),
    lambda data: calculate_gini(data=data),
    lambda data: calculate_atkinson(data=data),
    lambda data: assign_quantile(data=data, quantiles=4).sort_index(),
]


@pytest.mark.parametrize("statistic", RANKED)
@given(rows=TIED, draw=st.randoms())
def test_shuffled_rows_give_the_same(
    statistic: Numbers, rows: list[tuple[int, int, int, int]], draw: object
) -> None:
    data = frame_of(rows)
    order = list(data.index)
    draw.shuffle(order)  # type: ignore[attr-defined]  # a random.Random
    once, again = (statistic(part).select_dtypes("number") for part in (data, data.loc[order]))
    np.testing.assert_allclose(
        again.to_numpy(dtype=float), once.to_numpy(dtype=float), rtol=1e-9, atol=1e-9
    )


@given(rows=TIED)
def test_inequity_of_tied_areas_is_that_of_the_concentration_index(
    rows: list[tuple[int, int, int, int]],
) -> None:
    data = frame_of(rows)
    found = calculate_inequity(data=data).set_index("statistic")
    spend, need = (
        float(calculate_concentration_index(data=data, value=column)["value"].iloc[0])
        for column in ("value", "expected")
    )
    assert found.loc["spend", "value"] == pytest.approx(spend, abs=1e-12)
    assert found.loc["inequity", "value"] == pytest.approx(spend - need, abs=1e-12)


@given(rows=TIED)
def test_limits_of_tied_areas_are_those_of_leaving_out_each(
    rows: list[tuple[int, int, int, int]],
) -> None:
    data = frame_of(rows)
    without = np.array(
        [
            float(calculate_concentration_index(data=data.drop(index=row))["value"].iloc[0])
            for row in data.index
        ]
    )
    count = len(data)
    error = np.sqrt((count - 1) / count * ((without - without.mean()) ** 2).sum())
    spend = calculate_inequity(data=data).iloc[0]
    assert spend["upper_cl"] - spend["value"] == pytest.approx(1.959963984540054 * error, abs=1e-9)
