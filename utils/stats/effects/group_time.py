"""Effects where units start in different periods, against units never treated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from utils.errors import InvalidInputError
from utils.stats.effects.arrays import Bools, Floats, Whole
from utils.stats.effects.event_study import wald_lengths
from utils.stats.effects.group_time_means import by_lead_of, cells_of, overall_of
from utils.stats.effects.panel import names_where
from utils.stats.effects.panel_rules import require_donors, require_periods, require_shape
from utils.stats.effects.placebos import (
    DRAWS,
    Limits,
    critical_value,
    draw_groups,
    tail_share,
)
from utils.stats.effects.power import smallest_detectable_effect
from utils.stats.preconditions import require_confidence


@dataclass(frozen=True)
class GroupTimeEffects:
    """Effects of units that started in different periods.

    Attributes:
        effects: for each first period, effects by period against the one before the start, without
            the periods that straddle it.
        effect_limits: limits of these.
        overall: mean over periods from the start on of each group, weighted by the groups' sizes.
        interval: limits of the overall effect.
        p: probability of an overall effect as far from 0 where nothing was done.
        smallest: smallest overall effect that would be found in four of five cases.
        before_p: probability of effects as large, all together, before the start, of those that all
            groups have, where nothing was done.
        by_lead: effect for each number of periods after the start, weighted by group sizes.
        lead_limits: limits of these.
        sizes: treated units used, for each first period.
        controls: never-treated units used.
        left_out: names of the units that had a gap.
    """

    effects: Mapping[int, Floats]
    effect_limits: Mapping[int, tuple[Limits, ...]]
    overall: float
    interval: Limits
    p: float
    smallest: float
    before_p: float
    by_lead: Mapping[int, float]
    lead_limits: Mapping[int, Limits]
    sizes: Mapping[int, int]
    controls: int
    left_out: tuple[str, ...]


def group_time_effects(
    *,
    outcomes: Floats,
    first: Sequence[int | None],
    units: Sequence[str],
    straddling: int = 0,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> GroupTimeEffects:
    """Effects by group and period, overall and by period after the start.

    Calculation: the effect on the group that starts in period g, in period t, is its mean change
    from period g - 1 to t less that of all never-treated units. Limits and p are by placebos: units
    never treated, as many as are treated, are given the same first periods by lot and compared
    with the rest. The spread over units of a bootstrap would be too small for groups of few. The
    test of the periods before is that of `event_study`.

    References: Callaway and Sant'Anna, Journal of Econometrics 225 (2021), pages 200 to 230,
    without covariates; aggregated as in its section 3.

    Args:
        outcomes: units by periods, with NaN for a gap.
        first: index of the first treated period of each unit, None for never.
        units: names of the units.
        straddling: periods from the first treated one on that are treated in part only, as of
            rolling means; they are left out, and periods after the start count from the next one.
        confidence: confidence level of the limits.
        draws: placebos to draw.
        seed: start of the random numbers.

    Raises:
        InvalidInputError: shapes do not fit, there are fewer than 10 never-treated units, a group
            has fewer than 4 periods before its start or none from it on, no unit is treated, or
            too few never-treated units are left beside a placebo.
    """
    require_confidence(confidence)
    values = np.asarray(outcomes, dtype=np.float64)
    require_shape("outcomes", values, (len(units), values.shape[-1]))
    require_shape("first", np.asarray(first, dtype=object), (len(units),))
    whole: Bools = np.asarray(np.isfinite(values).all(axis=1), dtype=bool)
    is_never = np.array([start is None for start in first], dtype=bool)
    never = is_never & whole
    kept = zip(first, whole.tolist(), strict=True)
    starts: Whole = np.array(
        [start for start, is_in in kept if is_in and start is not None], dtype=np.intp
    )
    left_out = names_where(units, ~whole)
    _require_starts(starts, values.shape[1] - straddling, left_out)
    require_donors(int(never.sum()))
    slots = values[whole & ~never][None]
    drawn = draw_groups(
        int(never.sum()), len(starts), draws=draws if len(starts) > 1 else 1, seed=seed
    )
    controls = values[never]
    nobody = np.zeros((1, len(controls)), dtype=bool)
    cells = cells_of(slots, controls, nobody, starts, straddling)
    inside = np.zeros((len(drawn), len(controls)), dtype=bool)
    np.put_along_axis(inside, drawn, values=True, axis=1)
    pretended = cells_of(controls[drawn], controls, inside, starts, straddling)
    overall, by_lead = float(overall_of(cells, starts)[0]), by_lead_of(cells, starts)
    others, other_leads = overall_of(pretended, starts), by_lead_of(pretended, starts)
    reach = critical_value(others, confidence=confidence)
    return GroupTimeEffects(
        effects={start: found[0] for start, found in cells.items()},
        effect_limits={
            start: tuple(
                _limits(float(effect), pretended[start][:, place], place - start, confidence)
                for place, effect in enumerate(found[0])
            )
            for start, found in cells.items()
        },
        overall=overall,
        interval=Limits(overall - reach, overall + reach),
        p=tail_share(overall, others),
        smallest=smallest_detectable_effect(others, confidence=confidence),
        before_p=_before(by_lead, other_leads, int(starts.min())),
        by_lead={lead: float(found[0]) for lead, found in by_lead.items()},
        lead_limits={
            lead: _limits(float(found[0]), other_leads[lead], lead, confidence)
            for lead, found in by_lead.items()
        },
        sizes={start: int((starts == start).sum()) for start in cells},
        controls=len(controls),
        left_out=left_out,
    )


def _before(by_lead: Mapping[int, Floats], others: Mapping[int, Floats], earliest: int) -> float:
    """Place of the leads before the start that all groups have among those of the placebos."""
    leads = range(-earliest, -1)
    rows = [np.stack([found[lead] for lead in leads], axis=1) for found in (by_lead, others)]
    lengths = wald_lengths(np.vstack(rows))
    return tail_share(float(lengths[0]), lengths[1:])


def _limits(effect: float, others: Floats, lead: int, confidence: float) -> Limits:
    reach = 0.0 if lead == -1 else critical_value(others, confidence=confidence)
    return Limits(effect - reach, effect + reach)


def _require_starts(starts: Whole, periods: int, left_out: tuple[str, ...]) -> None:
    if not len(starts):
        raise InvalidInputError(
            argument="first",
            received=f"no treated unit without a gap; left out: {', '.join(left_out) or 'none'}",
            expected="one treated unit or more with every period",
        )
    for start in np.unique(starts):
        require_periods(int(start), periods)
