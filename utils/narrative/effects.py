"""Sentences about what changed, and what would have changed anyway."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from data.read.effects.reader import CANNOT_BE_ASKED
from data.read.measures import Measure
from data.read.rows import (
    EffectEstimatesRow,
    EffectQuestionsRow,
    EffectStaggeredQuestionsRow,
)
from utils.formatting import join_words
from utils.narrative.effect_figures import (
    Difference,
    before_words,
    both_sentence,
    seen_sentence,
)
from utils.stats.effects.verdict import EffectVerdict, EffectWhy

#: Counted in the first sentence as a change.
CHANGES: Final = ("better", "worse", "higher", "lower")
MATCHED_PLACES: Final = "its matched places"
HEADS: Final[Mapping[EffectVerdict, str]] = {
    "better": "Better than {others}, beyond chance.",
    "worse": "Worse than {others}, beyond chance.",
    "higher": "Higher than {others}, beyond chance.",
    "lower": "Lower than {others}, beyond chance.",
    "no clear change": "No clear change: it moved with {others}.",
}
REASONS: Final[Mapping[EffectWhy, str]] = {
    "trends differed": "before it began, its trend already differed from that of {others}",
    "methods differ": "the two methods do not agree",
    "not rare enough": "among as many questions, chance alone brings a difference as large",
    "too coarse": "only a large effect could have been seen",
}
NOT_RANDOM: Final = (
    "Places were not chosen by lot. The pilots are poorer than places drawn at random, so a "
    "difference can look surer than it is."
)
OWN: Final = (
    "Exploratory, not declared before. With enough tries, some place, year and measure differ by "
    "chance: read this as a start for a question, not as an answer."
)


def summary_sentence(questions: Sequence[EffectQuestionsRow]) -> str:
    """What all questions say together."""
    asked = asked_of(questions)
    refused = len(questions) - len(asked)
    return (
        f"Of {len(asked)} questions that can be asked, {counts_words(asked)}; {refused} more "
        "cannot be asked."
    )


def asked_of(questions: Iterable[EffectQuestionsRow]) -> list[EffectQuestionsRow]:
    """The questions that can be asked."""
    return [row for row in questions if row["verdict"] != CANNOT_BE_ASKED]


def counts_words(questions: Iterable[EffectQuestionsRow | EffectStaggeredQuestionsRow]) -> str:
    """How many questions have which answer, as the second half of a sentence."""
    counts = Counter(row["verdict"] for row in questions)
    changed, same = sum(counts[verdict] for verdict in CHANGES), counts["no clear change"]
    unknown = counts["cannot tell"]
    return join_words(
        [
            f"{changed or 'none'} {_show(changed)} a change beyond chance",
            *([f"{same} {_show(same)} no clear change"] if same else []),
            *([f"in {unknown} we cannot tell"] if unknown else []),
        ]
    )


def _show(number: int) -> str:
    return "shows" if number in (0, 1) else "show"


def verdict_sentence(verdict: EffectVerdict, why: EffectWhy, others: str = MATCHED_PLACES) -> str:
    """The verdict, with the reason where it is that we cannot tell.

    Args:
        verdict: the verdict.
        why: why it is that.
        others: what is compared with.

    >>> verdict_sentence("cannot tell", "methods differ")
    'Cannot tell: the two methods do not agree.'
    """
    words = HEADS[verdict] if verdict in HEADS else f"Cannot tell: {REASONS[why]}."
    return words.format(others=others)


def answer_sentence(
    question: EffectQuestionsRow, leads: Sequence[EffectEstimatesRow], measure: Measure
) -> str:
    """A question's verdict and its difference by both methods that answer."""
    differences = [Difference(lead["effect"], lead["lower_cl"], lead["upper_cl"]) for lead in leads]
    verdict = verdict_sentence(question["verdict"], question["why"])
    return f"{verdict} {both_sentence(differences, measure)}"


def detail_sentence(
    question: EffectQuestionsRow | EffectStaggeredQuestionsRow,
    measure: Measure,
    others: str = MATCHED_PLACES,
) -> str:
    """What could have been seen, and how the years before were."""
    seen = seen_sentence(question["smallest_detectable"], question["spread"], measure)
    return f"{seen} {before_words(question['before_p'], others)}"


def own_verdict_sentence(verdict: EffectVerdict, why: EffectWhy) -> str:
    """The verdict of a question that a visitor asked: never a finding.

    >>> own_verdict_sentence("better", "beyond chance")
    'Better than its matched places, by more than chance alone would bring in a single try; not a \
finding, as it was not declared before.'
    """
    if verdict in CHANGES:
        return (
            f"{verdict.capitalize()} than {MATCHED_PLACES}, by more than chance alone would bring "
            "in a single try; not a finding, as it was not declared before."
        )
    if why == "not rare enough":
        return "Cannot tell: chance alone brings a difference as large."
    return verdict_sentence(verdict, why)
