"""How each verdict is written: in a sentence, in a cell, and of a period long ago."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from utils.stats.verdicts import CANNOT_TELL, Verdict

#: Verdicts that say a difference is real, in the order in which they are given.
CLEAR: Final[tuple[Verdict, ...]] = ("worse", "better", "higher", "lower")
#: Before the name of what a figure is compared with.
WORDS: Final[Mapping[Verdict, str]] = {
    "better": "better than",
    "worse": "worse than",
    "higher": "higher than",
    "lower": "lower than",
    "similar": "no clear difference from",
    CANNOT_TELL: "cannot be compared with",
}
#: In a cell of a table, or where the comparator is named elsewhere.
SHORT: Final[Mapping[Verdict, str]] = {
    "better": "better",
    "worse": "worse",
    "higher": "higher",
    "lower": "lower",
    "similar": "no clear difference",
    CANNOT_TELL: "cannot tell",
}


def short_words(verdict: Verdict, *, is_old: bool = False) -> str:
    """A verdict for a cell; in the past tense where its period is long ago.

    >>> short_words("better", is_old=True)
    'was better'
    """
    words = SHORT[verdict]
    if not is_old or verdict == CANNOT_TELL:
        return words
    return f"showed {words}" if verdict == "similar" else f"was {words}"
