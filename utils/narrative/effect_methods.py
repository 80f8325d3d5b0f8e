"""How answers on what changed are worked out: methods, the rule, and how questions are counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from data.read.rows import EffectQuestionsRow, EffectSensitivityKind, EffectStaggeredQuestionsRow
from utils.stats.effects.power import POWER
from utils.stats.effects.verdict import BEFORE_LEVEL, LEVEL

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
VARIANTS: Final[Mapping[EffectSensitivityKind, str]] = {
    "leave top donor out": "Without the area that weighs most in the comparison",
    "other start": "Another first period after the start",
    "other donors": "Other areas to compare with",
    "matched by type": "Matched also by type of council",
    # One for each area: what there are many of comes last.
    "leave one treated out": "Without one of the areas",
}
#: How a verdict is reached, the same for all questions (`utils.stats.effects.verdict`).
FIRST_OF: Final = "Two methods answer. The first of these that is true is the answer:"
RULE: Final = (
    f"""Cannot tell, if before the start the place already moved differently from those it is
    compared with: p below {BEFORE_LEVEL:.2f} in a test of the years before.""",
    f"""A change, if the adjusted p-value is below {LEVEL} and both methods agree on the
    direction.""",
    """Cannot tell, if the confidence interval of either method leaves out zero: the methods do not
    agree, or among as many questions chance alone brings a difference as large.""",
    """Cannot tell, if the smallest effect that could have been seen is more than half a standard
    deviation between the places compared with, in the last period before.""",
    "No clear change, if none of these is true.",
)
SEEN: Final = (
    f"An effect could have been seen if the test would find it in {POWER:.0%} of groups in which "
    "nothing was done."
)
#: The same where one method answers.
RULE_OF_ONE: Final = (
    "Cannot tell, if that p-value of the years before is below "
    f"{BEFORE_LEVEL:.2f}; a change, if the adjusted p-value is below {LEVEL}; cannot tell, if the "
    "confidence interval leaves out zero all the same, or if the smallest effect that could have "
    "been seen is more than half a standard deviation between places in the last period before; no "
    "clear change, if none of these is true."
)
COUNTING: Final = (
    "Where many questions are asked, some differ by chance. Each p-value is therefore adjusted for "
    "all questions asked, by Benjamini and Hochberg's method: of the changes said to be beyond "
    "chance, one in twenty is expected to be chance. The p-value of a question is the larger of "
    "the two methods that answer, so both must speak for a change."
)
NOT_RANDOM_TECHNICAL: Final = (
    "Chance is judged by groups of areas drawn at random in which nothing was done. The pilots are "
    "poorer than these, so p-values are too confident where the level of a measure matters to its "
    "change."
)


def design_sentence(question: EffectQuestionsRow, left_out: Sequence[str]) -> str:
    """Who is compared with whom, and when."""
    periods = (question["periods_used"] or "").split(";")
    treated = question["treated_n"] or 0
    missing = f" Left out for a gap: {', '.join(left_out)}." if left_out else ""
    return (
        f"{treated} {'area' if treated == 1 else 'areas'} and {question['donors_n']} to compare "
        f"with; {periods[0]} to {question['last_before']} before, {question['first_after']} to "
        f"{periods[-1]} after.{missing} {p_words(question)}"
    )


def p_words(question: EffectQuestionsRow | EffectStaggeredQuestionsRow) -> str:
    """The p-values that an answer hangs on, each beside the limit that it is held to."""
    return (
        f"p = {question['p']:.3f}, adjusted for how many are asked "
        f"{question['p_adjusted']:.3f} (below {LEVEL} is a change); test of the years before: "
        f"p = {question['before_p']:.3f} (below {BEFORE_LEVEL:.2f} we cannot tell)."
    )
