"""Sentences about all programmes together, where each area starts with its first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from data.read.effects.reader import ALL_STARTS
from data.read.measures import Measure
from data.read.rows import EffectStaggeredQuestionsRow, EffectStaggeredRow
from utils.formatting import join_words
from utils.narrative.effect_figures import Difference, difference_words
from utils.narrative.effects import counts_words, verdict_sentence

OTHERS: Final = "areas that took part in no programme"
#: Why these questions are counted by themselves.
OWN_COUNT: Final = (
    "These questions were written after the answers by programme were known, and before their own "
    "answers. Their outcomes follow from a rule: each that is asked of all pilots or of all four "
    "whole-place areas. P-values are adjusted over these questions alone, by Benjamini and "
    "Hochberg's method, so that the answers by programme stay as they were."
)
METHOD: Final = (
    "The change of each area since the last period before its start, less the mean change of "
    "areas that took part in no programme; nothing is matched. The method is that of Callaway and "
    "Sant'Anna (2021). The grey band is where 95 in 100 groups of areas lie in which nothing was "
    "done, and which were given the same starts by lot."
)
DEVOLUTION: Final = (
    "Greater Manchester was a pilot in 2010, so its devolution of 2016 is a later part of what "
    "began then."
)
#: How years are counted where periods have several.
ROLLING: Final = (
    "Periods of three years count from the start to their first year, and before it to their last; "
    "those that straddle it are left out."
)


def together_summary(questions: Collection[EffectStaggeredQuestionsRow]) -> str:
    """What all questions over all programmes say."""
    return f"Of {len(questions)} questions over all programmes together, {counts_words(questions)}."


def together_sentence(row: EffectStaggeredQuestionsRow, measure: Measure) -> str:
    """A question's result and difference in one short paragraph."""
    difference = Difference(row["effect"], row["lower_cl"], row["upper_cl"])
    return (
        f"{verdict_sentence(row['verdict'], row['why'], OTHERS)} Difference "
        f"{difference_words(difference, measure)}."
    )


def starts_sentence(
    row: EffectStaggeredQuestionsRow,
    sizes: Mapping[str, int],
    left_out: Sequence[str],
) -> str:
    """Who started when, and who is compared with.

    Args:
        row: the question.
        sizes: areas by the year in which they started.
        left_out: names of areas with a gap.
    """
    periods = row["periods_used"].split(";")
    starts = join_words([f"{size} in {year}" for year, size in sizes.items()])
    missing = f" Left out for a gap: {join_words(list(left_out))}." if left_out else ""
    return (
        f"{row['treated_n']} areas start with the first programme they took part in, {starts}; "
        f"{row['donors_n']} took part in no programme. {periods[0]} to {periods[-1]}.{missing}"
    )


def sizes_of(effects: Iterable[EffectStaggeredRow]) -> dict[str, int]:
    """Areas by the year in which they started."""
    return {
        row["group_start"]: row["treated_n"]
        for row in effects
        if row["lead"] == -1 and row["group_start"] != ALL_STARTS
    }


def before_sentence(effects: Sequence[EffectStaggeredRow]) -> str:
    """Which starts had another trend in most periods before; nothing where none had.

    The test of the years before is of all starts together, in which a start of few areas weighs
    little.
    """
    words = []
    for year, size in sizes_of(effects).items():
        before = [row for row in effects if row["group_start"] == year and row["lead"] < -1]
        far = [row for row in before if not _may_be_zero(row)]
        if 2 * len(far) > len(before):
            words.append(
                f"The {size} areas that started in {year} differed already in {len(far)} of "
                f"{len(before)} periods before, beyond the interval of a single period: what they "
                "add to the difference may have begun earlier."
            )
    return " ".join(words)


def _may_be_zero(row: EffectStaggeredRow) -> bool:
    lower, upper = row["lower_cl"], row["upper_cl"]
    return lower is None or upper is None or lower <= 0 <= upper
