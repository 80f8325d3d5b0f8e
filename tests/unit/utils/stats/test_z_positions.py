from __future__ import annotations

import pandas as pd
import pytest

from utils.errors import InvalidInputError
from utils.stats.z_positions import CANNOT_TELL, calculate_positions

DATA = pd.DataFrame(
    {
        "x": [1.0, 2.0, 3.0, 4.0, 5.0],
        "x_lower": [0.5, 1.5, 2.5, 3.5, 4.5],
        "x_upper": [1.5, 2.5, 3.5, 4.5, 5.5],
        "y": [5.0, 4.0, 3.0, 2.0, 1.0],
        "y_lower": [4.5, 3.5, 2.5, 1.5, None],
        "y_upper": [5.5, 4.5, 3.5, 2.5, None],
    }
)
ALL = pd.Series(True, index=DATA.index)


def test_quadrants_need_limits_that_leave_out_the_mean_on_both_axes() -> None:
    found = calculate_positions(data=DATA, reference=ALL)
    assert list(found["quadrant"]) == [
        "low, high",
        "low, high",
        CANNOT_TELL,
        "high, low",
        CANNOT_TELL,
    ]
    assert found["x"].iloc[0] == pytest.approx(-2 / 1.5811388300841898)


def test_mean_and_spread_are_those_of_the_reference() -> None:
    more = pd.concat([DATA, DATA.assign(x=DATA["x"] + 100)], ignore_index=True)
    reference = pd.Series([True] * 5 + [False] * 5)
    found = calculate_positions(data=more, reference=reference)
    assert list(found["x"].head()) == list(calculate_positions(data=DATA, reference=ALL)["x"])


def test_places_that_do_not_differ_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="reference places that differ"):
        calculate_positions(data=DATA.assign(x=1.0), reference=ALL)


def test_too_few_reference_places_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="5 reference places or more"):
        calculate_positions(data=DATA, reference=pd.Series([True] * 4 + [False]))
