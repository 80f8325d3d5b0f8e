"""Areas of the atlas by code: what kind each is, what it lies in, and which place shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from data.read.areas import SMALL_LEVELS, AreaReader
from data.read.find_place.candidate import Candidate, Kind, Level
from data.read.rows import AreasRow
from data.read.store import Store
from geo.codes import area_type

KINDS: Final[Mapping[str, Kind]] = {
    "england": "country",
    "region": "region",
    "county": "county",
    "district": "district",
}
UPPER_TIER: Final = ("upper_tier", "both")


@dataclass(frozen=True)
class AtlasAreas:
    """Current authorities, regions and small areas of the atlas."""

    store: Store
    reader: AreaReader

    @cached_property
    def rows(self) -> dict[str, AreasRow]:
        """Current areas by code."""
        rows = self.store.records("areas", where=[("is_current", "==", True)])
        return {row["area_code"]: row for row in rows}

    @cached_property
    def small_names(self) -> dict[str, str]:
        """Name of each neighbourhood and small area of 2011, by code."""
        frames = [self.reader.areas(level) for level in SMALL_LEVELS]
        return {
            code: name
            for frame in frames
            for code, name in zip(frame["area_code"], frame["area_name"], strict=True)
        }

    def where(self, code: str) -> str:
        """What an authority lies in: its county, else its region."""
        row = self.rows[code]
        if row["level"] == "lower_tier":
            return self.rows[str(row["upper_tier_code"])]["area_name"]
        return self.rows[str(row["region_code"])]["area_name"] if row["region_code"] else ""

    def inside(self, code: str) -> str:
        """Words for being in an authority: a district with its county.

        Newcastle-under-Lyme gives "Newcastle-under-Lyme, Staffordshire".
        """
        row = self.rows[code]
        name = row["area_name"]
        return f"{name}, {self.where(code)}" if row["level"] == "lower_tier" else name

    def upper(self, code: str) -> str:
        """The upper-tier authority that an authority is or lies in."""
        row = self.rows[code]
        return code if row["level"] in UPPER_TIER else str(row["upper_tier_code"])

    def area(self, code: str, *, note: str = "") -> Candidate:
        """A current authority, region or England itself."""
        row = self.rows[code]
        kind = KINDS.get(row["area_type"], "council")
        is_authority = kind not in ("country", "region")
        upper = self.upper(code) if is_authority else ""
        levels: dict[str, Level] = {"region": "region", "lower_tier": "lower_tier"}
        level = levels.get(row["level"], "upper_tier" if is_authority else "")
        return Candidate(
            name=row["area_name"],
            kind=kind,
            where="" if kind == "country" else self.where(code) or "England",
            place_id=upper,
            level=level,
            area_code=code,
            note=note,
        )

    def part(self, name: str, kind: Kind, code: str) -> Candidate:
        """Something that lies in an authority and is drawn no smaller than it."""
        return self.area(code)._replace(name=name, kind=kind, where=self.inside(code))

    def small_area(
        self, code: str, *, council: str = "", about: bool = False, note: str = ""
    ) -> Candidate:
        """A neighbourhood (MSOA) or small area (LSOA) of 2011; its council is read if not given."""
        is_neighbourhood = area_type(code) == "msoa"
        council = council or self._council_of(code)
        return Candidate(
            name=self.small_names[code],
            kind="neighbourhood" if is_neighbourhood else "small area",
            where=self.inside(council),
            place_id=self.upper(council),
            level="msoa" if is_neighbourhood else "lsoa",
            area_code=code,
            about=about,
            note=note,
        )

    def _council_of(self, code: str) -> str:
        where = [("area_code", "==", code), ("area_type", "in", ("msoa11", "lsoa11"))]
        (row,) = self.store.records("small_area_parents", where=where)
        return row["lower_tier_code"]
