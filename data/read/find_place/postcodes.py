"""Postcodes of England: whole ones, sectors and districts, and why others are not found."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from data.read.find_place.atlas_areas import AtlasAreas
from data.read.find_place.candidate import Candidate, Found, Kind
from data.read.store import Store

#: Letters with which postcodes of other countries begin. Those on the border are of both: a
#: postcode there that is not among England's may be across it.
COUNTRIES: Final[Mapping[str, str]] = {
    "Scotland": "AB DD DG EH FK G HS IV KA KW KY ML PA PH TD ZE",
    "Wales": "CF CH HR LD LL NP SA SY",
    "Northern Ireland": "BT",
    "Guernsey": "GY",
    "Jersey": "JE",
    "the Isle of Man": "IM",
}
ELSEWHERE: Final = {letters: name for name, areas in COUNTRIES.items() for letters in areas.split()}
#: B15, B15 2 or B15 2TT: outward code, digit of the sector, letters of the unit.
POSTCODE: Final = re.compile(r"([A-Z]{1,2})(\d{1,2}|\d[A-Z])(?:(\d)([A-Z]{2})?)?")
LETTERS: Final = 2
EDITION: Final = "November 2025"
NO_POSTCODE: Final = "{text} is no live postcode of England in the list of " + EDITION
ACROSS: Final = "{text} is a postcode of {country}. This atlas shows England."
ON_BORDER: Final = "Some postcodes that begin with {letters} are in {country}, which is not shown"
NEAREST: Final = "{name} is offered instead"
SEVERAL: Final = "{name} lies in several councils. Choose one of them."
ABOUT: Final = (
    "found from the postcode's grid position: right for about 92% of postcodes, else a "
    "neighbouring area"
)
BY_SMALL_AREA: Final = (
    "this postcode sector lies in several councils; the council is that of the small area, which "
    "is right for more than 99% of postcodes"
)


class Postcode(NamedTuple):
    """A text written as a postcode or a part of one is."""

    letters: str
    outward: str
    sector: str
    inward: str

    @property
    def text(self) -> str:
        """As it is written: with its space."""
        return f"{self.sector or self.outward}{self.inward}"


def parse_postcode(text: str) -> Postcode | None:
    """Read a text as a postcode, a sector or a district; None where it is none.

    >>> parse_postcode("b152tt").text, parse_postcode("B15 2").sector, parse_postcode("Leeds")
    ('B15 2TT', 'B15 2', None)
    """
    written = " ".join(text.upper().split())
    joined = written.replace(" ", "")
    # A space tells where the outward code ends; without it, the last three signs are the inward.
    outward, _, inward = written.rpartition(" ")
    if not outward:
        whole = joined[-1:].isalpha() and joined[-3:-2].isdigit() and len(joined) > 4  # noqa: PLR2004
        outward, inward = (joined[:-3], joined[-3:]) if whole else (joined, "")
    found = POSTCODE.fullmatch(outward.replace(" ", "") + inward)
    if found is None:
        return None
    return _with_parts(found, outward=outward.replace(" ", ""), inward=inward)


def _with_parts(found: re.Match[str], *, outward: str, inward: str) -> Postcode | None:
    letters = found[1]
    if re.fullmatch(r"[A-Z]{1,2}(\d{1,2}|\d[A-Z])", outward) is None:
        return None
    if inward and re.fullmatch(r"\d([A-Z]{2})?", inward) is None:
        return None
    sector = f"{outward} {inward[0]}" if inward else ""
    return Postcode(letters, outward, sector, inward[1:])


@dataclass(frozen=True)
class Postcodes:
    """Looks postcodes up; reads no more of the long list than one sector's part of the file."""

    store: Store
    areas: AtlasAreas

    @cached_property
    def sectors(self) -> dict[str, dict[str, int]]:
        """Live postcodes of each sector by council."""
        found: dict[str, dict[str, int]] = {}
        for row in self.store.records("postcode_sectors"):
            found.setdefault(row["postcode_sector"], {})[row["area_code"]] = row["postcodes"]
        return found

    @cached_property
    def districts(self) -> dict[str, Counter[str]]:
        """Live postcodes of each district by council."""
        found: dict[str, Counter[str]] = {}
        for sector, councils in self.sectors.items():
            found.setdefault(sector.split(" ")[0], Counter()).update(councils)
        return found

    @cached_property
    def letters(self) -> frozenset[str]:
        """Letters with which postcodes of England begin."""
        begins = re.compile(r"[A-Z]+")
        return frozenset(found[0] for name in self.districts if (found := begins.match(name)))

    def find(self, code: Postcode) -> Found:
        """What a postcode can mean; a message where it is not live or not of England."""
        if code.inward:
            small = self.small_area_of(code)
            return self._whole(code, small) if small else self._not_found(code)
        if code.sector in self.sectors:
            return _found(self._wide(code.text, "postcode sector", self.sectors[code.sector]))
        if not code.sector and code.outward in self.districts:
            return _found(self._wide(code.text, "postcode district", self.districts[code.outward]))
        return self._not_found(code)

    def _councils(self, sector: str) -> dict[str, int]:
        """Live postcodes of one sector by council, read alone."""
        rows = self.store.records("postcode_sectors", where=[("postcode_sector", "==", sector)])
        return {row["area_code"]: row["postcodes"] for row in rows}

    def small_area_of(self, code: Postcode) -> str:
        """The small area of 2021 of a live postcode; "" where it is not live."""
        rows = self.store.records("postcode_units", where=[("postcode_sector", "==", code.sector)])
        for row in rows:
            units = row["inward_letters"]
            pairs = range(0, len(units), LETTERS)
            if any(units[at : at + LETTERS] == code.inward for at in pairs):
                return row["area_code"]
        return ""

    def _whole(self, code: Postcode, small: str) -> Found:
        """The council, then the small area and the neighbourhood, which are about right."""
        councils = self._councils(code.sector)
        (row,) = self.store.records("small_areas_2021", where=[("area_code", "==", small)])
        own = row["lower_tier_code"]
        several = len(councils) > 1
        first = self.areas.part(code.text, "postcode", own if several else next(iter(councils)))
        first = first._replace(about=several, note=BY_SMALL_AREA if several else "")
        parts = [
            self.areas.small_area(found, council=own, about=True, note=ABOUT)
            for found in (row["msoa_code"], row["lsoa11_code"])
            if found
        ]
        return Found((first, *parts), chosen=first)

    def _wide(self, text: str, kind: Kind, councils: Mapping[str, int]) -> list[Candidate]:
        """The councils of a sector or district, that of most postcodes first."""
        total = sum(councils.values())
        ordered = sorted(councils.items(), key=lambda pair: (-pair[1], pair[0]))
        several = len(ordered) > 1
        return [
            self.areas.part(text, kind, council)._replace(
                about=several,
                note=f"{count:,} of the {total:,} live postcodes of {text} are there"
                if several
                else "",
            )
            for council, count in ordered
        ]

    def _not_found(self, code: Postcode) -> Found:
        """Say why, and offer what is known of the sector or else of the district."""
        country = ELSEWHERE.get(code.letters)
        said = NO_POSTCODE.format(text=code.text)
        if code.letters not in self.letters:
            message = ACROSS.format(text=code.text, country=country) if country else f"{said}."
            return Found((), message)
        border = ON_BORDER.format(letters=code.letters, country=country) if country else ""
        near = self._near(code)
        after = NEAREST.format(name=near[0].name) if near else ""
        sentences = [f"{sentence}." for sentence in (said, border, after) if sentence]
        return Found(tuple(one._replace(exact=False) for one in near), " ".join(sentences))

    def _near(self, code: Postcode) -> list[Candidate]:
        if code.inward and code.sector in self.sectors:
            return self._wide(code.sector, "postcode sector", self.sectors[code.sector])
        if code.outward in self.districts:
            return self._wide(code.outward, "postcode district", self.districts[code.outward])
        return []


def _found(candidates: list[Candidate]) -> Found:
    chosen = candidates[0] if len(candidates) == 1 else None
    message = "" if chosen else SEVERAL.format(name=candidates[0].name)
    return Found(tuple(candidates), message, chosen)
