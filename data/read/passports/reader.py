"""Composes passports: of published values, counts, comparators and similar places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from data.read.areas import SMALL_LEVELS
from data.read.comparators import ComparatorKind, Comparators
from data.read.facts import FactReader
from data.read.measures import MapReader, Measure, ShownRow
from data.read.money_basis import NET_BASIS, WHOLE_BASIS
from data.read.passports.origins import FigureOrigins
from data.read.passports.passport import Made, Passport, sign_off
from data.read.passports.similar import similar_facts, similar_figure, similar_steps
from data.read.places import PlaceReader
from data.read.rows import Limits, Status
from data.read.similar_spend import SimilarReader
from utils.config import ENGLAND
from utils.errors import InvalidInputError
from utils.formatting import (
    format_interval,
    format_pounds,
    format_value,
    lower_first,
)

STATUS_WORDS: Final[Mapping[Status, str]] = {
    "published": "as published",
    "computed": "computed from published counts or amounts",
    "approximate": "approximate: no counts are published from which it could be made exactly",
    "apportioned in part": "in part shared out by population",
    "partly estimated": "partly estimated: a small part is of bodies that sent no accounts",
    "doubtful": "may include an error: the last step says why",
    "missing": "missing: a part of it was not returned",
    "suppressed": "suppressed by the publisher, as the numbers are too small",
}

#: Why a figure has no limits, by what is declared of its measure.
UNSURE: Final[Mapping[Limits, str]] = {
    "chance": "The source we have gives no confidence interval for this figure.",
    "modelled": (
        "A modelled figure without a confidence interval, so whether it differs from England "
        "cannot be tested."
    ),
    "full_count": (
        "Everybody is counted, so there is no sampling error and no confidence interval; whether a "
        "difference from England is more than chance is not tested."
    ),
}
#: What money has instead of limits.
COUNTED_MONEY: Final = (
    "Accounts are not a sample, so there is no confidence interval. What is uncertain is who made "
    "a return, and on which line a cost was put."
)
#: What all public spending of an area has, and what is measured of it.
ESTIMATED_MONEY: Final = (
    "An estimate: the range shows how far its drivers were from the true figure where that is "
    "known. Tested on the sum of nine lines of accounts, such ranges included the true figure in "
    "about 9 of 10 areas."
)
PART_ESTIMATED: Final = " (part estimated)"
MEASURED_MONEY: Final = (
    "Measured in accounts, or published by HM Treasury for a whole region; no range."
)
#: The source of the people that money is divided by; its caveats of a year begin with the year.
POPULATION: Final = "ons_population"


@dataclass(frozen=True)
class PassportReader:
    """Composes passports from the published tables."""

    comparators: Comparators
    similar: SimilarReader

    @cached_property
    def origins(self) -> FigureOrigins:
        """The reader of numerators, denominators and steps."""
        return FigureOrigins(self.comparators)

    @property
    def places(self) -> PlaceReader:
        """The reader of places."""
        return self.comparators.places

    @property
    def maps(self) -> MapReader:
        """The reader of measures."""
        return self.places.maps

    @property
    def facts(self) -> FactReader:
        """The reader of what lies behind figures."""
        return self.comparators.facts

    def of_value(self, *, measure: str, basis: str, level: str, period: str, area: str) -> Passport:
        """Passport of a value of a measure.

        Args:
            measure: its short name.
            basis: price basis.
            level: level of the area; the upper tier for places and for England.
            period: period of the value.
            area: GSS code or place id.

        Raises:
            InvalidInputError: there is no such measure, period, area or value.
        """
        found = self.maps.measure(measure=measure, basis=basis, level=level)
        if period not in found.periods:
            raise InvalidInputError(
                argument="period", received=period, expected=f"one of {', '.join(found.periods)}"
            )
        row = self._row(found, period, area)
        if row is None:
            raise InvalidInputError(
                argument="area", received=area, expected=f"an area with a row in {period}"
            )
        made = self.origins.made(found, period, area, row)
        facts = [
            ("Place", self.area_name(area, found)),
            ("Period", period),
            ("Unit", found.unit.replace("GBP", "£")),
            ("Definition", self.definition(found)),
            ("How sure", self._sureness(row, found)),
            ("Status", _status_words(row, found)),
            *made.facts,
            ("Areas", self.origins.vintage(found, area)),
        ]
        return sign_off(
            self.maps,
            title=f"{_name_of(row, found)}, {self.area_name(area, found)}, {period}",
            figure=_figure(row, found),
            made=replace(made, facts=tuple(facts)),
            caveats=(*found.caveats, *self._of_people(found, period)),
            source=found.source,
        )

    def _of_people(self, measure: Measure, period: str) -> tuple[str, ...]:
        """What to know of the population that money of a year is divided by."""
        if measure.kind != "spend":
            return ()
        lines = (self.maps.sources[POPULATION]["caveats"] or "").split("\n")
        return tuple(line for line in lines if line.startswith(f"Mid-{period[:4]} "))

    def of_count(self, line: str) -> Passport:
        """Passport of a figure that the programme's own sources publish.

        Raises:
            InvalidInputError: there is no such line.
        """
        rows = self.maps.store.records("counts", where=[("line", "==", line)])
        if not rows:
            raise InvalidInputError(argument="line", received=line, expected="a line of the counts")
        (row,) = rows
        unit = row["unit"]
        amount = format_pounds(row["amount"]) if unit.startswith("GBP") else f"{row['amount']:,.0f}"
        facts = [
            (
                "Body",
                "all bodies together" if row["organisation"] == "all" else row["organisation"],
            ),
            ("Financial year", row["financial_year"] or "the source does not say"),
            ("Unit", unit.replace("GBP", "£")),
            ("Precision, in the source's words", row["precision_note"] or "nothing said"),
            ("Stated in", row["source_title"]),
            ("Date of the source", row["source_date"] or "not shown"),
        ]
        what = row["measure"].replace("_", " ")
        return sign_off(
            self.maps,
            title=f"{what.capitalize()}: {row['place_id'].replace('_', ' ')}",
            figure=amount,
            made=Made(tuple(facts), ("Taken from the page as stated; nothing was computed.",)),
            caveats=(self.maps.sources[row["source"]]["caveats"] or "").split("\n"),
            source=row["source"],
            link=row["source_url"],
        )

    def of_similar(self, *, measure: str, basis: str, period: str, area: str) -> Passport:
        """Passport of what similar places spend.

        Raises:
            InvalidInputError: there is no such measure, or nothing is known for that place and
                year.
        """
        found = self.maps.measure(measure=measure, basis=basis)
        fit = self.similar.fit(measure, period)
        row = self.similar.row(measure, basis, period, area)
        if fit is None or row is None:
            raise InvalidInputError(
                argument="period and area",
                received=(period, area),
                expected="a place and year with one",
            )
        facts = similar_facts(row, fit, found)
        if row.neighbours is not None:
            comparator, _ = self.comparators.find(self.places.place(area), "neighbours")
            facts += [("Similar places", comparator.words)] if comparator else []
        return sign_off(
            self.maps,
            title=(
                f"{found.name}, what places similar to {self.area_name(area, found)} spend, "
                f"{period}"
            ),
            figure=similar_figure(row, found),
            made=Made(tuple(facts), similar_steps(row, fit)),
            caveats=found.caveats,
            source=found.source,
        )

    def of_group(
        self,
        *,
        place: str,
        against: ComparatorKind,
        own_set: Sequence[str],
        measure: str,
        basis: str,
        period: str,
    ) -> Passport:
        """Passport of the value of a comparator.

        Raises:
            InvalidInputError: the place has no such comparator, or there is no such measure.
        """
        found = self.maps.measure(measure=measure, basis=basis)
        at = self.places.place(place)
        comparator, why = self.comparators.find(at, against, chosen=own_set)
        if comparator is None:
            raise InvalidInputError(argument="against", received=against, expected=why)
        if comparator.code:
            return self.of_value(
                measure=measure,
                basis=basis,
                level="upper_tier",
                period=period,
                area=comparator.code,
            )
        reference = self.comparators.reference(comparator, found, period=period)
        values = self.comparators.member_values(comparator, found, period=period)
        listed = "; ".join(
            f"{self.comparators.name(code)} "
            f"{format_value(value, unit=found.unit, decimals=found.decimals)}"
            for code, value in values.items()
        )
        return sign_off(
            self.maps,
            title=f"{found.name}, {comparator.name} (for {at.name}), {period}",
            figure=format_value(reference.value, unit=found.unit, decimals=found.decimals),
            made=Made(
                (
                    ("Group", comparator.words),
                    ("Members with a figure", f"{reference.counted} of {reference.size}"),
                    ("Definition", self.definition(found)),
                    ("Members' figures", listed or "none"),
                ),
                (f"Computed here as the {reference.method}, and taken as exact.",),
            ),
            caveats=found.caveats,
            source=found.source,
        )

    def area_name(self, area: str, measure: Measure) -> str:
        """Name of an area or place."""
        if area == ENGLAND:
            return "England"
        if area in self.places.places:
            return self.places.place(area).name
        # A region's value stands among those of the upper tier too.
        for level in (measure.level, "region"):
            areas = self.maps.geography.areas(level)
            names = areas.loc[areas["area_code"] == area, "area_name"]
            if len(names):
                return str(names.iloc[0])
        return area

    def _row(self, measure: Measure, period: str, area: str) -> ShownRow | None:
        if measure.level not in SMALL_LEVELS:
            return self.maps.values(measure).row(period, area)
        frame = self.maps.on_map(measure, period=period)
        rows = frame[frame["area_code"] == area]
        if rows.empty:
            return None
        first = rows.iloc[0].astype(object)
        known = first.where(first.notna(), None)
        return ShownRow(
            value=known["value"],
            lower_cl=known["lower_cl"],
            upper_cl=known["upper_cl"],
            verdict_england=known["verdict_england"],
            status=known["status"],
            note=known["note"],
        )

    def definition(self, measure: Measure) -> str:
        """What a measure is, in a sentence or two."""
        if measure.kind == "indicator":
            return self.facts.indicators[measure.item]["description"]
        if measure.kind == "spend":
            return (
                f"{measure.name}: spend on this line of the revenue outturn over the mid-year "
                f"population. {NET_BASIS}"
            )
        if measure.kind == "whole":
            name = measure.name.removesuffix(PART_ESTIMATED)
            return WHOLE_BASIS if name in WHOLE_BASIS else f"{name}, of {lower_first(WHOLE_BASIS)}"
        return f"{measure.name}."

    def _sureness(self, row: ShownRow, measure: Measure) -> str:
        if measure.kind == "whole":
            return ESTIMATED_MONEY if row["lower_cl"] is not None else MEASURED_MONEY
        if row["lower_cl"] is None or row["upper_cl"] is None:
            if measure.kind == "spend":
                return COUNTED_MONEY
            if row["verdict_england"]:
                return (
                    "The source we have gives no confidence interval, only the publisher's own "
                    f"test against England at {measure.verdict_confidence * 100:g}% confidence: "
                    f"{row['verdict_england']}."
                )
            return UNSURE[measure.limits]
        return "95% confidence interval: 95 of 100 such intervals would include the true value."


def _status_words(row: ShownRow, measure: Measure) -> str:
    if measure.kind == "whole" and row["lower_cl"] is not None:
        return f"part estimated. {row['note']}" if row["note"] else "part estimated"
    status = row["status"]
    return STATUS_WORDS.get(status, status) if status else "as published"


def _name_of(row: ShownRow, measure: Measure) -> str:
    """Name of a figure; what HM Treasury published of a region or England is no estimate."""
    if measure.kind == "whole" and row["lower_cl"] is None:
        return measure.name.removesuffix(PART_ESTIMATED)
    return measure.name


def _figure(row: ShownRow, measure: Measure) -> str:
    value = format_value(row["value"], unit=measure.unit, decimals=measure.decimals)
    limits = format_interval(
        row["lower_cl"], row["upper_cl"], unit=measure.unit, decimals=measure.decimals
    )
    words = "range of the estimate" if measure.kind == "whole" else "95% confidence interval"
    return f"{value} ({words} {limits})" if limits else value
