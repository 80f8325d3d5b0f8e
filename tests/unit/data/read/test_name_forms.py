from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.read.name_forms import first_part, neighbourhood_name, plain_name


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


def test_a_neighbourhood_of_an_authority_with_a_letter_at_the_end_keeps_it() -> None:
    assert neighbourhood_name("Castle (Ash 001A)") == "Castle (Ash 001)"
    assert neighbourhood_name("Ash 001A") == "Ash 001"
