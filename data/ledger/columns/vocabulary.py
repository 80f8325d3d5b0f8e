"""Declared names of columns, and how well a name fits each meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final

from data.ledger.columns.word_slips import mended_words
from data.ledger.core.declared import read_declared
from utils.config import LEDGER_WORDS_DIR

VOCABULARY_FILE: Final = LEDGER_WORDS_DIR / "vocabulary.yml"
AMOUNTS: Final = ("amount_net", "amount", "amount_gross")
#: Text of these may stand in several columns, which are then read together.
SEVERAL: Final = ("department", "purpose", "category", "period")
MEANINGS: Final = (
    "payer",
    "date",
    "period",
    "supplier",
    *AMOUNTS,
    "credit",
    "debit_or_credit",
    "vat",
    "department",
    "purpose",
    "category",
    "reference",
    "capital_or_revenue",
    "currency",
)
PERHAPS: Final = 0.6
WEIGHTS: Final = {"sure": 1.0, "likely": 0.8, "perhaps": PERHAPS}
#: By so much the first name of a list is preferred to the second.
A_HAIR: Final = 0.0001
#: A name that holds other words besides fits less well; one word alone says little.
WITH_OTHERS, ONE_WORD = 0.9, 0.65
#: A longer text is no name of a column.
MOST_WORDS: Final = 14
#: Words that are longer lose the s of their plural.
SHORT: Final = 3
CAMEL: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
LETTERS: Final = re.compile(r"[a-z0-9]+")
#: Ledger systems mark a column that has the text of a code with (T).
TEXT_MARK: Final = "t"
CODE_WORDS: Final = frozenset({"id", "code"})


@dataclass(frozen=True)
class Meaning:
    """Names of a meaning, as words in their order, with their weights."""

    names: Mapping[tuple[str, ...], float]
    never: frozenset[tuple[str, ...]]
    alone: frozenset[str] = frozenset()


def plain_name(name: str) -> tuple[str, ...]:
    """The words of a column's name that count: "Amount (Net of VAT) £" is amount, net, vat.

    Words run together are separated, and a word one slip away from a known one is that word.
    """
    dropped, _ = _vocabulary()
    return tuple(
        _singular(word)
        for written in _written(name)
        for word in mended_words(written, _known_words())
        if word not in dropped
    )


@cache
def footer_pattern() -> re.Pattern[str]:
    """What a cell of a footer holds, such as "Count: 12"; for the whole of a cell."""
    return re.compile("|".join(read_declared(VOCABULARY_FILE)["footers"]), re.IGNORECASE)


@cache
def declared_names(part: str) -> frozenset[tuple[str, ...]]:
    """Names of a list of the vocabulary, such as `contract_register`, as `plain_name` has them."""
    return frozenset(plain_name(name) for name in read_declared(VOCABULARY_FILE)[part])


@cache
def declared_list(kind: str) -> tuple[frozenset[tuple[str, ...]], frozenset[tuple[str, ...]]]:
    """The amounts and the other names of a list that is none of payments, such as `order_list`."""
    declared = read_declared(VOCABULARY_FILE)[kind]
    amounts, names = (frozenset(map(plain_name, declared[part])) for part in ("amounts", "names"))
    return amounts, names


@cache
def declared_words(part: str) -> frozenset[str]:
    """Cells of a list of the vocabulary, such as `not_paid`, in small letters."""
    return frozenset(read_declared(VOCABULARY_FILE)[part])


@cache
def no_date_words() -> frozenset[str]:
    """Cells, in small letters, that say in place of a date that there is none."""
    return frozenset(read_declared(VOCABULARY_FILE)["no_date"])


@lru_cache(maxsize=10_000)
def name_scores(name: str) -> Mapping[str, float]:
    """How well a name fits each meaning, 0 to 1; meanings that it does not fit are left out."""
    words = plain_name(name)
    _, meanings = _vocabulary()
    whole = " ".join(name.lower().split())
    scores = {
        meaning: 1.0 if whole in known.alone else _score_of(words, known)
        for meaning, known in meanings.items()
    }
    return {meaning: score for meaning, score in scores.items() if score > 0}


def _score_of(words: tuple[str, ...], known: Meaning) -> float:
    """The score of a name, or of what "Supplier ID(T)" is the text of, whichever is better."""
    named = tuple(word for word in words[:-1] if word not in CODE_WORDS)
    textual = _score(named, known) if named and words[-1] == TEXT_MARK else 0.0
    return max(_score(words, known), textual)


def _score(words: tuple[str, ...], known: Meaning) -> float:
    if words in known.names:
        return known.names[words]
    if not words or len(words) > MOST_WORDS:
        return 0.0
    best = 0.0
    for part in _parts(words):
        if part in known.never:
            return 0.0
        weight = known.names.get(part, 0.0)
        if weight > PERHAPS:
            best = max(best, weight * (WITH_OTHERS if len(part) > 1 else ONE_WORD))
    return best


def _parts(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            yield words[start:end]


def _written(name: str) -> list[str]:
    separated = CAMEL.sub(" ", unicodedata.normalize("NFKC", name)).lower().replace("'", "")
    return LETTERS.findall(separated)


def _words(name: str, dropped: frozenset[str]) -> tuple[str, ...]:
    return tuple(_singular(word) for word in _written(name) if word not in dropped)


def _singular(word: str) -> str:
    if len(word) > SHORT + 1 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > SHORT and word.endswith("s") and word[-2] != "s" else word


@cache
def _known_words() -> frozenset[str]:
    """Every word of the vocabulary, as declared and in the singular."""
    dropped, meanings = _vocabulary()
    names = (name for known in meanings.values() for name in (*known.names, *known.never))
    return dropped | {word for name in names for word in name}


@cache
def _vocabulary() -> tuple[frozenset[str], dict[str, Meaning]]:
    declared = read_declared(VOCABULARY_FILE)
    dropped = frozenset(declared["dropped"])
    meanings = {}
    for meaning, lists in declared["meanings"].items():
        names: dict[tuple[str, ...], float] = {}
        for strength, weight in WEIGHTS.items():
            for at, name in enumerate(lists.get(strength, ())):
                names.setdefault(_words(name, dropped), weight - at * A_HAIR)
        never = frozenset(_words(word, frozenset()) for word in lists.get("never", ()))
        meanings[meaning] = Meaning(names, never, frozenset(lists.get("alone", ())))
    return dropped, meanings
