"""Reads what the map shows: one measure at a time, in the order of the map's areas."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Final

import numpy as np
import pandas as pd

from data.store import Store
from geo.layers import pack_floats
from utils.errors import InvalidInputError

KEPT_MEASURES: Final = 64
NUMBER_COLUMNS: Final = ("value", "lower_cl", "upper_cl")
SHOWN_COLUMNS: Final = (*NUMBER_COLUMNS, "verdict_england", "status", "note")
#: One row of a published table, with None for what is missing.
Row = dict[str, Any]


@dataclass(frozen=True)
class Measure:
    """One measure at one price basis, as declared, with its periods in order."""

    measure: str
    basis: str
    kind: str
    item: str
    sex: str
    name: str
    unit: str
    decimals: int
    polarity: str
    periods: tuple[str, ...]
    breaks: tuple[float, ...]
    source: str
    caveats: tuple[str, ...]


class MeasureValues:
    """All values of one measure, by period and area, and the newest of each area."""

    def __init__(self, records: list[Row]) -> None:
        """Index rows of `map_values`."""
        ordered = sorted(records, key=lambda row: (row["period_start"], row["period"]))
        self.rows = {(row["period"], row["area_code"]): row for row in ordered}
        self.newest = {row["area_code"]: row for row in ordered if row["value"] is not None}


@dataclass(frozen=True)
class MapReader:
    """Reads measures and their values from the published tables."""

    store: Store = field(default_factory=Store)

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.store.version)

    @cached_property
    def areas(self) -> pd.DataFrame:
        """Upper-tier areas of 2024 in the order of the geometry: area_code, area_name."""
        areas = self.store.read("areas", columns=["area_code", "area_name", "level", "is_current"])
        shown = areas[areas["is_current"] & areas["level"].isin(["upper_tier", "both"])]
        return shown.sort_values("area_code", ignore_index=True)

    @cached_property
    def sources(self) -> dict[str, Row]:
        """Every source by its short name."""
        return {row["source"]: row for row in self.store.records("sources")}

    @cached_property
    def measures(self) -> dict[tuple[str, str], Measure]:
        """Every measure and basis."""
        return {
            (row["measure"], row["basis"]): Measure(
                **{
                    **row,
                    "periods": tuple(row["periods"].split(";")),
                    "breaks": tuple(float(one) for one in row["breaks"].split(";") if one),
                    "caveats": tuple(one for one in (row["caveats"] or "").split("\n") if one),
                }
            )
            for row in self.store.records("map_measures")
        }

    def measure(self, *, measure: str, basis: str) -> Measure:
        """Return one measure.

        Raises:
            InvalidInputError: there is no such measure at that basis.
        """
        found = self.measures.get((measure, basis))
        if found is None:
            raise InvalidInputError(
                argument="measure and basis", came=(measure, basis), allowed="one of the published"
            )
        return found

    @lru_cache(maxsize=KEPT_MEASURES)  # noqa: B019 - one reader lives as long as the process
    def values(self, measure: Measure) -> MeasureValues:
        """Read all periods of a measure: areas, places and England."""
        where = [("measure", "==", measure.measure), ("basis", "==", measure.basis)]
        return MeasureValues(self.store.records("map_values", where=where))

    def on_map(self, measure: Measure, *, period: str) -> pd.DataFrame:
        """One row an area in the order of the geometry; an area without a row has nulls."""
        rows = self.values(measure).rows
        found = [rows.get((period, code), {}) for code in self.areas["area_code"]]
        shown = {name: [row.get(name) for row in found] for name in SHOWN_COLUMNS}
        frame = pd.DataFrame(shown).astype(dict.fromkeys(NUMBER_COLUMNS, "float64"))
        return pd.concat([self.areas[["area_code", "area_name"]], frame], axis=1)

    def series(self, measure: Measure) -> bytes:
        """All periods of a measure, packed for the browser."""
        packed = {
            period: pack_floats(
                self.on_map(measure, period=period)["value"].to_numpy(
                    dtype=np.float64, na_value=np.nan
                )
            )
            for period in measure.periods
        }
        return json.dumps({"periods": list(packed), "values": packed}).encode()
