"""Reads spend beside an outcome of every authority: crude or at average need, with limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist
from typing import Final

import pandas as pd

from data.compare_reader import CompareReader
from data.map_reader import Measure
from data.need_reader import NeedReader, NeedRow
from data.place_reader import Place
from utils.stats.concentration import concentration_curve
from utils.stats.z_positions import FEWEST, calculate_positions

CRUDE, NEED = "crude", "need"
KEPT: Final = 32
DEPRIVATION: Final = "deprivation_score:persons"
Z_95: Final = NormalDist().inv_cdf(0.975)
COLUMNS: Final = ["x", "x_lower", "x_upper", "y", "y_lower", "y_upper"]


@dataclass(frozen=True)
class SpendOutcomes:
    """Reads spend and an outcome of all authorities side by side."""

    compare: CompareReader
    need: NeedReader

    @lru_cache(maxsize=KEPT)  # noqa: B019 - one reader lives as long as the process
    def frame(
        self, money: Measure, outcome: Measure, *, year: str, period: str, adjust: str
    ) -> pd.DataFrame:
        """Spend and outcome of every upper-tier authority that has both.

        The limits of spend are of what is usual: crude, 1.96 standard deviations of all
        authorities; at average need, the limits of the difference from what need would suggest.

        Args:
            money: the measure of spend.
            outcome: the outcome.
            year: the financial year.
            period: the outcome's period.
            adjust: "crude" or "need".

        Returns:
            code, place, x, x_lower, x_upper (GBP per person), y, y_lower, y_upper (the outcome's
            unit; limits null where none are published). It is shared, so it must not be changed.
        """
        maps = self.compare.places.maps
        areas = maps.geography.areas("upper_tier")
        codes = list(areas["area_code"])
        told = maps.values(outcome).frame(period, codes)
        frame = pd.DataFrame(
            {
                "code": codes,
                "place": areas["area_name"],
                "y": told["value"],
                "y_lower": told["lower_cl"],
                "y_upper": told["upper_cl"],
            }
        )
        if adjust == NEED:
            frame = frame.join(self._at_average_need(money, codes, year))
        else:
            crude = maps.values(money).frame(year, codes)["value"].astype("float64")
            reach = Z_95 * float(crude[told["value"].notna()].std(ddof=1))
            frame = frame.assign(x=crude, x_lower=crude - reach, x_upper=crude + reach)
        frame = frame.astype(dict.fromkeys(COLUMNS, "float64"))
        known = frame.dropna(subset=["x", "y"]).reset_index(drop=True)
        return known[["code", "place", *COLUMNS]]

    def _at_average_need(self, money: Measure, codes: Sequence[str], year: str) -> pd.DataFrame:
        """Spend at average need with the limits of the difference from what need would suggest."""
        rows = [self.need.adjusted(money.measure, money.basis, year, one) for one in codes]
        return pd.DataFrame(
            [
                (one.adjusted, _mean(one) + one.lower, _mean(one) + one.upper)
                if one
                else (None, None, None)
                for one in rows
            ],
            columns=["x", "x_lower", "x_upper"],
        )

    def positions(self, frame: pd.DataFrame, *, beside: Sequence[str] = ()) -> pd.DataFrame:
        """Z-scores of a frame against all its authorities, or against some of them.

        Returns:
            The frame with z-scores for values, quadrant, and spend and outcome as they were.
        """
        reference = frame["code"].isin(list(beside)) if beside else pd.Series(True, frame.index)
        found = calculate_positions(data=frame, reference=reference)
        return found.assign(spend=frame["x"], outcome=frame["y"])

    @lru_cache(maxsize=KEPT)  # noqa: B019 - one reader lives as long as the process
    def trail(
        self,
        code: str,
        money: Measure,
        outcome: Measure,
        *,
        adjust: str,
        beside: tuple[str, ...] = (),
    ) -> pd.DataFrame:
        """Where one authority stood in every year that both have, oldest first.

        Each outcome's period is set beside the financial year that begins in its last calendar
        year or, failing that, an earlier one of its years.

        Returns:
            x and y (z-scores), when (year and period) and order.
        """
        rows: list[tuple[float, float, str, int]] = []
        for period in outcome.periods:
            year = year_of(period, money.periods)
            if year is None:
                continue
            frame = self.frame(money, outcome, year=year, period=period, adjust=adjust)
            if code not in set(frame["code"]) or not can_be_placed(frame, beside=beside):
                continue
            placed = self.positions(frame, beside=beside)
            own = placed[placed["code"] == code].iloc[0]
            rows.append((own["x"], own["y"], f"{year} ({period})", len(rows)))
        return pd.DataFrame(rows, columns=["x", "y", "when", "order"])

    @lru_cache(maxsize=KEPT)  # noqa: B019 - one reader lives as long as the process
    def periods(self, money: Measure, outcome: Measure) -> dict[str, str]:
        """Periods of the outcome that a year of the money goes with: that year, newest first."""
        found = {one: year_of(one, money.periods) for one in reversed(outcome.periods)}
        return {period: year for period, year in found.items() if year is not None}

    @lru_cache(maxsize=KEPT)  # noqa: B019 - one reader lives as long as the process
    def has_limits(self, outcome: Measure) -> bool:
        """Whether an outcome's newest period has limits, without which no place can be told."""
        maps = self.compare.places.maps
        codes = maps.geography.areas("upper_tier")["area_code"]
        told = maps.values(outcome).frame(outcome.periods[-1], codes)
        return bool(told["lower_cl"].notna().any())

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

    @lru_cache(maxsize=KEPT)  # noqa: B019 - one reader lives as long as the process
    def curves(self, money: Measure, year: str) -> dict[str, pd.DataFrame]:
        """Concentration curves over deprivation of spend and of what need would suggest.

        Over the authorities with a fit in that year; none where a value lies below nought.
        """
        fit = self.need.fit(money.measure, year)
        if fit is None:
            return {}
        maps = self.compare.places.maps
        score = maps.measure(measure=DEPRIVATION, basis="as published")
        areas = maps.geography.areas("upper_tier")["area_code"]
        scores = maps.values(score).frame(fit.deprivation_edition, areas)["value"]
        rows = []
        for code, one in zip(areas, scores, strict=True):
            found = self.need.adjusted(money.measure, money.basis, year, code)
            people = self.compare.comparators.facts.residents(code, year=int(year[:4]))
            if found is not None and people:
                rows.append((-one, people, found.value, found.expected))
        frame = pd.DataFrame(rows, columns=["rank", "population", "spend", "need"]).dropna()
        if frame.empty or (frame[["spend", "need"]] < 0).any(axis=None):
            return {}
        return {
            words: concentration_curve(data=frame, value=name)
            for name, words in (("spend", "spend"), ("need", "what need would suggest"))
        }


def _mean(row: NeedRow) -> float:
    """Mean spend of the authorities in the fit that a row comes from."""
    return row.adjusted - row.residual


def can_be_placed(frame: pd.DataFrame, *, beside: Sequence[str] = ()) -> bool:
    """Whether enough places, all or those named, differ on both axes."""
    group = frame[frame["code"].isin(list(beside))] if beside else frame
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
    known = {int(one[:4]): one for one in years}
    return next((known[one] for one in range(end, start - 1, -1) if one in known), None)
