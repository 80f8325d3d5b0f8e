"""How much an answer hangs on one area, on the start, or on who is compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

import numpy as np

from data.pipeline.derive.did_it_work.sets import Sets
from data.read.effects.design import CannotBeAskedError, Design, panel_of, require_enough
from data.read.effects.series import Series
from utils.stats.effects.estimates import LEADS, QUICK, SYNTHETIC, run_methods
from utils.stats.effects.placebos import Placebos

VariantKind = Literal["leave one treated out", "leave top donor out", "other start", "other donors"]
DRAWS: Final = 200
METHODS: Final = {name: QUICK[name] for name in LEADS}


@dataclass(frozen=True)
class Variant:
    """A question asked a little differently, by one method.

    Attributes:
        kind: what differs.
        detail: the area left out, the first period after, or which areas are compared with.
        method: the method.
        effect: mean gap from the start on; None where it cannot be asked so.
        lower: lower 95 per cent limit by placebos; None where none were run.
        upper: upper limit.
        note: why it cannot be asked so.
    """

    kind: VariantKind
    detail: str
    method: str
    effect: float | None
    lower: float | None = None
    upper: float | None = None
    note: str = ""


def try_variants(
    series: Series, design: Design, sets: Sets, methods: Mapping[str, Placebos]
) -> tuple[Variant, ...]:
    """Ask again without each area, with other starts and with other areas to compare with."""
    found: list[Variant] = []
    for kind, detail, other in _designs(series, design, sets, methods):
        try:
            found += _run(series, kind, detail, other, sets)
        except CannotBeAskedError as error:
            found += [Variant(kind, detail, name, None, note=str(error)) for name in LEADS]
    return tuple(found)


def _run(
    series: Series, kind: VariantKind, detail: str, design: Design, sets: Sets
) -> Iterator[Variant]:
    panel = panel_of(series, design, sets.traits)
    if kind == "leave one treated out":
        for name, method in METHODS.items():
            yield Variant(kind, detail, name, float(method(panel.actual()).effects[0]))
        return
    for name, placebos in run_methods(panel, METHODS, draws=DRAWS).items():
        limits = placebos.interval()
        lower, upper = (limit if np.isfinite(limit) else None for limit in limits)
        yield Variant(kind, detail, name, placebos.effect, lower, upper)


def _designs(
    series: Series, design: Design, sets: Sets, methods: Mapping[str, Placebos]
) -> Iterator[tuple[VariantKind, str, Design]]:
    if len(design.treated) > 1:
        for area in design.treated:
            rest = tuple(other for other in design.treated if other != area)
            yield "leave one treated out", area, replace(design, treated=rest)
    panel = panel_of(series, design, sets.traits)
    top = panel.donor_names[int(methods[SYNTHETIC].actual.weights[0].argmax())]
    yield "leave top donor out", top, _only(design, lambda area: area != top)
    earlier = Design(design.treated, design.donors, design.before[:-1], design.after, design.year)
    if _can_start(series, earlier):
        moved = replace(earlier, after=(design.before[-1], *design.after))
        yield "other start", moved.after[0], moved
    later = replace(design, after=design.after[1:])
    if _can_start(series, later):
        yield "other start", later.after[0], later
    kinds, regions = sets.areas["area_type"], sets.areas["region_code"]
    own_kinds = {kinds[area] for area in design.treated}
    own_regions = {regions[area] for area in design.treated}
    yield "other donors", "same type", _only(design, lambda area: kinds[area] in own_kinds)
    yield (
        "other donors",
        "other regions",
        _only(design, lambda area: regions[area] not in own_regions),
    )


def _can_start(series: Series, design: Design) -> bool:
    try:
        require_enough(series, design.before, design.after)
    except CannotBeAskedError:
        return False
    return True


def _only(design: Design, keep: Callable[[str], bool]) -> Design:
    return replace(design, donors=tuple(filter(keep, design.donors)))
