"""The declared rules that lead from a payment's own words to a theme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import yaml

from data.pipeline.derive.catalogue import THEMES_FILE
from utils.config import LEDGER_WORDS_DIR
from utils.errors import InvalidInputError

RULES_FILE: Final = LEDGER_WORDS_DIR / "theme_rules.yml"
COLUMNS: Final = ("category", "purpose", "department", "supplier_kind", "body_kind")
CONFIDENCES: Final = ("high", "fair", "low")
KEYS: Final = {"id", "columns", "words", "theme", "confidence"}
_MARKS: Final = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Rule:
    """Words in some columns that lead to a theme."""

    rule_id: str
    columns: tuple[str, ...]
    words: re.Pattern[str]
    theme: str
    confidence: str


def plain_words(text: str | None) -> str:
    """A column's text as rules read it: lower case, words alone, "&" as "and", "+" as "plus"."""
    if text is None:
        return ""
    lower = re.sub("['\u2019\u2018\u00b4`]", "", text.casefold())
    spelt = lower.replace("&", " and ").replace("+", " plus ")
    return _MARKS.sub(" ", spelt).strip()


@cache
def theme_ids() -> frozenset[str]:
    """Ids of the declared themes."""
    return frozenset(yaml.safe_load(THEMES_FILE.read_text(encoding="utf-8")))


@cache
def theme_rules() -> tuple[Rule, ...]:
    """The declared rules in the order of their priority."""
    declared = yaml.safe_load(RULES_FILE.read_text(encoding="utf-8"))
    return parse_rules(declared["rules"])


def parse_rules(declared: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Make rules of their declaration, in the order given.

    Raises:
        InvalidInputError: a key, theme, column or confidence is not known, a rule has no words,
            or two rules have one id; the message names the rule.
    """
    rules: list[Rule] = []
    for entry in declared:
        name = f"theme rule {entry.get('id', len(rules) + 1)!r}"
        _require(set(entry) == KEYS, name, sorted(entry), f"the keys {sorted(KEYS)}")
        _require(
            entry["theme"] in theme_ids(), name, entry["theme"], ", ".join(sorted(theme_ids()))
        )
        known = entry["columns"] and set(entry["columns"]) <= set(COLUMNS)
        _require(bool(known), name, entry["columns"], ", ".join(COLUMNS))
        _require(
            entry["confidence"] in CONFIDENCES, name, entry["confidence"], ", ".join(CONFIDENCES)
        )
        _require(
            entry["id"] not in {rule.rule_id for rule in rules}, name, entry["id"], "an id once"
        )
        rules.append(
            Rule(
                entry["id"],
                tuple(entry["columns"]),
                _pattern(entry["words"], name),
                entry["theme"],
                entry["confidence"],
            )
        )
    return tuple(rules)


def _pattern(words: Sequence[str], name: str) -> re.Pattern[str]:
    """A pattern that finds any of the phrases between the ends of words."""
    phrases = [str(word) for word in words]
    bare = [plain_words(phrase.removesuffix("*")) for phrase in phrases]
    _require(bool(bare) and all(bare), name, phrases, "one word or more, each with a letter")
    ends = ["[a-z0-9]*" if phrase.endswith("*") else "" for phrase in phrases]
    options = "|".join(re.escape(stem) + end for stem, end in zip(bare, ends, strict=True))
    return re.compile(rf"(?<![a-z0-9])(?:{options})(?![a-z0-9])")


def _require(holds: bool, argument: str, received: object, expected: str) -> None:  # noqa: FBT001
    if not holds:
        raise InvalidInputError(argument=argument, received=received, expected=expected)
