"""The parts of a report beside themes: what kind of money it is, service headings, prevention."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from data.ledger.count.ledger_count import LedgerCount, Line
from data.ledger.count.stages import CANNOT_TELL, stage_meanings
from data.ledger.count.theme_rules import group_ids, heading_names, theme_names
from data.ledger.count.themes import UNASSIGNED
from utils.formatting import format_count
from utils.markdown import plain_text

NO_YEAR: Final = "no year given"
NO_THEME: Final = "No theme"
NOT_CLEAR: Final = "cannot tell"
NOTHING: Final = Decimal("0.00")
SCALE: Final = 1_000_000
STAGE_NAMES: Final[Mapping[str, str]] = {
    "prevention": "Prevention",
    "late_intervention": "Late intervention",
    CANNOT_TELL: "Cannot tell",
}


def theme_label(theme: str) -> str:
    """What readers call a theme, a group, or money without a theme."""
    return NO_THEME if theme == UNASSIGNED else theme_names()[theme]


def kinds_of_money(count: LedgerCount) -> str:
    """One sentence on how much has a theme, is of a group beside them, or is unclear."""
    if not any(line.in_place for line in count.lines):
        return "None of the money is in the place, so nothing is said of its themes."
    groups = {group: count.part(group) for group in sorted(group_ids())}
    themed = 1 - sum(groups.values(), count.unassigned)
    others = "".join(
        f"{share:.0%} is \u201c{theme_names()[group]}\u201d, " for group, share in groups.items()
    )
    several = len({line.financial_year for line in count.lines}) > 1
    years = ", all years together," if several else ""
    return (
        f"Of the money in the place{years} {themed:.0%} has a theme, {others}and of "
        f"{count.unassigned:.0%} the files do not say enough to give a theme. Themes of "
        f"{count.estimated:.1%} of the money paid are estimates by weighed words; each payment "
        "has the words and the chance beside it."
    )


def by_theme(count: LedgerCount) -> Iterator[str]:
    """Money in the place by theme, a table for each year, as different years make no sum."""
    years = sorted({line.financial_year or "" for line in count.lines})
    for year in years:
        if len(years) > 1:
            yield f"### {year or NO_YEAR}"
        yield _by_theme([line for line in count.lines if (line.financial_year or "") == year])


def _by_theme(lines: Sequence[Line]) -> str:
    """Money by theme, the largest first, what has no theme last."""
    found: dict[str, tuple[int, Decimal]] = {}
    for line in lines:
        payments, amount = found.get(line.theme, (0, NOTHING))
        found[line.theme] = (payments + line.payments, amount + line.in_place)
    ranked = sorted(found, key=lambda theme: (theme == UNASSIGNED, -found[theme][1], theme))
    return _table("Theme", [(theme_label(theme), found[theme]) for theme in ranked])


def without_theme(count: LedgerCount) -> Iterator[str]:
    """The columns of which most money has no theme, as a reader would look for a rule."""
    rows = count.without_theme.to_pylist()
    if rows:
        yield "The most money without a theme is of:"
    for row in rows:
        words = [row[name] for name in ("department", "purpose", "category") if row[name]]
        said = plain_text("; ".join(words)) or "no department, purpose or category"
        payments = format_count(row["payments"], "payment", "payments")
        yield f"- {said}: {payments}, GBP {row['amount']:,.2f}."


def headings(count: LedgerCount) -> Iterator[str]:
    """Money by service heading, GBP million, as the shared table of the bodies together."""
    found = _sums(count, "heading")
    names = heading_names()
    rows = [(names.get(str(key), NOT_CLEAR), found[key]) for key in sorted(found, key=str)]
    yield _table("Service heading", sorted(rows, key=lambda row: (row[0] == NOT_CLEAR, row[0])))
    yield (
        "Headings are those of CIPFA's SeRCOP as the revenue outturn reports them, where the "
        "rule of a payment belongs to one heading alone. The sums are before shares."
    )


def stages(count: LedgerCount) -> Iterator[str]:
    """Money that prevents, intervenes late, or of which the words do not say."""
    found = _sums(count, "stage")
    yield _table(
        "Stage", [(STAGE_NAMES[stage], found.get(stage, (0, NOTHING))) for stage in STAGE_NAMES]
    )
    for stage, meaning in stage_meanings().items():
        yield f"- {STAGE_NAMES[stage]}: {meaning}"
    yield (
        "By declared words of the payment's own columns alone. Of most payments they do not "
        "say, so the two sums are what is named, and not all there is. The sums are before shares."
    )


def _sums(count: LedgerCount, column: str) -> dict[Any, tuple[int, Decimal]]:
    found: dict[Any, tuple[int, Decimal]] = {}
    for row in count.dimensions.to_pylist():
        payments, amount = found.get(row[column], (0, NOTHING))
        found[row[column]] = (payments + row["payments"], amount + row["amount"])
    return found


def _table(head: str, rows: list[tuple[str, tuple[int, Decimal]]]) -> str:
    lines = [f"| {name} | {own[0]:,} | {own[1] / SCALE:,.2f} |" for name, own in rows]
    return "\n".join([f"| {head} | Payments | GBP million |", "|---|--:|--:|", *lines])
