"""Mends words of a column's name: run together, or one slip of the pen away from a known word."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from typing import Final

#: Shorter words are too near to each other, or part into anything.
SHORTEST_SLIP: Final = 6
SHORTEST_TOGETHER: Final = 6
#: A letter too many or too few; one that is another is believed in long words only.
ALIKE: Final = 0.88
SHORTEST_PART: Final = 2
MOST_PARTS: Final = 6


@lru_cache(maxsize=10_000)
def mended_words(word: str, known: frozenset[str]) -> tuple[str, ...]:
    """The known words that a word is made of, or the one it is a slip of; else the word itself.

    Args:
        word: in small letters.
        known: words of the vocabulary, in small letters.
    """
    if word in known or word.removesuffix("s") in known:
        return (word,)
    parts = _parts(word, known, MOST_PARTS) if len(word) >= SHORTEST_TOGETHER else ()
    if len(parts) > 1:
        return parts
    if len(word) < SHORTEST_SLIP or not word.isalpha():
        return (word,)
    names = [name for name in known if len(name) >= SHORTEST_SLIP]
    near = get_close_matches(word, names, n=2, cutoff=ALIKE)
    return (near[0],) if len(near) == 1 else (word,)


def _parts(word: str, known: frozenset[str], most: int) -> tuple[str, ...]:
    """The fewest known words that a word is made of, the longest first; () where it is not."""
    if word in known:
        return (word,)
    if most == 1:
        return ()
    found: tuple[str, ...] = ()
    for end in range(len(word) - SHORTEST_PART, SHORTEST_PART - 1, -1):
        if word[:end] in known:
            rest = _parts(word[end:], known, (len(found) or most) - 1)
            if rest and (not found or len(rest) + 1 < len(found)):
                found = (word[:end], *rest)
    return found
