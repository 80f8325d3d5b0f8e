"""Effects where units start in different periods, against units never treated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from utils.errors import InvalidInputError
from utils.stats.effects.arrays import Bools, Floats, Whole
from utils.stats.effects.panel import names_where
from utils.stats.effects.panel_rules import require_donors, require_periods, require_shape
from utils.stats.effects.placebos import (
    DRAWS,
    Limits,
    critical_value,
    draw_groups,
    tail_share,
)
from utils.stats.preconditions import require_confidence


@dataclass(frozen=True)
class GroupTimeEffects:
    """Effects of units that started in different periods.

    Attributes:
        effects: for each first period, effects by period against the one before the start.
        overall: mean over periods from the start on of each group, weighted by the groups' sizes.
        interval: limits of the overall effect.
        p: probability of an overall effect as far from 0 where nothing was done.
        by_lead: effect for each number of periods after the start, weighted by group sizes.
        lead_limits: limits of these.
        left_out: names of the units that had a gap.
    """

    effects: Mapping[int, Floats]
    overall: float
    interval: Limits
    p: float
    by_lead: Mapping[int, float]
    lead_limits: Mapping[int, Limits]
    left_out: tuple[str, ...]


def group_time_effects(
    *,
    outcomes: Floats,
    first: Sequence[int | None],
    units: Sequence[str],
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> GroupTimeEffects:
    """Effects by group and period, overall and by period after the start.

    Calculation: the effect on the group that starts in period g, in period t, is its mean change
    from period g - 1 to t less that of all never-treated units. Limits and p are by placebos: units
    never treated, as many as are treated, are given the same first periods by lot and compared
    with the rest. The spread over units of a bootstrap would be too small for groups of few.

    References: Callaway and Sant'Anna, Journal of Econometrics 225 (2021), pages 200 to 230,
    without covariates; aggregated as in its section 3.

    Args:
        outcomes: units by periods, with NaN for a gap.
        first: index of the first treated period of each unit, None for never.
        units: names of the units.
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
    _require_starts(starts, values.shape[1], left_out)
    require_donors(int(never.sum()))
    slots = values[whole & ~never][None]
    drawn = draw_groups(
        int(never.sum()), len(starts), draws=draws if len(starts) > 1 else 1, seed=seed
    )
    controls = values[never]
    cells = _cells(slots, controls, np.zeros((1, len(controls)), dtype=bool), starts)
    inside = np.zeros((len(drawn), len(controls)), dtype=bool)
    np.put_along_axis(inside, drawn, values=True, axis=1)
    pretended = _cells(controls[drawn], controls, inside, starts)
    overall, by_lead = _overall(cells, starts), _by_lead(cells, starts)
    others, other_leads = _overall(pretended, starts), _by_lead(pretended, starts)
    reach = critical_value(others, confidence=confidence)
    return GroupTimeEffects(
        effects={start: found[0] for start, found in cells.items()},
        overall=float(overall[0]),
        interval=Limits(float(overall[0]) - reach, float(overall[0]) + reach),
        p=tail_share(float(overall[0]), others),
        by_lead={lead: float(found[0]) for lead, found in by_lead.items()},
        lead_limits={
            lead: _limits(float(found[0]), other_leads[lead], lead, confidence)
            for lead, found in by_lead.items()
        },
        left_out=left_out,
    )


def _limits(effect: float, others: Floats, lead: int, confidence: float) -> Limits:
    reach = 0.0 if lead == -1 else critical_value(others, confidence=confidence)
    return Limits(effect - reach, effect + reach)


def _cells(members: Floats, controls: Floats, inside: Bools, starts: Whole) -> dict[int, Floats]:
    """Effects by draw and period for each start; members are draws by slots by periods."""
    share = ~inside / (~inside).sum(axis=1, keepdims=True)
    untreated = share @ controls
    found = {}
    for start in np.unique(starts):
        gaps = members[:, starts == start].mean(axis=1) - untreated
        found[int(start)] = gaps - gaps[:, [start - 1]]
    return found


def _overall(cells: Mapping[int, Floats], starts: Whole) -> Floats:
    parts = [
        effects[:, start:].mean(axis=1) * (starts == start).mean()
        for start, effects in cells.items()
    ]
    found: Floats = np.sum(parts, axis=0)
    return found


def _by_lead(cells: Mapping[int, Floats], starts: Whole) -> dict[int, Floats]:
    periods = next(iter(cells.values())).shape[1]
    leads = range(-max(cells), periods - min(cells))
    found = {}
    for lead in leads:
        has = {start: effects for start, effects in cells.items() if 0 <= start + lead < periods}
        sizes = np.array([(starts == start).sum() for start in has])
        values = np.stack([effects[:, start + lead] for start, effects in has.items()])
        found[lead] = (sizes @ values) / sizes.sum()
    return found


def _require_starts(starts: Whole, periods: int, left_out: tuple[str, ...]) -> None:
    if not len(starts):
        raise InvalidInputError(
            argument="first",
            received=f"no treated unit without a gap; left out: {', '.join(left_out) or 'none'}",
            expected="one treated unit or more with every period",
        )
    for start in np.unique(starts):
        require_periods(int(start), periods)
