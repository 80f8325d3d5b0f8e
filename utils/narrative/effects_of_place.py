"""What the declared questions say of a place, and what the record has of a place without any."""

from __future__ import annotations

import re
from collections.abc import Sequence

from data.read.effects.reader import ALL_PILOTS
from data.read.places import Place
from data.read.rows import EffectQuestionsRow, PlaceBudgetsRow
from utils.narrative.effects import asked_of, counts_words
from utils.narrative.place_budgets import group_words, period_words, place_words, reported_words


def place_sentence(
    place: Place, alone: Sequence[EffectQuestionsRow], others: Sequence[EffectQuestionsRow]
) -> str:
    """What the questions about a place say: of it alone first, then of it with others.

    Args:
        place: the place.
        alone: questions about its areas and no other.
        others: questions about its areas together with others.
    """
    own, shared = asked_of(alone), asked_of(others)
    refused = len(alone) - len(own)
    cannot = f" {refused} about it alone cannot be asked." if refused else ""
    if not shared and not own:
        return f"No declared question about {place.name} can be asked.{cannot}".strip()
    if not own:
        together = (
            "all pilots together"
            if all(row["place_ids"] == ALL_PILOTS for row in shared)
            else "it together with other places"
        )
        return (
            f"No question is about {place.name} alone; {len(shared)} "
            f"{'is' if len(shared) == 1 else 'are'} about {together}: {counts_words(shared)}."
            f"{cannot}"
        )
    first = f"Of {_questions(len(own))} about {place.name} alone, {counts_words(own)}.{cannot}"
    if not shared:
        return first
    return f"{first} Of {len(shared)} about it with others, {counts_words(shared)}."


def no_question_sentence(place: Place) -> str:
    """Say that nothing was asked of a place."""
    return f"No declared question is about {place.name}. You can ask one of your own."


def named_sentences(place: Place, budgets: Sequence[PlaceBudgetsRow]) -> list[str]:
    """What the record of place-based budgets has of a place, by its name.

    Args:
        place: the place.
        budgets: every row of `place_budgets`.
    """
    name = re.compile(rf"\b{re.escape(place.name)}\b")
    return [
        f"{group_words(row)}: {reported_words(row)}, {period_words(row)}"
        for row in budgets
        if name.search(place_words(row))
    ]


def _questions(number: int) -> str:
    return "1 question" if number == 1 else f"{number} questions"
