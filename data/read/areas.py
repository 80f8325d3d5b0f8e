"""The areas of each level of the map, in the order of its geometry, with where they lie."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Any, Final

import pandas as pd

from data.read.name_forms import neighbourhood_name
from data.read.store import Store
from utils.errors import InvalidInputError

#: Levels from coarse to fine, as the published tables name them.
LEVELS: Final = ("region", "upper_tier", "lower_tier", "msoa", "lsoa")
#: Levels whose values are held for every area, on the areas of 2011.
SMALL_LEVELS: Final = ("msoa", "lsoa")
TIERS: Final = {
    "region": ("region",),
    "upper_tier": ("upper_tier", "both"),
    "lower_tier": ("lower_tier", "both"),
}
POPULATION_PERIOD: Final = "2020"
AREA_COLUMNS: Final = ["area_code", "area_name", "upper_tier_code"]


def region_codes(store: Store) -> dict[str, str]:
    """Code of the region of every current area that lies in one, by its own code."""
    rows = store.records("areas", where=[("is_current", "==", True)])
    return {row["area_code"]: row["region_code"] for row in rows if row["region_code"]}


@dataclass(frozen=True)
class AreaReader:
    """Reads areas from the published tables and the geometry's own index."""

    store: Store

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.store.version)

    @lru_cache(maxsize=len(LEVELS))  # noqa: B019 - a reader lives as long as the process
    def areas(self, level: str) -> pd.DataFrame:
        """Areas of a level in the order of its geometry: area_code, area_name, upper_tier_code.

        A region has no upper tier. The frame is shared, so it must not be changed.

        Raises:
            InvalidInputError: there is no such level.
        """
        if level not in LEVELS:
            raise InvalidInputError(argument="level", received=level, expected=", ".join(LEVELS))
        if level == "lsoa":
            return self._small_areas
        return self._msoas if level == "msoa" else self._tier(level)

    def _tier(self, level: str) -> pd.DataFrame:
        areas = self.store.read("areas", columns=[*AREA_COLUMNS, "level", "is_current"])
        shown = areas[areas["is_current"] & areas["level"].isin(TIERS[level])]
        return shown.sort_values("area_code", ignore_index=True)[AREA_COLUMNS]

    @cached_property
    def _small_areas(self) -> pd.DataFrame:
        index = read_json(self.store, "geometry-lsoa-index")
        frame = pd.DataFrame(
            {
                "area_code": [f"E0{number}" for number in accumulate(index["codes"])],
                "area_name": index["names"],
                "upper_tier_code": [index["within"][parent] for parent in index["parents"]],
            }
        )
        return frame.astype("str")

    @cached_property
    def _msoas(self) -> pd.DataFrame:
        """MSOAs have the names of their LSOAs without the last letter of the official name."""
        parents = self.store.read(
            "small_area_parents",
            columns=["area_code", "msoa_code"],
            where=[("area_type", "==", "lsoa11")],
        )
        joined = self._small_areas.merge(parents, on="area_code", validate="one_to_one")
        first = joined.drop_duplicates("msoa_code").sort_values("msoa_code", ignore_index=True)
        return pd.DataFrame(
            {
                "area_code": first["msoa_code"],
                "area_name": first["area_name"].map(neighbourhood_name),
                "upper_tier_code": first["upper_tier_code"],
            }
        )

    @lru_cache(maxsize=len(LEVELS))  # noqa: B019 - a reader lives as long as the process
    def population(self, level: str) -> pd.Series[float]:
        """Residents in mid-2020 of the areas of a level, in the order of its geometry."""
        if level in SMALL_LEVELS:
            where = [
                ("measure", "==", "population"),
                ("area_type", "==", f"{level}11"),
                ("period", "==", POPULATION_PERIOD),
            ]
            people = self.store.read("small_areas", columns=["area_code", "value"], where=where)
            by_code = people.set_index("area_code")["value"]
        else:
            people = self.store.read(
                "populations",
                columns=["area_code", "population"],
                where=[("year", "==", int(POPULATION_PERIOD))],
            )
            by_code = people.set_index("area_code")["population"]
        codes = self.areas(level)["area_code"]
        return by_code.reindex(codes).astype("float64").reset_index(drop=True)

    @cached_property
    def upper_tier_of(self) -> dict[str, str]:
        """The upper-tier area in which each area of a finer level lies, and itself."""
        frames = [self.areas(level) for level in LEVELS[1:]]
        return {
            code: upper
            for frame in frames
            for code, upper in zip(frame["area_code"], frame["upper_tier_code"], strict=True)
        }

    @lru_cache(maxsize=len(LEVELS))  # noqa: B019 - a reader lives as long as the process
    def codes(self, level: str) -> frozenset[str]:
        """Codes of the areas of a level."""
        return frozenset(self.areas(level)["area_code"])

    def within(self, level: str, upper_tier: tuple[str, ...]) -> list[int]:
        """Rows of a level's areas inside upper-tier areas: those of the first, then of the next."""
        homes = self.areas(level)["upper_tier_code"]
        return [int(row) for code in upper_tier for row in homes.index[homes == code]]


def read_json(store: Store, name: str) -> Any:  # noqa: ANN401 - any JSON value
    """Read a compressed JSON resource."""
    return json.loads(gzip.decompress(store.path(name).read_bytes()))
