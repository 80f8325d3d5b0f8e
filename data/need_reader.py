"""Reads spend beside need: how each fit was made, and how far a place lies from it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

import pandas as pd

from data.store import Store
from utils.config import PRICE_BASE_YEAR
from utils.errors import InvalidInputError

CASH, REAL = "cash", "real"
KEPT_MEASURES: Final = 8
PARTS: Final = ("value", "expected", "residual", "lower_cl", "upper_cl")
HISTORY_COLUMNS: Final = ["period", "value", "expected", "residual", "lower", "upper", "adjusted"]


class NeedTerm(NamedTuple):
    """A coefficient of a fit with its limits: GBP per person, in cash, per unit of the term."""

    term: str
    value: float
    standard_error: float
    lower: float
    upper: float


class NeedFit(NamedTuple):
    """How expected spend was made for one service line and year; money is in cash.

    Attributes:
        measure: the measure, such as "spend:total".
        period: the financial year.
        n: authorities in the fit.
        r_squared: share of the differences between authorities that the fit explains.
        adjusted_r_squared: the same less what chance alone would explain.
        residual_sd: standard deviation of what is left, GBP per person.
        mean: mean spend of the authorities in the fit, GBP per person.
        confidence: confidence level of all limits.
        deprivation_edition: edition of the deprivation score.
        age_year: year of the age shares.
        method: how the fit was made.
        note: what is odd about it, or nothing.
        source: short name of the money's source.
        terms: its coefficients.
    """

    measure: str
    period: str
    n: int
    r_squared: float
    adjusted_r_squared: float
    residual_sd: float
    mean: float
    confidence: float
    deprivation_edition: str
    age_year: int
    method: str
    note: str
    source: str
    terms: tuple[NeedTerm, ...]


class NeedRow(NamedTuple):
    """A place beside what its need would suggest, GBP per person.

    Attributes:
        value: what is spent.
        expected: what the fit without this place gives for its need.
        residual: the first less the second.
        lower: lower 95 per cent limit of the residual; zero between the two is as expected.
        upper: upper limit.
        adjusted: spend as it would be if the place had average need: the mean of the authorities
            plus the residual.
    """

    value: float
    expected: float
    residual: float
    lower: float
    upper: float
    adjusted: float


@dataclass(frozen=True)
class NeedReader:
    """Reads the fits of spend on need from the published tables."""

    store: Store

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.store.version)

    def fit(self, measure: str, period: str) -> NeedFit | None:
        """How expected spend was made; None where there is no fit, see `reason`."""
        return self._fits.get((measure, period))

    def reason(self, measure: str, period: str) -> str:
        """Why a line and year has no fit; nothing where it has one."""
        if (measure, period) in self._fits:
            return ""
        return self._reasons.get(
            (measure, period), "No fit: the line has no figures for that year."
        )

    def adjusted(self, measure: str, basis: str, period: str, code: str) -> NeedRow | None:
        """A place beside what its need would suggest.

        Args:
            measure: a measure of spend, such as "spend:total".
            basis: cash or real.
            period: the financial year.
            code: the area's code, or the id of a place of several authorities.

        Returns:
            None where there is no fit, the place has a gap or too few residents, or the year has
            no deflator and real terms are asked for.

        Raises:
            InvalidInputError: the basis is neither cash nor real.
        """
        factor, fit = self._factor(basis, period), self.fit(measure, period)
        found = self._rows(measure).get((period, code))
        if factor is None or fit is None or found is None:
            return None
        residual = found[PARTS.index("residual")]
        return NeedRow(*(one * factor for one in (*found, fit.mean + residual)))

    def history(self, measure: str, basis: str, code: str) -> pd.DataFrame:
        """A place beside its need in every year that has a fit and a figure, oldest first.

        Returns:
            period, value, expected, residual, lower, upper, adjusted; GBP per person.

        Raises:
            InvalidInputError: the basis is neither cash nor real.
        """
        periods = [period for one, period in self._fits if one == measure]
        rows = [(period, self.adjusted(measure, basis, period, code)) for period in sorted(periods)]
        known = [(period, *row) for period, row in rows if row is not None]
        return pd.DataFrame(known, columns=HISTORY_COLUMNS)

    @lru_cache(maxsize=KEPT_MEASURES)  # noqa: B019 - one reader lives as long as the process
    def _rows(self, measure: str) -> dict[tuple[str, str], tuple[float, ...]]:
        """Money in cash of each period and place, in the order of `PARTS`."""
        rows = self.store.records("need_adjusted", where=[("measure", "==", measure)])
        return {
            (row["period"], row["area_code"]): tuple(row[name] for name in PARTS) for row in rows
        }

    @cached_property
    def _fits(self) -> dict[tuple[str, str], NeedFit]:
        terms: dict[tuple[str, str], list[NeedTerm]] = {}
        for row in self.store.records("need_terms"):
            term = NeedTerm(
                row["term"], row["value"], row["standard_error"], row["lower_cl"], row["upper_cl"]
            )
            terms.setdefault((row["measure"], row["period"]), []).append(term)
        plain = [name for name in NeedFit._fields if name not in {"terms", "note"}]
        return {
            key: NeedFit(
                **{name: row[name] for name in plain},
                note=row["note"] or "",
                terms=tuple(terms[key]),
            )
            for row in self.store.records("need_fits")
            if (key := (row["measure"], row["period"])) in terms
        }

    @cached_property
    def _reasons(self) -> dict[tuple[str, str], str]:
        rows = self.store.records("need_fits")
        return {(row["measure"], row["period"]): row["note"] or "" for row in rows}

    @cached_property
    def _deflators(self) -> dict[str, float]:
        rows = self.store.records("deflators")
        return {row["financial_year"]: row["deflator"] for row in rows}

    def _factor(self, basis: str, period: str) -> float | None:
        """What cash is multiplied by: a fit in real terms is the fit in cash times this."""
        if basis not in {CASH, REAL}:
            raise InvalidInputError(argument="basis", came=basis, allowed=f"{CASH} or {REAL}")
        if basis == CASH:
            return 1.0
        deflator = self._deflators.get(period)
        return None if deflator is None else self._deflators[PRICE_BASE_YEAR] / deflator
