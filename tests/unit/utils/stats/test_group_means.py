from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.group_means import calculate_group_means

DATA = pd.DataFrame(
    {
        "group": ["a", "a", "a", "b"],
        "value": [10.0, 20.0, 30.0, 5.0],
        "population": [1.0, 1.0, 1.0, 4.0],
    }
)


def test_equal_weights_give_the_standard_error_of_a_mean() -> None:
    found = calculate_group_means(data=DATA, group_by="group").set_index("group")
    error = np.std([10, 20, 30], ddof=1) / np.sqrt(3)
    assert found.loc["a", "value"] == pytest.approx(20)
    assert found.loc["a", "upper_cl"] - 20 == pytest.approx(1.959963984540054 * error)
    assert found.loc["a", "n"] == 3


def test_one_area_has_a_mean_without_limits() -> None:
    found = calculate_group_means(data=DATA, group_by="group").set_index("group")
    assert found.loc["b", "value"] == 5
    assert np.isnan(found.loc["b", "lower_cl"])


@given(
    st.lists(st.tuples(st.floats(-100, 100), st.floats(1, 1000)), min_size=2, max_size=20),
    st.floats(0.1, 50),
)
def test_the_scale_of_weights_does_not_matter(rows: list[tuple[float, float]], by: float) -> None:
    data = pd.DataFrame(rows, columns=["value", "population"])
    once = calculate_group_means(data=data).iloc[0]
    again = calculate_group_means(data=data.assign(population=data["population"] * by)).iloc[0]
    for name in ("value", "lower_cl", "upper_cl"):
        assert again[name] == pytest.approx(once[name], rel=1e-9, abs=1e-7)


def test_a_weight_of_zero_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="column 'population', row 0"):
        calculate_group_means(data=DATA.assign(population=[0, 1, 1, 1]))
