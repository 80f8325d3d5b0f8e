"""Gives payments their theme by declared rules, on the distinct texts of their columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Final

import pyarrow as pa

from data.ledger.count.theme_rules import COLUMNS, Rule, plain_words, theme_rules
from utils.errors import InvalidInputError

UNASSIGNED: Final = "unassigned"
NO_RULE, NO_CONFIDENCE = "no rule", "none"
THEMES: Final = pa.schema(
    [
        *((name, pa.string()) for name in COLUMNS),
        ("theme", pa.string()),  # an id of data/declared/themes.yml, or unassigned
        ("rule", pa.string()),  # the rule and the column it held for, such as "waste (purpose)"
        ("confidence", pa.string()),  # high, fair, low, or none where no rule holds
    ]
)


def assign_themes(combinations: pa.Table, *, rules: Sequence[Rule] | None = None) -> pa.Table:
    """Give each combination of a payment's columns a theme: that of the first rule that holds.

    Args:
        combinations: distinct category, purpose, department, supplier_kind and body_kind (the
            kind of the body that pays); other columns are left out.
        rules: rules by priority; the declared ones if none are given.

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
    find = _finder(theme_rules() if rules is None else rules)
    rows = combinations.select(list(COLUMNS)).to_pylist()
    return pa.Table.from_pylist(
        [row | dict(zip(("theme", "rule", "confidence"), find(row), strict=True)) for row in rows],
        schema=THEMES,
    )


def _finder(rules: Sequence[Rule]) -> Callable[[dict[str, str | None]], tuple[str, str, str]]:
    """A function that finds the theme of a row, and reads each different text once."""

    @cache
    def holding(text: str) -> frozenset[int]:
        plain = plain_words(text)
        return frozenset(at for at, rule in enumerate(rules) if rule.words.search(plain))

    def find(row: dict[str, str | None]) -> tuple[str, str, str]:
        held = {name: holding(row[name] or "") for name in COLUMNS}
        for at, rule in enumerate(rules):
            column = next((name for name in rule.columns if at in held[name]), None)
            if column is not None:
                return rule.theme, f"{rule.rule_id} ({column})", rule.confidence
        return UNASSIGNED, NO_RULE, NO_CONFIDENCE

    return find
