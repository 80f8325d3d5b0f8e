from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.wire import KINDS, LENGTH, Arrays, as_shown, read_array, read_header

NUMBERS = st.one_of(st.floats(-1e5, 1e5), st.just(float("nan")))


@given(numbers=st.lists(NUMBERS, max_size=80), decimals=st.integers(0, 3))
def test_values_come_back_exactly_as_they_are_shown(numbers: list[float], decimals: int) -> None:
    values, arrays = np.array(numbers, dtype=np.float64), Arrays()
    spec = arrays.add(values, decimals=decimals)
    back = read_array(arrays.pack({}), spec, decimals=decimals)
    np.testing.assert_array_equal(back, as_shown(values, decimals=decimals))
    assert spec["n"] == len(back) == len(numbers)


@given(parts=st.lists(st.lists(NUMBERS, max_size=9), max_size=5), text=st.text(max_size=30))
def test_arrays_of_one_message_do_not_run_into_each_other(
    parts: list[list[float]], text: str
) -> None:
    arrays = Arrays()
    specs = [arrays.add(np.array(part, dtype=np.float64), decimals=1) for part in parts]
    message = arrays.pack({"text": text, "arrays": specs})
    assert read_header(message) == {"text": text, "arrays": specs}
    for part, spec in zip(parts, specs, strict=True):
        shown = as_shown(np.array(part, dtype=np.float64), decimals=1)
        np.testing.assert_array_equal(read_array(message, spec, decimals=1), shown)


@pytest.mark.parametrize(
    ("spread", "kind"),
    [
        (0, "u1"),
        (254, "u1"),
        (255, "u2"),
        (65_534, "u2"),
        (65_535, "u4"),
        (2**32 - 2, "u4"),
    ],
)
@pytest.mark.parametrize("low", [0, -1_000, 7_000_000])
def test_the_smallest_kind_is_taken_that_leaves_room_for_no_data(
    spread: int, kind: str, low: int
) -> None:
    values, arrays = np.array([low, np.nan, low + spread], dtype=np.float64), Arrays()
    spec = arrays.add(values, decimals=0)
    assert (spec["type"], spec["low"]) == (kind, low)
    message = arrays.pack({})
    assert len(message) == LENGTH.size + len("{}") + 3 * KINDS[kind].itemsize
    np.testing.assert_array_equal(read_array(message, spec, decimals=0), values)


def test_a_spread_that_four_bytes_cannot_count_is_refused() -> None:
    with pytest.raises(OverflowError, match="4294967295 steps"):
        Arrays().add(np.array([0.0, 2**32 - 1]), decimals=0)
    with pytest.raises(OverflowError):
        Arrays().add(np.array([0.0, 1e6]), decimals=4)


@pytest.mark.parametrize("numbers", [[], [np.nan], [np.nan, np.inf, -np.inf]])
def test_what_is_no_number_has_no_data(numbers: list[float]) -> None:
    arrays = Arrays()
    spec = arrays.add(np.array(numbers, dtype=np.float64), decimals=2)
    back = read_array(arrays.pack({}), spec, decimals=2)
    assert len(back) == len(numbers)
    assert np.isnan(back).all()


def test_header_is_counted_in_bytes_and_written_without_blanks() -> None:
    message = Arrays().pack({"title": "£ a person", "n": [1, 2]})
    (length,) = LENGTH.unpack_from(message)
    text = message[LENGTH.size :]
    assert length == len(text)
    assert text.decode() == '{"title":"£ a person","n":[1,2]}'
    assert json.loads(text) == read_header(message)


def test_values_are_shown_in_their_last_decimal() -> None:
    shown = as_shown(np.array([1.26, -1.26, np.nan, 12.0]), decimals=1)
    np.testing.assert_array_equal(shown, [1.3, -1.3, np.nan, 12.0])
    assert as_shown(np.array([1234.5678]), decimals=0).tolist() == [1235.0]
