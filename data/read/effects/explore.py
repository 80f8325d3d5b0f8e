"""Any place and any year: the same methods on what a visitor chose, not declared before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final, Literal

from data.read.effects.design import TRAITS, CannotBeAskedError, Design, panel_of, require_enough
from data.read.effects.reader import REAL
from data.read.effects.series import Series, series_of
from data.read.measures import Measure
from data.read.places import AS_PUBLISHED, PlaceReader
from utils.stats.effects.estimates import LEADS, MATCHED, Estimate, estimate_of, run_methods
from utils.stats.effects.event_study import event_study
from utils.stats.effects.panel import Panel
from utils.stats.effects.panel_rules import LEAST_BEFORE
from utils.stats.effects.placebos import Placebos
from utils.stats.effects.verdict import EffectAnswer, decide

Pool = Literal["all", "type", "regions"]
POOLS: Final[tuple[Pool, ...]] = ("all", "type", "regions")
KINDS: Final = ("indicator", "spend")
#: Enough for a test at 5 per cent, and few enough for an answer while a visitor waits.
DRAWS: Final = 200
KEPT: Final = 32


@dataclass(frozen=True)
class Explored:
    """An answer to a question that a visitor asked.

    Attributes:
        design: what is compared.
        panel: the outcomes.
        methods: placebos by method.
        estimates: what each method says.
        before_p: probability of gaps as large before the start.
        spread: standard deviation between untreated areas in the last period before.
        answer: the verdict; the p-value is adjusted for no other question.
        left_out: treated areas that have a gap.
    """

    design: Design
    panel: Panel
    methods: Mapping[str, Placebos]
    estimates: Mapping[str, Estimate]
    before_p: float
    spread: float
    answer: EffectAnswer
    left_out: tuple[str, ...]

    @property
    def smallest(self) -> float:
        """The larger of the smallest effects that the answering methods would find."""
        return max(self.estimates[name].smallest for name in LEADS)


@dataclass(frozen=True)
class Explorer:
    """Asks questions of the published tables."""

    places: PlaceReader

    def __hash__(self) -> int:
        """Equal data are equal explorers."""
        return hash(self.places.maps.store.version)

    @cached_property
    def measures(self) -> dict[str, Measure]:
        """Measures with periods enough, by name."""
        found = {}
        for row in self.places.maps.measures.values():
            basis = REAL if row.kind == "spend" else AS_PUBLISHED
            is_long = len(row.periods) > LEAST_BEFORE
            if is_long and row.level == "upper_tier" and row.kind in KINDS and row.basis == basis:
                found[row.measure] = row
        return found

    @lru_cache(maxsize=KEPT)  # noqa: B019 - an explorer lives as long as the process
    def series(self, measure: str) -> Series:
        """A measure of all upper-tier areas."""
        basis = REAL if measure.startswith("spend:") else AS_PUBLISHED
        rows = self.places.maps.store.records(
            "map_values", where=[("measure", "==", measure), ("basis", "==", basis)]
        )
        return series_of(rows, list(self._areas))

    def starts(self, measure: str) -> list[str]:
        """Periods from which on an effect can be asked of."""
        series = self.series(measure)
        return [period for period in series.known if len(series.before(period)) >= LEAST_BEFORE]

    @lru_cache(maxsize=KEPT)  # noqa: B019 - an explorer lives as long as the process
    def explore(
        self, treated: tuple[str, ...], measure: str, first: str, pool: Pool, last: str = ""
    ) -> Explored:
        """Ask a question.

        Args:
            treated: codes of upper-tier areas.
            measure: id of a measure.
            first: first period from the start on.
            pool: compared with all others, those of the same types, or other regions.
            last: last period used; the measure's own last where there is none.

        Raises:
            CannotBeAskedError: areas or periods are missing; says which.
        """
        series = self.series(measure)
        design = self._design(series, treated, periods_after(series, first, last), pool)
        require_enough(series, design.before, design.after)
        traits = [self.series(name) for name in TRAITS]
        try:
            panel = panel_of(series, design, traits)
            methods = run_methods(panel, draws=DRAWS)
        except ArithmeticError as error:
            raise CannotBeAskedError(f"The weights cannot be found: {error}.") from error
        estimates = {name: estimate_of(placebos) for name, placebos in methods.items()}
        leads = [estimates[name] for name in LEADS]
        before_p = event_study(methods[MATCHED]).before_p
        untreated = panel.outcomes[~panel.treated]
        spread = float(untreated[:, panel.first - 1].std(ddof=1))
        return Explored(
            design=design,
            panel=panel,
            methods=methods,
            estimates=estimates,
            before_p=before_p,
            spread=spread,
            answer=decide(
                leads,
                p_adjusted=max(lead.p for lead in leads),
                before_p=before_p,
                spread=spread,
                polarity=self.measures[measure].polarity,
            ),
            left_out=tuple(area for area in treated if area not in panel.units),
        )

    def _design(
        self, series: Series, treated: Sequence[str], after: Sequence[str], pool: Pool
    ) -> Design:
        kinds = {"type": "area_type", "regions": "region_code"}
        own = {self._areas[area][kinds[pool]] for area in treated} if pool != "all" else set()

        def may(area: str) -> bool:
            if area in treated:
                return False
            if pool == "type":
                return self._areas[area]["area_type"] in own
            return pool == "all" or self._areas[area]["region_code"] not in own

        before = tuple(series.before(after[0]))
        return Design(
            treated=tuple(treated),
            donors=tuple(filter(may, self._areas)),
            before=before,
            after=tuple(after),
            year=self._trait_year(int(after[0][:4]) - 1),
        )

    def _trait_year(self, year: int) -> str:
        """The last year up to this one that both traits have."""
        known = set.intersection(*(set(self.series(name).known) for name in TRAITS))
        return max((period for period in known if int(period) <= year), default=min(known))

    @cached_property
    def _areas(self) -> dict[str, dict[str, str]]:
        codes = set(self.places.maps.geography.areas("upper_tier")["area_code"])
        rows = self.places.maps.store.records("areas", where=[("is_current", "==", True)])
        return {
            row["area_code"]: {
                "area_type": row["area_type"],
                "region_code": row["region_code"] or "",
            }
            for row in sorted(rows, key=lambda row: row["area_code"])
            if row["area_code"] in codes
        }


def periods_after(series: Series, first: str, last: str) -> tuple[str, ...]:
    """Known periods from the first after the start to the last used.

    Args:
        series: the measure.
        first: first period from the start on.
        last: last period used; the measure's own last where there is none.

    Raises:
        CannotBeAskedError: the last is before the first.
    """
    known = series.known
    until = known.index(last) if last else len(known) - 1
    if until < known.index(first):
        raise CannotBeAskedError(
            f"The last period used, {last}, is before the first after it began, {first}. "
            "Choose a later one."
        )
    return known[known.index(first) : until + 1]
