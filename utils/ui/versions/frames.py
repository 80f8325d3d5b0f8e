"""What a candidate changes, as tables to show and to take away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import pandas as pd

from data.versions.checks import CheckResult
from data.versions.difference import Difference, FigureChange, Names, TableChange
from utils.formatting import MINUS
from utils.ui.versions.labels import Labels

#: Names of series that a cell repeats.
SHOWN_NAMES: Final = 6
SHORT_KINDS: Final = {"new": " (new table)", "vanished": " (table is gone)", "changed": ""}
KINDS: Final = {"new": "New table", "vanished": "Table is gone", "changed": "Changed"}


def table_rows(difference: Difference, labels: Labels) -> list[list[str]]:
    """A row for each table that differs: what it is, its rows, and its series."""
    return [
        [
            labels.table(change.table) + SHORT_KINDS[change.kind],
            f"{change.rows_before:,}",
            f"{change.rows_now:,}",
            _names(change.series, change.new, labels),
            _names(change.series, change.changed, labels),
            _names(change.series, change.vanished, labels),
        ]
        for change in difference.tables
    ]


def figure_row(change: FigureChange, labels: Labels) -> list[str]:
    """The cells of a figure: what it is of, before, now and the change."""
    return [
        labels.figure(change),
        *labels.values(change),
        share_words(change),
    ]


def share_words(change: FigureChange) -> str:
    """By how much a figure changed, as a part of what it was.

    >>> share_words(FigureChange("a", "E1", before=200, now=150))
    '\u221225.0%'
    >>> share_words(FigureChange("a", "E1", before=1000, now=1000.1))
    'less than 0.1%'
    """
    share = (change.now / change.before - 1) * 100
    if abs(share) < 0.05:  # noqa: PLR2004 - would be written as 0.0
        return "less than 0.1%"
    return f"{MINUS if share < 0 else '+'}{abs(share):,.1f}%"


def series_frame(difference: Difference, labels: Labels) -> pd.DataFrame:
    """Every series that is new, changed or gone, as far as its name was kept."""
    return pd.DataFrame(
        [row for change in difference.tables for row in _series(change, labels)],
        columns=["Table", "Change", "Series by", "Short name", "Name"],
    )


def figures_frame(changes: Iterable[FigureChange], labels: Labels) -> pd.DataFrame:
    """Figures with their codes, in full precision."""
    return pd.DataFrame(
        [
            [
                labels.area(change.area_code),
                change.area_code,
                labels.figure(change),
                change.measure,
                change.before,
                change.now,
                change.now / change.before - 1,
            ]
            for change in changes
        ],
        columns=["Place", "Code", "Figure", "Measure", "Before", "Now", "Change, as a share"],
    )


def checks_frame(checks: Iterable[CheckResult]) -> pd.DataFrame:
    """The checks and what they saw."""
    return pd.DataFrame(
        [[check.name, "passed" if check.passed else "failed", check.detail] for check in checks],
        columns=["Check", "Result", "What it saw"],
    )


def _names(column: str, names: Names, labels: Labels) -> str:
    if not names.count:
        return "0"
    more = f" and {names.count - SHOWN_NAMES:,} more" if names.count > SHOWN_NAMES else ""
    shown = "; ".join(labels.name_and_code(column, name) for name in names.first[:SHOWN_NAMES])
    return f"{names.count:,}: {shown}{more}"


def _series(change: TableChange, labels: Labels) -> Iterator[list[str]]:
    title = labels.table(change.table)
    if not change.series:
        yield [title, KINDS[change.kind], "", "", ""]
    for kind, names in (
        ("new", change.new),
        ("changed", change.changed),
        ("gone", change.vanished),
    ):
        for name in names.first:
            yield [title, kind, change.series, name, labels.name(change.series, name)]
