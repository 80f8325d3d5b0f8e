from __future__ import annotations

import numpy as np
import pytest

from tests.unit.utils.stats.effects.panels import panel_of, simulate
from utils.errors import InvalidInputError
from utils.stats.effects.difference_in_differences import difference_in_differences
from utils.stats.effects.paths import Estimator
from utils.stats.effects.placebos import (
    calculate_placebos,
    critical_value,
    draw_groups,
    tail_share,
)
from utils.stats.effects.synthetic_control import synthetic_control


def test_p_counts_the_treated_among_the_placebos() -> None:
    placebos = np.array([0.1, -0.2, 0.3, -5.0])
    assert tail_share(4.0, placebos) == pytest.approx(2 / 5)
    assert tail_share(-6.0, placebos) == pytest.approx(1 / 5)
    assert tail_share(0.3, placebos) == pytest.approx(3 / 5)


def test_the_critical_value_is_that_of_the_test() -> None:
    placebos = np.arange(1.0, 40.0)
    reach = critical_value(placebos)
    assert reach == 38
    assert tail_share(reach + 0.5, placebos) <= 0.05
    assert tail_share(reach, placebos) > 0.05
    assert critical_value(placebos[:18]) == float("inf")
    assert critical_value(placebos[:19]) == 19


def test_the_interval_has_the_effects_that_the_test_does_not_rule_out() -> None:
    outcomes = simulate(seed=2, units=50)
    outcomes[0, 8:] += 1.5
    found = calculate_placebos(panel_of(outcomes), synthetic_control)
    limits = found.interval(confidence=0.9)
    for shift, is_in in ((1e-6, True), (-1e-6, False)):
        for end, way in ((limits.lower, 1), (limits.upper, -1)):
            moved = outcomes.copy()
            moved[0, 8:] -= end + way * shift
            again = calculate_placebos(panel_of(moved), synthetic_control)
            assert (again.effect_p > 0.1) == is_in


@pytest.mark.parametrize("size", [1, 4])
def test_a_large_effect_is_found_and_the_interval_leaves_0_out(size: int) -> None:
    outcomes = simulate(seed=3, units=60)
    outcomes[:size, 8:] += 8
    found = calculate_placebos(panel_of(outcomes, treated=size), synthetic_control, draws=200)
    assert found.effect_p < 0.05
    assert found.ratio_p < 0.05
    assert found.interval().lower > 0
    assert found.interval().lower < found.effect < found.interval().upper
    assert found.standard_error > 0


@pytest.mark.parametrize(
    ("estimator", "units", "runs"),
    [(difference_in_differences, 40, 600), (synthetic_control, 16, 150)],
)
def test_without_an_effect_every_p_is_as_likely(
    estimator: Estimator, units: int, runs: int
) -> None:
    effect_p, ratio_p = [], []
    for seed in range(runs):
        outcomes = simulate(seed=1_000 + seed, units=units, noise=0.5)
        found = calculate_placebos(panel_of(outcomes), estimator)
        effect_p.append(found.effect_p)
        ratio_p.append(found.ratio_p)
    for values in (effect_p, ratio_p):
        for level in (0.25, 0.5, 0.75):
            # With n targets p is at most the level in floor(n level) of n cases.
            expected = np.floor(units * level) / units
            slack = 3.3 * np.sqrt(expected * (1 - expected) / runs)
            share = np.mean(np.array(values) <= level + 1e-9)
            assert share == pytest.approx(expected, abs=slack)


def test_groups_are_drawn_by_seed_and_have_no_unit_twice() -> None:
    groups = draw_groups(30, 5, draws=100, seed=1)
    assert groups.shape == (100, 5)
    assert all(len(set(group)) == 5 for group in groups.tolist())
    assert (groups == draw_groups(30, 5, draws=100, seed=1)).all()
    assert (groups != draw_groups(30, 5, draws=100, seed=2)).any()
    assert draw_groups(30, 1).ravel().tolist() == list(range(30))


def test_the_band_lies_around_the_placebos() -> None:
    found = calculate_placebos(panel_of(simulate(seed=4, units=40)), difference_in_differences)
    lower, upper = found.band(confidence=0.9)
    inside = (found.pretended.gaps >= lower) & (found.pretended.gaps <= upper)
    assert inside.mean() == pytest.approx(0.9, abs=0.03)


def test_an_exact_fit_does_not_make_a_ratio_endless() -> None:
    outcomes = simulate(seed=5, units=40, noise=0.0)
    found = calculate_placebos(panel_of(outcomes), synthetic_control)
    assert 0 < found.ratio_p <= 1


def test_too_few_units_or_draws_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="untreated units: got 12, allowed: 14 or more"):
        calculate_placebos(panel_of(simulate(seed=1, units=17), treated=5), synthetic_control)
    with pytest.raises(InvalidInputError, match="draws: got 0"):
        draw_groups(30, 2, draws=0)
    with pytest.raises(InvalidInputError, match="confidence"):
        critical_value(np.arange(40.0), confidence=1.5)
