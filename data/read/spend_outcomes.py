"""Reads spend and an outcome of every council side by side, in their own units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

import pandas as pd

from data.read.comparisons import CompareReader
from data.read.measures import Measure
from data.read.places import Place
from data.read.similar_spend import SimilarReader
from utils.stats.concentration import concentration_curve
from utils.stats.spread_bands import ABOVE as ABOVE_ALL
from utils.stats.spread_bands import BELOW as BELOW_ALL
from utils.stats.spread_bands import FEWEST, HIGH, LOW, Spread, band_of, calculate_spread

#: Values of the choice in an address; "need" is the older name of spend beside similar places.
CRUDE, SIMILAR = "crude", "need"
KEPT: Final = 32
DEPRIVATION: Final = "deprivation_score:persons"
ABOVE, BELOW, UNCLEAR, NO_LIMITS = "above", "below", "unclear", "no interval"
UNSURE: Final = "cannot tell"
NUMBERS: Final = ["x", "x_lower", "x_upper", "y", "y_lower", "y_upper"]


class Position(NamedTuple):
    """Where a council lies: the band of its spend, and its outcome by the outcome's own limits.

    Attributes:
        band: band of its spend among the group, as `band_of` names it; "cannot tell" where spend
            is an estimate whose range reaches into another band.
        side: "above" or "below" where the outcome's limits leave the reference out, "unclear" where
            they hold it, "no interval" where none are published or there is no reference.
    """

    band: str
    side: str


@dataclass(frozen=True)
class SpendOutcomes:
    """Reads spend and an outcome of all councils side by side."""

    compare: CompareReader
    similar: SimilarReader

    @lru_cache(maxsize=KEPT)  # noqa: B019 - a reader lives as long as the process
    def frame(
        self, money: Measure, outcome: Measure, *, year: str, period: str, adjust: str
    ) -> pd.DataFrame:
        """Spend and outcome of every upper-tier council that has both.

        Args:
            money: the measure of spend.
            outcome: the outcome.
            year: the financial year.
            period: the outcome's period.
            adjust: "crude" for spend, "need" for its difference from what similar places spend.

        Returns:
            code, place, x, x_lower, x_upper (GBP per person; a range where spend is an estimate,
            else null), y, y_lower, y_upper (the outcome's unit; limits null where none are
            published). It is shared, so it must not be changed.
        """
        maps = self.compare.places.maps
        areas = maps.geography.areas("upper_tier")
        codes = list(areas["area_code"])
        observed = maps.values(outcome).frame(period, codes)
        if adjust == SIMILAR:
            spend = pd.DataFrame({"value": self._differences(money, codes, year)})
        else:
            spend = maps.values(money).frame(year, codes)
        spend = spend.reindex(columns=["value", "lower_cl", "upper_cl"])
        frame = pd.DataFrame(
            {
                "code": codes,
                "place": areas["area_name"],
                "x": spend["value"],
                "x_lower": spend["lower_cl"],
                "x_upper": spend["upper_cl"],
                "y": observed["value"],
                "y_lower": observed["lower_cl"],
                "y_upper": observed["upper_cl"],
            }
        ).astype(dict.fromkeys(NUMBERS, "float64"))
        return frame.dropna(subset=["x", "y"]).reset_index(drop=True)

    def _differences(self, money: Measure, codes: Sequence[str], year: str) -> pd.Series[float]:
        """Spend less what similar places spend; a gap where that is not known."""
        rows = [self.similar.row(money.measure, money.basis, year, code) for code in codes]
        return pd.Series([None if row is None else row.difference for row in rows], dtype="float64")

    def group(self, frame: pd.DataFrame, beside: Sequence[str] = ()) -> pd.DataFrame:
        """Rows of the councils a place is set beside: all, or those named."""
        return frame[frame["code"].isin(list(beside))] if beside else frame

    def reference(
        self, frame: pd.DataFrame, outcome: Measure, *, period: str, beside: Sequence[str] = ()
    ) -> float | None:
        """What outcomes are set beside: England's published value, or the median of a group."""
        if not beside:
            return self.compare.places.england(outcome, period)
        return float(self.group(frame, beside)["y"].median())

    @lru_cache(maxsize=KEPT)  # noqa: B019 - a reader lives as long as the process
    def trail(self, code: str, money: Measure, outcome: Measure, *, adjust: str) -> pd.DataFrame:
        """A council in every year that has both figures, oldest first.

        Each outcome's period is set beside the financial year that begins in its last calendar
        year or, failing that, an earlier year of its own.

        Returns:
            x and y in their units, when (year and period) and order.
        """
        rows: list[tuple[float, float, str, int]] = []
        for period in outcome.periods:
            year = year_of(period, money.periods)
            if year is None:
                continue
            frame = self.frame(money, outcome, year=year, period=period, adjust=adjust)
            own = frame[frame["code"] == code]
            if len(own):
                found = own.iloc[0]
                rows.append((found["x"], found["y"], f"{year} ({period})", len(rows)))
        return pd.DataFrame(rows, columns=["x", "y", "when", "order"])

    @lru_cache(maxsize=KEPT)  # noqa: B019 - a reader lives as long as the process
    def periods(self, money: Measure, outcome: Measure) -> dict[str, str]:
        """Periods of the outcome that a year of the money goes with: that year, newest first."""
        found = {period: year_of(period, money.periods) for period in reversed(outcome.periods)}
        return {period: year for period, year in found.items() if year is not None}

    @lru_cache(maxsize=KEPT)  # noqa: B019 - a reader lives as long as the process
    def has_limits(self, outcome: Measure) -> bool:
        """Whether an outcome's newest period has limits, without which nothing is clear."""
        maps = self.compare.places.maps
        codes = maps.geography.areas("upper_tier")["area_code"]
        newest = maps.values(outcome).frame(outcome.periods[-1], codes)
        return bool(newest["lower_cl"].notna().any())

    def newest_of(self, place: Place | None, money: Measure, outcome: Measure) -> str:
        """Newest period in which a place has both figures; the newest of all without a place."""
        periods = self.periods(money, outcome)
        places = self.compare.places
        for period, year in periods.items():
            rows = (
                (places.row(place, outcome, period), places.row(place, money, year))
                if place
                else ()
            )
            if all(row is not None and row["value"] is not None for row in rows):
                return period
        return next(iter(periods), "")

    @lru_cache(maxsize=KEPT)  # noqa: B019 - a reader lives as long as the process
    def curve(self, money: Measure, year: str) -> pd.DataFrame | None:
        """Concentration curve of spend over deprivation; None where a value is below zero."""
        fit = self.similar.fit(money.measure, year)
        if fit is None:
            return None
        maps = self.compare.places.maps
        score = maps.measure(measure=DEPRIVATION, basis="as published")
        areas = maps.geography.areas("upper_tier")["area_code"]
        scores = maps.values(score).frame(fit.deprivation_edition, areas)["value"]
        spend = maps.values(money).frame(year, list(areas))["value"]
        rows = []
        for code, level, value in zip(areas, scores, spend, strict=True):
            people = self.compare.comparators.facts.residents(code, year=int(year[:4]))
            if people:
                rows.append((-level, people, value))
        frame = pd.DataFrame(rows, columns=["rank", "population", "spend"]).dropna()
        if frame.empty or (frame["spend"] < 0).any():
            return None
        return concentration_curve(data=frame, value="spend")


def position_of(row: pd.Series[float], spread: Spread, reference: float | None) -> Position:
    """The band of a council's spend, and the side its outcome's own limits allow.

    Args:
        row: x, x_lower, x_upper, y_lower and y_upper.
        spread: of the spend of the group it is set beside.
        reference: what its outcome is set beside, taken as exact, or None.
    """
    lower, upper = float(row["y_lower"]), float(row["y_upper"])
    side = NO_LIMITS
    if reference is not None and not (pd.isna(lower) or pd.isna(upper)):
        side = ABOVE if lower > reference else BELOW if upper < reference else UNCLEAR
    return Position(_sure_band(row, spread), side)


def _sure_band(row: pd.Series[float], spread: Spread) -> str:
    """The band in which a value and the ends of its range all lie, if there is one."""
    ends = [float(row[name]) for name in ("x", "x_lower", "x_upper") if not pd.isna(row[name])]
    exact = {band_of(end, spread) for end in ends}
    wide = {{BELOW_ALL: LOW, ABOVE_ALL: HIGH}.get(band, band) for band in exact}
    return next((found.pop() for found in (exact, wide) if len(found) == 1), UNSURE)


def spread_of(group: pd.DataFrame, column: str = "x") -> Spread:
    """Lowest, quartiles and highest of a group's spend, or of its outcome."""
    return calculate_spread(values=group[column].tolist())


def can_be_placed(group: pd.DataFrame) -> bool:
    """Whether there are enough councils, and they differ in both figures."""
    return len(group) >= FEWEST and bool((group[["x", "y"]].std() > 0).all())


def year_of(period: str, years: Sequence[str]) -> str | None:
    """The financial year that goes with a period of an outcome; None where none does.

    >>> year_of("2016-18", ["2016-17", "2017-18", "2018-19"])
    '2018-19'
    >>> year_of("2020/21", ["2020-21"])
    '2020-21'
    """
    digits = period.replace("/", "-").split(" ", maxsplit=1)[0]
    first, _, last = digits.partition("-")
    if not first.isdigit():
        return None
    start = int(first)
    is_split_year = "/" in period or not last.isdigit()
    end = start if is_split_year else int(first[: 4 - len(last)] + last)
    known = {int(year[:4]): year for year in years}
    return next((known[year] for year in range(end, start - 1, -1) if year in known), None)
