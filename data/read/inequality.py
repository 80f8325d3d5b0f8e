"""Reads how unequal health is inside a place and between places."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import pandas as pd

from data.read.measures import MapReader
from data.read.places import AS_PUBLISHED, Place
from data.read.rows import SmallAreaCorrelationsRow
from data.read.store import Store

KEPT: Final = 32
KEPT_PLACES: Final = 200
TENTHS: Final = "local tenths"
SMALL_AREAS: Final = "small areas"
#: The edition of the deprivation score that stands beside the small areas of a period.
EDITIONS: Final = {"2009-13": "2010", "2015-19": "2019", "2016-20": "2019"}
SCORE: Final = "deprivation_score:persons"
PUBLISHED_SLOPES: Final = ("slope_index_of_inequality_2020_take", "slope_index_of_inequality")


class Index(NamedTuple):
    """An index of inequality inside a place, or the reason why there is none.

    Attributes:
        value: the index; None where there is none.
        lower: its lower 95 per cent limit.
        upper: its upper limit.
        n: how many tenths or small areas it was made from.
        coverage: share of residents in them, from 0 to 1.
        method: how it was made, with repetitions and seed where it was simulated.
        note: why there is no index, or nothing.
        source: short name of the source of the values.
    """

    value: float | None
    lower: float | None
    upper: float | None
    n: int
    coverage: float
    method: str
    note: str
    source: str


class Agreement(NamedTuple):
    """How our slope indices lie to the published ones of the same period, in years.

    Attributes:
        pairs: authorities and sexes compared.
        median: median of ours less the published.
        nine_tenths: nine in ten differ by no more than this.
        inside: share of published values that lie inside our limits.
    """

    pairs: int
    median: float
    nine_tenths: float
    inside: float


@dataclass(frozen=True)
class InequalityReader:
    """Reads the published tables of inequality."""

    maps: MapReader

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.maps.store.version)

    @property
    def store(self) -> Store:
        """The published tables."""
        return self.maps.store

    @lru_cache(maxsize=KEPT)  # noqa: B019 - a reader lives as long as the process
    def _indices(self, code: str) -> dict[tuple[str, str, str, str], Index]:
        rows = self.store.records("inequality_indices", where=[("area_code", "==", code)])
        return {
            (row["measure"], row["period"], row["grouping"], row["statistic"]): Index(
                row["value"],
                row["lower_cl"],
                row["upper_cl"],
                row["n"],
                row["coverage"],
                row["method"] or "",
                row["note"] or "",
                row["source"],
            )
            for row in rows
        }

    def index(
        self, code: str, *, measure: str, period: str, grouping: str, statistic: str
    ) -> Index | None:
        """An index of a place; None where nothing is published of it at all.

        Args:
            code: area code, or id of a place of several authorities.
            measure: such as "life_expectancy_at_birth:male".
            period: its period.
            grouping: `TENTHS` or `SMALL_AREAS`.
            statistic: sii, rii or concentration.
        """
        return self._indices(code).get((measure, period, grouping, statistic))

    def indices(self, code: str, *, measure: str) -> dict[tuple[str, str, str], Index]:
        """All indices of a place on a measure, by period, grouping and statistic."""
        return {
            (period, how, kind): index
            for (name, period, how, kind), index in self._indices(code).items()
            if name == measure
        }

    def name(self, code: str) -> str:
        """Name of an authority, past or present, or of a place of several; the code if unknown."""
        if code in self._areas.index:
            return str(self._areas.loc[code, "area_name"])
        return self._place_names.get(code, code)

    @cached_property
    def _place_names(self) -> dict[str, str]:
        rows = self.store.records("places")
        return {row["place_id"]: row["name"] for row in rows}

    def authorities_inside(self, place: Place) -> dict[str, str]:
        """Authorities with tenths of their own inside a place: name by code.

        The members first, then districts that are or were inside them, then former counties that
        reached beyond them.
        """
        return dict(self._authorities_inside(place))

    @lru_cache(maxsize=KEPT_PLACES)  # noqa: B019 - a reader lives as long as the process
    def _authorities_inside(self, place: Place) -> tuple[tuple[str, str], ...]:
        own = {code: self._areas.loc[code, "area_name"] for code in place.members}
        inside = self._areas[
            self._areas["upper_tier_code"].isin(place.members) & self._areas["has_tenths"]
        ].sort_values("area_name")
        found = {
            code: str(name) for code, name in own.items() if self._areas.loc[code, "has_tenths"]
        }
        for code, name in inside["area_name"].items():
            found.setdefault(str(code), str(name))
        for code in self._former_counties(place):
            name = str(self._areas.loc[code, "area_name"])
            found.setdefault(code, f"{name} (former county, reaches beyond)")
        return tuple(found.items())

    def _former_counties(self, place: Place) -> list[str]:
        """Abolished counties with tenths of which a place holds a part."""
        changes = self._changes[self._changes["new_code"].isin(place.members)]
        tenths = self._areas.index[self._areas["has_tenths"]]
        return sorted(set(changes["old_code"]) & set(tenths))

    @cached_property
    def _changes(self) -> pd.DataFrame:
        where = [("code_system", "==", "gss"), ("change", "==", "split")]
        return self.store.read("area_changes", columns=["old_code", "new_code"], where=where)

    @cached_property
    def _areas(self) -> pd.DataFrame:
        areas = self.store.read("areas", columns=["area_code", "area_name", "upper_tier_code"])
        tenths = self.store.read("local_deciles", columns=["area_code"])["area_code"].unique()
        return areas.assign(has_tenths=areas["area_code"].isin(tenths)).set_index("area_code")

    @lru_cache(maxsize=KEPT)  # noqa: B019 - a reader lives as long as the process
    def small_areas(self, members: tuple[str, ...], *, measure: str, period: str) -> pd.DataFrame:
        """Middle-layer areas of a place, the most deprived first.

        Returns:
            area_code, area_name, value, lower_cl, upper_cl (null where not published), score of
            deprivation, population, and rank: the share of residents in more deprived areas, with
            half of its own, from 0 to 1. The frame is shared, so it must not be changed.
        """
        areas = self.maps.geography.areas("msoa")
        rows = self.maps.geography.within("msoa", members)
        values = self._level_values(measure, period)
        frame = areas.iloc[rows].assign(
            population=self.maps.geography.population("msoa").iloc[rows],
            score=self._level_values(SCORE, EDITIONS[period])["value"]
            .reindex(areas["area_code"].iloc[rows])
            .to_numpy(),
        )
        known = frame.join(values, on="area_code")
        ordered = known.sort_values(["score", "area_code"], ascending=[False, True])
        share = ordered["population"] / ordered["population"].sum()
        return ordered.assign(rank=share.cumsum() - share / 2).reset_index(drop=True)

    @lru_cache(maxsize=KEPT)  # noqa: B019 - a reader lives as long as the process
    def _level_values(self, measure: str, period: str) -> pd.DataFrame:
        where = [("measure", "==", measure), ("level", "==", "msoa"), ("period", "==", period)]
        rows = self.store.read(
            "small_area_values", columns=["area_code", "value", "lower_cl", "upper_cl"], where=where
        )
        return rows.set_index("area_code")

    def published_slopes(self, code: str, *, sex: str) -> pd.DataFrame:
        """The published slope index of an authority over time, take by take.

        Returns:
            take, period, value (years; null where it is suppressed); no rows for counties of late.
        """
        rows = []
        for take in PUBLISHED_SLOPES:
            measure = self.maps.measure(measure=f"{take}:{sex}", basis=AS_PUBLISHED)
            values = self.maps.values(measure)
            for period in measure.periods:
                row = values.row(period, code)
                if row is not None:
                    rows.append((take, period, row["value"]))
        frame = pd.DataFrame(rows, columns=["take", "period", "value"])
        return frame.astype({"value": "float64"})

    @cached_property
    def agreement(self) -> Agreement:
        """How our slopes over tenths lie to the published ones, wherever both are at hand."""
        ours = self.store.read(
            "inequality_indices",
            columns=["area_code", "measure", "period", "value", "lower_cl", "upper_cl"],
            where=[("grouping", "==", TENTHS), ("statistic", "==", "sii")],
        )
        theirs = self.store.read(
            "observations",
            columns=["area_code", "sex", "period", "value"],
            where=[("indicator", "in", list(PUBLISHED_SLOPES))],
        ).dropna(subset=["value"])
        pairs = ours.assign(sex=ours["measure"].str.partition(":")[2]).merge(
            theirs, on=["area_code", "sex", "period"], suffixes=("", "_published")
        )
        off = pairs["value"] - pairs["value_published"]
        inside = pairs["value_published"].between(pairs["lower_cl"], pairs["upper_cl"])
        return Agreement(
            len(pairs), float(off.median()), float(off.abs().quantile(0.9)), float(inside.mean())
        )

    @lru_cache(maxsize=KEPT)  # noqa: B019 - a reader lives as long as the process
    def group_values(self, measure: str) -> pd.DataFrame:
        """Means of fifths of deprivation and of pilots and the rest, by period, oldest first."""
        rows = self.store.read("group_values", where=[("measure", "==", measure)])
        return rows.sort_values(["period", "grouping", "group_name"], ignore_index=True)

    @lru_cache(maxsize=KEPT)  # noqa: B019 - a reader lives as long as the process
    def theil(self, measure: str) -> pd.DataFrame:
        """Theil's index and its parts by period, oldest first; no rows where it cannot be made."""
        rows = self.store.read("theil_parts", where=[("measure", "==", measure)])
        return rows.sort_values(["period", "grouping", "part"], ignore_index=True)

    @cached_property
    def grouped_measures(self) -> list[str]:
        """Measures of authorities whose groups are published."""
        return sorted(self.store.read("group_values", columns=["measure"])["measure"].unique())

    def correlations(self, code: str, *, measure: str) -> list[SmallAreaCorrelationsRow]:
        """How life expectancy and each domain of deprivation go together across small areas."""
        where = [("area_code", "==", code), ("measure", "==", measure)]
        return self.store.records("small_area_correlations", where=where)

    @lru_cache(maxsize=KEPT)  # noqa: B019 - a reader lives as long as the process
    def clusters(self, code: str, *, measure: str) -> pd.DataFrame:
        """Clusters of small areas of a place by area code: moran, getis_ord and their p."""
        where = [("place_id", "==", code), ("measure", "==", measure)]
        return self.store.read("clusters", where=where).set_index("area_code")

    @lru_cache(maxsize=KEPT)  # noqa: B019 - a reader lives as long as the process
    def spend_concentration(self, measure: str) -> pd.DataFrame:
        """How spend on a line lies over deprivation, by period and group, oldest first."""
        rows = self.store.read("spend_concentration", where=[("measure", "==", measure)])
        return rows.sort_values(["period", "group_name", "statistic"], ignore_index=True)
