"""Finds names of departments that list services of several domains, such as "Health & Housing"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from data.ledger.core.declared import read_declared
from data.ledger.core.phrases import plain_words
from data.ledger.count.theme_rules import RULES_FILE

#: How the texts of several columns stand together (`fields.TOGETHER`).
TOGETHER: Final = " / "
_LISTED: Final = re.compile(r"\s*(?:&|\+|,|/|;|\band\b)\s*", re.IGNORECASE)
SEVERAL: Final = 2


@dataclass(frozen=True)
class Names:
    """The names in a department's text: those that say what it is, and the joint ones."""

    own: tuple[str, ...]
    joint: tuple[str, ...]


def split_names(department: str | None) -> Names:
    """Split the text of a department's columns into its own names and joint ones."""
    parts = [part for part in (department or "").split(TOGETHER) if part.strip()]
    joint = [part for part in parts if is_joint(part)]
    return Names(tuple(part for part in parts if part not in joint), tuple(joint))


def is_joint(name: str) -> bool:
    """Whether a name lists services of several domains and says nothing else.

    >>> is_joint("SOCIAL CARE, HEALTH & HOUSING")
    True
    >>> is_joint("Adult Social Care")
    False
    """
    parts = [_domains(part) for part in listed_parts(name)]
    if any(part is None for part in parts):
        return False
    return len({part for part in parts if part}) >= SEVERAL


def listed_parts(name: str) -> list[str]:
    """The parts of a name between "and", "&", "," and "/"; the name alone where it lists none."""
    return [part for part in _LISTED.split(name) if part.strip()]


def is_minor(phrase: str) -> bool:
    """Whether a phrase is of domains alone that have little of the money beside others."""
    domains = _domains(phrase)
    return domains is not None and domains.isdisjoint(_themes())


def silent_themes(name: str, said: Iterable[str]) -> frozenset[str]:
    """The themes of those domains of a name, of which no part has any of the words said."""
    words = frozenset(said)
    parts = {part: _domains(part) or frozenset() for part in listed_parts(name)}
    heard = [domains for part, domains in parts.items() if words & set(plain_words(part).split())]
    silent = frozenset().union(*parts.values()) - frozenset().union(*heard)
    return frozenset(theme for domain, theme in _themes().items() if domain in silent)


def _themes() -> dict[str, str]:
    """The theme of each domain that has much of the money."""
    themes: dict[str, str] = read_declared(RULES_FILE)["joint_names"]["themes"]
    return themes


def _domains(part: str) -> frozenset[str] | None:
    """The domains of a part's words; None where a word is of no domain and not neutral."""
    declared = _declared()
    words = [declared.get(word) for word in plain_words(part).split()]
    if any(word is None for word in words):
        return None
    return frozenset(word for word in words if word)


@cache
def _declared() -> dict[str, str]:
    """The domain of each declared word; "" for neutral ones."""
    joint = read_declared(RULES_FILE)["joint_names"]
    found = dict.fromkeys(joint["neutral"].split(), "")
    for domain, words in joint["domains"].items():
        found |= dict.fromkeys(words.split(), domain)
    return found
