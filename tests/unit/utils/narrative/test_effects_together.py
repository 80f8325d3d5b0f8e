"""Sentences about all programmes together."""

from __future__ import annotations

from typing import Any

from data.read.rows import EffectStaggeredRow
from utils.narrative.effects import verdict_sentence
from utils.narrative.effects_together import (
    OTHERS,
    before_sentence,
    sizes_of,
    starts_sentence,
    together_summary,
)


def effect(
    start: str, lead: int, lower: float | None, upper: float | None, size: int = 5
) -> EffectStaggeredRow:
    """A row of `effect_staggered`."""
    return {
        "question": "jobs",
        "group_start": start,
        "lead": lead,
        "effect": 1.0,
        "lower_cl": lower,
        "upper_cl": upper,
        "treated_n": size,
    }


EFFECTS = [
    effect("2010", -3, 0.5, 1, 30),
    effect("2010", -2, -1, 1, 30),
    effect("2010", -1, None, None, 30),
    effect("2010", 0, 0.5, 1, 30),
    effect("2013", -4, 0.3, 1.8),
    effect("2013", -3, 0.2, 1.8),
    effect("2013", -2, -0.2, 2.2),
    effect("2013", -1, None, None),
    effect("all", -1, None, None, 35),
]


def test_starts_are_counted_once_each() -> None:
    row: Any = {
        "periods_used": "2004;2005;2019",
        "treated_n": 35,
        "donors_n": 104,
        "p": 0.2,
        "p_adjusted": 0.5,
        "before_p": 0.7,
    }
    words = starts_sentence(row, sizes_of(EFFECTS), ["Dorset"])
    assert "30 in 2010 and 5 in 2013; 104 took part in no programme. 2004 to 2019." in words
    assert "Left out for a gap: Dorset." in words


def test_a_start_with_another_trend_before_is_named() -> None:
    words = before_sentence(EFFECTS)
    assert words.startswith("The 5 areas that started in 2013 differed already in 2 of 3 periods")
    assert "2010" not in words
    assert before_sentence(EFFECTS[:4]) == ""


def test_the_sentence_of_all_counts_what_cannot_be_said_too() -> None:
    rows: Any = [{"verdict": "cannot tell"}, {"verdict": "better"}, {"verdict": "better"}]
    assert together_summary(rows) == (
        "Of 3 questions over all programmes together, 2 show a change beyond chance and in 1 we "
        "cannot tell."
    )


def test_a_verdict_names_what_is_compared_with() -> None:
    assert verdict_sentence("no clear change", "within chance", OTHERS) == (
        "No clear change: it moved with areas that took part in no programme."
    )
    assert "from that of its matched places." in verdict_sentence("cannot tell", "trends differed")
