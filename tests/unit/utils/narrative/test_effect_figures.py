"""Sentences with the figures of an answer, and the verdict of a question of one's own."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from utils.narrative.effect_figures import (
    TOO_FEW,
    Difference,
    before_words,
    both_sentence,
    seen_sentence,
)
from utils.narrative.effects import own_verdict_sentence
from utils.stats.effects.verdict import BEFORE_LEVEL

RATE: Any = SimpleNamespace(unit="%", decimals=1)


def test_both_methods_are_quoted_and_an_endless_interval_is_left_out() -> None:
    words = both_sentence([Difference(1.5, 0.5, 2.5), Difference(-0.5, -9, float("inf"))], RATE)
    assert words == (
        "Difference 1.5 percentage points (0.5 to 2.5) from matched places; \u22120.5 percentage "
        "points from a weighted mix of places."
    )


def test_the_effect_that_could_be_seen_is_beside_the_one_asked_for() -> None:
    assert seen_sentence(3.7, 5.6, RATE) == (
        "An effect of 3.7 percentage points or more could have been seen; to say “no clear "
        "change” we ask for 2.8 percentage points or less."
    )
    assert "of 2.83 percentage" in seen_sentence(2.83, 5.6, RATE)
    assert seen_sentence(None, 5.6, RATE) == seen_sentence(float("inf"), 5.6, RATE) == TOO_FEW


def test_years_before_are_said_in_plain_words_by_the_rule_of_the_verdict() -> None:
    assert "a good sign, no proof" in before_words(BEFORE_LEVEL, "its matched places")
    assert "did not move like" in before_words(BEFORE_LEVEL - 0.001, "its matched places")


def test_a_question_of_ones_own_is_never_a_finding() -> None:
    for verdict in ("better", "worse", "higher", "lower"):
        words = own_verdict_sentence(verdict, "beyond chance")
        assert "in a single try; not a finding, as it was not declared before" in words
        assert "beyond chance" not in words
    assert "as many questions" not in own_verdict_sentence("cannot tell", "not rare enough")
