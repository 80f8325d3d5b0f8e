from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.spread_bands import Spread, band_of, calculate_spread


def test_quartiles_are_those_of_the_seventh_definition() -> None:
    # The worked figures of numpy's and R's own manuals for 1 to 10: 3.25, 5.5 and 7.75.
    found = calculate_spread(values=[float(number) for number in range(10, 0, -1)])
    assert found == Spread(1.0, 3.25, 5.5, 7.75, 10.0, 10)


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (0.9, "below all"),
        (1.0, "lowest quarter"),
        (3.2, "lowest quarter"),
        (3.25, "middle half"),
        (7.75, "middle half"),
        (7.8, "highest quarter"),
        (10.0, "highest quarter"),
        (10.1, "above all"),
    ],
)
def test_a_band_is_named_by_the_quartiles(value: float, band: str) -> None:
    assert band_of(value, Spread(1.0, 3.25, 5.5, 7.75, 10.0, 10)) == band


@given(st.lists(st.floats(-1e6, 1e6), min_size=5, max_size=60))
def test_half_of_a_group_or_more_lies_in_its_middle_half(values: list[float]) -> None:
    spread = calculate_spread(values=values)
    bands = [band_of(value, spread) for value in values]
    # A quartile may round to just beside the one value that it is.
    close = [
        value
        for value in values
        if spread.lower_quartile - 1e-6 <= value <= spread.upper_quartile + 1e-6
    ]
    assert len(close) >= len(values) / 2 - 1
    assert not {"below all", "above all"} & set(bands)
    assert list(spread[:5]) == sorted(spread[:5])


def test_too_few_values_or_a_gap_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="5 values or more"):
        calculate_spread(values=[1.0, 2.0, 3.0, 4.0])
    with pytest.raises(InvalidInputError, match="finite numbers"):
        calculate_spread(values=[1.0, 2.0, 3.0, 4.0, float("nan")])
