"""Payments of which the rules say a theme, as examples from which weights of words are learnt."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pyarrow as pa

from data.ledger.count.theme_estimates import row_words
from data.ledger.count.theme_rules import COLUMNS, theme_rules
from data.ledger.count.themes import JOINT, UNASSIGNED, RuleFinder, Theme

#: Each is seen without the other, whose rules say the theme: words are learnt that no rule has.
DEPARTMENT: Final = ("department",)
SUBJECT: Final = ("purpose", "category")
#: What these say is too weak to learn from.
WEAK: Final = (JOINT, "chief-executive")
Row = Mapping[str, str | None]


@dataclass(frozen=True)
class Example:
    """Words of a payment, and the theme that the rules say of it by another field.

    Attributes:
        publisher: the body whose payment it is.
        words: what is seen of it.
        theme: the theme.
        amount: money of all payments with these words, without sign, GBP.
        hidden: whether no rule says a theme of what is seen, so that it tests more than the rules.
    """

    publisher: str
    words: frozenset[str]
    theme: str
    amount: float
    hidden: bool


def find_examples(publisher: str, combinations: pa.Table) -> list[Example]:
    """Examples of a publisher: of each payment one field is seen, and another says its theme.

    The department says the theme of what is bought (purpose and category), and the other way
    round. Where the rules say two themes of the two, the payment is no example. What kind of firm
    the supplier is, is always seen.

    Args:
        publisher: whose payments they are.
        combinations: columns of `COLUMNS` and `amount`, money without sign.
    """
    finder = RuleFinder(theme_rules())
    found: defaultdict[tuple[frozenset[str], str, bool], float] = defaultdict(float)
    for row in combinations.to_pylist():
        for words, theme, hidden in _views(row, finder):
            found[words, theme, hidden] += float(row["amount"] or 0)
    return [
        Example(publisher, words, theme, amount, hidden)
        for (words, theme, hidden), amount in found.items()
    ]


def _views(row: Row, finder: RuleFinder) -> Iterator[tuple[frozenset[str], str, bool]]:
    department, subject = (_said(finder.theme(_only(row, own))) for own in (DEPARTMENT, SUBJECT))
    if UNASSIGNED not in (department, subject) and department != subject:
        return
    for seen, own, other in ((DEPARTMENT, department, subject), (SUBJECT, subject, department)):
        words = row_words({**_only(row, seen), "supplier_trade": row["supplier_trade"]})
        if other != UNASSIGNED and words:
            yield words, other, own == UNASSIGNED


def _said(theme: Theme) -> str:
    return UNASSIGNED if any(word in theme.rule for word in WEAK) else theme.theme


def _only(row: Row, seen: Sequence[str]) -> Row:
    """A row of which some fields alone are seen; who pays and who is paid are not."""
    return {name: row[name] if name in seen else None for name in COLUMNS}
