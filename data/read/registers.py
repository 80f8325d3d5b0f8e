"""Reads the programme's registers: deep dives, journeys, projects, barriers, dates and counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from data.read.measures import Row
from data.read.store import Store

#: Tables that can be searched, and the columns that hold their words.
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "deep_dives": ("statement", "topic", "organisation"),
    "journey_stages": ("stage", "finding", "cohort", "topic", "organisation"),
    "projects": ("project", "topic", "population_served", "lead_officer", "project_status"),
    "barriers": ("barrier", "category", "who_raised"),
    "timeline": ("date", "event"),
    "counts": ("measure", "organisation", "precision_note"),
}
#: What a board member and a lead officer do is told where this word stands.
CHAMPION: Final = "champion"
#: Ids under which the record holds figures of no one place.
WIDER: Final[Mapping[str, str]] = {
    "all_pilots": "All pilots together",
    "england": "England",
    "east_of_england": "East of England",
}


@dataclass(frozen=True)
class RegisterReader:
    """Reads the registers, each row with its source."""

    store: Store

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.store.version)

    @cached_property
    def _tables(self) -> dict[str, list[Row]]:
        return {name: self.store.records(name) for name in WORDS}

    @cached_property
    def place_names(self) -> dict[str, str]:
        """Name of every place that a register speaks of, by its id."""
        rows = self.store.records("places")
        return {row["place_id"]: row["name"] for row in rows} | dict(WIDER)

    def name(self, place_id: str | None) -> str:
        """Name of a place; several or no place in particular is said so."""
        return self.place_names[place_id] if place_id else "no place in particular"

    def rows(self, table: str, *, place: str = "", theme: str = "") -> list[Row]:
        """Rows of a register, of one place or theme if these are given.

        Args:
            table: one of `WORDS`.
            place: id of a place, or nothing.
            theme: short name of a theme of this atlas, or nothing.
        """
        return [
            row
            for row in self._tables[table]
            if (not place or row.get("place_id") == place)
            and (not theme or theme in themes_of(row))
        ]

    @cached_property
    def lines(self) -> dict[str, tuple[str, Row]]:
        """Every row of every register by its line, with the register it stands in."""
        return {row["line"]: (table, row) for table, rows in self._tables.items() for row in rows}

    def role_rows(self) -> list[Row]:
        """A project for each thing said of what champions and lead officers do."""
        told: dict[str, Row] = {}
        for row in self._tables["projects"]:
            if CHAMPION in (row["role_facts"] or ""):
                told.setdefault(row["role_facts"], row)
        return list(told.values())

    def places_of(self, table: str) -> dict[str, str]:
        """Places with a row in a register: name by id, in the order of their names."""
        found = {row["place_id"] for row in self._tables[table] if row["place_id"]}
        return {
            one: self.place_names[one] for one in sorted(found, key=self.place_names.__getitem__)
        }

    def journeys(self, *, place: str = "", theme: str = "") -> list[list[Row]]:
        """The journeys, each as its stages in order."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows("journey_stages", place=place, theme=theme):
            found.setdefault((row["place_id"], row["topic"]), []).append(row)
        return [sorted(one, key=lambda row: row["item_order"]) for one in found.values()]

    def categories(self) -> dict[str, list[Row]]:
        """Barriers by category, the category with most places first."""
        found: dict[str, list[Row]] = {}
        for row in self._tables["barriers"]:
            found.setdefault(row["category"], []).append(row)
        return dict(sorted(found.items(), key=lambda one: (-places_in(one[1]), one[0])))

    def search(self, text: str) -> dict[str, list[Row]]:
        """Rows of every register that hold all words of a text; nothing for an empty text."""
        wanted = text.casefold().split()
        if not wanted:
            return {}
        found = {}
        for table, columns in WORDS.items():
            hits = [row for row in self._tables[table] if self._holds(row, columns, wanted)]
            if hits:
                found[table] = hits
        return found

    def _holds(self, row: Row, columns: tuple[str, ...], wanted: list[str]) -> bool:
        parts = [str(row[one]) for one in columns if row[one]]
        if row.get("place_id"):
            parts.append(self.name(row["place_id"]))
        text = " ".join(parts).casefold()
        return all(one in text for one in wanted)


def themes_of(row: Row) -> list[str]:
    """Themes of a row, in their order; barriers, dates and counts have none."""
    return [one for one in (row.get("theme_ids") or "").split(";") if one]


def places_in(rows: list[Row]) -> int:
    """How many places rows come from; those of no place in particular count for none."""
    return len({row["place_id"] for row in rows if row["place_id"]})
