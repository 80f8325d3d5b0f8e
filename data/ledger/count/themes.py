"""Gives payments their theme by declared rules, on the distinct texts of their columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, Final

import pyarrow as pa

from data.ledger.core.phrases import plain_words
from data.ledger.count.joint_names import Names, is_minor, listed_parts, silent_themes, split_names
from data.ledger.count.stages import find_stage
from data.ledger.count.theme_estimates import ThemeModel, declared_model
from data.ledger.count.theme_rules import (
    COLUMNS,
    NO_THEME,
    OF_NO_SERVICE,
    Rule,
    theme_family,
    theme_rules,
)
from utils.errors import InvalidInputError

UNASSIGNED: Final = NO_THEME
NO_RULE, NO_CONFIDENCE = "no rule", "none"
LOW: Final = "low"
JOINT: Final = "joint name"
DEPARTMENT: Final = "department"
THEMES: Final = pa.schema(
    [
        *((name, pa.string()) for name in COLUMNS),
        ("theme", pa.string()),  # an id of data/declared/themes.yml, a group, or unassigned
        ("rule", pa.string()),  # what decided: a rule and its column, or words and their weights
        ("confidence", pa.string()),  # high, fair, low, or none where nothing says a theme
        ("estimated", pa.bool_()),  # whether the theme is an estimate by weighed words
        ("heading", pa.string()),  # service heading of the revenue outturn; null where no rule says
        ("stage", pa.string()),  # prevention, late_intervention or cannot_tell
    ]
)
Row = Mapping[str, str | None]


@dataclass(frozen=True)
class Theme:
    """A theme, and how it was found."""

    theme: str = UNASSIGNED
    rule: str = NO_RULE
    confidence: str = NO_CONFIDENCE
    estimated: bool = False
    heading: str | None = None


NONE: Final = Theme()
#: What is said of a theme, beside the stage.
FOUND: Final = tuple(field.name for field in fields(Theme))


def assign_themes(
    combinations: pa.Table,
    *,
    rules: Sequence[Rule] | None = None,
    model: ThemeModel | None = None,
) -> pa.Table:
    """Give each combination of a payment's columns a theme, a service heading and a stage.

    The first rule that holds decides; a joint name of a department is looked at last and with low
    confidence. Where no rule is of high or fair confidence, the words are weighed, and an estimate
    that is sure enough decides.

    Args:
        combinations: distinct category, purpose, department, supplier_trade and body_kind (the
            kind of the body that pays); other columns are left out.
        rules: rules by priority; the declared ones if none are given.
        model: how words are weighed; the declared model if neither it nor rules are given.

    Returns:
        The combinations as they came and in their order, gaps as gaps; columns of `THEMES`.

    Raises:
        InvalidInputError: a column is missing.
    """
    missing = [name for name in COLUMNS if name not in combinations.column_names]
    if missing:
        raise InvalidInputError(
            argument="combinations",
            received=combinations.column_names,
            expected=f"all of {COLUMNS}",
        )
    rows: list[Row] = combinations.select(list(COLUMNS)).to_pylist()
    find = RuleFinder(theme_rules() if rules is None else rules)
    found = [find.theme(row) for row in rows]
    if rules is None and model is None:
        model = declared_model()
    if model is not None:
        found = _estimated(rows, found, model)
    columns: dict[str, Any] = {name: combinations[name] for name in COLUMNS}
    columns |= {name: [getattr(theme, name) for theme in found] for name in FOUND}
    columns["stage"] = [find_stage(row) for row in rows]
    return pa.table(columns, schema=THEMES)


def _estimated(rows: Sequence[Row], found: Sequence[Theme], model: ThemeModel) -> list[Theme]:
    """The themes with estimates in place of none, or of another that a rule says with doubt."""
    open_rows = [at for at, theme in enumerate(found) if theme.confidence in (LOW, NO_CONFIDENCE)]
    estimates = model.estimate([rows[at] for at in open_rows])
    themes = list(found)
    for at, estimate in zip(open_rows, estimates, strict=True):
        if estimate is not None and estimate.theme != found[at].theme:
            themes[at] = Theme(
                estimate.theme, estimate.reasons, estimate.confidence, estimated=True
            )
    return themes


class RuleFinder:
    """Finds themes by rules, and reads each different text once."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        """Take rules by priority."""
        self.rules = rules
        self._holding = cache(self._read)
        self._first = cache(self._find_first)
        self._joint = cache(self._find_joint)
        self._said = cache(self._say)

    def theme(self, row: Row) -> Theme:
        """The theme of a row by the first rule that holds in its columns.

        Where a rule holds in several columns, the first that it looks at is said.
        """
        firsts = {name: self._first(name, row[name]) for name in COLUMNS if row[name]}
        at = min(firsts.values(), default=len(self.rules))
        if at == len(self.rules) or self.rules[at].theme == NO_THEME:
            return self._joint(row["department"])
        column = next(name for name in self.rules[at].columns if firsts.get(name) == at)
        return self._said(at, column)

    def _say(self, at: int, column: str) -> Theme:
        rule = self.rules[at]
        said = f"{rule.rule_id} ({column})"
        return Theme(rule.theme, said, rule.confidence, heading=rule.heading)

    def _find_first(self, column: str, text: str) -> int:
        """The first rule for a column whose words its text holds; how many there are for none."""
        own = self._names(text).own if column == DEPARTMENT else (text,)
        held = (at for at in self._all(own) if column in self.rules[at].columns)
        return min(held, default=len(self.rules))

    def _names(self, department: str | None) -> Names:
        """The names of a department; one that lists parts of several themes is joint as well."""
        names = split_names(department)
        several = tuple(name for name in names.own if self._lists_several(name))
        own = tuple(name for name in names.own if name not in several)
        return Names(own, (*names.joint, *several))

    def _lists_several(self, name: str) -> bool:
        if len(listed_parts(name)) == 1:
            return False
        said = {self.rules[at].theme for at, _ in self._phrases(plain_words(name))}
        return len({theme_family(theme) for theme in said - OF_NO_SERVICE}) > 1

    def _find_joint(self, department: str | None) -> Theme:
        """What joint names say, with low confidence.

        They say nothing where the rules or the domains of their parts are of several themes.
        """
        names = self._names(department).joint
        found = {name: self._phrases(plain_words(name)) for name in names}
        phrases = [one for ones in found.values() for one in ones]
        held = sorted({at for at, phrase in phrases if not is_minor(phrase)} or dict(phrases))
        themes = {self.rules[at].theme for at in held}
        for name, ones in found.items():
            themes |= silent_themes(name, " ".join(phrase for _, phrase in ones).split())
        if not held or len(themes) > 1 or NO_THEME in themes:
            return NONE
        rule = self.rules[held[0]]
        return Theme(rule.theme, f"{rule.rule_id} ({JOINT})", LOW, heading=rule.heading)

    def _phrases(self, plain: str) -> list[tuple[int, str]]:
        """Rules for departments with the phrases that they find, which do not overlap."""
        spans = [
            (match.start(), -match.end(), at)
            for at, rule in enumerate(self.rules)
            if DEPARTMENT in rule.columns
            for match in rule.words.finditer(plain)
        ]
        phrases, last = [], 0
        for start, end, at in sorted(spans):
            if start >= last:
                last = -end
                phrases.append((at, plain[start:last]))
        return phrases

    def _all(self, texts: Sequence[str]) -> frozenset[int]:
        return frozenset().union(*(self._holding(text) for text in texts))

    def _read(self, text: str) -> frozenset[int]:
        """The rules whose words a text holds."""
        plain = plain_words(text)
        return frozenset(at for at, rule in enumerate(self.rules) if rule.words.search(plain))
