"""Whom a place is compared with, and the value of each such group, said in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal, NamedTuple

import numpy as np

from data.read.facts import FactReader
from data.read.measures import Measure
from data.read.places import Place, PlaceReader
from data.read.rows import AreasRow
from data.read.statuses import DOUBTFUL
from utils.config import ENGLAND
from utils.errors import InvalidInputError
from utils.formatting import join_words

#: How many of the nearest statistical neighbours make the group.
NEIGHBOURS: Final = 15
#: A comparison asks for some 20, each of a group of 15.
KEPT_REFERENCES: Final = 4096
TYPE_WORDS: Final = {
    "county": "counties (each with its districts)",
    "unitary": "unitary authorities",
    "metropolitan_district": "metropolitan districts",
    "london_borough": "London boroughs",
}
ComparatorKind = Literal["england", "region", "neighbours", "pilots", "parallel", "type", "set"]
#: Kinds of comparator by the name they have in an address.
KINDS: Final[Mapping[ComparatorKind, str]] = {
    "england": "England",
    "region": "Its region",
    "neighbours": "Similar places",
    "pilots": "The Total Place pilots",
    "parallel": "The parallel places",
    "type": "Authorities of its type",
    "set": "A group you choose",
}


#: How the value of a group is made.
MEDIAN: Final = "median of the members"
SUMMED: Final = "events of all members over all at risk"


def comparator_kind(name: str) -> ComparatorKind:
    """The kind of comparator that an address names.

    Raises:
        InvalidInputError: there is no such kind.
    """
    found = next((kind for kind in KINDS if kind == name), None)
    if found is None:
        raise InvalidInputError(argument="against", received=name, expected=", ".join(KINDS))
    return found


@dataclass(frozen=True)
class Comparator:
    """A group beside which a place is set.

    `code` is that of an area whose own published value is used; else `members` are combined.
    """

    kind: ComparatorKind
    name: str
    words: str
    code: str = ""
    members: tuple[str, ...] = ()


class Reference(NamedTuple):
    """Value of a comparator: how it was made, and how many of its members had a figure."""

    value: float | None
    method: str
    counted: int
    size: int

    @property
    def is_median(self) -> bool:
        """Whether it is the median of a group."""
        return self.method == MEDIAN


@dataclass(frozen=True)
class Comparators:
    """Finds the comparators of a place and computes their values."""

    places: PlaceReader
    facts: FactReader

    @cached_property
    def _areas(self) -> dict[str, AreasRow]:
        where = [("is_current", "==", True)]
        rows = self.places.maps.store.records("areas", where=where)
        return {row["area_code"]: row for row in rows}

    @cached_property
    def _neighbours(self) -> dict[str, list[str]]:
        rows = self.places.maps.store.read("neighbours").sort_values("neighbour_order")
        groups = rows.groupby("area_code")["neighbour_code"]
        return {str(code): list(part) for code, part in groups}

    def neighbours(self, code: str) -> list[str]:
        """The nearest statistical neighbours of an authority, nearest first."""
        return self._neighbours.get(code, [])[:NEIGHBOURS]

    def name(self, code: str) -> str:
        """Name of a current area."""
        return self._areas[code]["area_name"]

    def area_type(self, code: str) -> str:
        """Kind of a current area, such as county."""
        return self._areas[code]["area_type"]

    def region(self, code: str) -> str:
        """Code of the region in which a current area lies."""
        return str(self._areas[code]["region_code"])

    def find(
        self, place: Place, kind: ComparatorKind, *, chosen: Sequence[str] = ()
    ) -> tuple[Comparator | None, str]:
        """Return the comparator of a kind for a place, or None and a sentence why there is none.

        Args:
            place: whom to compare.
            kind: any of `KINDS`.
            chosen: area codes of a set of the visitor's own.
        """
        if kind == "england":
            words = "England as a whole, as published; the place itself is part of it."
            return Comparator("england", "England", words, code=ENGLAND), ""
        if kind == "region":
            return self._region(place)
        if kind == "neighbours":
            return self._nearest(place)
        if kind == "type":
            return self._type(place)
        if kind == "set":
            members = tuple(code for code in chosen if code not in place.members)
            return self._group(place, kind, "the group you chose", members)
        return self._programme(place, kind)

    def _region(self, place: Place) -> tuple[Comparator | None, str]:
        regions = sorted({self.region(code) for code in place.members})
        if len(regions) > 1:
            names = join_words([self.name(code) for code in regions])
            return None, f"{place.name} lies in several regions ({names})."
        name = self.name(regions[0])
        words = f"The region {name}, the place itself among its authorities."
        return Comparator("region", name, words, code=regions[0]), ""

    def _nearest(self, place: Place) -> tuple[Comparator | None, str]:
        """The nearest neighbours of an authority, or of any authority of a place of several."""
        nearest = dict.fromkeys(
            neighbour for code in place.members for neighbour in self.neighbours(code)
        )
        members = tuple(code for code in nearest if code not in place.members)
        return self._group(place, "neighbours", "similar places", members)

    def _type(self, place: Place) -> tuple[Comparator | None, str]:
        types = {self.area_type(code) for code in place.members}
        if len(types) > 1:
            return None, f"{place.name} includes authorities of several types."
        kind = types.pop()
        members = [
            code
            for code in self.places.maps.geography.areas("upper_tier")["area_code"]
            if self.area_type(code) == kind and code not in place.members
        ]
        return self._group(place, "type", f"other {TYPE_WORDS[kind]}", tuple(members))

    def _programme(self, place: Place, kind: ComparatorKind) -> tuple[Comparator | None, str]:
        wanted = {"pilots": "pilot", "parallel": "parallel"}[kind]
        of_kind = [entry for entry in self.places.programme if entry.kind == wanted]
        members = {code for other_place in of_kind for code in other_place.members} - set(
            place.members
        )
        name = {
            "pilots": "authorities of the other Total Place pilots",
            "parallel": "authorities of the parallel places",
        }[kind]
        return self._group(place, kind, name, tuple(sorted(members)))

    def _group(
        self, place: Place, kind: ComparatorKind, name: str, members: tuple[str, ...]
    ) -> tuple[Comparator | None, str]:
        if not members:
            return None, f"No authority is left to compare {place.name} with in {name}."
        names = join_words(sorted(self.name(code) for code in members))
        words = f"{len(members)} authorities together, without the place itself: {names}."
        if kind == "neighbours":
            words = (
                f"The {len(members)} places similar to {place.name}, from ONS's list of "
                f"statistical nearest neighbours, which gives an order but no distances: {names}."
                if len(place.members) == 1
                else f"{len(members)} authorities, each among the {NEIGHBOURS} places similar to "
                f"one of the authorities of {place.name}, from ONS's list of statistical nearest "
                f"neighbours, and none of its own: {names}."
            )
        return Comparator(kind, name, words, members=members), ""

    @lru_cache(maxsize=KEPT_REFERENCES)  # noqa: B019 - a reader lives as long as the process
    def reference(self, comparator: Comparator, measure: Measure, *, period: str) -> Reference:
        """Value of a comparator in a period.

        An area's value is as published. Of a group: events over those at risk where counts
        are published; else, as of money, the median of the members, so that a large member does
        not speak for all. Members without a figure are left out and counted, as are doubtful ones.
        """
        if comparator.code:
            row = self.places.maps.values(measure).row(period, comparator.code)
            value = None if row is None else row["value"]
            return Reference(value, "published", int(value is not None), 1)
        found = self.member_values(comparator, measure, period=period)
        size = len(comparator.members)
        if not found:
            return Reference(None, "no member has a figure", 0, size)
        values = np.array(list(found.values()))
        weights = self._at_risk(measure, period, list(found)) if self._is_summed(measure) else None
        if weights is None:
            return Reference(float(np.median(values)), MEDIAN, len(values), size)
        return Reference(float(np.average(values, weights=weights)), SUMMED, len(values), size)

    def member_values(
        self, comparator: Comparator, measure: Measure, *, period: str
    ) -> dict[str, float]:
        """Value of each member of a group by area code, without gaps and doubtful ones."""
        values = self.places.maps.values(measure)
        found = {code: values.row(period, code) for code in comparator.members}
        return {
            code: row["value"]
            for code, row in found.items()
            if row is not None and row["value"] is not None and row["status"] != DOUBTFUL
        }

    def _is_summed(self, measure: Measure) -> bool:
        """Whether events of several areas may be added up."""
        if measure.kind != "indicator":
            return False
        return self.facts.indicators[measure.item]["aggregation"] == "sum_counts"

    def _at_risk(self, measure: Measure, period: str, codes: list[str]) -> list[float] | None:
        """How many were at risk in each area; None where it is not published for every area."""
        found = []
        for code in codes:
            row = self.facts.observation(measure.item, code=code, period=period, sex=measure.sex)
            if row is None or not row["denominator"]:
                return None
            found.append(float(row["denominator"]))
        return found
