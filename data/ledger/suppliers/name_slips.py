"""Finds names that are slips of the pen of each other, in time that grows with their number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from data.ledger.bodies.bodies import declared
from data.ledger.core.names import normalise_name
from data.read.store import Store

#: Words this short differ by design: "hill" and "hall" are two places.
SHORTEST_WORD: Final = 6
#: A name of one word has nothing beside the slip to know it by.
SHORTEST_ALONE: Final = 9
#: From this length on two slips in one word are believed.
TWO_SLIPS: Final = 11
#: Systems cut names at 30 characters or later.
SHORTEST_CUT: Final = 26
#: A cut name and what it was cut from are two; a third that goes on from it leaves it open.
THIRD: Final = 3
#: Words that are not slips of each other although they are near.
APART: Final = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western"}
    | {"upper", "lower", "inner", "outer", "first", "second", "third", "junior", "senior"}
    | {"adult", "adults", "child", "children", "male", "female"}
)


def linked_names(names: Sequence[str], *, cutoff: float) -> dict[str, set[str]]:
    """Pairs of normalised names that are one name, from each to the others.

    Two names are one where they have the same words but one, and that word is a slip of the
    other: one letter wrong, left out, put in or two exchanged (two such in a long word). Neither
    may hold a digit, both may not be names of places or stand in other names too, and the likeness
    of the whole names must reach the cutoff. A plural is a slip; so is a name cut short in the
    middle of a word, if one name alone goes on from it.

    Args:
        names: distinct normalised names.
        cutoff: least likeness, from 0 to 100.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    uses = Counter(word for name in names for word in set(name.split()))
    for first, second in [*_near(names, uses), *_cut_short(names)]:
        if (
            fuzz.ratio(first, second) >= cutoff
            or first.startswith(second)
            or second.startswith(first)
        ):
            found[first].add(second)
            found[second].add(first)
    return dict(found)


def _near(names: Sequence[str], uses: Counter[str]) -> Iterator[tuple[str, str]]:
    """Names alike but for one word, by the words around it and its first letter."""
    blocks: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for name in names:
        words = name.split()
        for at, word in enumerate(words):
            if _can_slip(word, alone=len(words) == 1):
                around = (" ".join(words[:at]), " ".join(words[at + 1 :]), word[:1])
                blocks[around].append(word)
    for (before, after, _), words in blocks.items():
        for first, second in _slips(sorted(set(words)), uses):
            yield (
                " ".join(f"{before} {first} {after}".split()),
                " ".join(f"{before} {second} {after}".split()),
            )


def _can_slip(word: str, *, alone: bool) -> bool:
    least = SHORTEST_ALONE if alone else SHORTEST_WORD - 1
    return len(word) >= least and word.isalpha() and word not in APART


def _slips(words: Sequence[str], uses: Counter[str]) -> Iterator[tuple[str, str]]:
    for at, first in enumerate(words):
        for second in words[at + 1 :]:
            if abs(len(first) - len(second)) <= 2 and _is_slip(first, second, uses):  # noqa: PLR2004
                yield first, second


def _is_slip(first: str, second: str, uses: Counter[str]) -> bool:
    if second in {f"{first}s", f"{first}es"} or first in {f"{second}s", f"{second}es"}:
        return True
    shorter = min(len(first), len(second))
    if shorter < SHORTEST_WORD or _both_known(first, second, uses):
        return False
    expected = 2 if shorter >= TWO_SLIPS else 1
    return OSA.distance(first, second, score_cutoff=expected) <= expected


def _both_known(first: str, second: str, uses: Counter[str]) -> bool:
    """Both are places, or both stand in several names: then each is a word of its own."""
    places = _place_words()
    return all(word in places or uses[word] > 1 for word in (first, second))


def _cut_short(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names that end in the middle of a word of the only name that goes on from them."""
    ordered = sorted(names)
    for at, name in enumerate(ordered):
        if len(name) < SHORTEST_CUT:
            continue
        end = at + 1
        while end < len(ordered) and end - at < THIRD and ordered[end].startswith(name):
            end += 1
        if end - at == THIRD - 1 and ordered[at + 1][len(name)] != " " and name[-1].isalpha():
            yield name, ordered[at + 1]


@cache
def _place_words() -> frozenset[str]:
    """Words of the names of places that are published, and of other nations' councils."""
    store = Store()
    published = [
        *store.read("areas", columns=["area_name"])["area_name"],
        *store.read("place_names", columns=["name"])["name"],
        *(name for names in declared()["other_nations"] for name in names),
    ]
    return frozenset(word for name in published for word in normalise_name(str(name)).split())
