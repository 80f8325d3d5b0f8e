from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.ledger.core.names import compact, legal_form, normalise_name, plain_text

PARTS = [
    "the",
    "Ltd",
    "t/a",
    "TA",
    "a",
    "b",
    "#",
    "_f",
    "12345",
    "1k1zz68g4",
    "&",
    "+",
    ".",
    "(",
    "formerly",
    "ß",
    "²",
]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The ABC (North) Limited", "abc north"),
        ("A.B.C. North Ltd.", "abc north"),
        ("Oddly & Sons PLC", "oddly and sons"),
        ("Oddly + Sons", "oddly and sons"),
        ("Lantern Care LLP T/A Bright House", "lantern care"),
        ("Lantern Care (formerly Dim House Ltd)", "lantern care"),
        ("Corner Shop 4821", "corner shop"),
        ("Corner Shop Ltd#2", "corner shop"),
        ("Puddle Lane School_f", "puddle lane school"),
        ("Société Brûlée", "societe brulee"),
        ("St. Wulfric\u2019s", "st wulfrics"),
        ("Saint Wulfrics", "st wulfrics"),
        ("24-7 Locks Ltd", "24 7 locks"),
        ("Odd Hub Community Interest Company", "odd hub"),
        ("Corner Shop 1K1Zz68G4", "corner shop"),
        ("Corner Shop 204-1007100-23", "corner shop"),
        ("Corner 1st4steps", "corner 1st4steps"),
        ("Studio 2012london", "studio 2012london"),
        ("1K1Zz68G4", "1k1zz68g4"),
        ("Data 2016 Ltd", "data 2016"),
        ("The", "the"),
        ("Ltd", "ltd"),
        ("***", ""),
        ("", ""),
    ],
)
def test_a_name_is_written_as_it_is_compared(text: str, name: str) -> None:
    assert normalise_name(text) == name


def test_a_number_that_is_a_year_or_stands_inside_is_part_of_the_name() -> None:
    assert normalise_name("Fair of 2016") == "fair of 2016"
    assert normalise_name("Care 4319 Homes") == "care 4319 homes"


@given(st.text() | st.lists(st.sampled_from(PARTS), max_size=8).map(" ".join))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise_name(text)
    assert normalise_name(once) == once


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Oddly Limited", "ltd"),
        ("Oddly C.I.C.", "cic"),
        ("Oddly LLP t/a Evenly Ltd", "llp"),
        ("Oddly", ""),
    ],
)
def test_the_legal_form_is_that_of_the_company_itself(text: str, form: str) -> None:
    assert legal_form(text) == form


def test_spaces_do_not_tell_names_apart_but_those_between_numbers_do() -> None:
    assert compact("water care") == compact("watercare")
    assert compact("unit 1 2") != compact("unit 12")


@given(st.text(st.characters(max_codepoint=127), max_size=30))
def test_a_name_without_accents_is_the_same_beside_one_with_them(text: str) -> None:
    assert plain_text(f"É {text}") == f"e {plain_text(text)}".strip()
