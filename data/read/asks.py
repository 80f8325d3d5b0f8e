"""Reads what was asked of government, with the rows each ask rests on and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from data.read.registers import RegisterReader
from data.read.rows import AsksRow, BarriersRow, Category, DeepDivesRow, PutAs, TimelineRow

OUTCOME_TABLES: Final = ("timeline", "barriers", "deep_dives")
OutcomeRow = TimelineRow | BarriersRow | DeepDivesRow


@dataclass(frozen=True, kw_only=True)
class Ask:
    """An ask.

    Attributes:
        text: what was asked.
        category: category of barriers.
        asked_by: who said so, in the words of the record.
        put_as: how the record puts it.
        barriers: rows of the barriers it rests on.
        what_came: what the record says came of it; nothing where it does not say.
        outcomes: the rows that say so, of any of `OUTCOME_TABLES`.
    """

    text: str
    category: Category
    asked_by: str
    put_as: PutAs
    barriers: tuple[BarriersRow, ...]
    what_came: str
    outcomes: tuple[OutcomeRow, ...]

    @property
    def places(self) -> tuple[str, ...]:
        """Ids of the places in which its barriers were named, each once."""
        return tuple(
            dict.fromkeys(barrier["place_id"] for barrier in self.barriers if barrier["place_id"])
        )


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
        barriers = {row["line"]: row for row in self.registers.rows("barriers")}
        outcomes: dict[str, OutcomeRow] = {
            row["line"]: row for name in OUTCOME_TABLES for row in self.registers.rows(name)
        }
        return [_ask(row, barriers, outcomes) for row in self.registers.store.records("asks")]

    def by_category(self, *, place: str = "", category: str = "") -> dict[Category, list[Ask]]:
        """Asks by category, in the order of the register of barriers.

        Args:
            place: id of a place, or nothing for all.
            category: a category, or nothing for all.
        """
        found: dict[Category, list[Ask]] = {name: [] for name in self.registers.categories()}
        for ask in self.asks:
            if (not place or place in ask.places) and (not category or category == ask.category):
                found[ask.category].append(ask)
        return {name: asks for name, asks in found.items() if asks}


def _ask(
    row: AsksRow, barriers: Mapping[str, BarriersRow], outcomes: Mapping[str, OutcomeRow]
) -> Ask:
    lines = row["outcome_lines"].split(";") if row["outcome_lines"] else []
    return Ask(
        text=row["ask"],
        category=row["category"],
        asked_by=row["asked_by"],
        put_as=row["put_as"],
        barriers=tuple(barriers[line] for line in row["barrier_lines"].split(";")),
        what_came=row["what_came"] or "",
        outcomes=tuple(outcomes[line] for line in lines if line in outcomes),
    )
