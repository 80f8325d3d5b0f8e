"""Reads what the map shows: a measure at a time, in the order of a level's areas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final, TypedDict

import numpy as np
import pandas as pd
import pyarrow as pa

from data.read.areas import LEVELS, SMALL_LEVELS, AreaReader
from data.read.rows import (
    DarkEnd,
    Limits,
    MapMeasuresKind,
    MapMeasuresRow,
    SourcesRow,
    Status,
    VerdictEngland,
)
from data.read.statuses import mainly_measured_rows, noted_rows
from data.read.store import Store
from data.read.whole_place import PREFIX, WholePlaceReader
from geo.layers import pack_series
from geo.wire import Floats, as_shown
from utils.errors import InvalidInputError
from utils.stats.verdicts import Polarity

KEPT_MEASURES: Final = 64
KEPT_FRAMES: Final = 48
#: Breaks that hold for all periods of a measure, and the period under which they are kept.
FIXED: Final = "fixed"
ALL_PERIODS: Final = "all"
NUMBER_COLUMNS: Final = ("value", "lower_cl", "upper_cl")
SHOWN_COLUMNS: Final = [*NUMBER_COLUMNS, "verdict_england", "status", "note"]
VALUE_COLUMNS: Final = ["period", "period_start", "area_code", *SHOWN_COLUMNS]
#: The level at which a measure is first shown: the first of these at which it exists.
FIRST_LEVELS: Final = ("upper_tier", "lsoa", "msoa", "region", "lower_tier")
#: The unit of measures whose values are tenths of all areas.
DECILE: Final = "decile"


class ShownRow(TypedDict):
    """What is shown of an area in a period, with None for what is missing."""

    value: float | None
    lower_cl: float | None
    upper_cl: float | None
    verdict_england: VerdictEngland | None
    status: Status | None
    note: str | None


class ValueRow(ShownRow):
    """The same with its period and area: `VALUE_COLUMNS` of the table `map_values`."""

    period: str
    period_start: int
    area_code: str


@dataclass(frozen=True)
class Measure:
    """A measure at a price basis and level, as declared, with its periods in order."""

    measure: str
    basis: str
    level: str
    kind: MapMeasuresKind
    item: str
    sex: str
    name: str
    unit: str
    decimals: int
    polarity: Polarity
    periods: tuple[str, ...]
    opening_period: str
    source: str
    caveats: tuple[str, ...]
    #: What limits can say: "chance", or nothing as the figure is "modelled" or a "full_count".
    limits: Limits = "chance"
    verdict_confidence: float = 0.95
    #: The newer indicator that measures the same.
    older_series_of: str | None = None
    #: Which end of the scale is drawn dark.
    dark_end: DarkEnd = "high"
    #: What the lowest and the highest values are called, where it must be said.
    ends: tuple[str, ...] = ()

    @property
    def is_decile(self) -> bool:
        """Whether the values are tenths of all areas, each a class of its own."""
        return self.unit == DECILE

    def nearest_period(self, period: str) -> str:
        """A period if the measure has it, else that with which it opens."""
        return period if period in self.periods else self.opening_period


class MeasureValues:
    """All values of a measure by period and area, kept as columns: a row is made when asked for.

    As many dictionaries would take twenty times the memory, in a server that keeps many measures.
    """

    def __init__(self, table: pa.Table) -> None:
        """Index rows of `map_values`."""
        self._table = table.sort_by([("period_start", "ascending"), ("period", "ascending")])
        periods = self._table["period"].to_pylist()
        codes = self._table["area_code"].to_pylist()
        known = self._table["value"].is_valid().to_pylist()
        self._places: dict[str, dict[str, int]] = {}
        self._newest: dict[str, int] = {}
        for place, (period, code) in enumerate(zip(periods, codes, strict=True)):
            self._places.setdefault(period, {})[code] = place
            if known[place]:
                self._newest[code] = place

    def row(self, period: str, code: str) -> ValueRow | None:
        """Row of an area or place in a period."""
        return self._row(self._places.get(period, {}).get(code))

    def newest(self, code: str) -> ValueRow | None:
        """Row of the newest period in which an area or place has a value."""
        return self._row(self._newest.get(code))

    def _row(self, place: int | None) -> ValueRow | None:
        if place is None:
            return None
        rows: list[ValueRow] = self._table.slice(place, 1).to_pylist()
        return rows[0]

    def frame(self, period: str, codes: Iterable[str]) -> pd.DataFrame:
        """A row for each area in the order given; an area without a row has nulls."""
        places = self._places.get(period, {})
        wanted = pa.array([places.get(code) for code in codes], type=pa.int64())
        found = self._table.select(SHOWN_COLUMNS).take(wanted)
        frame: pd.DataFrame = found.to_pandas()
        return frame


@dataclass(frozen=True)
class MapReader:
    """Reads measures and their values from the published tables.

    Attributes:
        store: the published tables.
        kept_measures: measures whose values are kept for the next who asks; None for all.
    """

    store: Store = field(default_factory=Store)
    kept_measures: int | None = KEPT_MEASURES

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.store.version)

    @cached_property
    def geography(self) -> AreaReader:
        """The areas of every level."""
        return AreaReader(self.store)

    @cached_property
    def _whole(self) -> WholePlaceReader:
        """The count of all public money."""
        return WholePlaceReader(self.store)

    @cached_property
    def sources(self) -> dict[str, SourcesRow]:
        """Every source by its short name."""
        return {row["source"]: row for row in self.store.records("sources")}

    @cached_property
    def measures(self) -> dict[tuple[str, str, str], Measure]:
        """Every measure by its name, price basis and level."""
        return {
            (row["measure"], row["basis"], row["level"]): _measure(row)
            for row in self.store.records("map_measures")
        }

    @cached_property
    def by_level(self) -> dict[tuple[str, str], dict[str, Measure]]:
        """Measures at each level from coarse to fine, by name and price basis."""
        found: dict[tuple[str, str], dict[str, Measure]] = {}
        for level in LEVELS:
            for (name, basis, at), measure in self.measures.items():
                if at == level:
                    found.setdefault((name, basis), {})[level] = measure
        return found

    @cached_property
    def first(self) -> dict[tuple[str, str], Measure]:
        """Every measure at the level at which it is first shown, by name and price basis."""
        return {
            key: next(levels[level] for level in FIRST_LEVELS if level in levels)
            for key, levels in self.by_level.items()
        }

    def measure(self, *, measure: str, basis: str, level: str = "upper_tier") -> Measure:
        """Return a measure.

        Raises:
            InvalidInputError: there is no such measure at that basis and level.
        """
        found = self.measures.get((measure, basis, level))
        if found is None:
            raise InvalidInputError(
                argument="measure, basis and level",
                received=(measure, basis, level),
                expected="one of the published",
            )
        return found

    def values(self, measure: Measure) -> MeasureValues:
        """Read all periods of a measure: regions, both tiers, places and England."""
        return self._values(measure.measure, measure.basis)

    @cached_property
    def _values(self) -> Callable[[str, str], MeasureValues]:
        return lru_cache(maxsize=self.kept_measures)(self._read_values)

    def _read_values(self, measure: str, basis: str) -> MeasureValues:
        where = [("measure", "==", measure), ("basis", "==", basis)]
        return MeasureValues(self.store.table("map_values", columns=VALUE_COLUMNS, where=where))

    @lru_cache(maxsize=KEPT_FRAMES)  # noqa: B019 - a reader lives as long as the process
    def on_map(self, measure: Measure, *, period: str) -> pd.DataFrame:
        """A row for each area of the measure's level in the order of the geometry.

        Returns:
            area_code, area_name, upper_tier_code, value, lower_cl, upper_cl, verdict_england,
            status and note, with nulls for an area without a row; mainly_estimated, whether
            accounts show less than half of it. Shared, so it must not be changed.
        """
        areas = self.geography.areas(measure.level)
        small = measure.level in SMALL_LEVELS
        frame = self._small(measure, period) if small else self._large(measure, period)
        mainly = self._mainly_estimated(measure, period)
        frame = frame.assign(mainly_estimated=areas["area_code"].isin(mainly))
        return pd.concat([areas, frame], axis=1)

    def _mainly_estimated(self, measure: Measure, period: str) -> frozenset[str]:
        """Areas of whose figure accounts show less than half; none of other measures."""
        if not measure.item.startswith(PREFIX):
            return frozenset()
        return self._whole.mainly_estimated(measure.item.removeprefix(PREFIX), period)

    def _large(self, measure: Measure, period: str) -> pd.DataFrame:
        codes = self.geography.areas(measure.level)["area_code"]
        frame = self.values(measure).frame(period, codes)
        return frame.astype(dict.fromkeys(NUMBER_COLUMNS, "float64"))

    def _small(self, measure: Measure, period: str) -> pd.DataFrame:
        """Small areas all have a row, in the order of the geometry."""
        where = [
            ("measure", "==", measure.measure),
            ("level", "==", measure.level),
            ("period", "==", period),
        ]
        read = self.store.read("small_area_values", columns=[*NUMBER_COLUMNS, "note"], where=where)
        numbers = read.astype(dict.fromkeys(NUMBER_COLUMNS, "float64"))
        return numbers.assign(verdict_england=None, status=None)[SHOWN_COLUMNS]

    def numbers(self, measure: Measure, *, period: str, column: str = "value") -> Floats:
        """Values or limits of a level's areas as they are shown; NaN stands for no data."""
        found = self.on_map(measure, period=period)[column].to_numpy(np.float64, na_value=np.nan)
        return as_shown(found, decimals=measure.decimals)

    @lru_cache(maxsize=KEPT_MEASURES)  # noqa: B019 - a reader lives as long as the process
    def _breaks(self, measure: Measure) -> Mapping[tuple[str, str], tuple[float, ...]]:
        where = [
            ("measure", "==", measure.measure),
            ("basis", "==", measure.basis),
            ("level", "==", measure.level),
        ]
        return {
            (row["scheme"], row["period"]): tuple(float(year) for year in row["breaks"].split(";"))
            if row["breaks"]
            else ()
            for row in self.store.records("map_breaks", where=where)
        }

    def breaks(self, measure: Measure, *, scheme: str, period: str) -> tuple[float, ...]:
        """Inner class breaks of a measure, lowest first; a value at a break is in the class above.

        Raises:
            InvalidInputError: there is no such scheme.
        """
        found = self._breaks(measure).get((scheme, ALL_PERIODS if scheme == FIXED else period))
        if found is None:
            expected = sorted({name for name, _ in self._breaks(measure)})
            raise InvalidInputError(
                argument="scheme", received=(scheme, period), expected=", ".join(expected)
            )
        return found

    def series(self, measure: Measure, *, rows: list[int] | None = None) -> bytes:
        """All periods of a measure, packed for the browser.

        Args:
            measure: the measure.
            rows: rows of the level's areas to send; all of them if none are given.
        """
        chosen = slice(None) if rows is None else np.asarray(rows, dtype=np.int64)
        periods = {
            period: self.numbers(measure, period=period)[chosen] for period in measure.periods
        }
        fixed = self.breaks(measure, scheme=FIXED, period=ALL_PERIODS)
        rows_by_period = {
            period: self.on_map(measure, period=period).iloc[chosen] for period in measure.periods
        }
        return pack_series(
            periods,
            decimals=measure.decimals,
            breaks=dict.fromkeys(measure.periods, fixed),
            noted={
                period: noted_rows(rows["status"].tolist())
                for period, rows in rows_by_period.items()
            },
            mainly_measured={
                period: mainly_measured_rows(rows["mainly_estimated"].tolist())
                for period, rows in rows_by_period.items()
            },
        )


def _measure(row: MapMeasuresRow) -> Measure:
    return Measure(
        measure=row["measure"],
        basis=row["basis"],
        level=row["level"],
        kind=row["kind"],
        item=row["item"],
        sex=row["sex"],
        name=row["name"],
        unit=row["unit"],
        decimals=row["decimals"],
        polarity=row["polarity"],
        periods=tuple(row["periods"].split(";")),
        opening_period=row["opening_period"],
        source=row["source"],
        caveats=tuple(caveat for caveat in (row["caveats"] or "").split("\n") if caveat),
        limits=row["limits"],
        verdict_confidence=row["verdict_confidence"],
        older_series_of=row["older_series_of"],
        dark_end=row["dark_end"],
        ends=tuple(end for end in (row["ends"] or "").split(";") if end),
    )
