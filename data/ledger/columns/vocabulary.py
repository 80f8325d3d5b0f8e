"""Declared names of columns, and how well a name fits each meaning."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

import yaml

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


@dataclass(frozen=True)
class Meaning:
    """Names of a meaning, as words in their order, with their weights."""

    names: Mapping[tuple[str, ...], float]
    never: frozenset[tuple[str, ...]]


def plain_name(name: str) -> tuple[str, ...]:
    """The words of a column's name that count: "Amount (Net of VAT) £" is amount, net, vat."""
    dropped, _ = _vocabulary()
    return _words(name, dropped)


@lru_cache(maxsize=10_000)
def name_scores(name: str) -> Mapping[str, float]:
    """How well a name fits each meaning, 0 to 1; meanings that it does not fit are left out."""
    words = plain_name(name)
    _, meanings = _vocabulary()
    scores = {meaning: _score(words, known) for meaning, known in meanings.items()}
    return {meaning: score for meaning, score in scores.items() if score > 0}


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


def _words(name: str, dropped: frozenset[str]) -> tuple[str, ...]:
    separated = CAMEL.sub(" ", unicodedata.normalize("NFKC", name)).lower().replace("'", "")
    return tuple(_singular(word) for word in LETTERS.findall(separated) if word not in dropped)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > SHORT and word.endswith("s") and word[-2] != "s" else word


@cache
def _vocabulary() -> tuple[frozenset[str], dict[str, Meaning]]:
    declared: Any = yaml.safe_load(VOCABULARY_FILE.read_text(encoding="utf-8"))
    dropped = frozenset(declared["dropped"])
    meanings = {}
    for meaning, lists in declared["meanings"].items():
        names: dict[tuple[str, ...], float] = {}
        for strength, weight in WEIGHTS.items():
            for at, name in enumerate(lists.get(strength, ())):
                names.setdefault(_words(name, dropped), weight - at * A_HAIR)
        never = frozenset(_words(word, frozenset()) for word in lists.get("never", ()))
        meanings[meaning] = Meaning(names, never)
    return dropped, meanings
