from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.read.name_forms import (
    first_part,
    neighbourhood_name,
    official_name,
    plain_name,
    small_area_name,
)


@given(st.text(max_size=60))
def test_plain_names_stay_as_they_are(text: str) -> None:
    once = plain_name(text)
    assert set(once) <= set("abcdefghijklmnopqrstuvwxyz0123456789 ")
    assert plain_name(once) == once


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("Newcastle upon Tyne", "Newcastle"),
        ("Ashton-in-Makerfield", "Ashton"),
        ("Bishop Auckland", ""),
        ("Barking and Dagenham", ""),
        ("Hinckley", ""),
    ],
)
def test_a_name_is_shortened_where_people_do(name: str, part: str) -> None:
    assert first_part(name) == part


def test_a_small_area_keeps_its_official_name_behind_a_name_with_commas() -> None:
    name = small_area_name("Basingstoke and Deane 022A", "Whitchurch, Overton & Laverstoke")
    assert official_name(name) == "Basingstoke and Deane 022A"
    assert official_name(neighbourhood_name(name)) == "Basingstoke and Deane 022"
