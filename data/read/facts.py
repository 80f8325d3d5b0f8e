"""Reads what lies behind a figure: counts of events, bodies' money, residents and their ages."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import pandas as pd

from data.read.rows import (
    IndicatorsRow,
    MissingReturnsRow,
    ObservationsRow,
    PopulationsRow,
    ServiceLinesRow,
)
from data.read.store import Store

KEPT_INDICATORS: Final = 16
KEPT_LINES: Final = 8
AGE_YEAR_SEX: Final = "persons"


@dataclass(frozen=True)
class FactReader:
    """Reads the tables from which the figures on screen were computed."""

    store: Store

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.store.version)

    @cached_property
    def indicators(self) -> dict[str, IndicatorsRow]:
        """Definition of every indicator by its short name."""
        return {row["indicator"]: row for row in self.store.records("indicators")}

    @cached_property
    def service_lines(self) -> dict[str, ServiceLinesRow]:
        """Every service line by its short name."""
        return {row["service_line"]: row for row in self.store.records("service_lines")}

    @lru_cache(maxsize=KEPT_INDICATORS)  # noqa: B019 - a reader lives as long as the process
    def _observations(self, indicator: str, period: str, sex: str) -> dict[str, ObservationsRow]:
        # Of a period: whole histories as rows would weigh on a server that keeps many.
        where = [("indicator", "==", indicator), ("period", "==", period), ("sex", "==", sex)]
        return {row["area_code"]: row for row in self.store.records("observations", where=where)}

    def observation(
        self, indicator: str, *, code: str, period: str, sex: str
    ) -> ObservationsRow | None:
        """A row of an indicator, or None; a missing part of it is None."""
        return self._observations(indicator, period, sex).get(code)

    @lru_cache(maxsize=KEPT_LINES)  # noqa: B019 - a reader lives as long as the process
    def _line(self, line: str) -> pd.DataFrame:
        return self.store.read("spend", where=[("service_line", "==", line)])

    def bodies(self, line: str, *, codes: Sequence[str], year: str) -> pd.DataFrame:
        """Money of each kind of body on a service line in a year, over the areas given.

        Returns:
            area_code, body_type, amount_gbp (null for a missing return), method and note.
        """
        frame = self._line(line)
        rows = frame[frame["area_code"].isin(codes) & (frame["financial_year"] == year)]
        return rows[["area_code", "body_type", "amount_gbp", "known_gbp", "method", "note"]]

    def missing_returns(
        self, line: str, *, codes: Sequence[str], year: str
    ) -> list[MissingReturnsRow]:
        """Bodies without a return on a service line in a year, with what each may add, GBP."""
        wanted = set(codes)
        return [
            row for row in self._missing_returns.get((line, year), []) if row["area_code"] in wanted
        ]

    @cached_property
    def _missing_returns(self) -> dict[tuple[str, str], list[MissingReturnsRow]]:
        found: dict[tuple[str, str], list[MissingReturnsRow]] = {}
        for row in self.store.records("missing_returns"):
            found.setdefault((row["service_line"], row["financial_year"]), []).append(row)
        return found

    @cached_property
    def breaks(self) -> pd.DataFrame:
        """Breaks in the basis of the money: financial_year, service_line, kind, note."""
        return self.store.read("spend_breaks").sort_values("financial_year", ignore_index=True)

    @cached_property
    def _components(self) -> dict[str, list[str]]:
        rows = self.store.read("spend_components")
        return {str(line): list(part) for line, part in rows.groupby("service_line")["component"]}

    def breaks_of(self, line: str) -> pd.DataFrame:
        """Breaks that concern a service line: its own, its parts' and those of all lines."""
        own = self.breaks["service_line"].isin([line, "all"])
        parts = self.breaks["service_line"].isin(self._components.get(line, []))
        rows = self.breaks[own | (parts & ~self.breaks["within_total"])]
        return rows.reset_index(drop=True)

    @cached_property
    def _populations(self) -> dict[tuple[str, int], PopulationsRow]:
        rows = self.store.records("populations")
        return {(row["area_code"], row["year"]): row for row in rows}

    @cached_property
    def newest_population_year(self) -> int:
        """Last year for which every area's residents are estimated."""
        return max(year for _, year in self._populations)

    def residents(self, code: str, *, year: int) -> float | None:
        """Residents of an area in the middle of a year."""
        row = self._populations.get((code, year))
        return None if row is None else row["population"]

    def residents_of(self, codes: Sequence[str], *, year: int) -> float | None:
        """Residents of several areas together; None where any of them is unknown."""
        found = [self.residents(code, year=year) for code in codes]
        known = [value for value in found if value is not None]
        return sum(known) if known and len(known) == len(found) else None

    def release(self, code: str, *, year: int) -> str | None:
        """Release from which an area's residents were taken."""
        row = self._populations.get((code, year))
        return None if row is None else row["release"]

    @cached_property
    def age_years(self) -> list[int]:
        """Years for which residents by age are published."""
        years = self.store.read("population_ages", columns=["year"])["year"].unique()
        return sorted(int(year) for year in years)

    @lru_cache(maxsize=KEPT_LINES)  # noqa: B019 - a reader lives as long as the process
    def _ages(self, year: int) -> pd.DataFrame:
        where = [("year", "==", year), ("sex", "==", AGE_YEAR_SEX)]
        frame = self.store.read(
            "population_ages", columns=["area_code", "age_band", "population"], where=where
        )
        wide = frame.pivot_table(index="area_code", columns="age_band", values="population")
        bands: list[str] = sorted((str(column) for column in wide.columns), key=_first_age)
        return wide[bands]

    def ages(self, codes: Sequence[str], *, year: int) -> pd.Series[float] | None:
        """Residents by five-year age band of several areas together, youngest first.

        None where an area's ages are not published.
        """
        frame = self._ages(year)
        if not set(codes) <= set(frame.index):
            return None
        return frame.loc[list(codes)].sum()

    @lru_cache(maxsize=KEPT_LINES)  # noqa: B019 - a reader lives as long as the process
    def funnel(self, measure: str, *, period: str) -> tuple[pd.DataFrame, pd.DataFrame] | None:
        """Points and limits of chance of a measure's funnel plot; None where it has no counts.

        Returns:
            Points: area_code (or place id), numerator, denominator, value, signal; limits:
            denominator, average and the four limits, fewest people first. Both are shared, so they
            must not be changed.
        """
        where = [("measure", "==", measure), ("period", "==", period)]
        points = self.store.read("funnel_points", where=where)
        if points.empty:
            return None
        limits = self.store.read("funnel_lines", where=where)
        return points, limits.sort_values("denominator", ignore_index=True)

    @lru_cache(maxsize=KEPT_LINES)  # noqa: B019 - a reader lives as long as the process
    def local_deciles(self, code: str, *, sex: str) -> pd.DataFrame:
        """Life expectancy by tenth of deprivation inside a single authority, most deprived first.

        Returns:
            decile (1 is the most deprived), period, value and standard_error in years, source;
            no rows where none is published.
        """
        where = [("area_code", "==", code), ("sex", "==", sex)]
        rows = self.store.read("local_deciles", where=where)
        return rows.sort_values("decile", ignore_index=True)


def _first_age(band: Hashable) -> int:
    return int(str(band).partition("-")[0].rstrip("+"))
