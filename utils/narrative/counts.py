"""The programme's own counts, each with its basis: unlike counts are never put side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from data.read.counts import ALL_BODIES, PER_HEAD, TOTAL_SPEND
from data.read.rows import CountsRow
from utils.narrative.place import describe_count

#: Words of a source that say that benefits and pensions are in its count.
BENEFITS_IN: Final = "includes welfare and pension transfer"
BASES: Final = {
    "benefits in": "The source says that benefits and pensions are included",
    "not said": "The source does not say whether benefits and pensions are included",
    "in part": "One body's part of a count, or an unfinished count",
}
UNFINISHED: Final = ("so far", "awaited")
TOTALS: Final = (TOTAL_SPEND, PER_HEAD)


def count_basis(row: CountsRow) -> str:
    """Name the basis of a count of all spend: any of `BASES`."""
    note = (row["precision_note"] or "").lower()
    if row["organisation"] != ALL_BODIES or any(words in note for words in UNFINISHED):
        return "in part"
    return "benefits in" if BENEFITS_IN in note else "not said"


def totals_by_basis(
    rows: Sequence[CountsRow],
) -> dict[str, list[CountsRow]]:
    """Counts of all spend, separated by their basis in the order of `BASES`."""
    totals = [row for row in rows if row["measure"] in TOTALS]
    separated = {basis: [row for row in totals if count_basis(row) == basis] for basis in BASES}
    return {basis: found for basis, found in separated.items() if found}


def other_figures(rows: Sequence[CountsRow]) -> list[CountsRow]:
    """What is published of a place beside counts of all spend."""
    return [row for row in rows if row["measure"] not in TOTALS]


def count_words(row: CountsRow) -> str:
    """What a row counts, its amount and the source's own words on its precision."""
    body = "" if row["organisation"] == ALL_BODIES else f" ({row['organisation']})"
    what = row["measure"].replace("_", " ").replace("spend", "spending")
    what = what.replace("per head", "per person")
    note = f", “{row['precision_note']}”" if row["precision_note"] else ""
    return f"{what}{body}: {describe_count(row)}{note}"


def counts_caution(bases: Sequence[str]) -> str:
    """Say whether the counts shown may be set beside each other."""
    if len(bases) > 1:
        return (
            "These counts are made in different ways, so they are shown separately and cannot be "
            "compared directly."
        )
    return (
        "No source says exactly what its count includes, so even these may differ: one may include "
        "state pensions and benefits and another may not."
    )
