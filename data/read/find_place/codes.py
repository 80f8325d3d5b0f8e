"""Areas by GSS code of any year, and by code of the outturn returns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from data.read.find_place.atlas_areas import AtlasAreas
from data.read.find_place.candidate import Candidate, Found, choose
from data.read.name_forms import list_names
from data.read.rows import AreaChangesRow
from data.read.store import Store

#: Nine signs of a statistical area, or five of a body in the outturn returns.
CODE: Final = re.compile(r"[A-Z]\d{8}|E\d{4}")
COUNTRIES: Final[Mapping[str, str]] = {"W": "Wales", "S": "Scotland", "N": "Northern Ireland"}
ELSEWHERE: Final = "{code} is the code of an area in {country}. This atlas shows England."
UNKNOWN: Final = (
    "{code} is written as an area code is, but is not among the councils, wards and small areas of "
    "England that are known here, nor among their former codes."
)
SMALL_CENSUSES: Final = {"lsoa01": "2001", "lsoa11": "2011", "lsoa21": "2021"}
RECODED: Final = "recoded"


def parse_code(text: str) -> str:
    """A text as an area code in capitals; "" where it is none.

    >>> parse_code(" e08000025 "), parse_code("Leeds")
    ('E08000025', '')
    """
    code = "".join(text.split()).upper()
    return code if CODE.fullmatch(code) else ""


@dataclass(frozen=True)
class Codes:
    """Looks area codes up."""

    store: Store
    areas: AtlasAreas

    @cached_property
    def changes(self) -> dict[str, list[AreaChangesRow]]:
        """What became of each former or later code of an authority."""
        found: dict[str, list[AreaChangesRow]] = {}
        for row in self.store.records("area_changes"):
            found.setdefault(row["old_code"], []).append(row)
        return found

    def find(self, code: str) -> Found:
        """What a code means; a message where it is not one of England's that are known."""
        if code[0] in COUNTRIES:
            return Found((), ELSEWHERE.format(code=code, country=COUNTRIES[code[0]]))
        candidates = (
            self._authority(code)
            or self._former(code)
            or self._ward(code)
            or self._small_area(code)
            or self._small_area_of_2021(code)
            or self._small_area_of_2001(code)
        )
        if not candidates:
            return Found((), UNKNOWN.format(code=code))
        chosen = choose(candidates)
        message = "" if chosen else f"{candidates[0].note}. Choose one of these."
        return Found(tuple(candidates), message, chosen)

    def _authority(self, code: str) -> list[Candidate]:
        return [self.areas.area(code)] if code in self.areas.rows else []

    def _former(self, code: str) -> list[Candidate]:
        """The areas of today of a former council, or of the same council under another code."""
        rows = self.changes.get(code, [])
        if not rows:
            return []
        first = rows[0]
        todays = [today for row in rows for today in self._todays(row["new_code"])]
        names = [self.areas.rows[today]["area_name"] for today in todays]
        if first["change"] == RECODED:
            since = "since" if first["year"] > 2024 else "until"  # noqa: PLR2004 - codes of 2024
            note = f"{code} is the code of {names[0]} {since} {first['year']}"
            return [self.areas.area(today, note=note) for today in todays]
        name = str(first["old_name"]).removesuffix(" CC")
        return [
            self.areas.part(name, "former council", today)._replace(
                note=former_note(name, names, first["year"])
            )
            for today in todays
        ]

    def _todays(self, code: str) -> list[str]:
        """The authorities of 2024 that a code leads to, through as many changes as there were."""
        if code in self.areas.rows:
            return [code]
        return [today for row in self.changes[code] for today in self._todays(row["new_code"])]

    def _ward(self, code: str) -> list[Candidate]:
        rows = self.store.records("wards", where=[("ward_code", "==", code)])
        return [self.areas.part(row["name"], "ward", row["area_code"]) for row in rows]

    def _small_area(self, code: str) -> list[Candidate]:
        return [self.areas.small_area(code)] if code in self.areas.small_names else []

    def _small_area_of_2021(self, code: str) -> list[Candidate]:
        """The small area or the neighbourhood of 2011 in which a small area of 2021 lies."""
        rows = self.store.records("small_areas_2021", where=[("area_code", "==", code)])
        found = [(row, row["lsoa11_code"] or row["msoa_code"]) for row in rows]
        if rows and not found[0][1]:
            return self._linked(code, old=False)
        return [
            self.areas.small_area(
                target, note=f"{row['area_name']} of 2021 ({code}) is or lies in it"
            )
            for row, target in found
            if target
        ]

    def _small_area_of_2001(self, code: str) -> list[Candidate]:
        return self._linked(code, old=True)

    def _linked(self, code: str, *, old: bool) -> list[Candidate]:
        """The small areas of 2011 with which one of another census shares ground."""
        own, other, kind = (
            ("old_code", "new_code", "lsoa01") if old else ("new_code", "old_code", "lsoa21")
        )
        side = "old_type" if old else "new_type"
        rows = self.store.table("lsoa_links", where=[(own, "==", code), (side, "==", kind)])
        note = f"the small area {code} of {SMALL_CENSUSES[kind]} shares ground with it"
        codes = [target for target in rows[other].to_pylist() if target in self.areas.small_names]
        return [self.areas.small_area(target, note=note) for target in codes]


def former_note(name: str, names: list[str], year: int) -> str:
    """What became of a former council.

    >>> former_note("Corby", ["North Northamptonshire"], 2021)
    'Corby is part of North Northamptonshire since 2021'
    """
    if names == [name]:
        return f"{name} is one council with its districts since {year}"
    if len(names) > 1:
        return f"{name} was split in {year} between {list_names(names)}"
    return f"{name} is part of {names[0]} since {year}"
