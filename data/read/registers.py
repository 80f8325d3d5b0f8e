"""Reads the programme's registers: deep dives, journeys, projects, barriers, dates and counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal, TypedDict, overload

from data.read.rows import (
    BarriersRow,
    Category,
    CountsRow,
    DeepDivesRow,
    JourneyStagesRow,
    ProjectsRow,
    TimelineRow,
)
from data.read.store import Store

Register = Literal["deep_dives", "journey_stages", "projects", "barriers", "timeline", "counts"]
RegisterRow = DeepDivesRow | JourneyStagesRow | ProjectsRow | BarriersRow | TimelineRow | CountsRow
#: Tables that can be searched, and the columns that hold their words.
WORDS: Final[Mapping[Register, tuple[str, ...]]] = {
    "deep_dives": ("statement", "topic", "organisation"),
    "journey_stages": ("stage", "finding", "cohort", "topic", "organisation"),
    "projects": ("project", "topic", "population_served", "lead_officer", "project_status"),
    "barriers": ("barrier", "category", "who_raised"),
    "timeline": ("date", "event"),
    "counts": ("measure", "organisation", "precision_note"),
}
#: What a board member and a lead officer do is said where this word stands.
CHAMPION: Final = "champion"
#: Ids under which the record holds figures of no one place.
WIDER: Final[Mapping[str, str]] = {
    "all_pilots": "All pilots together",
    "england": "England",
    "east_of_england": "East of England",
}


class Registers(TypedDict):
    """The rows of every register."""

    deep_dives: list[DeepDivesRow]
    journey_stages: list[JourneyStagesRow]
    projects: list[ProjectsRow]
    barriers: list[BarriersRow]
    timeline: list[TimelineRow]
    counts: list[CountsRow]


@dataclass(frozen=True)
class RegisterReader:
    """Reads the registers, each row with its source."""

    store: Store

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.store.version)

    @cached_property
    def _tables(self) -> Registers:
        return {
            "deep_dives": self.store.records("deep_dives"),
            "journey_stages": self.store.records("journey_stages"),
            "projects": self.store.records("projects"),
            "barriers": self.store.records("barriers"),
            "timeline": self.store.records("timeline"),
            "counts": self.store.records("counts"),
        }

    @cached_property
    def place_names(self) -> dict[str, str]:
        """Name of every place that a register speaks of, by its id."""
        rows = self.store.records("places")
        return {row["place_id"]: row["name"] for row in rows} | dict(WIDER)

    def name(self, place_id: str | None) -> str:
        """Name of a place; that there is no particular one is said."""
        return self.place_names[place_id] if place_id else "no particular place"

    @overload
    def rows(
        self, table: Literal["deep_dives"], *, place: str = "", theme: str = ""
    ) -> list[DeepDivesRow]: ...

    @overload
    def rows(
        self, table: Literal["journey_stages"], *, place: str = "", theme: str = ""
    ) -> list[JourneyStagesRow]: ...

    @overload
    def rows(
        self, table: Literal["projects"], *, place: str = "", theme: str = ""
    ) -> list[ProjectsRow]: ...

    @overload
    def rows(
        self, table: Literal["barriers"], *, place: str = "", theme: str = ""
    ) -> list[BarriersRow]: ...

    @overload
    def rows(
        self, table: Literal["timeline"], *, place: str = "", theme: str = ""
    ) -> list[TimelineRow]: ...

    @overload
    def rows(
        self, table: Literal["counts"], *, place: str = "", theme: str = ""
    ) -> list[CountsRow]: ...

    def rows(self, table: Register, *, place: str = "", theme: str = "") -> Sequence[RegisterRow]:
        """Rows of a register, of a place or theme if these are given.

        Args:
            table: any of `WORDS`.
            place: id of a place, or nothing.
            theme: short name of a theme of this atlas, or nothing.
        """
        return [
            row
            for row in self._tables[table]
            if (not place or place_of(row) == place) and (not theme or theme in themes_of(row))
        ]

    @cached_property
    def lines(self) -> dict[str, tuple[Register, RegisterRow]]:
        """Every row of every register by its line, with the register it stands in."""
        return {row["line"]: (table, row) for table in WORDS for row in self._tables[table]}

    def role_rows(self) -> list[ProjectsRow]:
        """A project for each thing said of what champions and lead officers do."""
        by_facts: dict[str, ProjectsRow] = {}
        for row in self._tables["projects"]:
            if row["role_facts"] and CHAMPION in row["role_facts"]:
                by_facts.setdefault(row["role_facts"], row)
        return list(by_facts.values())

    def places_of(self, table: Register) -> dict[str, str]:
        """Places with a row in a register: name by id, in the order of their names."""
        found = {place for row in self._tables[table] if (place := place_of(row))}
        return {
            place_id: self.place_names[place_id]
            for place_id in sorted(found, key=self.place_names.__getitem__)
        }

    def journeys(self, *, place: str = "", theme: str = "") -> list[list[JourneyStagesRow]]:
        """The journeys, each as its stages in order."""
        found: dict[tuple[str, str], list[JourneyStagesRow]] = {}
        for row in self.rows("journey_stages", place=place, theme=theme):
            found.setdefault((row["place_id"], row["topic"]), []).append(row)
        return [sorted(stages, key=lambda row: row["item_order"]) for stages in found.values()]

    def categories(self) -> dict[Category, list[BarriersRow]]:
        """Barriers by category, the category with most places first."""
        found: dict[Category, list[BarriersRow]] = {}
        for row in self._tables["barriers"]:
            found.setdefault(row["category"], []).append(row)
        return dict(sorted(found.items(), key=lambda group: (-places_in(group[1]), group[0])))

    def search(self, text: str) -> dict[Register, list[RegisterRow]]:
        """Rows of every register that hold all words of a text; nothing for an empty text."""
        wanted = text.casefold().split()
        if not wanted:
            return {}
        found: dict[Register, list[RegisterRow]] = {}
        for table, columns in WORDS.items():
            hits: list[RegisterRow] = [
                row for row in self._tables[table] if self._holds(row, columns, wanted)
            ]
            if hits:
                found[table] = hits
        return found

    def _holds(self, row: RegisterRow, columns: tuple[str, ...], wanted: list[str]) -> bool:
        held: Mapping[str, object] = row
        parts = [str(held[column]) for column in columns if held[column]]
        place = place_of(row)
        if place:
            parts.append(self.name(place))
        text = " ".join(parts).casefold()
        return all(word in text for word in wanted)


def place_of(row: RegisterRow) -> str | None:
    """Id of the place a row is about; dates have none."""
    if "place_id" not in row:
        return None
    return row["place_id"]


def themes_of(row: RegisterRow) -> list[str]:
    """Themes of a row, in their order; barriers, dates and counts have none."""
    return (
        [theme_id for theme_id in row["theme_ids"].split(";") if theme_id]
        if "theme_ids" in row
        else []
    )


def places_in(rows: Sequence[BarriersRow]) -> int:
    """How many places rows come from; those of no place in particular count for none."""
    return len({row["place_id"] for row in rows if row["place_id"]})
