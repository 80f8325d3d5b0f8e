"""A question answered: every method, its donors, its balance and its sensitivity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from data.pipeline.derive.did_it_work.declared import Question
from data.pipeline.derive.did_it_work.sensitivity import Variant, try_variants
from data.pipeline.derive.did_it_work.sets import Sets
from data.read.effects.design import Design, cut_periods, panel_of
from data.read.effects.series import Series
from utils.stats.effects.estimates import ALL, LEADS, MATCHED, Estimate, estimate_of, run_methods
from utils.stats.effects.event_study import EventStudy, event_study
from utils.stats.effects.panel import Panel
from utils.stats.effects.placebos import Placebos


@dataclass(frozen=True)
class Answered:
    """Everything computed of a question."""

    question: Question
    design: Design
    panel: Panel
    methods: Mapping[str, Placebos]
    estimates: Mapping[str, Estimate]
    study: EventStudy
    variants: tuple[Variant, ...]

    @property
    def leads(self) -> tuple[Estimate, ...]:
        """What the methods say that answer."""
        return tuple(self.estimates[name] for name in LEADS)

    @property
    def p(self) -> float:
        """The larger of their p-values: both must speak for a change."""
        return max(estimate.p for estimate in self.leads)

    @property
    def spread(self) -> float:
        """Standard deviation between untreated areas in the last period before."""
        untreated = self.panel.outcomes[~self.panel.treated]
        return float(untreated[:, self.panel.first - 1].std(ddof=1))


def answer(question: Question, sets: Sets) -> Answered:
    """Answer a question.

    Raises:
        CannotBeAskedError: areas or periods are missing after all.
    """
    series = sets.series(question.measure)
    design = design_of(question, sets, series)
    panel = panel_of(series, design, sets.traits)
    # What the data have no figure for takes no part in any variant either.
    design = replace(design, treated=_whole(design.treated, panel))
    methods = run_methods(panel, ALL)
    return Answered(
        question=question,
        design=design,
        panel=panel,
        methods=methods,
        estimates={name: estimate_of(placebos) for name, placebos in methods.items()},
        study=event_study(methods[MATCHED]),
        variants=try_variants(series, design, sets, methods),
    )


def design_of(question: Question, sets: Sets, series: Series) -> Design:
    """What a question compares, by its programme's cut of periods."""
    own: Mapping[str, Any] = sets.declared.programmes[question.programme]
    last_before, first_after, until = own["periods"][question.form]
    before, after = cut_periods(
        series,
        last_before=last_before,
        first_after=first_after,
        until=until,
        first_period=question.first_period,
    )
    return Design(
        treated=sets.codes(question.places),
        donors=sets.donors(question),
        before=before,
        after=after,
        year=str(own["began"] - 1),
    )


def _whole(areas: tuple[str, ...], panel: Panel) -> tuple[str, ...]:
    return tuple(area for area in areas if area in panel.units)
