"""Reads what was asked of government, with the rows each ask rests on and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from data.read.measures import Row
from data.read.registers import RegisterReader

OUTCOME_TABLES: Final = ("timeline", "barriers", "deep_dives")


@dataclass(frozen=True, kw_only=True)
class Ask:
    """One ask.

    Attributes:
        text: what was asked.
        category: category of barriers.
        asked_by: who said so, in the words of the record.
        put_as: how the record puts it.
        barriers: rows of the barriers it rests on.
        what_came: what the record tells of what came of it; nothing where it does not tell.
        outcomes: the rows that tell so, each with the table it is from.
    """

    text: str
    category: str
    asked_by: str
    put_as: str
    barriers: tuple[Row, ...]
    what_came: str
    outcomes: tuple[tuple[str, Row], ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of the places in which its barriers were named, each once."""
        return tuple(dict.fromkeys(one["place_id"] for one in self.barriers if one["place_id"]))


@dataclass(frozen=True)
class AskReader:
    """Reads the asks beside the registers."""

    registers: RegisterReader

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.registers)

    @cached_property
    def asks(self) -> list[Ask]:
        """All asks, in the order in which they are declared."""
        tables = {
            name: {row["line"]: row for row in self.registers.rows(name)} for name in OUTCOME_TABLES
        }
        return [_ask(row, tables) for row in self.registers.store.records("asks")]

    def by_category(self, *, place: str = "", category: str = "") -> dict[str, list[Ask]]:
        """Asks by category, in the order of the register of barriers.

        Args:
            place: id of a place, or nothing for all.
            category: a category, or nothing for all.
        """
        found: dict[str, list[Ask]] = {name: [] for name in self.registers.categories()}
        for one in self.asks:
            if (not place or place in one.places) and (not category or category == one.category):
                found[one.category].append(one)
        return {name: asks for name, asks in found.items() if asks}


def _ask(row: Row, tables: Mapping[str, Mapping[str, Row]]) -> Ask:
    outcomes = (row["outcome_lines"] or "").split(";") if row["outcome_lines"] else []
    return Ask(
        text=row["ask"],
        category=row["category"],
        asked_by=row["asked_by"],
        put_as=row["put_as"],
        barriers=tuple(tables["barriers"][line] for line in row["barrier_lines"].split(";")),
        what_came=row["what_came"] or "",
        outcomes=tuple(
            (name, tables[name][line])
            for line in outcomes
            for name in OUTCOME_TABLES
            if line in tables[name]
        ),
    )
