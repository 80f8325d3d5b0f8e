"""What a figure was counted from, and the steps from what was published to what is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import pandas as pd

from data.read.areas import SMALL_LEVELS
from data.read.comparators import Comparators
from data.read.measures import Measure, ShownRow
from data.read.passports.passport import Made
from data.read.passports.whole import REGION_STEPS, STEPS, items_of_whole
from data.read.passports.whole_sources import origins_of_whole
from data.read.rows import MissingReturnsRow, ObservationsRow
from data.read.whole_place import WholePlaceReader
from utils.config import ENGLAND, PRICE_BASE_YEAR
from utils.formatting import format_pounds, join_words

UNKNOWN: Final = "not published"
BODY_WORDS: Final = {
    "council": "councils",
    "police": "police bodies",
    "fire": "fire and rescue bodies",
    "transport": "transport bodies",
    "waste": "waste bodies",
    "combined": "combined authorities",
    "gla": "the Greater London Authority",
    "park": "national parks",
    "all": "all bodies, as published for England",
}
IN_REAL_TERMS: Final = (
    f"Put into {PRICE_BASE_YEAR} prices by HM Treasury's GDP deflator, carried on after 2023-24 by "
    "the growth in the Office for Budget Responsibility's outlook of November 2025."
)


@dataclass(frozen=True)
class FigureOrigins:
    """Reads numerators, denominators and steps of figures."""

    comparators: Comparators

    def made(self, measure: Measure, period: str, area: str, row: ShownRow) -> Made:
        """What was counted, and the steps from what was published.

        Args:
            measure: the measure.
            period: any of its periods.
            area: GSS code or place id.
            row: the row of the value.

        Returns:
            Numerator and denominator, or the items that it is made of, and the steps.
        """
        if measure.kind == "spend":
            return self._made_of_money(measure, period, area, row)
        if measure.kind == "indicator":
            return self._made_of_counts(measure, period, area, row)
        if measure.kind == "whole":
            return self._made_of_whole(measure, period, area)
        return Made((), (row["note"] or "Taken as published.",))

    @cached_property
    def _whole(self) -> WholePlaceReader:
        return WholePlaceReader(self.comparators.facts.store)

    def _made_of_whole(self, measure: Measure, period: str, area: str) -> Made:
        is_region = area == ENGLAND or self._is_region(area)
        maps = self.comparators.places.maps
        every = maps.geography.areas("upper_tier")["area_code"]
        codes = tuple(every) if area == ENGLAND else self._money_areas(area)
        items = items_of_whole(self._whole, measure.item, codes, period, is_region=is_region)
        steps = REGION_STEPS if is_region else STEPS
        return Made(
            items.facts,
            steps if measure.basis != "real" else (*steps, IN_REAL_TERMS),
            items.smaller,
            origins_of_whole(self._whole, maps.sources, items, codes, period),
        )

    def _is_region(self, area: str) -> bool:
        return area in self.comparators.places.maps.geography.codes("region")

    def _made_of_money(self, measure: Measure, period: str, area: str, row: ShownRow) -> Made:
        year, members = int(period[:4]), self._money_areas(area)
        people = self.comparators.facts.residents_of(members, year=year)
        bodies = self.comparators.facts.bodies(measure.item, codes=members, year=period)
        named = [
            _numerator(BODY_WORDS[str(body)], rows) for body, rows in bodies.groupby("body_type")
        ]
        facts = [
            ("Numerator", "; ".join(named) or UNKNOWN),
            ("Denominator", f"{people:,.0f} residents, mid-{year}" if people else UNKNOWN),
        ]
        release = self.comparators.facts.release(members[0], year=year)
        if release:
            facts.append(("Population from", release))
        steps = ["Amounts of all bodies added up, on the boundaries of 2024."]
        steps += [
            _missing_words(missing)
            for missing in self.comparators.facts.missing_returns(
                measure.item, codes=members, year=period
            )
        ]
        notes = sorted(set(bodies["note"].dropna()))
        steps += notes
        steps.append("Divided by the residents in the middle of the year in which it begins.")
        if measure.basis == "real":
            steps.append(IN_REAL_TERMS)
        breaks = self.comparators.facts.breaks_of(measure.item)
        steps += [
            f"Break in {change['financial_year']} ({change['kind']}): {change['note']}"
            for change in breaks.to_dict("records")
        ]
        if row["note"]:
            steps.append(row["note"])
        return Made(tuple(facts), tuple(dict.fromkeys(steps)))

    def _money_areas(self, area: str) -> tuple[str, ...]:
        regions = self.comparators.places.maps.geography.codes("region")
        if area not in regions:
            return self._members(area)
        return tuple(
            code
            for code in self.comparators.places.maps.geography.areas("upper_tier")["area_code"]
            if self.comparators.region(code) == area
        )

    def _made_of_counts(self, measure: Measure, period: str, area: str, row: ShownRow) -> Made:
        rows = [
            self.comparators.facts.observation(
                measure.item, code=code, period=period, sex=measure.sex
            )
            for code in self._members(area)
        ]
        facts = (
            ("Numerator", _added(rows, "numerator")),
            ("Denominator", _added(rows, "denominator")),
        )
        method = row["note"] or (rows[0]["method"] if rows and rows[0] else None)
        return Made(facts, (_sentence(method) if method else "Taken as published.",))

    def vintage(self, measure: Measure, area: str) -> str:
        """Which areas a figure is about, with the year of their boundaries."""
        if measure.level in SMALL_LEVELS:
            return f"{area}, a small area of 2011 (GSS code)"
        members = self._members(area)
        if area in self.comparators.places.places and len(members) > 1:
            named = [f"{self.comparators.name(member)} ({member})" for member in members]
            return f"Authorities of 2024: {join_words(named)}"
        return f"GSS code {area}, boundaries of 2024"

    def _members(self, area: str) -> tuple[str, ...]:
        return (
            self.comparators.places.place(area).members
            if area in self.comparators.places.places
            else (area,)
        )


def _numerator(body: str, rows: pd.DataFrame) -> str:
    """What bodies of a kind returned; where a part is missing, what is known of it."""
    if rows["amount_gbp"].notna().all():
        return f"{body} {format_pounds(float(rows['amount_gbp'].sum()))}"
    known = rows["known_gbp"].fillna(rows["amount_gbp"]).sum()
    if not known:
        return f"{body} no return"
    return f"{body} {format_pounds(float(known))} of those that made a return"


def _missing_words(row: MissingReturnsRow) -> str:
    """Say how large the return that a body did not make may be, and how that is known."""
    estimate, lower, upper = row["estimate_gbp"], row["lower_gbp"], row["upper_gbp"]
    if estimate is None or lower is None or upper is None:
        return f"No return from {row['body']}; no return of its own says how large it would be."
    middle, low, high = map(format_pounds, (estimate, lower, upper))
    return (
        f"No return from {row['body']}: estimated at {middle} (between {low} and {high}), from its "
        "returns of up to three years before and after and its budget; of a line that it never "
        "returned, at most what the line above it is estimated at."
    )


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _added(
    rows: Sequence[ObservationsRow | None], column: Literal["numerator", "denominator"]
) -> str:
    found = [row[column] if row else None for row in rows]
    known = [value for value in found if value is not None]
    return f"{sum(known):,.0f}" if known and len(known) == len(found) else UNKNOWN
