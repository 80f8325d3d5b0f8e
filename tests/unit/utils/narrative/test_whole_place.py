"""Sentences on all public spending."""

from __future__ import annotations

import pytest

from data.read.store import Store
from data.read.whole_place import WholeAmount
from utils.narrative.whole_place import (
    AGES,
    SPENDERS,
    about,
    changes_sentence,
    measured_sentence,
    range_words,
    upstream_sentence,
    whole_sentence,
)

FOUND = WholeAmount(
    amount=14_995_780_891, measured=9_107_032_122, lower=14.2e9, upper=15.8e9, population=1_154_221
)


def test_an_estimate_is_rounded_and_has_its_range() -> None:
    said = whole_sentence("Birmingham", "2022-23", FOUND, without=False)
    for part in ("£13,000 a person", "Birmingham", "2022-23", "£12,300", "£13,700", "£15 billion"):
        assert part in said
    assert "without one-off" not in said
    assert "without one-off" in whole_sentence("Birmingham", "2022-23", FOUND, without=True)


def test_how_much_is_measured_is_said() -> None:
    assert measured_sentence(FOUND).startswith("61% of it is measured")


def test_a_region_has_no_range() -> None:
    region = WholeAmount(amount=10.0, measured=1.0, lower=10.0, upper=10.0, population=1.0)
    assert range_words(region) == "£10 a person"


@pytest.mark.parametrize(
    ("amount", "words"), [(999.0, "£999"), (1_049.0, "£1,000"), (13_951.0, "£14,000")]
)
def test_amounts_are_as_exact_as_an_estimate_may_be(amount: float, words: str) -> None:
    assert about(amount) == words


def test_changes_of_drivers_are_said_with_their_year() -> None:
    said = changes_sentence([("NHS services", "2020-21", "Residents weighted by need")])
    assert "NHS services by residents weighted by need from 2020-21" in said
    assert changes_sentence([]) == ""


def test_every_spender_has_words() -> None:
    spenders = {row["spender"] for row in Store().records("spending_items")}
    assert spenders == set(SPENDERS)


def test_every_age_has_words() -> None:
    assert {row["ages"] for row in Store().records("spending_items")} == set(AGES)


def test_prevention_is_a_share_of_health_money() -> None:
    assert "£84 a person, 2% of health money" in upstream_sentence(84.0, 3_500.0)
