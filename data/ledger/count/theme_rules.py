"""The declared rules that lead from a payment's own words to a theme."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from data.ledger.core.declared import read_declared, require
from data.ledger.core.phrases import phrases_pattern
from data.pipeline.derive.catalogue import THEMES_FILE
from utils.config import LEDGER_WORDS_DIR, MONEY_DIR

RULES_FILE: Final = LEDGER_WORDS_DIR / "theme_rules.yml"
SPEND_LINES: Final = MONEY_DIR / "spend_lines.yml"
COLUMNS: Final = ("category", "purpose", "department", "supplier_trade", "body_kind")
CONFIDENCES: Final = ("high", "fair", "low")
KEYS: Final = {"id", "columns", "words", "theme", "confidence"}
HEADING: Final = "heading"
#: In place of a theme, for words that show that none of the rules below may hold.
NO_THEME: Final = "unassigned"
#: What serves all services, or says none: a name that lists it beside a service is of the service.
OF_NO_SERVICE: Final = frozenset({"support_services", "passed_on", NO_THEME})


@dataclass(frozen=True)
class Rule:
    """Words in some columns that lead to a theme, and to a service heading of the outturn."""

    rule_id: str
    columns: tuple[str, ...]
    words: re.Pattern[str]
    theme: str
    confidence: str
    heading: str | None = None


def theme_ids() -> frozenset[str]:
    """Ids of the declared themes."""
    return frozenset(read_declared(THEMES_FILE))


def group_ids() -> frozenset[str]:
    """Ids of what is beside the themes: money of no service, or of one that is under no theme."""
    return frozenset(read_declared(RULES_FILE)["groups"])


@cache
def theme_family(theme: str) -> str:
    """The theme that stands for those that are near it, or the theme itself."""
    families = read_declared(RULES_FILE)["families"]
    return next((first for first, near in families.items() if theme in near), theme)


@cache
def theme_names() -> dict[str, str]:
    """What readers call each theme and group."""
    themes = read_declared(THEMES_FILE) | read_declared(RULES_FILE)["groups"]
    return {key: str(entry["name"]) for key, entry in themes.items()}


@cache
def heading_names() -> dict[str, str]:
    """What readers call each service heading of the revenue outturn."""
    lines = read_declared(SPEND_LINES)["lines"]
    return {line["service_line"]: str(line["name"]) for line in lines}


@cache
def theme_rules() -> tuple[Rule, ...]:
    """The declared rules in the order of their priority."""
    return parse_rules(read_declared(RULES_FILE)["rules"])


def parse_rules(declared: Iterable[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """Make rules of their declaration, in the order given.

    Raises:
        InvalidInputError: a key, theme, column or confidence is not known, a rule has no words,
            or two rules have one id; the message names the rule.
    """
    rules: list[Rule] = []
    for entry in declared:
        name = f"theme rule {entry.get('id', len(rules) + 1)!r}"
        require(
            KEYS <= set(entry) <= KEYS | {HEADING}, name, sorted(entry), f"the keys {sorted(KEYS)}"
        )
        themes = theme_ids() | group_ids() | {NO_THEME}
        require(entry["theme"] in themes, name, entry["theme"], ", ".join(sorted(themes)))
        heading = entry.get(HEADING)
        require(heading is None or heading in heading_names(), name, heading, "a service_line")
        known = entry["columns"] and set(entry["columns"]) <= set(COLUMNS)
        require(bool(known), name, entry["columns"], ", ".join(COLUMNS))
        require(
            entry["confidence"] in CONFIDENCES, name, entry["confidence"], ", ".join(CONFIDENCES)
        )
        require(
            entry["id"] not in {rule.rule_id for rule in rules}, name, entry["id"], "an id once"
        )
        rules.append(
            Rule(
                entry["id"],
                tuple(entry["columns"]),
                phrases_pattern(entry["words"], name),
                entry["theme"],
                entry["confidence"],
                heading,
            )
        )
    return tuple(rules)
