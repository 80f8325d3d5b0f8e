from __future__ import annotations

import pytest

from data.read.register_links import KINDS
from data.read.registers import WORDS
from utils.narrative import registers
from utils.narrative.registers import (
    amount_words,
    facts,
    headline,
    needs_payer,
    results_words,
    saving_words,
    say_costs,
)

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


def test_a_saving_says_its_kind_and_leaves_out_what_is_not_known() -> None:
    assert saving_words(SAVING) == (
        "Gross. Period: a year. Who gains: NHS hospitals. The source does not say who pays."
    )
    everything = SAVING | {"cashable": "partly", "gross_or_net": "net", "paid_by": "councils"}
    assert saving_words(everything) == (
        "Partly cashable. Net. Period: a year. Who pays: councils. Who gains: NHS hospitals."
    )


def test_the_spend_that_buys_a_saving_says_who_pays() -> None:
    cost = SAVING | {"kind": "spend", "gross_or_net": None, "cashable": None, "paid_by": "councils"}
    cost |= {"gained_by": None}
    assert saving_words(cost) == "Period: a year. Who pays: councils."
    assert saving_words(cost | {"paid_by": None}) == "Period: a year."


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        (9.5, "GBP per GBP", "£9.50 for each pound"),
        (4.0, "GBP per GBP", "£4 for each pound"),
        (63.0, "count", "63"),
        (34_000.0, "GBP a year for one person", "£34,000 a year for one person"),
        (1.34, "GBP per contact", "£1.34 per contact"),
        (1.0, "wards", "1 hospital ward"),
        (12.0, "wards", "12 hospital wards"),
        (None, None, ""),
    ],
)
def test_amounts_have_their_unit(amount: float | None, unit: str | None, words: str) -> None:
    assert amount_words({"amount": amount, "unit": unit}) == words


def test_fields_of_a_project_that_are_not_known_are_left_out() -> None:
    row = dict.fromkeys(registers.FACTS["projects"]) | {"topic": "early years"}
    assert facts("projects", row) == [("Topic", "early years")]
    led = row | {"lead_officer": "A. Person", "population_served": "children"}
    assert facts("projects", led) == [
        ("Topic", "early years"),
        ("For", "children"),
        ("Lead", "A. Person"),
    ]


def test_who_pays_is_looked_for_in_savings_alone() -> None:
    row = dict.fromkeys([*registers.FACTS["deep_dives"], "line"]) | {"organisation": "all"}
    assert facts("deep_dives", row) == []
    unsaid = row | {"years_covered": "a year", "cashable": "not said", "gross_or_net": "not said"}
    assert facts("deep_dives", unsaid) == [("Period", "a year")]
    assert needs_payer(SAVING)
    assert not needs_payer(SAVING | {"paid_by": "councils"})
    assert not needs_payer(SAVING | {"kind": "spend"})


def test_a_count_is_called_by_its_measure() -> None:
    assert headline("counts", {"measure": "total_public_spend"}) == "Total public spend"


def test_results_are_counted_in_a_sentence() -> None:
    assert results_words(24, "drugs and alcohol") == "24 results for “drugs and alcohol”"
    assert results_words(1, "Kent") == "1 result for “Kent”"
    assert results_words(0, "xyzzy") == "No results for “xyzzy”"


def test_costs_of_a_journey_are_counted() -> None:
    stages = [{"amount": None}, {"amount": 34_000.0}]
    assert say_costs(stages) == "A cost was published for 1 of the 2 stages."
    assert say_costs(stages[:1]) == "No cost of a stage was published."
