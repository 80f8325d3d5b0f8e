"""Figures of the deep dives put in order: by place or theme, ranges, and who pays and gains."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeVar, get_args

from data.read.registers import RegisterReader, themes_of
from data.read.rows import DeepDivesRow, ProjectsRow

#: Rows of a register whose every row is about a place and has themes.
PlacedRow = TypeVar("PlacedRow", DeepDivesRow, ProjectsRow)
#: What the two ends of a range have in common.
Common = Literal["place_id", "unit", "kind", "source_title"]
COMMON: Final[tuple[Common, ...]] = get_args(Common)
LOW: Final = ", low"
HIGH: Final = ", high"


@dataclass(frozen=True)
class Range:
    """Two figures of a source that are the ends of a range: its lowest and its highest."""

    low: DeepDivesRow
    high: DeepDivesRow

    @property
    def words(self) -> str:
        """What the range is of."""
        return self.low["statement"].removesuffix(LOW)


def by_place(reader: RegisterReader, rows: Iterable[PlacedRow]) -> dict[str, list[PlacedRow]]:
    """Rows by the name of their place, in the order of the names."""
    found: dict[str, list[PlacedRow]] = {}
    for row in rows:
        found.setdefault(reader.name(row["place_id"]), []).append(row)
    return dict(sorted(found.items()))


def by_theme(rows: Sequence[DeepDivesRow], themes: Iterable[str]) -> dict[str, list[DeepDivesRow]]:
    """Rows by theme in the themes' order; a row of two themes stands under both."""
    found = {theme: [row for row in rows if theme in themes_of(row)] for theme in themes}
    return {theme: own for theme, own in found.items() if own}


def money_ranges(rows: Sequence[DeepDivesRow]) -> list[list[Range]]:
    """Ranges of money that may share an axis: of one place, unit, kind, year and span of years.

    A range over years that the source does not say stands alone.
    """
    found: dict[tuple[object, ...], list[Range]] = {}
    for spread in _ranges(rows):
        low = spread.low
        if not low["unit"].startswith("GBP"):
            continue
        span = low["years_covered"]
        said = span not in {None, "not said"}
        alone = "" if said else low["line"]
        key = (low["place_id"], low["unit"], low["kind"], low["financial_year"], span, alone)
        found.setdefault(key, []).append(spread)
    return list(found.values())


def _ranges(rows: Sequence[DeepDivesRow]) -> list[Range]:
    drawn = [row for row in rows if row["is_plottable"]]
    return [
        Range(low, high)
        for low in drawn
        for high in drawn
        if low["statement"].endswith(LOW)
        and high["statement"] == low["statement"].removesuffix(LOW) + HIGH
        and all(low[column] == high[column] for column in COMMON)
    ]


def paid_or_gained(rows: Iterable[DeepDivesRow]) -> list[DeepDivesRow]:
    """Figures of which the record says who pays or who gains."""
    return [row for row in rows if row["paid_by"] or row["gained_by"]]


def savings(rows: Iterable[DeepDivesRow]) -> list[DeepDivesRow]:
    """Savings and the spend that buys them."""
    return [
        row
        for row in rows
        if row["kind"] in {"saving", "spend"} and row["years_covered"] is not None
    ]
