"""Every name by which a place is found, ready to be compared, with where it leads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from data.read.find_place.atlas_areas import AtlasAreas
from data.read.find_place.candidate import Candidate, Kind
from data.read.name_forms import (
    bare_name,
    first_part,
    official_name,
    plain_name,
    without_brackets,
)
from data.read.rows import PlaceNamesRow
from data.read.store import Store

#: Kinds of the table of names that are a place's own, so that nothing need be said of them.
OWN: Final = ("official", "short", "programme")
UNOFFICIAL: Final = "called here after its ward; no official name"
GROUP: Final = "group"
KINDS: Final[dict[str, Kind]] = {"former": "former council", "town": "town"}


#: The authority's name, a number, and for a small area a letter.
SMALL_NAME: Final = re.compile(r".+ \d{3}[a-z]?")


class Name(NamedTuple):
    """A name of a place: as it is compared, and what it is a name of.

    Attributes:
        plain: without case, accents and punctuation.
        bare: without titles of councils too.
        shortened: compared as a whole alone, as it is a part of a name or says more than the name.
        candidate: where it leads.
    """

    plain: str
    bare: str
    shortened: bool
    candidate: Candidate


def _name(text: str, candidate: Candidate, *, shortened: bool = False) -> Name:
    return Name(plain_name(text), bare_name(text), shortened, candidate)


@dataclass(frozen=True)
class NameIndex:
    """Names of councils, towns, wards and neighbourhoods."""

    store: Store
    areas: AtlasAreas

    @cached_property
    def places(self) -> dict[str, str]:
        """Official name of every place that pages show, by its id."""
        rows = self.store.records("place_names", where=[("kind", "==", "official")])
        return {row["place_id"]: row["name"] for row in rows}

    @cached_property
    def settlements(self) -> tuple[Name, ...]:
        """Names of regions, councils, districts, places of the programme and towns."""
        return (*self._declared(), *self._regions(), *self._towns())

    @cached_property
    def parts(self) -> tuple[Name, ...]:
        """Names of wards and neighbourhoods; of neighbourhoods the official ones."""
        return (*self._wards(), *self._neighbourhoods())

    @cached_property
    def by_bare(self) -> dict[str, list[Name]]:
        """Names of settlements by what is left without titles."""
        return _by_bare(self.settlements)

    @cached_property
    def parts_by_bare(self) -> dict[str, list[Name]]:
        """Names of wards by what is left without titles."""
        return _by_bare(self.parts)

    @cached_property
    def _small_names(self) -> dict[str, str]:
        return {
            plain_name(official_name(name)): code for code, name in self.areas.small_names.items()
        }

    def small_area(self, plain: str) -> str:
        """Code of the small area of an official name, such as Birmingham 023D; "" if none."""
        return self._small_names.get(plain, "") if SMALL_NAME.fullmatch(plain) else ""

    def place(self, place_id: str, *, note: str = "") -> Candidate:
        """A place that pages show: an authority, or several that a programme named."""
        if place_id in self.areas.rows:
            return self.areas.area(place_id, note=note)
        name = self.places[place_id]
        return Candidate(name, "place of the programme", "England", place_id, "", "", note=note)

    def _declared(self) -> Iterator[Name]:
        """Names of the published table; a district leads to itself, all else to its place."""
        rows = self.store.records("place_names")
        # Short forms of a name have its note, and the name itself comes first in the note.
        full: dict[tuple[str, str | None], str] = {
            (row["place_id"], row["note"]): row["name"]
            for row in rows
            if row["note"] and row["note"].startswith(f"{row['name']} ")
        }
        districts = {
            (row["upper_tier_code"], row["area_name"]): code
            for code, row in self.areas.rows.items()
            if row["level"] == "lower_tier"
        }
        for row in rows:
            name = full.get((row["place_id"], row["note"]), row["name"])
            yield _name(row["name"], self._candidate(row, name, districts))
        for (_, name), code in districts.items():
            if first_part(name):
                yield _name(first_part(name), self.areas.area(code), shortened=True)

    def _candidate(
        self, row: PlaceNamesRow, name: str, districts: dict[tuple[str | None, str], str]
    ) -> Candidate:
        place, note = row["place_id"], row["note"] or ""
        if row["kind"] in OWN:
            return self.place(place, note=note)
        if row["kind"] == "district":
            return self.areas.area(districts[place, name])
        if row["kind"] == GROUP:
            return self.place(place, note=note)
        kind = KINDS[row["kind"]]
        part = self.areas.part(name, kind, place)
        return part if kind == "town" else part._replace(note=note)

    def _regions(self) -> Iterator[Name]:
        for code, row in self.areas.rows.items():
            if row["area_type"] in ("region", "england"):
                yield _name(row["area_name"], self.areas.area(code))

    def _towns(self) -> Iterator[Name]:
        for row in self.store.records("towns"):
            name = without_brackets(row["name"])
            town = self.areas.part(name, "town", row["area_code"])
            yield _name(name, town)
            if name != row["name"]:
                yield _name(row["name"], town, shortened=True)
            if first_part(name):
                yield _name(first_part(name), town, shortened=True)

    def _wards(self) -> Iterator[Name]:
        for row in self.store.records("wards"):
            yield _name(row["name"], self.areas.part(row["name"], "ward", row["area_code"]))

    def _neighbourhoods(self) -> Iterator[Name]:
        parents = self.store.records("small_area_parents", where=[("area_type", "==", "msoa11")])
        council_of = {row["area_code"]: row["lower_tier_code"] for row in parents}
        for row in self.store.records("neighbourhood_names"):
            code = row["msoa_code"]
            part = self.areas.part(self.areas.small_names[code], "neighbourhood", council_of[code])
            part = part._replace(level="msoa", area_code=code, note=UNOFFICIAL)
            yield _name(row["name"], part, shortened=True)


def _by_bare(names: tuple[Name, ...]) -> dict[str, list[Name]]:
    found: dict[str, list[Name]] = {}
    for name in names:
        found.setdefault(name.bare, []).append(name)
    return found
