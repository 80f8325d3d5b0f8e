"""Declared phrases, and the plain words of a text that they are looked for in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from utils.errors import InvalidInputError

_MARKS: Final = re.compile(r"[^a-z0-9]+")


def plain_words(text: str | None) -> str:
    """A text as rules read it: lower case, words alone, "&" as "and", "+" as "plus"."""
    if text is None:
        return ""
    lower = re.sub("['\u2019\u2018\u00b4`]", "", text.casefold())
    spelt = lower.replace("&", " and ").replace("+", " plus ")
    return _MARKS.sub(" ", spelt).strip()


def phrases_pattern(words: Sequence[object], name: str) -> re.Pattern[str]:
    """A pattern that finds any of some phrases between the ends of words; "*" leaves one open.

    Args:
        words: the phrases as declared.
        name: of what is declared, for the error.

    Raises:
        InvalidInputError: there is no phrase, or one has no letter.
    """
    phrases = [str(word) for word in words]
    bare = [plain_words(phrase.removesuffix("*")) for phrase in phrases]
    if not bare or not all(bare):
        raise InvalidInputError(
            argument=name, received=phrases, expected="one word or more, each with a letter"
        )
    ends = ["[a-z0-9]*" if phrase.endswith("*") else "" for phrase in phrases]
    options = "|".join(re.escape(stem) + end for stem, end in zip(bare, ends, strict=True))
    return re.compile(rf"(?<![a-z0-9])(?:{options})(?![a-z0-9])")
