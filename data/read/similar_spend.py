"""Reads what similar places spend: each place's neighbours, and what a fit expects of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

from data.read.prices import real_factors
from data.read.rows import SimilarSpendRow
from data.read.similar_rows import SimilarFit, SimilarRow, SimilarTerm
from data.read.store import Store
from utils.errors import InvalidInputError
from utils.stats.spread_bands import Spread

CASH, REAL = "cash", "real"
EXPECTED: Final = "expected"
KEPT_MEASURES: Final = 8
NO_FIGURES: Final = "The service has no figures for that year."
NO_FIGURE: Final = (
    "The place has no figure for that year, one that may include an error, or too few residents to "
    "compare."
)
NO_DEFLATOR: Final = "That year has no figures in real terms."
TOO_FEW: Final = "Fewer than five similar places have a figure of their own."


@dataclass(frozen=True)
class SimilarReader:
    """Reads spend beside similar places from the published tables."""

    store: Store

    def __hash__(self) -> int:
        """Equal data are equal readers."""
        return hash(self.store.version)

    def fit(self, measure: str, period: str) -> SimilarFit | None:
        """How expected spending was made and what is shown; None where the year has no figures."""
        return self.fits.get((measure, period))

    def row(self, measure: str, basis: str, period: str, code: str) -> SimilarRow | None:
        """A place beside what similar places spend.

        Args:
            measure: a measure of spend, such as "spend:services_without_education".
            basis: cash or real.
            period: the financial year.
            code: the area's code, or the id of a place of several authorities.

        Returns:
            Money in GBP per person. Expected spending is only given where it is shown. None where
            the place has a gap, too few residents, or neither neighbours nor expected spending; or
            the year has no deflator and real terms are asked for.

        Raises:
            InvalidInputError: the basis is neither cash nor real.
        """
        factor, fit = self._factor(basis, period), self.fit(measure, period)
        found = self._rows(measure).get((period, code))
        if factor is None or fit is None or found is None:
            return None
        cash = found if fit.is_shown else found.without_expected()
        return cash.times(factor) if cash.middle is not None else None

    def why_none(self, measure: str, basis: str, period: str, code: str) -> str:
        """Why a place has no comparison with similar places; nothing where it has them.

        Args and Raises: as `row`.
        """
        if self.row(measure, basis, period, code) is not None:
            return ""
        fit = self.fit(measure, period)
        if fit is None:
            return NO_FIGURES
        if self._factor(basis, period) is None:
            return NO_DEFLATOR
        if (period, code) not in self._rows(measure):
            return NO_FIGURE
        return f"{TOO_FEW} {fit.note}".rstrip()

    @lru_cache(maxsize=KEPT_MEASURES)  # noqa: B019 - a reader lives as long as the process
    def _rows(self, measure: str) -> dict[tuple[str, str], SimilarRow]:
        """Each period's places in cash."""
        rows = self.store.records("similar_spend", where=[("measure", "==", measure)])
        return {
            (row["period"], row["area_code"]): SimilarRow(
                value=row["value"],
                expected=row["expected"],
                lower=None if row["upper_cl"] is None else row["value"] - row["upper_cl"],
                upper=None if row["lower_cl"] is None else row["value"] - row["lower_cl"],
                neighbours=_spread(row),
            )
            for row in rows
        }

    @cached_property
    def fits(self) -> dict[tuple[str, str], SimilarFit]:
        """Every line and year with figures, by measure and period."""
        terms: dict[tuple[str, str], list[SimilarTerm]] = {}
        for row in self.store.records("similar_terms"):
            term = SimilarTerm(
                row["term"], row["value"], row["standard_error"], row["lower_cl"], row["upper_cl"]
            )
            terms.setdefault((row["measure"], row["period"]), []).append(term)
        return {
            key: SimilarFit(
                measure=row["measure"],
                period=row["period"],
                is_shown=row["shown"] == EXPECTED,
                reason=row["reason"],
                areas=row["areas"],
                n=row["n"],
                r_squared=row["r_squared"],
                held_out_r_squared=row["held_out_r_squared"],
                coverage_own=row["coverage_own"],
                coverage_high=row["coverage_high"],
                expected_error=row["expected_error"],
                neighbours_error=row["neighbours_error"],
                deprivation_edition=row["deprivation_edition"],
                age_year=row["age_year"],
                method=row["method"],
                note=row["note"] or "",
                source=row["source"],
                terms=tuple(terms.get(key, ())),
            )
            for row in self.store.records("similar_fits")
            for key in [(row["measure"], row["period"])]
        }

    def _factor(self, basis: str, period: str) -> float | None:
        """What cash is multiplied by: a fit in real terms is the fit in cash times this."""
        if basis not in {CASH, REAL}:
            raise InvalidInputError(argument="basis", received=basis, expected=f"{CASH} or {REAL}")
        if basis == CASH:
            return 1.0
        return real_factors(self.store).get(period)


def _spread(row: SimilarSpendRow) -> Spread | None:
    """The spread of a place's neighbours; None where too few have a figure."""
    lowest, lower, median = row["lowest"], row["lower_quartile"], row["median"]
    upper, highest, n = row["upper_quartile"], row["highest"], row["n"]
    if lowest is None or lower is None or median is None:
        return None
    if upper is None or highest is None or n is None:
        return None
    return Spread(lowest, lower, median, upper, highest, n)
