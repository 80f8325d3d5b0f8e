from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.quantiles import assign_quantile, calculate_z_scores


def rows(values: list[float | None], **parts: object) -> pd.DataFrame:
    return pd.DataFrame({"value": pd.Series(values, dtype="float64")}).assign(**parts)


def test_ten_values_make_five_pairs_in_either_direction() -> None:
    data = rows([float(number) for number in range(10)])
    up = assign_quantile(data=data, quantiles=5)["quantile"]
    assert up.tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
    down = assign_quantile(data=data, quantiles=5, highest_first=True)["quantile"]
    assert down.tolist() == up.tolist()[::-1]


def test_groups_are_parted_each_for_itself_and_a_gap_stays_a_gap() -> None:
    data = rows([1.0, 9.0, None, 100.0, 50.0], area=["a", "a", "a", "b", "b"])
    found = assign_quantile(data=data, quantiles=2, group_by=["area"])
    assert found["quantile"].tolist() == [1, 2, pd.NA, 2, 1]


@given(st.lists(st.floats(-1e6, 1e6), min_size=10, max_size=80, unique=True), st.integers(2, 10))
def test_sizes_differ_by_one_at_the_most_and_order_is_kept(
    values: list[float], number: int
) -> None:
    found = assign_quantile(data=rows(list(values)), quantiles=number)
    sizes = found["quantile"].value_counts()
    assert set(sizes.index) == set(range(1, number + 1))
    assert sizes.max() - sizes.min() <= 1
    assert found.sort_values("value", kind="stable")["quantile"].is_monotonic_increasing


def test_equal_values_stay_together_in_the_lower_quantile() -> None:
    # Ranks 1, 2, 2, 2, 5, 6 in two halves of three: the rule of OHID's deprivation categories.
    found = assign_quantile(data=rows([1.0, 2.0, 2.0, 2.0, 3.0, 4.0]), quantiles=2)
    assert found["quantile"].tolist() == [1, 1, 1, 1, 2, 2]


def test_too_few_values_and_one_quantile_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="area a: got '2 values', allowed: 3 or more"):
        assign_quantile(data=rows([1.0, 2.0], area="a"), quantiles=3, group_by=["area"])
    with pytest.raises(InvalidInputError, match="2 or more"):
        assign_quantile(data=rows([1.0]), quantiles=1)


def test_z_scores_count_standard_deviations_of_the_reference() -> None:
    # Of 2, 4, 4, 4, 5, 5, 7, 9 the mean is 5 and the standard deviation with n - 1 is 2.138.
    reference = rows([2.0, 4.0, 4.0, 4.0, 5.0, 5.0, 7.0, 9.0])
    found = calculate_z_scores(data=rows([5.0, 9.0]), reference=reference)
    assert found["z_score"].tolist() == pytest.approx([0, 4 / 2.13809], abs=1e-5)


def test_a_reference_without_spread_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="two different values"):
        calculate_z_scores(data=rows([1.0]), reference=rows([1.0, 1.0]))
