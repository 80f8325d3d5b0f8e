"""Makes the lines of a count: the part that is in the place, and how sure the themes are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Final

from data.ledger.count import expressions
from data.ledger.count.apportion import Share
from data.ledger.count.ledger_count import CountedBody, Line
from data.ledger.count.themes import UNASSIGNED

PENCE: Final = Decimal("0.01")
#: Of a line's money that has a sure theme, the least of a high and of a fair grade.
MOSTLY, HALF = Decimal("0.9"), Decimal("0.5")


def make_lines(rows: Iterable[Mapping[str, Any]], bodies: Mapping[str, CountedBody]) -> list[Line]:
    """Make lines in the order of their keys.

    Args:
        rows: as `expressions.lines` gives them.
        bodies: bodies by their id.
    """
    lines = [_line(_with_keys(row), bodies) for row in rows]
    return sorted(lines, key=lambda line: line.line)


def _with_keys(row: Mapping[str, Any]) -> dict[str, Any]:
    """A line with the keys that its name is made of; null for a year that is not known."""
    keys = row["line"].split(expressions.BETWEEN)
    named = {key: text or None for key, text in zip(expressions.LINE_KEYS, keys, strict=True)}
    return {**row, **named}


def _line(row: Mapping[str, Any], bodies: Mapping[str, CountedBody]) -> Line:
    share = bodies[row["payer_id"]].share.share
    counted = row["amount"] - row["transfers"] - row["internal"]
    keys = [str(row[key] or "") for key in expressions.LINE_KEYS]
    return Line(
        line=expressions.BETWEEN.join(keys),
        payer_id=row["payer_id"],
        financial_year=row["financial_year"],
        theme=row["theme"],
        spend_kind=row["spend_kind"],
        payments=row["payments"],
        amount=row["amount"],
        transfers=row["transfers"],
        internal=row["internal"],
        possible=row["possible"],
        sure=row["sure"],
        estimated=row["estimated"],
        counted=counted,
        share=share,
        in_place=(counted * share).quantize(PENCE, ROUND_HALF_EVEN),
        grade=_grade(row, bodies[row["payer_id"]].share),
    )


def _grade(row: Mapping[str, Any], share: Share) -> str:
    if row["theme"] == UNASSIGNED or not row["amount"] or share.is_weak:
        return "low"
    sure = row["sure"] / row["amount"]
    if share.share == 1 and sure >= MOSTLY:
        return "high"
    return "fair" if sure >= HALF else "low"
