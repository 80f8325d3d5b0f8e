"""The declared words by which a supplier without a legal form is named to the public, or is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from data.ledger.core.declared import read_declared
from data.ledger.core.phrases import phrases_pattern
from data.ledger.suppliers.individual_words import person_words
from utils.config import LEDGER_WORDS_DIR

WORDS_FILE: Final = LEDGER_WORDS_DIR / "named_suppliers.yml"
RARER_NAMES_FILE: Final = LEDGER_WORDS_DIR / "rarer_given_names.yml"


@dataclass(frozen=True)
class NamingWords:
    """Patterns and words of `named_suppliers.yml`.

    Attributes:
        known: words by which organisations are known, or that are nobody's name.
        given: all given names, the rarer ones too.
    """

    institutions: re.Pattern[str]
    taught: re.Pattern[str]
    in_honour: re.Pattern[str]
    of_many: re.Pattern[str]
    homes: re.Pattern[str]
    firms: re.Pattern[str]
    firms_alone: frozenset[str]
    lessons: frozenset[str]
    titles: frozenset[str]
    buildings: frozenset[str]
    address: frozenset[str]
    surnames: frozenset[str]
    plain: frozenset[str]
    known: frozenset[str]
    given: frozenset[str]


@cache
def naming_words() -> NamingWords:
    """Read the declarations."""
    read, people = read_declared(WORDS_FILE), person_words()
    words = {
        name: frozenset(read[name].split())
        for name in ("lessons", "titles", "buildings", "address", "surnames", "plain", "ordinary")
    }
    known = people.strong | people.other | words["plain"] | words["ordinary"]
    rarer = frozenset(read_declared(RARER_NAMES_FILE)["given_names"].split())
    return NamingWords(
        institutions=_pattern(read, "institutions"),
        taught=_pattern(read, "taught"),
        in_honour=_pattern(read, "in_honour"),
        of_many=_pattern(read, "of_many"),
        homes=_pattern(read, "homes"),
        firms=_pattern(read, "firms"),
        firms_alone=frozenset(read["firms_alone"]),
        lessons=words["lessons"],
        titles=words["titles"],
        buildings=words["buildings"],
        address=words["address"],
        surnames=words["surnames"],
        plain=words["plain"],
        known=known - words["surnames"],
        given=people.given | people.both | rarer,
    )


def _pattern(read: dict[str, Any], name: str) -> re.Pattern[str]:
    return phrases_pattern(read[name], f"{name} of suppliers")
