"""Reads everything the place card shows: members, money by theme, outcomes, published counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import pandas as pd

from data.read.measures import MapReader, Measure, ValueRow
from data.read.rows import CountsRow, PlacesKind, SpendGapsRow, Status
from data.read.school_lines import lines_with_schools
from utils.config import ENGLAND
from utils.errors import InvalidInputError
from utils.stats.verdicts import Verdict, compare_with_reference

PlaceKind = PlacesKind | Literal["authority", "region", "country"]
KIND_WORDS: Final[Mapping[PlaceKind, str]] = {
    "pilot": "Total Place pilot",
    "parallel": "parallel place",
    "successor": "successor programme",
}
#: What a page speaks of where nothing else is chosen: services without education, as schools leave
#: the accounts when they become academies.
HEADLINE: Final = "spend:services_without_education"
#: The price basis of everything that is no money of ours.
AS_PUBLISHED: Final = "as published"
#: Item of a theme of which the first sentence about a place speaks.
HEADLINE_ITEM: Final = "headline"
#: Years after which a figure is spoken of in the past tense.
RECENT_YEARS: Final = 5


@dataclass(frozen=True)
class Place:
    """A place that can be chosen: an authority, or the union that a programme named."""

    place_id: str
    name: str
    kind: PlaceKind
    members: tuple[str, ...]
    how: str = ""
    themes: str = ""

    @property
    def value_code(self) -> str:
        """The code under which its values are held: the authority's own, or the union's."""
        return self.members[0] if len(self.members) == 1 else self.place_id


@dataclass(frozen=True)
class Outcome:
    """An outcome of a place beside England's, with the verdict."""

    measure: Measure
    period: str
    value: float | None
    lower: float | None
    upper: float | None
    england: float | None
    verdict: Verdict
    status: Status | None
    is_old: bool = False


def newest_series(measures: Sequence[Measure]) -> list[Measure]:
    """Leave out each older series of an indicator whose newer series is among the measures too."""
    known = {(measure.item, measure.sex) for measure in measures}
    return [measure for measure in measures if (measure.older_series_of, measure.sex) not in known]


@dataclass(frozen=True)
class PlaceReader:
    """Reads facts about places from the published tables."""

    maps: MapReader

    @cached_property
    def programme(self) -> list[Place]:
        """Places of the programme that have members here: pilots, parallel places, successors."""
        members = self.maps.store.read("place_members").groupby("place_id")["area_code"].agg(tuple)
        kinds = list(KIND_WORDS)
        rows = [
            record
            for record in self.maps.store.records("places")
            if record["place_id"] in members.index
        ]
        ordered = sorted(rows, key=lambda row: (kinds.index(row["kind"]), row["name"]))
        return [
            Place(
                place_id=row["place_id"],
                name=row["name"],
                kind=row["kind"],
                members=members[row["place_id"]],
                how=row["how"],
                themes=row["deep_dive_themes"] or "",
            )
            for row in ordered
        ]

    @cached_property
    def places(self) -> dict[str, Place]:
        """Every place that can be chosen, by its id: programme places, then single authorities."""
        single = self.maps.geography.areas("upper_tier").sort_values("area_name")
        authorities = [
            Place(place_id=code, name=name, kind="authority", members=(code,))
            for code, name in zip(single["area_code"], single["area_name"], strict=True)
        ]
        return {place.place_id: place for place in [*self.programme, *authorities]}

    def outlines(self) -> dict[str, dict[str, str]]:
        """Name and kind of every programme place by its id, for the map's outlines and labels."""
        return {
            entry.place_id: {"name": entry.name, "kind": entry.kind} for entry in self.programme
        }

    def place(self, place_id: str) -> Place:
        """Return a place.

        Raises:
            InvalidInputError: there is no such place.
        """
        found = self.places.get(place_id)
        if found is None:
            raise InvalidInputError(
                argument="place",
                received=place_id,
                expected="a GSS code of 2024 or a programme place",
            )
        return found

    def rows_inside(self, place_id: str, *, level: str) -> list[int] | None:
        """Rows of the small areas inside a place, authority by authority; None means all of them.

        Coarser levels are few enough to be sent whole, so that what lies around is coloured too.

        Raises:
            InvalidInputError: there is no such place.
        """
        members = self.place(place_id).members
        return self.maps.geography.within(level, members) if level == "lsoa" else None

    def programme_of(self, place: Place) -> list[Place]:
        """Programme places that share an authority with this place."""
        return [entry for entry in self.programme if set(entry.members) & set(place.members)]

    def record_ids(self, place: Place) -> set[str]:
        """Ids under which the programme's record may hold rows of this place."""
        return {place.place_id} | {entry.place_id for entry in self.programme_of(place)}

    def row(self, place: Place, measure: Measure, period: str) -> ValueRow | None:
        """Row of a place in a period, or None where there is none."""
        return self.maps.values(measure).row(period, place.value_code)

    def england(self, measure: Measure, period: str) -> float | None:
        """England's published value in a period."""
        row = self.maps.values(measure).row(period, ENGLAND)
        return None if row is None else row["value"]

    def newest(self, place: Place, measure: Measure) -> ValueRow | None:
        """The row of the newest period in which a place has a value."""
        return self.maps.values(measure).newest(place.value_code)

    @cached_property
    def theme_names(self) -> dict[str, str]:
        """Name of each theme, in order."""
        themes = self.maps.store.read("themes").sort_values("item_order")
        return dict(zip(themes["theme"], themes["name"], strict=True))

    @cached_property
    def theme_cautions(self) -> dict[str, str]:
        """What a reader must know of each theme."""
        themes = self.maps.store.read("themes")
        return dict(zip(themes["theme"], themes["caution"], strict=True))

    @cached_property
    def _measures_of_themes(self) -> dict[tuple[str, str], list[Measure]]:
        """Measures by theme and price basis, in the theme's declared order."""
        items = self.maps.store.read("theme_items").sort_values(["theme", "item_order"])
        items = items[items["item_kind"] != HEADLINE_ITEM]
        by_item: dict[str, list[Measure]] = {}
        for measure in self.maps.first.values():
            by_item.setdefault(measure.item, []).append(measure)
        found: dict[tuple[str, str], list[Measure]] = {}
        for theme, item in zip(items["theme"], items["item"], strict=True):
            for measure in by_item.get(item, []):
                found.setdefault((theme, measure.basis), []).append(measure)
        return found

    def theme_measures(self, theme: str, *, basis: str) -> list[Measure]:
        """Money of a theme at a price basis, then its outcomes, each in the declared order.

        Each stands once, at the level at which it is first shown.
        """
        found = self._measures_of_themes
        return [*found.get((theme, basis), []), *found.get((theme, AS_PUBLISHED), [])]

    def theme_outcomes(self, theme: str) -> list[Measure]:
        """Outcomes of a theme that authorities have, in the declared order."""
        found = self._measures_of_themes.get((theme, AS_PUBLISHED), [])
        return [measure for measure in found if measure.level == "upper_tier"]

    @cached_property
    def _headline_items(self) -> dict[str, list[str]]:
        """Indicators of which the first sentence about a place speaks, by theme."""
        items = self.maps.store.read("theme_items").sort_values(["theme", "item_order"])
        rows = items[items["item_kind"] == HEADLINE_ITEM]
        return {str(theme): list(part) for theme, part in rows.groupby("theme")["item"]}

    def headline_items(self, theme: str) -> list[str]:
        """Indicators of which the first sentence about a place speaks, in the declared order."""
        return self._headline_items.get(theme, [])

    def headlines(self, place: Place, theme: str) -> list[Outcome]:
        """The theme's declared headline measures at a place, each in its newest period there."""
        declared = self.headline_items(theme)
        found = [
            outcome for outcome in self.outcomes(place, theme) if outcome.measure.item in declared
        ]
        return sorted(found, key=lambda outcome: declared.index(outcome.measure.item))

    def headline_outcomes(self, theme: str) -> list[Measure]:
        """The outcomes by which places are compared on a theme.

        All services together stand for every theme: after its own outcomes comes the first
        outcome of each other theme, for every sex.
        """
        found = dict.fromkeys(self.theme_outcomes(theme))
        if theme == next(iter(self.theme_names)):
            for other in self.theme_names:
                outcomes = self.theme_outcomes(other)
                found |= dict.fromkeys(
                    outcome for outcome in outcomes if outcome.item == outcomes[0].item
                )
        return list(found)

    def level_measures(self, level: str, *, basis: str) -> list[Measure]:
        """Every measure that exists at a level: of each theme in turn, each once."""
        found: dict[str, Measure] = {}
        for theme in self.theme_names:
            for measure in self.theme_measures(theme, basis=basis):
                at_level = self.maps.by_level[measure.measure, measure.basis].get(level)
                if at_level is not None:
                    found.setdefault(measure.measure, at_level)
        return list(found.values())

    def _theme_money(self, theme: str, *, basis: str) -> list[Measure]:
        return [
            measure
            for measure in self.theme_measures(theme, basis=basis)
            if measure.kind == "spend"
        ]

    def theme_lines(self, *, basis: str, period: str) -> dict[str, Measure]:
        """The service lines that say most of the themes in a year, by the theme that names them.

        Each theme names its own line, or the wider line that holds it where its own is not reported
        in that year. A line is held once, under the first theme that names it, so no number appears
        twice. A line that exists in the year but has a gap at a place stays a gap there.
        """
        found: dict[str, Measure] = {}
        for theme in self.theme_names:
            reported = [
                measure
                for measure in self._theme_money(theme, basis=basis)
                if period in measure.periods
            ]
            if reported and reported[0] not in found.values():
                found[theme] = reported[0]
        return found

    def own_lines(self, *, basis: str) -> dict[str, Measure]:
        """Each theme's own line, that is the first it declares, by theme."""
        return {
            theme: money[0]
            for theme in self.theme_names
            if (money := self._theme_money(theme, basis=basis))
        }

    def without_own_line(self, *, basis: str, period: str) -> dict[str, Measure]:
        """Themes of which a year's returns have no separate figure, each with its own line."""
        own = self.own_lines(basis=basis)
        return {theme: line for theme, line in own.items() if period not in line.periods}

    @cached_property
    def _gaps(self) -> dict[tuple[str, str, str], SpendGapsRow]:
        rows = self.maps.store.records("spend_gaps")
        return {(row["area_code"], row["service_line"], row["financial_year"]): row for row in rows}

    def gap(self, place: Place, measure: Measure, period: str) -> SpendGapsRow | None:
        """What is known of a line of which a part is missing; None where it is whole."""
        return self._gaps.get((place.value_code, measure.item, period))

    @cached_property
    def lines_with_schools(self) -> frozenset[str]:
        """Lines that schools leave as they become academies: education and the totals over it."""
        store = self.maps.store
        return lines_with_schools(store.read("spend_breaks"), store.read("spend_components"))

    def spend_by_line(self, place: Place, *, basis: str, period: str) -> pd.DataFrame:
        """Spend per head of the service lines that say most of the themes in a year.

        Returns:
            A row a line: line (its name), measure, value and england (GBP per person), status,
            note. Some lines hold others, so the rows must never be added up.
        """
        rows = []
        for measure in self.theme_lines(basis=basis, period=period).values():
            row = self.row(place, measure, period)
            if row is None:
                continue
            rows.append(
                {
                    "line": measure.name,
                    "measure": measure.measure,
                    "value": row["value"],
                    "england": self.england(measure, period),
                    "status": row["status"],
                    "note": row["note"],
                }
            )
        columns = ["line", "measure", "value", "england", "status", "note"]
        return pd.DataFrame(rows, columns=columns)

    def outcomes(self, place: Place, theme: str) -> list[Outcome]:
        """The theme's outcomes at a place, each in its newest period with a value there.

        Of two series of a single indicator only the newest is here; see `older_outcomes`.
        """
        known = self._known_outcomes(place, theme)
        return [self._outcome(series, known[series]) for series in newest_series(list(known))]

    def outcome(self, place: Place, measure: Measure) -> Outcome | None:
        """An outcome at a place in its newest period there."""
        row = self.newest(place, measure)
        return None if row is None else self._outcome(measure, row)

    def older_outcomes(self, place: Place, theme: str) -> list[Measure]:
        """Older series of the theme's outcomes at a place, with a history of their own."""
        known = list(self._known_outcomes(place, theme))
        newest = set(newest_series(known))
        return [measure for measure in known if measure not in newest]

    def _known_outcomes(self, place: Place, theme: str) -> dict[Measure, ValueRow]:
        """The theme's outcomes that a place has, with the newest row of each."""
        found = ((outcome, self.newest(place, outcome)) for outcome in self.theme_outcomes(theme))
        return {measure: row for measure, row in found if row is not None}

    @cached_property
    def _newest_year(self) -> int:
        """The first year of the newest period of any outcome."""
        outcomes = (measure for measure in self.maps.first.values() if measure.kind == "indicator")
        return max(int(outcome.periods[-1][:4]) for outcome in outcomes)

    def _outcome(self, measure: Measure, row: ValueRow) -> Outcome:
        england = self.england(measure, row["period"])
        verdict = row["verdict_england"] or compare_with_reference(
            lower=row["lower_cl"],
            upper=row["upper_cl"],
            reference=england,
            polarity=measure.polarity,
        )
        return Outcome(
            measure=measure,
            period=row["period"],
            value=row["value"],
            lower=row["lower_cl"],
            upper=row["upper_cl"],
            england=england,
            verdict=verdict,
            status=row["status"],
            is_old=row["period_start"] < self._newest_year - RECENT_YEARS,
        )

    def counts(self, place: Place) -> list[CountsRow]:
        """Figures that the programme's own sources publish of a place, with their sources."""
        return [
            row
            for entry in self.programme_of(place)
            for row in self._counts.get(entry.place_id, [])
        ]

    @cached_property
    def _counts(self) -> dict[str, list[CountsRow]]:
        """Rows of published counts by place; rows about no place or without amount are left out."""
        rows: dict[str, list[CountsRow]] = {}
        for row in self.maps.store.records("counts"):
            if row["is_plottable"]:
                rows.setdefault(row["place_id"], []).append(row)
        return rows
