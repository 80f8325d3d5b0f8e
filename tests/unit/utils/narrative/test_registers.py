from __future__ import annotations

import pytest

from data.read.register_links import KINDS
from data.read.registers import WORDS
from utils.narrative import registers
from utils.narrative.registers import amount_words, facts, headline, saving_words

SAVING = {
    "kind": "saving",
    "cashable": "not said",
    "gross_or_net": "gross",
    "years_covered": "a year",
    "paid_by": None,
    "gained_by": "NHS hospitals",
}


def test_every_register_and_every_tie_has_words() -> None:
    assert set(registers.REGISTERS) == set(registers.HEADLINES) == set(registers.FACTS)
    assert set(registers.REGISTERS) == set(WORDS)
    assert list(registers.SHARED) == list(KINDS)


def test_a_saving_says_its_kind_and_its_gaps() -> None:
    assert saving_words(SAVING) == (
        "Cashable: not said; gross or net: gross; over: a year; who pays: not said; "
        "who gains: NHS hospitals."
    )


def test_the_spend_that_buys_a_saving_says_who_pays() -> None:
    cost = SAVING | {"kind": "spend", "paid_by": "councils"}
    assert saving_words(cost) == "Over: a year; who pays: councils."


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (9.5, "GBP per GBP", "£9.50 for each pound"),
        (4.0, "GBP per GBP", "£4 for each pound"),
        (63.0, "count", "63"),
        (34_000.0, "GBP a year for one person", "£34,000 a year for one person"),
        (1.34, "GBP per contact", "£1.34 per contact"),
        (None, None, "no amount stated"),
    ],
)
def test_amounts_have_their_unit(amount: float | None, unit: str | None, words: str) -> None:
    assert amount_words({"amount": amount, "unit": unit}) == words


def test_a_champion_who_is_not_named_is_said_so() -> None:
    row = dict.fromkeys(registers.FACTS["projects"]) | {"topic": "early years"}
    assert facts("projects", row) == [
        ("Topic", "early years"),
        ("For whom", "not said"),
        ("Board champion", "none named"),
        ("Lead", "none named"),
    ]


def test_who_pays_is_a_gap_of_savings_alone() -> None:
    row = dict.fromkeys([*registers.FACTS["deep_dives"], "line"]) | {"organisation": "all"}
    assert facts("deep_dives", row) == []
    found = dict(facts("deep_dives", row | {"years_covered": "a year"}))
    assert (found["Who pays"], found["Who gains"]) == ("not said", "not said")


def test_a_count_is_called_by_its_measure() -> None:
    assert headline("counts", {"measure": "total_public_spend"}) == "Total public spend"
