"""The declared words by which a supplier is known to be a person or an organisation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from data.ledger.core.declared import read_declared
from data.ledger.core.names import FORMS
from utils.config import LEDGER_WORDS_DIR

WORDS_FILE: Final = LEDGER_WORDS_DIR / "individuals.yml"
#: Shorter acronyms may be somebody's initials as well.
SHORTEST_ACRONYM: Final = 3


@dataclass(frozen=True)
class PersonWords:
    """Patterns and words of `individuals.yml`."""

    always: re.Pattern[str]
    anywhere: re.Pattern[str]
    whole: re.Pattern[str]
    nobody: re.Pattern[str]
    persons: frozenset[str]
    common: frozenset[str]
    common_last: frozenset[str]
    titles: frozenset[str]
    plain_titles: frozenset[str]
    lone: frozenset[str]
    known: frozenset[tuple[str, ...]]
    acronyms: frozenset[str]
    strong: frozenset[str]
    other: frozenset[str]
    given: frozenset[str]
    both: frozenset[str]


@cache
def person_words() -> PersonWords:
    """Read the declaration."""
    read = read_declared(WORDS_FILE)
    redacted = read["redacted"]
    return PersonWords(
        always=_any_of(redacted["always"]),
        anywhere=_any_of(redacted["anywhere"]),
        whole=_any_of(redacted["whole"]),
        nobody=_any_of(read["not_said"]),
        persons=frozenset(read["of_persons"].split()),
        common=frozenset(read["common_names"]["anywhere"].split()),
        common_last=frozenset(read["common_names"]["last"].split()),
        titles=frozenset(read["titles"].split()),
        plain_titles=frozenset(read["plain_titles"].split()),
        lone=frozenset(read["lone_trades"].split()),
        known=frozenset(tuple(name.split()) for name in read["known_organisations"]),
        acronyms=frozenset(read["acronyms"].split()),
        strong=frozenset(read["organisation_words"].split())
        | FORMS.keys()
        | {word for word in read["acronyms"].split() if len(word) >= SHORTEST_ACRONYM},
        other=frozenset(read["other_words"].split()),
        given=frozenset(read["given_names"].split()),
        both=frozenset(read["names_and_words"].split()),
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns))
