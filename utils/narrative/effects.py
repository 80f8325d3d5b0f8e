"""Sentences about what changed, and what would have changed anyway."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

from data.read.measures import Measure
from data.read.rows import EffectEstimatesRow, EffectQuestionsRow, EffectSensitivityKind
from utils.formatting import (
    affixes,
    difference_unit,
    format_difference,
    format_difference_interval,
)
from utils.stats.effects.verdict import EffectVerdict, EffectWhy

#: Counted in the first sentence as a change.
CHANGES: Final = ("better", "worse", "higher", "lower")
METHODS: Final[Mapping[str, str]] = {
    "matched_differences": "Matched difference in differences",
    "synthetic_differences": "Synthetic difference in differences",
    "synthetic_control": "Synthetic control",
    "augmented_control": "Augmented synthetic control",
    "separate_controls": "Synthetic control of each area",
}
ASSUMES: Final[Mapping[str, str]] = {
    "matched_differences": (
        "Areas alike in level, trend, household income and claimant rate would have changed alike."
    ),
    "synthetic_differences": (
        "A mix of areas that ran parallel before would have gone on parallel; the earlier periods "
        "that foretell the later ones count most."
    ),
    "synthetic_control": (
        "A mix of areas at the same level before would have stayed level. The mean of many areas "
        "is fitted exactly, so a good fit proves little."
    ),
    "augmented_control": (
        "The same, corrected for what the mix leaves unexplained. With few areas it fits chance."
    ),
    "separate_controls": "The same for each area by itself, with the mean of their differences.",
}
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
VARIANTS: Final[Mapping[EffectSensitivityKind, str]] = {
    "leave top donor out": "Without the area that weighs most in the comparison",
    "other start": "Another first period after the start",
    "other donors": "Other areas to compare with",
    "matched by type": "Matched also by type of council",
    # One for each area: what there are many of comes last.
    "leave one treated out": "Without one of the areas",
}
COUNTING: Final = (
    "Where many questions are asked, some differ by chance. Each p-value is therefore adjusted for "
    "all questions asked, by Benjamini and Hochberg's method: of the changes said to be beyond "
    "chance, one in twenty is expected to be chance. The p-value of a question is the larger of "
    "the two methods that answer, so both must speak for a change."
)
NOT_RANDOM: Final = (
    "Places were not chosen by lot. The pilots are poorer than groups of areas drawn at random, so "
    "p-values are too confident where the level of a measure matters to its change."
)
OWN: Final = (
    "Exploratory, not declared before. With enough tries, some place, year and measure differ by "
    "chance: read this as a start for a question, not as an answer."
)


def summary_sentence(questions: Sequence[EffectQuestionsRow]) -> str:
    """What all questions say together."""
    counts = Counter(row["verdict"] for row in questions)
    changed = sum(counts[verdict] for verdict in CHANGES)
    refused = counts["cannot be asked"]
    return (
        f"Of {len(questions) - refused} questions that can be asked, {changed or 'none'} "
        f"{'shows' if changed in (0, 1) else 'show'} a change beyond chance, "
        f"{counts['no clear change']} show no clear change, and in {counts['cannot tell']} we "
        f"cannot tell; {refused} more cannot be asked."
    )


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


def effect_sentence(
    effect: float,
    lower: float | None,
    upper: float | None,
    smallest: float | None,
    measure: Measure,
) -> str:
    """The difference with its interval, and what could not have been seen.

    Args:
        effect: mean difference from the start on.
        lower: its lower limit, or nothing where placebos are too few.
        upper: its upper limit.
        smallest: smallest effect that would be found, or nothing.
        measure: the measure.
    """
    unit, decimals = measure.unit, effect_decimals(measure)
    limits = format_difference_interval(lower, upper, unit=unit, decimals=decimals)
    limits = limits.removesuffix(affixes(difference_unit(unit))[1])
    least = format_difference(smallest, unit=unit, decimals=decimals)
    within = f" ({limits})" if limits else ""
    seen = (
        "There are too few areas to say which effect could have been seen."
        if smallest is None
        else f"An effect under {least} could not have been seen."
    )
    difference = format_difference(effect, unit=unit, decimals=decimals)
    return f"Difference {difference}{within}. {seen}"


def effect_decimals(measure: Measure) -> int:
    """Decimals of a difference: one more than of whole numbers that are no money."""
    return measure.decimals or int(not measure.unit.startswith("GBP"))


def answer_sentence(
    question: EffectQuestionsRow, lead: EffectEstimatesRow, measure: Measure
) -> str:
    """A question's verdict, difference and smallest effect in one short paragraph."""
    return " ".join(
        [
            verdict_sentence(question["verdict"], question["why"]),
            effect_sentence(
                lead["effect"],
                lead["lower_cl"],
                lead["upper_cl"],
                question["smallest_detectable"],
                measure,
            ),
        ]
    )


def design_sentence(question: EffectQuestionsRow, left_out: Sequence[str]) -> str:
    """Who is compared with whom, and when."""
    periods = (question["periods_used"] or "").split(";")
    treated = question["treated_n"] or 0
    missing = f" Left out for a gap: {', '.join(left_out)}." if left_out else ""
    return (
        f"{treated} {'area' if treated == 1 else 'areas'} and {question['donors_n']} to compare "
        f"with; {periods[0]} to {question['last_before']} before, {question['first_after']} to "
        f"{periods[-1]} after.{missing} p = {question['p']:.3f}, adjusted "
        f"{question['p_adjusted']:.3f}; test of the years before: p = {question['before_p']:.3f}."
    )
