"""Effects of groups that start apart, laid out and averaged for every draw at once."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from utils.stats.effects.arrays import Bools, Floats, Whole


def cells_of(
    members: Floats, controls: Floats, inside: Bools, starts: Whole, straddling: int
) -> dict[int, Floats]:
    """Effects by draw and period for each start.

    Args:
        members: draws by slots by periods.
        controls: untreated units by periods.
        inside: draws by controls; which are members, and so not compared with.
        starts: index of the first treated period of each slot.
        straddling: periods from the start on that are left out.
    """
    share = ~inside / (~inside).sum(axis=1, keepdims=True)
    untreated = share @ controls
    found = {}
    for start in np.unique(starts):
        gaps = members[:, starts == start].mean(axis=1) - untreated
        gaps = gaps - gaps[:, [start - 1]]
        found[int(start)] = np.delete(gaps, range(start, start + straddling), axis=1)
    return found


def overall_of(cells: Mapping[int, Floats], starts: Whole) -> Floats:
    """Mean effect from the start on by draw, each start weighted by its size."""
    parts = [
        effects[:, start:].mean(axis=1) * (starts == start).mean()
        for start, effects in cells.items()
    ]
    found: Floats = np.sum(parts, axis=0)
    return found


def by_lead_of(cells: Mapping[int, Floats], starts: Whole) -> dict[int, Floats]:
    """Mean effect by draw for each number of periods after the start, weighted by sizes."""
    periods = next(iter(cells.values())).shape[1]
    leads = range(-max(cells), periods - min(cells))
    found = {}
    for lead in leads:
        has = {start: effects for start, effects in cells.items() if 0 <= start + lead < periods}
        sizes = np.array([(starts == start).sum() for start in has])
        values = np.stack([effects[:, start + lead] for start, effects in has.items()])
        found[lead] = (sizes @ values) / sizes.sum()
    return found
