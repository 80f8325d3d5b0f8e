"""Sentences on what is raised and spent."""

from __future__ import annotations

import pytest

from data.read.revenue import Balance, IncomeTax
from utils.narrative.revenue import (
    MEANING,
    balance_sentence,
    gap_words,
    income_tax_sentence,
    meaning_sentences,
    several_sentence,
    the,
)

WEST_MIDLANDS = Balance("2024-25", 13_173.48, 18_225.2, 13_159.6)
LONDON = Balance("2024-25", 26_391.0, 21_017.0, 15_217.0)
ENGLAND = Balance("2007-08", 9_000.0, 9_000.4, None)


def test_one_sentence_has_both_amounts_the_treasurys_and_the_gap() -> None:
    said = balance_sentence("West Midlands", WEST_MIDLANDS, place="Birmingham")
    assert said == (
        "In the West Midlands, the region of Birmingham, £13,173 per person was raised in taxes "
        "and other public income in 2024-25, and £18,225 was spent by public bodies (HM Treasury "
        "identifies £13,160 of it with this region): £5,052 more was spent than raised."
    )


def test_a_year_without_the_treasurys_figure_says_so() -> None:
    said = balance_sentence("England", ENGLAND)
    assert said.startswith("In England, £9,000 per person")
    assert "no figure from HM Treasury" in said
    assert said.endswith("as much was spent as raised.")


def test_the_gap_goes_either_way() -> None:
    assert gap_words(LONDON) == "£5,374 more was raised than spent"
    assert "pays for spending elsewhere" in meaning_sentences(LONDON, None)
    assert "borrowing" in meaning_sentences(WEST_MIDLANDS, None)


def test_the_gap_is_never_a_judgement() -> None:
    said = meaning_sentences(WEST_MIDLANDS, LONDON)
    assert said.startswith("England: £26,391 raised, £21,017 spent.")
    assert said.endswith(MEANING)
    for words in ("not a judgement", "by estimate", "by population", "not councils", "2021-22"):
        assert words in MEANING
    assert meaning_sentences(ENGLAND, None) == MEANING


@pytest.mark.parametrize(
    ("name", "said"), [("East of England", "the East of England"), ("London", "London")]
)
def test_regions_are_said_as_people_say_them(name: str, said: str) -> None:
    assert the(name) == said


def test_a_place_of_several_regions_says_so() -> None:
    said = several_sentence("The four", ["North West", "London"])
    assert "the North West and London" in said


def test_income_tax_says_whom_it_leaves_out() -> None:
    found = IncomeTax(amount=1_830e6, taxpayers=417_000, residents=1_143_285, lacking=())
    assert income_tax_sentence("Birmingham", found) == (
        "Birmingham: £1,601 per resident, £1.83 billion from 417,000 taxpayers."
    )
    assert "without Torbay, for which" in income_tax_sentence("SW", found, lacking=["Torbay"])
    assert "gives no figure for Torbay" in income_tax_sentence("Torbay", None)
