"""Finds where several funders or providers serve the same people for the same end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from data.read.accounts import MoneyReader
from data.read.passports.origins import BODY_WORDS
from data.read.places import Place
from data.read.registers import RegisterReader
from data.read.rows import DeepDivesRow, JourneyStagesRow
from utils.formatting import format_pounds

FINDING: Final = "published finding"
INFERRED: Final = "inferred from lines"
#: The rule, in the words the page shows.
STRENGTHS: Final[Mapping[str, str]] = {
    FINDING: (
        "a source says that several organisations, benefits, professionals or interventions deal "
        "with the same people, or names several agencies at one stage of their journey"
    ),
    INFERRED: (
        "several kinds of body, or several lines of one council, pay for the same theme in the "
        "same place and year; the returns do not show whether they serve the same people"
    ),
}
#: Units in which a deep dive counts those who deal with the same people.
UNITS: Final = ("organisations", "benefits", "professionals", "interventions")
#: Kinds of the record's figures that count services or people who serve.
COUNTED: Final = "count_of_services"


@dataclass(frozen=True)
class Overlap:
    """More than one funder or provider for the same people.

    Attributes:
        place: name of the place.
        theme: topic of the record, or theme of the atlas.
        group: whom it is about.
        who: the funders or providers, as far as they are named.
        what: the finding, or the amounts.
        strength: any of `STRENGTHS`.
        row: the row of a register it rests on; None where it is inferred.
        lines: service lines it rests on.
    """

    place: str
    theme: str
    group: str
    who: str
    what: str
    strength: str
    row: DeepDivesRow | JourneyStagesRow | None = None
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class OverlapReader:
    """Reads overlaps from the registers and the spend lines."""

    registers: RegisterReader
    money: MoneyReader

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.money.store.version)

    def published(self, *, place_ids: set[str] | None = None, theme: str = "") -> list[Overlap]:
        """Overlaps that a source names: figures of deep dives first, then stages of journeys.

        Args:
            place_ids: ids of places of the record; None stands for all.
            theme: short name of a theme, or nothing for all.
        """
        figures = [
            row
            for row in self.registers.rows("deep_dives", theme=theme)
            if row["kind"] == COUNTED and row["unit"] in UNITS
        ]
        stages = [
            row
            for row in self.registers.rows("journey_stages", theme=theme)
            if ";" in row["organisation"]
        ]
        found = [self._of_figure(row) for row in figures] + [self._of_stage(row) for row in stages]
        return [
            overlap
            for overlap in found
            if place_ids is None
            or (overlap.row is not None and overlap.row["place_id"] in place_ids)
        ]

    def _of_figure(self, row: DeepDivesRow) -> Overlap:
        return Overlap(
            place=self.registers.name(row["place_id"]),
            theme=row["topic"],
            group=self._group(row),
            who="not named one by one" if row["organisation"] == "all" else row["organisation"],
            what=f"{row['statement']}: {row['amount']:,.0f} {row['unit']}",
            strength=FINDING,
            row=row,
        )

    def _of_stage(self, row: JourneyStagesRow) -> Overlap:
        return Overlap(
            place=self.registers.name(row["place_id"]),
            theme=row["topic"],
            group=row["cohort"],
            who=row["organisation"],
            what=f"{row['stage']}: {row['finding']}",
            strength=FINDING,
            row=row,
        )

    def _group(self, row: DeepDivesRow) -> str:
        """Whose journey the record gives on the same topic in the same place, if any."""
        for stage in self.registers.rows("journey_stages", place=row["place_id"]):
            if stage["topic"] == row["topic"]:
                return stage["cohort"]
        return "not said"

    @cached_property
    def _lines_of_themes(self) -> dict[str, list[str]]:
        items = self.money.store.records("theme_items")
        found: dict[str, list[str]] = {}
        for row in sorted(items, key=lambda item: item["item_order"]):
            if row["item_kind"] == "service_line":
                found.setdefault(row["theme"], []).append(row["item"])
        return found

    @cached_property
    def _theme_names(self) -> dict[str, str]:
        rows = sorted(self.money.store.records("themes"), key=lambda record: record["item_order"])
        return {row["theme"]: row["name"] for row in rows}

    def inferred(self, place: Place, year: str, *, theme: str = "") -> list[Overlap]:
        """Overlaps that the returns of a place and year let suppose, theme by theme.

        A line and the line it is a part of are never set beside each other.
        """
        spent: dict[str, dict[str, float]] = {}
        for account in self.money.accounts(place.members, year):
            for line, amount in account.services.items():
                if amount > 0:
                    spent.setdefault(line, {})[account.body] = amount
        found = []
        everything, *themes = self._theme_names
        for theme_id in [theme] if theme and theme != everything else themes:
            lines = [line for line in self._lines_of_themes.get(theme_id, []) if line in spent]
            funders = {body for line in lines for body in spent[line]}
            if len(lines) > 1 or len(funders) > 1:
                found.append(
                    self._of_lines(place, year, theme_id, {line: spent[line] for line in lines})
                )
        return found

    def _of_lines(
        self, place: Place, year: str, theme: str, spent: Mapping[str, Mapping[str, float]]
    ) -> Overlap:
        bodies = list(dict.fromkeys(body for own in spent.values() for body in own))
        parts = [
            f"{self.money.lines[line]['name']}: "
            + ", ".join(f"{BODY_WORDS[body]} {format_pounds(own[body])}" for body in own)
            for line, own in spent.items()
        ]
        return Overlap(
            place=place.name,
            theme=self._theme_names[theme],
            group="not stated in the returns",
            who=", ".join(BODY_WORDS[body] for body in bodies),
            what=f"{year}: " + "; ".join(parts),
            strength=INFERRED,
            lines=tuple(spent),
        )
