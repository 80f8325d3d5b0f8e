"""What a version changes, in lines for the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from data.versions.checks import CheckResult
from data.versions.difference import Difference, FigureChange, Names, TableChange

SHOWN: Final = 12


def describe(difference: Difference) -> list[str]:
    """Which tables and series are new, changed or vanished, and which figures changed most."""
    if not difference.tables:
        return ["no difference from what was published before"]
    lines = [line for change in difference.tables for line in _table(change)]
    return [*lines, *map(_figure, difference.figures.largest[:SHOWN])]


def describe_failed(checks: Iterable[CheckResult]) -> list[str]:
    """The checks that failed, with what they saw."""
    return [f"failed check: {check.name}: {check.detail}" for check in checks if not check.passed]


def _table(change: TableChange) -> Iterator[str]:
    rows = {
        "new": f"{change.rows_now:,} rows",
        "vanished": f"{change.rows_before:,} rows before",
        "changed": f"{change.rows_before:,} rows before, {change.rows_now:,} now",
    }
    yield f"{change.kind} table: {change.table} ({rows[change.kind]})"
    for kind, names in (
        ("new", change.new),
        ("changed", change.changed),
        ("vanished", change.vanished),
    ):
        if names.count:
            yield f"  {kind} {change.series}: {_names(names)}"


def _names(names: Names) -> str:
    more = f" and {names.count - SHOWN} more" if names.count > SHOWN else ""
    return ", ".join(names.first[:SHOWN]) + more


def _figure(change: FigureChange) -> str:
    named = (change.measure, change.basis, change.period, change.area_code)
    what = ", ".join(part for part in named if part)
    return f"  {what}: {change.before:g} before, {change.now:g} now"
