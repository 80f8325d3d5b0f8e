"""What every estimator of effects must do, and what each is for."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.utils.stats.effects.panels import ESTIMATORS, california, panel_of, simulate
from utils.errors import InvalidInputError
from utils.stats.effects.arrays import Floats
from utils.stats.effects.augmented import augmented_control
from utils.stats.effects.difference_in_differences import (
    clustered_errors,
    difference_in_differences,
    matched_differences,
)
from utils.stats.effects.panel import build_panel
from utils.stats.effects.paths import Estimator
from utils.stats.effects.synthetic_control import (
    demeaned_control,
    separate_controls,
    synthetic_control,
)

every = pytest.mark.parametrize("estimator", ESTIMATORS)


@every
@pytest.mark.parametrize("treated", [1, 4])
def test_an_added_effect_is_found(estimator: Estimator, treated: int) -> None:
    misses = []
    for seed in range(12):
        outcomes = simulate(seed=seed, units=40, noise=0.05)
        outcomes[:treated, 8:] += 3.0
        panel = panel_of(outcomes, treated=treated)
        misses.append(estimator(panel.actual()).effects[0] - 3.0)
    assert abs(np.mean(misses)) < 0.5


@every
def test_an_effect_moves_the_estimate_by_itself(estimator: Estimator) -> None:
    outcomes = simulate(seed=1)
    plain = estimator(panel_of(outcomes).actual())
    outcomes[0, 8:] += 2.5
    raised = estimator(panel_of(outcomes).actual())
    assert raised.effects[0] - plain.effects[0] == pytest.approx(2.5)


@every
def test_weights_add_up_to_1_and_gaps_are_what_they_leave(estimator: Estimator) -> None:
    targets = panel_of(simulate(seed=2), treated=3).actual()
    found = estimator(targets)
    assert found.weights.sum() == pytest.approx(1)
    left = targets.means - found.weights @ targets.donors - found.gaps
    np.testing.assert_allclose(left, left[0, 0], atol=1e-9)


@every
@pytest.mark.parametrize("treated", [1, 3])
def test_shift_scale_and_order_change_nothing_else(estimator: Estimator, treated: int) -> None:
    outcomes = simulate(seed=3)
    gaps = estimator(panel_of(outcomes, treated=treated).actual()).gaps
    shifted = estimator(panel_of(outcomes + 1_000, treated=treated).actual()).gaps
    np.testing.assert_allclose(shifted, gaps, atol=1e-5)
    scaled = estimator(panel_of(outcomes * 50, treated=treated).actual()).gaps
    np.testing.assert_allclose(scaled, gaps * 50, atol=1e-4)
    order = np.concatenate([np.arange(treated)[::-1], treated + np.arange(30 - treated)[::-1]])
    turned = estimator(panel_of(outcomes[order], treated=treated).actual()).gaps
    np.testing.assert_allclose(turned, gaps, atol=1e-5)


@every
def test_several_targets_at_once_are_what_each_is_alone(estimator: Estimator) -> None:
    panel = panel_of(simulate(seed=4))
    together = estimator(panel.pretended(np.arange(6)[:, None]))
    for place in range(6):
        alone = estimator(panel.pretended(np.array([[place]])))
        np.testing.assert_allclose(alone.gaps[0], together.gaps[place], atol=1e-6)
        assert together.weights[place, place] == 0


def test_a_unit_above_all_others_is_fitted_with_a_constant_only() -> None:
    outcomes = simulate(seed=5)
    outcomes[0] += 40
    targets = panel_of(outcomes).actual()
    assert synthetic_control(targets).misfits[0] > 30
    assert demeaned_control(targets).misfits[0] < 0.5
    assert demeaned_control(targets).gaps[0, :8].mean() == pytest.approx(0, abs=1e-12)


def test_members_explained_apart_are_the_mean_of_each_alone() -> None:
    panel = panel_of(simulate(seed=10, units=25), treated=2)
    pair = np.array([[3, 9]])
    together = separate_controls(panel.pretended(pair)).gaps[0]
    kept = np.delete(np.arange(25), [0, 1, 5, 11])
    alone = []
    for unit in (5, 11):
        outcomes = panel.outcomes[np.concatenate([[unit], kept])]
        alone.append(synthetic_control(panel_of(outcomes).actual()).gaps[0])
    np.testing.assert_allclose(together, np.mean(alone, axis=0), atol=1e-6)


def test_a_covariate_with_much_weight_is_matched() -> None:
    outcomes = simulate(seed=6, units=20)
    traits = np.random.default_rng(6).normal(size=(20, 1))
    traits[0] = 0.7
    panel = build_panel(
        outcomes=outcomes,
        treated=np.arange(20) < 1,
        first=8,
        units=[str(number) for number in range(20)],
        periods=[str(number) for number in range(12)],
        covariates=traits,
    )
    free = synthetic_control(panel.actual())
    tied = synthetic_control(panel.actual(), trait_weight=1e4)
    assert abs(tied.weights[0] @ traits[1:, 0] - 0.7) < 0.01
    assert abs(free.weights[0] @ traits[1:, 0] - 0.7) > 0.05
    assert tied.misfits[0] > free.misfits[0]


@pytest.mark.parametrize("weight", [-1.0, float("nan")])
def test_a_weight_of_covariates_below_0_is_refused(weight: float) -> None:
    with pytest.raises(InvalidInputError, match=r"trait_weight: got .*, allowed: a number of 0"):
        synthetic_control(panel_of(simulate(seed=1)).actual(), trait_weight=weight)


def test_the_correction_takes_off_most_of_a_poor_fit() -> None:
    targets = california().actual()
    plain, corrected = synthetic_control(targets), augmented_control(targets)
    assert corrected.misfits[0] < plain.misfits[0] / 2
    outcomes = simulate(seed=7)
    outcomes[0] += 3 * np.arange(12)
    outside = panel_of(outcomes).actual()
    assert augmented_control(outside).misfits[0] < synthetic_control(outside).misfits[0] / 2


def test_an_exact_fit_has_nothing_to_correct() -> None:
    targets = panel_of(simulate(seed=11, units=60), treated=20).actual()
    assert synthetic_control(targets).misfits[0] < 1e-6
    plain, corrected = synthetic_control(targets), augmented_control(targets)
    np.testing.assert_allclose(corrected.gaps, plain.gaps, atol=1e-12)


def _ridge_by_hand(donors: Floats, target: Floats, weights: Floats, ridge: float) -> Floats:
    centred = donors - donors.mean(axis=0)
    inner = centred.T @ centred + ridge * np.eye(donors.shape[1])
    found: Floats = weights + centred @ np.linalg.inv(inner) @ (target - weights @ donors)
    return found


def test_the_correction_is_ridge_regression_with_one_of_the_ridges_tried() -> None:
    targets = california().actual()
    before, aim = targets.donors[:, : targets.first], targets.means[0, : targets.first]
    plain, corrected = synthetic_control(targets).weights[0], augmented_control(targets).weights[0]
    centred = before - before.mean(axis=0)
    largest = np.linalg.eigvalsh(centred.T @ centred)[-1]
    by_hand = [
        _ridge_by_hand(before, aim, plain, share * largest) for share in np.logspace(0, -8, 20)
    ]
    misses = [np.abs(corrected - weights).max() for weights in by_hand]
    assert min(misses) < 1e-6


def test_matches_are_near_in_level_and_trend_and_of_the_same_type() -> None:
    numbers = np.random.default_rng(8)
    slopes = np.repeat([0.0, 1.0], 15)
    outcomes = slopes[:, None] * np.arange(12) + 0.01 * numbers.normal(size=(30, 12))
    outcomes -= outcomes[:, :8].mean(axis=1, keepdims=True)
    panel = build_panel(
        outcomes=outcomes,
        treated=np.arange(30) == 0,
        first=8,
        units=[str(number) for number in range(30)],
        periods=[str(number) for number in range(12)],
        types=["county"] * 8 + ["city"] * 22,
    )
    found = matched_differences(panel.actual(), neighbours=7)
    names = np.array(panel.donor_names)[found.weights[0] > 0]
    assert set(names) == {str(number) for number in range(1, 8)}
    with pytest.raises(InvalidInputError, match="neighbours: got 8, allowed: 1 to 7"):
        matched_differences(panel.actual(), neighbours=8)


def test_errors_are_those_of_the_sandwich_with_leverages() -> None:
    panel = panel_of(simulate(seed=9), treated=5)
    targets = panel.actual()
    for paths in (difference_in_differences(targets), matched_differences(targets)):
        change = panel.outcomes[:, 8:].mean(axis=1) - panel.outcomes[:, :8].mean(axis=1)
        weights = np.concatenate([np.full(5, 1 / 5), paths.weights[0]])
        design = np.stack([np.ones(30), panel.treated], axis=1)
        bread = np.linalg.inv(design.T @ (weights[:, None] * design))
        residuals = change - design @ (bread @ design.T @ (weights * change))
        leverages = weights * ((design @ bread) * design).sum(axis=1)
        meat = (weights * residuals) ** 2 / np.where(weights > 0, 1 - leverages, 1)
        expected = np.sqrt((bread @ (design.T @ (meat[:, None] * design)) @ bread)[1, 1])
        assert clustered_errors(targets, paths)[0] == pytest.approx(expected)


def test_one_treated_unit_has_no_clustered_error() -> None:
    targets = panel_of(simulate(seed=9)).actual()
    with pytest.raises(InvalidInputError, match="treated units: got 1, allowed: 2 or more"):
        clustered_errors(targets, difference_in_differences(targets))
