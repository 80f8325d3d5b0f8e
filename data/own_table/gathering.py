"""Gathers the rows of each area into a single figure; rows that cannot be gathered are listed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final, NamedTuple

from data.own_table.gazetteer import Gazetteer
from data.own_table.history import History
from data.own_table.matching import Matching, Placed, Unmatched
from data.own_table.request import COUNT, RATE, SUM, Choices
from utils.formatting import join_words

#: Row numbers and areas that a reason names; the rest is counted.
MOST_NAMED: Final = 5


@dataclass(frozen=True)
class AreaFigure:
    """The figure of an area of the level, and the rows that it is made of."""

    code: str
    value: float
    rows: tuple[int, ...]
    how: str


@dataclass(frozen=True)
class Gathered:
    """Figures by area, in the order of their codes, and the rows that are in none."""

    figures: tuple[AreaFigure, ...]
    unmatched: tuple[Unmatched, ...]


class _Part(NamedTuple):
    value: float
    rows: tuple[int, ...]
    how: str


def count_rows(matching: Matching) -> Gathered:
    """Count the rows of each area, where a table has no figures of its own."""
    rows: dict[str, list[int]] = {}
    for placed in matching.placed:
        rows.setdefault(placed.home, []).append(placed.row)
    figures = [
        AreaFigure(code, float(len(found)), tuple(found), "number of rows")
        for code, found in sorted(rows.items())
    ]
    return Gathered(tuple(figures), matching.unmatched)


def gather(
    matching: Matching,
    values: Mapping[int, float | None],
    gazetteer: Gazetteer,
    choices: Choices,
    *,
    texts: Mapping[int, str] | None = None,
) -> Gathered:
    """Gather the figures of each area.

    Args:
        matching: the rows by area.
        values: number of each row, None where it has none.
        gazetteer: the areas.
        choices: how rows are gathered.
        texts: what the column of values says in each row, for the reasons.

    Returns:
        Each row once: in the figure of an area, or unmatched with its reason.
    """
    said = texts or {}
    unmatched = list(matching.unmatched)
    known: list[Placed] = []
    for placed in matching.placed:
        if values[placed.row] is None:
            text = said.get(placed.row, "")
            reason = f"{text!r} is not a number" if text else "no number in the column of values"
            unmatched.append(Unmatched(placed.row, placed.text, reason))
        else:
            known.append(placed)
    parts: dict[str, _Part] = {}
    by_code: dict[str, list[Placed]] = {}
    for placed in known:
        by_code.setdefault(placed.code, []).append(placed)
    for code, rows in by_code.items():
        numbers = [number for placed in rows if (number := values[placed.row]) is not None]
        if len(rows) > 1 and not choices.duplicates:
            unmatched += [
                Unmatched(placed.row, placed.text, _repeated(rows, code, gazetteer))
                for placed in rows
            ]
        else:
            parts[code] = _combine(numbers, [placed.row for placed in rows], choices)
    gathering = _Gathering(parts, known, gazetteer, choices)
    figures = gathering.figures()
    used = {row for figure in figures for row in figure.rows}
    unmatched += [
        Unmatched(placed.row, placed.text, gathering.why_not(placed))
        for placed in known
        if placed.code in parts and placed.row not in used
    ]
    return Gathered(tuple(figures), tuple(sorted(unmatched, key=lambda unplaced: unplaced.row)))


def _combine(numbers: Sequence[float], rows: Sequence[int], choices: Choices) -> _Part:
    if len(numbers) == 1:
        return _Part(numbers[0], tuple(rows), "as given")
    if choices.duplicates == SUM:
        return _Part(math.fsum(numbers), tuple(rows), f"sum of {len(rows)} rows")
    return _Part(fmean(numbers), tuple(rows), f"mean of {len(rows)} rows")


def _repeated(rows: Sequence[Placed], code: str, gazetteer: Gazetteer) -> str:
    numbers = [str(placed.row) for placed in rows[:MOST_NAMED]]
    more = f" and {len(rows) - MOST_NAMED:,} more" if len(rows) > MOST_NAMED else ""
    return (
        f"rows {', '.join(numbers)}{more} are all {gazetteer.name(code)}; say whether to add them "
        "up or take their mean"
    )


@dataclass(frozen=True)
class _Gathering:
    """Areas with a row, and what can be made of those that are parts of an area on the map."""

    parts: Mapping[str, _Part]
    placed: Sequence[Placed]
    gazetteer: Gazetteer
    choices: Choices

    def figures(self) -> list[AreaFigure]:
        """A figure for each area of the level that has figures."""
        homes = sorted({placed.home for placed in self.placed})
        found = [(home, self._resolve(home)) for home in homes]
        return [AreaFigure(home, *part) for home, part in found if part is not None]

    def _history(self, code: str) -> History:
        return self.gazetteer.history(code)

    def _resolve(self, code: str) -> _Part | None:
        """The figure of an area: its own, or the sum of its parts where none is missing."""
        if code in self.parts:
            return self.parts[code]
        if self.choices.kind != COUNT:
            return None
        for members in self._history(code).parts.get(code, ()):
            found = [self._resolve(member) for member in sorted(members)]
            whole = [part for part in found if part is not None]
            if len(whole) == len(members):
                rows = tuple(sorted(row for part in whole for row in part.rows))
                total = math.fsum(part.value for part in whole)
                return _Part(total, rows, f"sum of {len(whole)} areas that make it up")
        return None

    def why_not(self, placing: Placed) -> str:
        """Why a row with a number is in no figure."""
        name = self.gazetteer.name
        wholes = self._history(placing.code).wholes(placing.code)
        whole = next((code for code in wholes if code in self.parts), None)
        if whole is not None:
            row = self.parts[whole].rows[0]
            return (
                f"{name(placing.code)} is a part of {name(whole)}, which has row {row} of its own"
            )
        part_of = f"{name(placing.code)} is now a part of {name(placing.home)}"
        if self.choices.kind == RATE:
            return f"{part_of}; the rate of a part is not that of the whole"
        if not self.choices.kind:
            return f"{part_of}; say whether the column holds counts, which add up, or rates"
        lacking = self._lacking(placing)
        if not lacking:
            return f"{part_of}, whose figure is made of other rows"
        more = f" and {len(lacking) - MOST_NAMED:,} more" if len(lacking) > MOST_NAMED else ""
        named = join_words([name(code) for code in lacking[:MOST_NAMED]]) + more
        return f"{part_of}; no sum is made, as {named} has no usable row"

    def _lacking(self, placing: Placed) -> list[str]:
        """Parts without a figure of the smallest area around a row that has them."""
        for whole in self._history(placing.code).wholes(placing.code):
            if self._resolve(whole) is None:
                sets = self._history(whole).parts[whole]
                members = next(held for held in sets if self._around(placing.code) & held)
                return sorted(code for code in members if self._resolve(code) is None)
        return []

    def _around(self, code: str) -> set[str]:
        return {code, *self._history(code).wholes(code)}
