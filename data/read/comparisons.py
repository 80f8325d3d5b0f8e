"""Reads places side by side: figures of the same period, their comparators and differences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, NamedTuple, get_args

import pandas as pd

from data.read.comparators import Comparator, ComparatorKind, Comparators, Reference
from data.read.measures import Measure, ValueRow
from data.read.periods import have_common_years
from data.read.places import Place, PlaceReader, newest_series
from utils.config import ENGLAND
from utils.stats.differences import compare_two, difference_limits
from utils.stats.verdicts import CANNOT_TELL, Verdict, compare_with_reference

SeriesColumn = Literal["value", "lower_cl", "upper_cl", "status", "note"]
#: Why a difference between two places cannot be tested.
NO_LIMITS: Final = "there is no confidence interval for both"
NO_LIMITS_TWICE: Final = "there is no confidence interval for both periods"
COMMON_YEARS: Final = "the two periods have years in common"
SHARED: Final = "the two share authorities, so their figures are not independent"
#: Sets of places of which the outcomes are kept.
KEPT: Final = 200
#: What is said of each period of a series.
SERIES_COLUMNS: Final[tuple[SeriesColumn, ...]] = get_args(SeriesColumn)
BROAD_AGES: Final = {
    "0 to 19": ("0-4", "5-9", "10-14", "15-19"),
    "20 to 64": (
        "20-24",
        "25-29",
        "30-34",
        "35-39",
        "40-44",
        "45-49",
        "50-54",
        "55-59",
        "60-64",
    ),
    "65 and over": ("65-69", "70-74", "75-79", "80-84", "85-89", "90+"),
}


class Standing(NamedTuple):
    """A place's figure beside its comparator's, and the verdict; money has none."""

    place: Place
    row: ValueRow | None
    comparator: Comparator | None
    why_none: str
    reference: Reference | None
    verdict: Verdict

    @property
    def value(self) -> float | None:
        """The place's value."""
        return None if self.row is None else self.row["value"]


class MeasureStandings(NamedTuple):
    """All places on a measure in a period; `shared` says whether every place has a value."""

    measure: Measure
    period: str
    shared: bool
    standings: tuple[Standing, ...]

    @property
    def tested(self) -> bool:
        """Whether any place's figure could be tested against its comparator's."""
        return any(standing.verdict != CANNOT_TELL for standing in self.standings)

    @property
    def sure(self) -> bool:
        """Whether every place has a value with limits."""
        return self.shared and all(
            standing.row is not None and standing.row["lower_cl"] is not None
            for standing in self.standings
        )


class Difference(NamedTuple):
    """How a place differs from another: the first minus the other, with limits, or why not."""

    place: Place
    other: Place
    value: float | None
    lower: float | None
    upper: float | None
    verdict: Verdict
    reason: str


class Change(NamedTuple):
    """A place's figures of two periods, and whether they clearly differ; money has no verdict."""

    start: ValueRow | None
    end: ValueRow | None
    verdict: Verdict
    reason: str

    @property
    def is_known(self) -> bool:
        """Whether both periods have a figure."""
        return all(row is not None and row["value"] is not None for row in (self.start, self.end))


@dataclass(frozen=True)
class CompareReader:
    """Reads figures of several places so that they can be set beside each other."""

    comparators: Comparators

    @property
    def places(self) -> PlaceReader:
        """The reader of places."""
        return self.comparators.places

    def shared_period(self, measure: Measure, chosen: Sequence[Place]) -> tuple[str, bool] | None:
        """Newest period in which all places have a value, else that in which most of them have.

        Returns:
            The period and whether every place has a value in it; None where none ever has a value.
        """
        values = self.places.maps.values(measure)
        best: tuple[int, str] | None = None
        for period in reversed(measure.periods):
            rows = [values.row(period, place.value_code) for place in chosen]
            known = sum(row is not None and row["value"] is not None for row in rows)
            if known == len(chosen):
                return period, True
            if known and (best is None or known > best[0]):
                best = known, period
        return None if best is None else (best[1], False)

    def newest_period(self, measure: Measure, chosen: Sequence[Place]) -> str | None:
        """Newest period in which any of the places has a value; None where none ever has."""
        values = self.places.maps.values(measure)
        for period in reversed(measure.periods):
            rows = (values.row(period, place.value_code) for place in chosen)
            if any(row is not None and row["value"] is not None for row in rows):
                return period
        return None

    def standings(
        self,
        chosen: Sequence[Place],
        measure: Measure,
        *,
        period: str,
        against: ComparatorKind,
        own_set: Sequence[str] = (),
    ) -> tuple[Standing, ...]:
        """Every place's figure of a period beside its comparator's.

        Args:
            chosen: the places.
            measure: the measure.
            period: any of its periods.
            against: kind of comparator.
            own_set: area codes of the visitor's own set.
        """
        return tuple(self._standing(place, measure, period, against, own_set) for place in chosen)

    def _standing(
        self,
        place: Place,
        measure: Measure,
        period: str,
        against: ComparatorKind,
        own_set: Sequence[str],
    ) -> Standing:
        row = self.places.row(place, measure, period)
        comparator, why = self.comparators.find(place, against, chosen=own_set)
        if comparator is None:
            return Standing(place, row, None, why, None, CANNOT_TELL)
        reference = self.comparators.reference(comparator, measure, period=period)
        verdict = _verdict(row, reference, measure, is_england=comparator.code == ENGLAND)
        return Standing(place, row, comparator, "", reference, verdict)

    def outcomes(
        self,
        chosen: Sequence[Place],
        theme: str,
        *,
        against: ComparatorKind,
        own_set: Sequence[str] = (),
    ) -> list[MeasureStandings]:
        """The headline outcomes of a theme that any of the places has, in the declared order.

        Of two series of one indicator only the newest that any of the places has.
        """
        return list(self._outcomes(tuple(chosen), theme, against, tuple(own_set)))

    @lru_cache(maxsize=KEPT)  # noqa: B019 - a reader lives as long as the process
    def _outcomes(
        self,
        chosen: tuple[Place, ...],
        theme: str,
        against: ComparatorKind,
        own_set: tuple[str, ...],
    ) -> tuple[MeasureStandings, ...]:
        found = []
        for measure in self.places.headline_outcomes(theme):
            at = self.shared_period(measure, chosen)
            if at is not None:
                period, shared = at
                rows = self.standings(
                    chosen, measure, period=period, against=against, own_set=own_set
                )
                found.append(MeasureStandings(measure, period, shared, rows))
        newest = set(newest_series([standings.measure for standings in found]))
        return tuple(standings for standings in found if standings.measure in newest)

    def differences(
        self, chosen: Sequence[Place], measure: Measure, *, period: str
    ) -> list[Difference]:
        """How the first place differs from each other place on a measure that has limits.

        The limits of a difference come from those of both figures, taken as independent; places
        that share an authority are not, and get no verdict.
        """
        first, *others = chosen
        return [self._difference(first, other, measure, period) for other in others]

    def _difference(self, first: Place, other: Place, measure: Measure, period: str) -> Difference:
        own, theirs = (self.places.row(place, measure, period) for place in (first, other))
        if own is None or own["value"] is None:
            return _no_difference(first, other, f"{first.name} has no figure in {period}")
        if theirs is None or theirs["value"] is None:
            return _no_difference(first, other, f"{other.name} has no figure in {period}")
        value = own["value"] - theirs["value"]
        if set(first.members) & set(other.members):
            return _no_difference(first, other, SHARED, value)
        limits = difference_limits(**_two(own, theirs))
        if limits is None:
            return _no_difference(first, other, NO_LIMITS, value)
        verdict = compare_two(**_two(own, theirs), polarity=measure.polarity)
        return Difference(first, other, value, limits.lower, limits.upper, verdict, "")

    def change(self, place: Place, measure: Measure, *, since: str, until: str) -> Change:
        """A place's figures of two periods, the later tested against the earlier.

        Both are taken as independent, so periods that have a year in common are not tested.
        """
        start, end = (self.places.row(place, measure, year) for year in sorted([since, until]))
        found = Change(start, end, CANNOT_TELL, "")
        if start is None or end is None or not found.is_known or measure.kind != "indicator":
            return found
        if have_common_years(start, end):
            return found._replace(reason=COMMON_YEARS)
        verdict = compare_two(**_two(end, start), polarity=measure.polarity)
        reason = NO_LIMITS_TWICE if verdict == CANNOT_TELL else ""
        return found._replace(verdict=verdict, reason=reason)

    def series_of(self, code: str, measure: Measure) -> pd.DataFrame:
        """All periods of a measure at an area or place: period, value, limits, status and note.

        A period without a figure is a row without a value.
        """
        values = self.places.maps.values(measure)
        rows = [(period, values.row(period, code)) for period in measure.periods]
        frame = pd.DataFrame(
            [
                {"period": period, **{name: row[name] if row else None for name in SERIES_COLUMNS}}
                for period, row in rows
            ]
        )
        return frame.astype(dict.fromkeys(("value", "lower_cl", "upper_cl"), "float64"))

    def age_shares(self, place: Place, *, year: int) -> dict[str, float] | None:
        """Share of residents in each five-year age band, in per cent; None where not published."""
        ages = self.comparators.facts.ages(place.members, year=year)
        if ages is None or not ages.sum():
            return None
        return {str(band): float(people) for band, people in (ages / ages.sum() * 100).items()}


def broad_shares(shares: dict[str, float]) -> dict[str, float]:
    """Shares of the three broad ages from those of five-year bands."""
    return {name: sum(shares[band] for band in bands) for name, bands in BROAD_AGES.items()}


def _verdict(
    row: ValueRow | None, reference: Reference, measure: Measure, *, is_england: bool
) -> Verdict:
    if row is None or row["value"] is None or measure.kind != "indicator":
        return CANNOT_TELL
    if is_england and row["verdict_england"]:
        return row["verdict_england"]
    return compare_with_reference(
        lower=row["lower_cl"],
        upper=row["upper_cl"],
        reference=reference.value,
        polarity=measure.polarity,
    )


def _two(own: ValueRow, theirs: ValueRow) -> dict[str, float | None]:
    return {
        "value": own["value"],
        "lower": own["lower_cl"],
        "upper": own["upper_cl"],
        "other": theirs["value"],
        "other_lower": theirs["lower_cl"],
        "other_upper": theirs["upper_cl"],
    }


def _no_difference(
    first: Place, other: Place, reason: str, value: float | None = None
) -> Difference:
    return Difference(first, other, value, None, None, CANNOT_TELL, reason)
