"""Says by declared words whether a payment prevents or intervenes late; of most cannot tell."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import yaml

from data.ledger.core.phrases import phrases_pattern, plain_words
from data.ledger.count.theme_rules import COLUMNS
from utils.config import LEDGER_WORDS_DIR
from utils.errors import InvalidInputError

STAGES_FILE: Final = LEDGER_WORDS_DIR / "stages.yml"
CANNOT_TELL: Final = "cannot_tell"


@dataclass(frozen=True)
class StageRule:
    """Words in some columns that say a stage."""

    rule_id: str
    columns: tuple[str, ...]
    words: re.Pattern[str]
    stage: str


def find_stage(row: Mapping[str, str | None]) -> str:
    """The stage of a combination of columns, by the first rule that holds, else "cannot_tell".

    Args:
        row: columns of `theme_rules.COLUMNS`.
    """
    rules = stage_rules()
    at = min((_first(name, text) for name in COLUMNS if (text := row[name])), default=len(rules))
    return rules[at].stage if at < len(rules) else CANNOT_TELL


@cache
def stage_rules() -> tuple[StageRule, ...]:
    """The declared rules in the order of their priority.

    Raises:
        InvalidInputError: a rule names a stage or a column that is not known.
    """
    declared = _declared()
    found = []
    for entry in declared["rules"]:
        name = f"stage rule {entry['id']!r}"
        _require(name, [entry["stage"]], list(declared["stages"]))
        _require(name, entry["columns"], list(COLUMNS))
        words = phrases_pattern(entry["words"], name)
        found.append(StageRule(entry["id"], tuple(entry["columns"]), words, entry["stage"]))
    return tuple(found)


def _require(name: str, received: Sequence[str], allowed: Sequence[str]) -> None:
    if not set(received) <= set(allowed):
        raise InvalidInputError(argument=name, received=received, expected=", ".join(allowed))


def stage_meanings() -> dict[str, str]:
    """What each declared stage means."""
    return dict(_declared()["stages"])


@cache
def _declared() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(STAGES_FILE.read_text(encoding="utf-8"))
    return read


@cache
def _first(column: str, text: str) -> int:
    """The first rule for a column whose words its text holds; how many there are for none."""
    plain, rules = plain_words(text), stage_rules()
    held = (
        at for at, rule in enumerate(rules) if column in rule.columns and rule.words.search(plain)
    )
    return next(held, len(rules))
