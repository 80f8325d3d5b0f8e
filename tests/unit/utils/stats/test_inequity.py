from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.concentration import calculate_concentration_index
from utils.stats.inequity import calculate_inequity

DATA = pd.DataFrame(
    {
        "value": [900.0, 800.0, 950.0, 700.0, 600.0, 650.0],
        "expected": [880.0, 820.0, 800.0, 750.0, 700.0, 640.0],
        "population": [100.0, 250.0, 80.0, 300.0, 120.0, 90.0],
        "rank": [1, 2, 3, 4, 5, 6],
    }
)


def index_of(data: pd.DataFrame, value: str) -> float:
    """The index by the module of its own."""
    return float(calculate_concentration_index(data=data, value=value)["value"].iloc[0])


def test_indices_are_those_of_the_concentration_index() -> None:
    found = calculate_inequity(data=DATA).set_index("statistic")["value"]
    assert found["spend"] == pytest.approx(index_of(DATA, "value"))
    assert found["need"] == pytest.approx(index_of(DATA, "expected"))
    assert found["inequity"] == pytest.approx(found["spend"] - found["need"])


def test_limits_are_those_of_a_jackknife_by_hand() -> None:
    gaps = np.array(
        [
            index_of(part, "value") - index_of(part, "expected")
            for part in (DATA.drop(index=label) for label in DATA.index)
        ]
    )
    error = np.sqrt((len(gaps) - 1) / len(gaps) * ((gaps - gaps.mean()) ** 2).sum())
    row = calculate_inequity(data=DATA).set_index("statistic").loc["inequity"]
    assert row["upper_cl"] - row["value"] == pytest.approx(1.959963984540054 * error)


@given(st.permutations(range(6)), st.floats(0.01, 100))
def test_order_of_rows_and_prices_do_not_matter(order: list[int], by: float) -> None:
    once = calculate_inequity(data=DATA)["value"]
    shuffled = DATA.iloc[order].assign(
        value=lambda rows: rows["value"] * by, expected=lambda rows: rows["expected"] * by
    )
    assert calculate_inequity(data=shuffled)["value"].to_numpy() == pytest.approx(once.to_numpy())


def test_spend_as_needed_has_no_inequity() -> None:
    found = calculate_inequity(data=DATA.assign(expected=DATA["value"]))
    assert found["value"].iloc[2] == 0


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"value": [-1.0, 1, 1, 1, 1, 1]}, "column 'value', row 0"),
        ({"value": [0.0] * 6}, "a value above 0"),
        ({"population": [0.0, 1, 1, 1, 1, 1]}, "column 'population', row 0"),
    ],
)
def test_bad_input_is_named(columns: dict[str, list[float]], words: str) -> None:
    with pytest.raises(InvalidInputError, match=words):
        calculate_inequity(data=DATA.assign(**columns))


def test_too_few_areas_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="5 areas or more"):
        calculate_inequity(data=DATA.head(4))
