"""Finds areas by codes and names of any year."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from data.own_table.history import History, read_authorities, read_small_areas
from data.read.areas import LEVELS, AreaReader
from data.read.name_forms import bare_name, official_name, plain_name
from data.read.store import Store
from geo.codes import CODE_LENGTH
from utils.config import ENGLAND

#: Levels in the order in which they are taken where a table fits several alike.
LEVEL_ORDER: Final = ("upper_tier", "lower_tier", "region", "msoa", "lsoa")
#: An area of each level.
LEVEL_NAMES: Final = {
    "region": "a region",
    "upper_tier": "a county, city or borough",
    "lower_tier": "a district or unitary",
    "msoa": "a neighbourhood (MSOA of 2011)",
    "lsoa": "a small area (LSOA of 2011)",
}
#: Several of them.
LEVELS_WORDS: Final = {
    "region": "regions",
    "upper_tier": "counties, cities and boroughs",
    "lower_tier": "districts and unitaries",
    "msoa": "neighbourhoods (MSOAs of 2011)",
    "lsoa": "small areas (LSOAs of 2011)",
}
#: Codes of statistical areas and of the outturn returns.
CODE: Final = re.compile(r"[EWSNKJLM]\d{8}|E\d{4}")
SMALL: Final = ("E01", "E02")
OUTSIDE: Final = {"W": "Wales", "S": "Scotland", "N": "Northern Ireland"}
SMALL_NAME: Final = re.compile(r".*\b\d{3}[a-z]?")
#: What some tables put behind the name of an authority.
BEHIND: Final = re.compile(
    r" (ua|unitary authority|unitary|lb|mb|(london |metropolitan )?(borough|district)|county|city)$"
)


def clean_code(text: str) -> str:
    """A code without spaces, in capitals."""
    return "".join(text.split()).upper()


def looks_like_code(text: str) -> bool:
    """Whether a text is written as a code of an area is."""
    return CODE.fullmatch(clean_code(text)) is not None


def count_words(count: int, level: str) -> str:
    """A number of areas of a level.

    >>> count_words(1, "region"), count_words(1200, "region")
    ('1 region', '1,200 regions')
    """
    what = LEVEL_NAMES[level].removeprefix("a ") if count == 1 else LEVELS_WORDS[level]
    return f"{count:,} {what}"


@dataclass(frozen=True)
class Gazetteer:
    """Areas of every level, and those of former and later years that relate to them."""

    store: Store

    @cached_property
    def reader(self) -> AreaReader:
        """The areas of the map."""
        return AreaReader(self.store)

    @cached_property
    def levels(self) -> dict[str, tuple[str, ...]]:
        """Levels at which each area is drawn, by its code."""
        found: dict[str, tuple[str, ...]] = {}
        for level in LEVELS:
            for code in self.reader.areas(level)["area_code"]:
                found[code] = (*found.get(code, ()), level)
        return found

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Name of each area, also of former authorities."""
        found = {**self.authorities.names}
        found |= {row["area_code"]: row["area_name"] for row in self.store.records("areas")}
        for level in LEVELS:
            areas = self.reader.areas(level)
            found |= dict(zip(areas["area_code"], areas["area_name"], strict=True))
        return found

    @cached_property
    def authorities(self) -> History:
        """Authorities of former years."""
        return read_authorities(self.store)

    @cached_property
    def small_areas(self) -> History:
        """Small areas of other censuses."""
        return read_small_areas(self.store)

    def history(self, code: str) -> History:
        """The relations that a code is to be looked up in."""
        is_small = code.startswith(SMALL) and len(code) == CODE_LENGTH
        return self.small_areas if is_small else self.authorities

    def name(self, code: str) -> str:
        """Name and code of an area, or the code alone."""
        name = self.area_names.get(code)
        return f"{name} ({code})" if name else code

    def coded(self, text: str) -> tuple[str, str]:
        """Look a code up.

        Returns:
            The code in use for the area, and ""; or "", and why there is none.
        """
        code = clean_code(text)
        if not CODE.fullmatch(code):
            return "", f"{text!r} is not an area code"
        if code[0] in OUTSIDE:
            return "", f"{code} is in {OUTSIDE[code[0]]}; the map shows England"
        if code == ENGLAND:
            return "", "this is England as a whole, not one of its areas"
        if code in self.levels:
            return code, ""
        found = self.history(code).current(code)
        if found in self.levels or self.history(found).knows(found):
            return found, ""
        return "", f"{code} is not in the published lists of areas and their former codes"

    def named(self, text: str) -> frozenset[str]:
        """Codes in use for the areas a name can mean; the closest way of writing it decides."""
        plain = plain_name(text)
        if SMALL_NAME.fullmatch(plain):
            return self._small_names.get(plain, frozenset())
        bare = bare_name(plain)
        for names, key in (
            (self._official, plain),
            (self._short, plain),
            (self._bare, bare),
            (self._bare, BEHIND.sub("", bare)),
        ):
            if key and key in names:
                return names[key]
        return frozenset()

    @cached_property
    def _named_codes(self) -> list[tuple[str, str]]:
        rows = [(row["area_name"], row["area_code"]) for row in self.store.records("areas")]
        rows += [(name, code) for code, name in self.authorities.names.items()]
        kept = [(name, self.authorities.current(code)) for name, code in rows]
        return [
            (name, code)
            for name, code in kept
            if code in self.levels or self.authorities.knows(code) or code == ENGLAND
        ]

    @cached_property
    def _official(self) -> dict[str, frozenset[str]]:
        return _index((plain_name(name), code) for name, code in self._named_codes)

    @cached_property
    def _bare(self) -> dict[str, frozenset[str]]:
        return _index((bare_name(name), code) for name, code in self._named_codes)

    @cached_property
    def _short(self) -> dict[str, frozenset[str]]:
        rows = self.store.records("place_names", where=[("kind", "==", "short")])
        return _index(
            (plain_name(row["name"]), row["place_id"])
            for row in rows
            if row["place_id"] in self.levels
        )

    @cached_property
    def _small_names(self) -> dict[str, frozenset[str]]:
        frames = [self.reader.areas(level) for level in ("msoa", "lsoa")]
        return _index(
            (plain_name(spelling), code)
            for frame in frames
            for name, code in zip(frame["area_name"], frame["area_code"], strict=True)
            for spelling in {name, official_name(name)}
        )


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, code in pairs:
        found[key].add(code)
    return {key: frozenset(codes) for key, codes in found.items()}
