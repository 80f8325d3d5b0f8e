"""How much an answer hangs on one area, on the start, or on who is compared with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from data.pipeline.derive.did_it_work.sets import Sets
from data.read.effects.design import CannotBeAskedError, Design, panel_of, require_enough
from data.read.effects.series import Series
from data.read.rows import EffectSensitivityKind
from utils.errors import InvalidInputError
from utils.stats.effects.estimates import LEADS, MATCHED, QUICK, SYNTHETIC, run_methods
from utils.stats.effects.panel import Panel
from utils.stats.effects.paths import Estimator
from utils.stats.effects.placebos import Placebos

DRAWS: Final = 200
TYPED: Final[tuple[EffectSensitivityKind, str]] = ("matched by type", "same type")
FEW_OF_TYPE: Final = "Too few areas to compare with are of the same type."
FEW_IN_PLACEBOS: Final = "In some placebos too few areas of a type are left to compare with."
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

    kind: EffectSensitivityKind
    detail: str
    method: str
    effect: float | None
    lower: float | None = None
    upper: float | None = None
    note: str = ""


def try_variants(
    series: Series, design: Design, sets: Sets, methods: Mapping[str, Placebos]
) -> tuple[Variant, ...]:
    """Ask again without each area, with other starts, other areas, and matched by type."""
    found: list[Variant] = []
    for kind, detail, other in _designs(series, design, sets, methods):
        try:
            found += _run(series, kind, detail, other, sets)
        except CannotBeAskedError as error:
            found += [Variant(kind, detail, name, None, note=str(error)) for name in LEADS]
    return (*found, matched_by_type(series, design, sets))


def matched_by_type(series: Series, design: Design, sets: Sets) -> Variant:
    """Each area matched with areas of its own type only; weights of a mix know no type."""
    types = {str(area): str(kind) for area, kind in sets.areas["area_type"].items()}
    panel = panel_of(series, design, sets.traits, types=types)
    kind, detail = TYPED
    try:
        effect = float(QUICK[MATCHED](panel.actual()).effects[0])
    except InvalidInputError as error:
        _require_neighbours(error)
        return Variant(kind, detail, MATCHED, None, note=FEW_OF_TYPE)
    try:
        (found,) = _with_placebos(panel, kind, detail, {MATCHED: QUICK[MATCHED]})
    except InvalidInputError as error:
        _require_neighbours(error)
        return Variant(kind, detail, MATCHED, effect, note=FEW_IN_PLACEBOS)
    return found


def _require_neighbours(error: InvalidInputError) -> None:
    """Let every refusal through but that of too few areas of a type."""
    if error.argument != "neighbours":
        raise error


def _run(
    series: Series, kind: EffectSensitivityKind, detail: str, design: Design, sets: Sets
) -> Iterator[Variant]:
    panel = panel_of(series, design, sets.traits)
    if kind == "leave one treated out":
        for name, method in METHODS.items():
            yield Variant(kind, detail, name, float(method(panel.actual()).effects[0]))
        return
    yield from _with_placebos(panel, kind, detail, METHODS)


def _with_placebos(
    panel: Panel, kind: EffectSensitivityKind, detail: str, methods: Mapping[str, Estimator]
) -> Iterator[Variant]:
    for name, placebos in run_methods(panel, methods, draws=DRAWS).items():
        limits = placebos.interval()
        lower, upper = (limit if np.isfinite(limit) else None for limit in limits)
        yield Variant(kind, detail, name, placebos.effect, lower, upper)


def _designs(
    series: Series, design: Design, sets: Sets, methods: Mapping[str, Placebos]
) -> Iterator[tuple[EffectSensitivityKind, str, Design]]:
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
