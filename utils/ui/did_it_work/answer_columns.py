"""An answer as columns, which go with every row of its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Final

from data.read.effects.explore import Explored
from data.read.effects.reader import EffectReader
from data.read.measures import Measure
from data.read.rows import EffectQuestionsRow
from utils.formatting import join_words
from utils.narrative.effects import own_verdict_sentence, verdict_sentence
from utils.narrative.place import measure_title
from utils.stats.effects.estimates import LEADS

Columns = Mapping[str, str | float | None]
BEFORE: Final = "p-value of the test of the years before"
LARGER: Final = "p-value, the larger of the two methods that answer"
ADJUSTED: Final = "p-value, adjusted for all declared questions"
SMALLEST: Final = "Smallest effect that both methods would find"


def answer_columns(reader: EffectReader, question: EffectQuestionsRow, measure: Measure) -> Columns:
    """The answer to a declared question.

    Args:
        reader: the reader of questions.
        question: the question.
        measure: its measure.
    """
    return {
        **_asked(reader, reader.treated(question), measure, question["first_after"] or ""),
        "Result": verdict_sentence(question["verdict"], question["why"]),
        LARGER: question["p"],
        ADJUSTED: question["p_adjusted"],
        BEFORE: question["before_p"],
        SMALLEST: question["smallest_detectable"],
    }


def own_columns(
    reader: EffectReader, treated: Sequence[str], found: Explored, measure: Measure, start: str
) -> Columns:
    """The answer to a question that a visitor asked; its p-value is adjusted for no other.

    Args:
        reader: the reader of questions.
        treated: codes of the areas.
        found: the answer.
        measure: the measure.
        start: the first period after the start.
    """
    return {
        **_asked(reader, treated, measure, start),
        "Result": own_verdict_sentence(found.answer.verdict, found.answer.why),
        LARGER: max(found.estimates[name].p for name in LEADS),
        BEFORE: found.before_p,
        SMALLEST: found.smallest if isfinite(found.smallest) else None,
    }


def _asked(
    reader: EffectReader, treated: Sequence[str], measure: Measure, start: str
) -> dict[str, str]:
    return {
        "Place": join_words([reader.area_name(code) for code in treated]),
        "Outcome": measure_title(measure),
        "First period after the start": start,
    }
