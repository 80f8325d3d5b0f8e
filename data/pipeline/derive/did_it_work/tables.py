"""Rows of the published tables of one answered question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from data.pipeline.derive.did_it_work.answers import Answered
from data.pipeline.derive.did_it_work.sensitivity import Variant
from data.read.effects.design import TRAITS
from data.read.effects.series import Series
from utils.stats.effects.arrays import Floats
from utils.stats.effects.estimates import CONTROL, MATCHED, SYNTHETIC

Rows = list[dict[str, Any]]
#: Methods of which paths and weights are shown.
SHOWN: Final = (MATCHED, SYNTHETIC, CONTROL)
DONORS: Final = 15
TRAIT_WORDS: Final = ("income", "claimants")


def rows_of(answered: Answered, traits: Sequence[Series]) -> dict[str, Rows]:
    """Rows of a question by table, without the question's own row."""
    parts = {
        "effect_estimates": _estimates(answered),
        "effect_paths": _paths(answered),
        "effect_leads": _leads(answered),
        "effect_donors": _donors(answered),
        "effect_balance": _balance(answered, traits),
        "effect_sensitivity": [_variant(variant) for variant in answered.variants],
    }
    name = answered.question.question
    return {table: [{"question": name, **row} for row in rows] for table, rows in parts.items()}


def _variant(variant: Variant) -> dict[str, Any]:
    row = vars(variant)
    limits = {"lower_cl": row["lower"], "upper_cl": row["upper"]}
    kept = ("kind", "detail", "method", "effect")
    return {**{name: row[name] for name in kept}, **limits, "note": variant.note or None}


def finite(number: float) -> float | None:
    """A number, or nothing where it is endless."""
    return number if np.isfinite(number) else None


def _estimates(answered: Answered) -> Rows:
    return [
        {
            "method": name,
            "effect": estimate.effect,
            "lower_cl": finite(estimate.lower),
            "upper_cl": finite(estimate.upper),
            "p": estimate.p,
            "smallest_detectable": finite(estimate.smallest),
            "misfit": estimate.misfit,
        }
        for name, estimate in answered.estimates.items()
    ]


def _paths(answered: Answered) -> Rows:
    panel = answered.panel
    actual = panel.outcomes[panel.treated].mean(axis=0)
    rows = []
    for name in SHOWN:
        placebos = answered.methods[name]
        gaps, (lower, upper) = placebos.actual.gaps[0], placebos.band()
        for place, period in enumerate(panel.periods):
            rows.append(
                {
                    "method": name,
                    "period": period,
                    "period_start": int(period[:4]),
                    "actual": actual[place],
                    "comparison": actual[place] - gaps[place],
                    "gap": gaps[place],
                    "band_lower": lower[place],
                    "band_upper": upper[place],
                }
            )
    return rows


def _leads(answered: Answered) -> Rows:
    study, first = answered.study, answered.panel.first
    return [
        {
            "period": period,
            # The period compared with has no limits: it is 0 by the way it is made.
            "lead": study.leads[place],
            "effect": study.effects[place],
            "lower_cl": None if place == first - 1 else finite(study.lower[place]),
            "upper_cl": None if place == first - 1 else finite(study.upper[place]),
        }
        for place, period in enumerate(answered.panel.periods)
    ]


def _donors(answered: Answered) -> Rows:
    rows = []
    for name in SHOWN:
        weights = answered.methods[name].actual.weights[0]
        for place in np.argsort(-weights, kind="stable")[:DONORS]:
            if weights[place] > 0:
                code = answered.panel.donor_names[int(place)]
                rows.append({"method": name, "area_code": code, "weight": weights[place]})
    return rows


def _balance(answered: Answered, traits: Sequence[Series]) -> Rows:
    """Level, change a period and traits before the start, by each way to weight."""
    panel = answered.panel
    before = panel.outcomes[:, : panel.first]
    times = np.arange(panel.first) - (panel.first - 1) / 2
    columns: dict[str, Floats] = {
        "level": before.mean(axis=1),
        "trend": before @ times / (times**2).sum(),
    }
    year = answered.design.year
    for words, _, trait in zip(TRAIT_WORDS, TRAITS, traits, strict=True):
        columns[words] = trait.of(panel.units, [year])[:, 0]
    weights: Mapping[str, Floats] = {
        "matched": answered.methods[MATCHED].actual.weights[0],
        "synthetic": answered.methods[SYNTHETIC].actual.weights[0],
    }
    return [
        {
            "what": what,
            "treated": values[panel.treated].mean(),
            **{name: own @ values[~panel.treated] for name, own in weights.items()},
            "untreated": values[~panel.treated].mean(),
        }
        for what, values in columns.items()
    ]
