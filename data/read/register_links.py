"""What a row of the registers touches: other rows of its place, theme, category, year, source."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from data.read.registers import WORDS, Register, RegisterReader, RegisterRow, themes_of

Touch = Callable[[RegisterRow, RegisterRow], bool]


def _same(column: str) -> Touch:
    """Whether two rows hold the same in a column; nothing is not the same as nothing."""

    def same(row: Mapping[str, object], other: Mapping[str, object]) -> bool:
        return bool(row.get(column)) and row.get(column) == other.get(column)

    return same


def _same_theme(row: RegisterRow, other: RegisterRow) -> bool:
    return bool(set(themes_of(row)) & set(themes_of(other)))


def _same_source(row: RegisterRow, other: RegisterRow) -> bool:
    """The same address, or the same title of a source that has no address."""
    if row["source_url"] or other["source_url"]:
        return row["source_url"] == other["source_url"]
    if "source_title" not in row or "source_title" not in other:
        return False
    return row["source_title"] == other["source_title"]


_same_place = _same("place_id")
#: In the order in which they are said; a row stands under the first that holds.
KINDS: Final[Mapping[str, Touch]] = {
    "place_and_theme": lambda row, other: _same_place(row, other) and _same_theme(row, other),
    "place": _same_place,
    "theme": _same_theme,
    "category": _same("category"),
    "year": _same("year"),
    "source": _same_source,
}


def touches(
    reader: RegisterReader, row: RegisterRow
) -> dict[str, dict[Register, list[RegisterRow]]]:
    """Rows of all registers that share something with a row, each once.

    Args:
        reader: the registers.
        row: a row of any of them.

    Returns:
        By what they share (`KINDS`), then by register (`WORDS`), the rows in the record's order;
        what is shared by none is left out.
    """
    found: dict[str, dict[Register, list[RegisterRow]]] = {}
    for table in WORDS:
        for other in reader.rows(table):
            kind = _kind(row, other)
            if kind:
                found.setdefault(kind, {}).setdefault(table, []).append(other)
    return {kind: found[kind] for kind in KINDS if kind in found}


def _kind(row: RegisterRow, other: RegisterRow) -> str:
    """The first thing that two rows share, or nothing; a row does not touch itself."""
    if row["line"] == other["line"]:
        return ""
    return next((kind for kind, holds in KINDS.items() if holds(row, other)), "")
