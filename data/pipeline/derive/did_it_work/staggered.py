"""Questions over all programmes together: each area starts with its first programme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from data.pipeline.derive.did_it_work.declared_staggered import Staggered, StaggeredQuestion
from data.pipeline.derive.did_it_work.sets import Sets
from data.pipeline.derive.did_it_work.tables import Rows, finite
from data.read.effects.reader import ALL_STARTS
from data.read.effects.series import Series
from data.read.periods import last_year
from utils.errors import CheckFailedError
from utils.stats.effects.estimates import Estimate
from utils.stats.effects.group_time import GroupTimeEffects, group_time_effects
from utils.stats.effects.multiple_testing import adjust_p_values
from utils.stats.effects.placebos import Limits
from utils.stats.effects.verdict import decide
from utils.stats.verdicts import Polarity


@dataclass(frozen=True)
class StaggeredAnswer:
    """Effects of a question, with the periods used and what decides on it.

    Attributes:
        periods: periods used, in order.
        years: year of each start, by the index of its first treated period.
        found: effects by start and lead.
        spread: standard deviation between untreated areas in the last period before any start.
        left_out: treated areas that have a gap.
    """

    periods: tuple[str, ...]
    years: Mapping[int, int]
    found: GroupTimeEffects
    spread: float
    left_out: tuple[str, ...]

    @property
    def estimate(self) -> Estimate:
        """The effect over all periods, as the rule of a change takes it."""
        before = [effect for lead, effect in self.found.by_lead.items() if lead < 0]
        return Estimate(
            effect=self.found.overall,
            lower=self.found.interval.lower,
            upper=self.found.interval.upper,
            p=self.found.p,
            smallest=self.found.smallest,
            misfit=float(np.sqrt(np.mean(np.square(before)))),
        )


def build_staggered(
    sets: Sets, staggered: Staggered, polarity: Mapping[str, Polarity]
) -> dict[str, Rows]:
    """Rows of the questions and of their effects; p-values are adjusted over these alone."""
    answers = {one.question: answer_staggered(one, sets, staggered) for one in staggered.questions}
    adjusted = adjust_p_values([answer.found.p for answer in answers.values()])
    rows: dict[str, Rows] = {"effect_staggered_questions": [], "effect_staggered": []}
    for place, question in enumerate(staggered.questions):
        answer = answers[question.question]
        rows["effect_staggered_questions"].append(
            {
                "question": question.question,
                "item_order": place + 1,
                "title": question.title,
                "measure": question.measure,
                "confounders": ";".join(question.confounders),
                **_row(answer, float(adjusted[place]), polarity[question.measure]),
            }
        )
        rows["effect_staggered"] += [
            {"question": question.question, **row} for row in _effects(answer)
        ]
    return rows


def answer_staggered(
    question: StaggeredQuestion, sets: Sets, staggered: Staggered
) -> StaggeredAnswer:
    """Answer a question.

    Raises:
        CheckFailedError: a period is missing between others, or periods differ in length.
    """
    series = sets.series(question.measure)
    periods = _periods(series, staggered.until[question.form])
    lengths = {last_year(period) - int(period[:4]) for period in periods}
    starts = [int(period[:4]) for period in periods]
    if len(lengths) != 1 or starts != list(range(starts[0], starts[0] + len(starts))):
        raise CheckFailedError(
            f"{question.question}: received periods {', '.join(periods)}, "
            "expected periods of one length, a year apart."
        )
    # A period of several years is treated in part from the first one that ends after the start.
    first = {
        year: next(place for place, period in enumerate(periods) if last_year(period) >= year)
        for year in staggered.starts
    }
    began = first_years(sets, staggered)
    donors = never_treated(sets, staggered)
    areas = (*began, *donors)
    outcomes = series.of(areas, periods)
    found = group_time_effects(
        outcomes=outcomes,
        first=[*(first[year] for year in began.values()), *(None for _ in donors)],
        units=areas,
        straddling=lengths.pop(),
    )
    whole = [row for row, area in enumerate(areas) if area in set(donors) - set(found.left_out)]
    return StaggeredAnswer(
        periods=periods,
        years={place: year for year, place in first.items() if place in found.sizes},
        found=found,
        spread=float(outcomes[whole, min(found.sizes) - 1].std(ddof=1)),
        left_out=tuple(sorted(set(began) & set(found.left_out))),
    )


def first_years(sets: Sets, staggered: Staggered) -> dict[str, int]:
    """The year in which the first programme of each area began, by the area's code."""
    found: dict[str, int] = {}
    for year in sorted(staggered.starts):
        for code in sets.codes(staggered.starts[year]):
            found.setdefault(code, year)
    return found


def never_treated(sets: Sets, staggered: Staggered) -> tuple[str, ...]:
    """Areas in no place of the programme's record but those kept all the same."""
    in_record = sets.codes(place for place in sets.members if place not in staggered.kept)
    out = {*in_record, *sets.declared.never_donors}
    return tuple(code for code in sets.areas.index if code not in out)


def _periods(series: Series, until: str) -> tuple[str, ...]:
    return tuple(period for period in series.known if last_year(period) <= last_year(until))


def _row(answer: StaggeredAnswer, p_adjusted: float, polarity: Polarity) -> dict[str, Any]:
    found, estimate = answer.found, answer.estimate
    decided = decide(
        [estimate],
        p_adjusted=p_adjusted,
        before_p=found.before_p,
        spread=answer.spread,
        polarity=polarity,
    )
    return {
        "periods_used": ";".join(answer.periods),
        "treated_n": sum(found.sizes.values()),
        "donors_n": found.controls,
        "left_out": ";".join(answer.left_out) or None,
        "effect": estimate.effect,
        "lower_cl": finite(estimate.lower),
        "upper_cl": finite(estimate.upper),
        "p": estimate.p,
        "p_adjusted": p_adjusted,
        "before_p": found.before_p,
        "spread": answer.spread,
        "smallest_detectable": finite(estimate.smallest),
        "verdict": decided.verdict,
        "why": decided.why,
    }


def _effects(answer: StaggeredAnswer) -> Rows:
    found = answer.found
    sizes = {
        lead: sum(
            size
            for start, size in found.sizes.items()
            if 0 <= start + lead < len(found.effects[start])
        )
        for lead in found.by_lead
    }
    rows = [
        _effect(ALL_STARTS, lead, effect, found.lead_limits[lead], sizes[lead])
        for lead, effect in found.by_lead.items()
    ]
    for start, effects in found.effects.items():
        year, limits, size = (
            str(answer.years[start]),
            found.effect_limits[start],
            found.sizes[start],
        )
        rows += [
            _effect(year, place - start, float(effect), limits[place], size)
            for place, effect in enumerate(effects)
        ]
    return rows


def _effect(start: str, lead: int, effect: float, limits: Limits, size: int) -> dict[str, Any]:
    lower, upper = (None, None) if lead == -1 else map(finite, limits)
    return {
        "group_start": start,
        "lead": lead,
        "effect": effect,
        "lower_cl": lower,
        "upper_cl": upper,
        "treated_n": size,
    }
