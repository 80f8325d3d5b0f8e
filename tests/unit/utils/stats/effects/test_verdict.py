"""The rule by which a change is said, and each way in which we cannot tell."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from data.versions.schema import read_tables
from utils.errors import InvalidInputError
from utils.stats.effects.estimates import ALL, LEADS, QUICK, Estimate, estimate_of, run_methods
from utils.stats.effects.panel import build_panel
from utils.stats.effects.verdict import EffectAnswer, EffectVerdict, EffectWhy, decide

CLEAR = Estimate(effect=1.0, lower=0.5, upper=1.5, p=0.002, smallest=0.6, misfit=0.1)
NEAR = Estimate(effect=0.1, lower=-0.4, upper=0.6, p=0.7, smallest=0.6, misfit=0.1)
STYLE = {"p_adjusted": 0.01, "before_p": 0.5, "spread": 2.0, "polarity": "high_is_good"}


def answer(*leads: Estimate, **other: object) -> EffectAnswer:
    return decide(leads, **{**STYLE, **other})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("effect", "polarity", "verdict"),
    [
        (1.0, "high_is_good", "better"),
        (-1.0, "high_is_good", "worse"),
        (1.0, "low_is_good", "worse"),
        (-1.0, "low_is_good", "better"),
        (1.0, "neutral", "higher"),
        (-1.0, "neutral", "lower"),
    ],
)
def test_a_change_beyond_chance_has_a_direction(effect: float, polarity: str, verdict: str) -> None:
    lead = replace(CLEAR, effect=effect, lower=effect - 0.5, upper=effect + 0.5)
    assert answer(lead, lead, polarity=polarity) == EffectAnswer(verdict, "beyond chance")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("leads", "other", "why"),
    [
        ((CLEAR, CLEAR), {"before_p": 0.09}, "trends differed"),
        ((CLEAR, NEAR), {"p_adjusted": 0.7}, "methods differ"),
        ((CLEAR, CLEAR), {"p_adjusted": 0.06}, "not rare enough"),
        ((NEAR, NEAR), {"p_adjusted": 0.9, "spread": 1.19}, "too coarse"),
    ],
)
def test_anything_else_is_cannot_tell_with_its_reason(
    leads: tuple[Estimate, ...], other: dict[str, object], why: str
) -> None:
    assert answer(*leads, **other) == EffectAnswer("cannot tell", why)  # type: ignore[arg-type]


def test_opposite_effects_are_never_a_change() -> None:
    down = replace(CLEAR, effect=-1.0, lower=-1.5, upper=-0.5)
    assert answer(CLEAR, down).why == "methods differ"


def test_no_clear_change_needs_that_half_the_spread_could_have_been_seen() -> None:
    assert answer(NEAR, NEAR, p_adjusted=0.9, spread=1.2).verdict == "no clear change"


def test_an_effect_put_into_a_panel_is_found_by_every_method() -> None:
    generator = np.random.default_rng(1)
    outcomes = generator.normal(0, 1, (40, 1)) + generator.normal(0, 0.1, (40, 12))
    outcomes[:3, 8:] += 2.0
    panel = build_panel(
        outcomes=outcomes,
        treated=np.arange(40) < 3,
        first=8,
        units=[f"unit {number}" for number in range(40)],
        periods=[str(2000 + number) for number in range(12)],
    )
    methods = run_methods(panel, ALL, draws=100)
    assert list(methods) == list(ALL)
    for name in LEADS:
        estimate = estimate_of(methods[name])
        assert estimate.effect == pytest.approx(2.0, abs=0.2)
        assert estimate.lower > 0
        assert estimate.p < 0.02


def test_one_area_has_no_members_to_take_apart() -> None:
    outcomes = np.random.default_rng(2).normal(0, 1, (30, 8))
    panel = build_panel(
        outcomes=outcomes,
        treated=np.arange(30) < 1,
        first=5,
        units=list(map(str, range(30))),
        periods=list(map(str, range(8))),
    )
    assert "separate_controls" not in run_methods(panel, ALL)
    with pytest.raises(InvalidInputError):
        build_panel(
            outcomes=outcomes[:5],
            treated=np.arange(5) < 1,
            first=5,
            units=list("abcde"),
            periods=list(map(str, range(8))),
        )
    assert set(QUICK) < set(ALL)


def test_words_of_results_are_those_of_the_published_tables() -> None:
    tables = read_tables()
    for name in ("effect_questions", "effect_staggered_questions"):
        allowed = {field.name: field.allowed for field in tables[name].fields}
        assert allowed["verdict"] == get_args(EffectVerdict)
        assert allowed["why"] == get_args(EffectWhy)
