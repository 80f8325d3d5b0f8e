"""Says by declared words whether a payment prevents or intervenes late; of most cannot tell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from data.ledger.core.declared import read_declared, require
from data.ledger.core.phrases import phrases_pattern, plain_words
from data.ledger.count.theme_rules import COLUMNS
from utils.config import LEDGER_WORDS_DIR

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
    declared = read_declared(STAGES_FILE)
    found = []
    for entry in declared["rules"]:
        name = f"stage rule {entry['id']!r}"
        stages, columns = declared["stages"], entry["columns"]
        require(entry["stage"] in stages, name, entry["stage"], ", ".join(stages))
        require(set(columns) <= set(COLUMNS), name, columns, ", ".join(COLUMNS))
        words = phrases_pattern(entry["words"], name)
        found.append(StageRule(entry["id"], tuple(columns), words, entry["stage"]))
    return tuple(found)


def stage_meanings() -> dict[str, str]:
    """What each declared stage means."""
    return dict(read_declared(STAGES_FILE)["stages"])


@cache
def _first(column: str, text: str) -> int:
    """The first rule for a column whose words its text holds; how many there are for none."""
    plain, rules = plain_words(text), stage_rules()
    held = (
        at for at, rule in enumerate(rules) if column in rule.columns and rule.words.search(plain)
    )
    return next(held, len(rules))
