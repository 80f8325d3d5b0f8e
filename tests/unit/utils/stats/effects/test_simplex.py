from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.effects.arrays import Bools, Floats
from utils.stats.effects.simplex import simplex_weights


def _gaps(
    design: Floats, targets: Floats, weights: Floats, allowed: Bools, ridge: float = 0.0
) -> Floats:
    """Duality gaps in units of a donor's mean squared length: 0 at the optimum and nowhere else."""
    pull = (weights @ design.T - targets) @ design + ridge * weights
    best = np.where(allowed, pull, np.inf).min(axis=1)
    length = ((design - design.mean(axis=1, keepdims=True)) ** 2).sum(axis=0).mean()
    return ((weights * pull).sum(axis=1) - best) / (length or 1.0)


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(0, 10_000),
    rows=st.integers(1, 20),
    donors=st.integers(1, 60),
    scale=st.sampled_from([1e-3, 1.0, 1e4]),
    level=st.sampled_from([0.0, 80.0]),
)
def test_weights_are_on_the_simplex_and_meet_the_conditions_of_an_optimum(
    seed: int, rows: int, donors: int, scale: float, level: float
) -> None:
    numbers = np.random.default_rng(seed)
    design = scale * (level + numbers.normal(size=(rows, donors)))
    targets = scale * (level + numbers.normal(size=(5, rows)) * 2)
    allowed = numbers.random((5, donors)) < 0.8
    allowed[:, 0] = True
    weights = simplex_weights(design, targets, allowed=allowed)
    assert weights.min() >= 0
    assert not weights[~allowed].any()
    np.testing.assert_allclose(weights.sum(axis=1), 1, atol=1e-12)
    assert _gaps(design, targets, weights, allowed).max() < 1e-6


def test_the_optimum_is_that_of_a_fine_search() -> None:
    numbers = np.random.default_rng(2)
    design, target = numbers.normal(size=(4, 3)), numbers.normal(size=(1, 4))
    steps = np.linspace(0, 1, 401)
    first, second = (side.ravel() for side in np.meshgrid(steps, steps))
    inside = first + second <= 1
    tried = np.stack([first, second, 1 - first - second], axis=1)[inside]
    losses = ((tried @ design.T - target) ** 2).sum(axis=1)
    weights = simplex_weights(design, target)[0]
    assert ((design @ weights - target[0]) ** 2).sum() <= losses.min() + 1e-8
    np.testing.assert_allclose(weights, tried[losses.argmin()], atol=0.005)


def test_a_mix_of_donors_is_found_again() -> None:
    design = np.random.default_rng(4).normal(size=(9, 6))
    mix = np.array([0.5, 0, 0.3, 0, 0.2, 0])
    np.testing.assert_allclose(simplex_weights(design, (design @ mix)[None]), [mix], atol=1e-6)


def test_of_weights_that_fit_alike_the_most_even_are_taken() -> None:
    design = np.array([[1.0, 1.0, 3.0]])
    # Any split between the first two fits alike.
    np.testing.assert_allclose(
        simplex_weights(design, np.array([[1.0]])), [[0.5, 0.5, 0.0]], atol=1e-6
    )
    # Of all mixes with mean 5/3 an even one is nearest to even weights.
    np.testing.assert_allclose(simplex_weights(design, np.array([[5 / 3]])), [[1 / 3] * 3])


def test_a_ridge_draws_weights_to_the_optimum_with_it() -> None:
    numbers = np.random.default_rng(5)
    design, targets = numbers.normal(size=(6, 40)), numbers.normal(size=(7, 6))
    allowed = np.ones((7, 40), dtype=bool)
    weights = simplex_weights(design, targets, ridge=3.0)
    assert _gaps(design, targets, weights, allowed, ridge=3.0).max() < 1e-10
    even = simplex_weights(design, targets, ridge=1e9)
    np.testing.assert_allclose(even, 1 / 40, atol=1e-6)


def test_a_design_a_target_gives_what_a_shared_one_gives() -> None:
    numbers = np.random.default_rng(6)
    design, targets = numbers.normal(size=(8, 25)), numbers.normal(size=(4, 8))
    apart = np.broadcast_to(design, (4, 8, 25)).copy()
    np.testing.assert_allclose(
        simplex_weights(apart, targets), simplex_weights(design, targets), atol=1e-7
    )


def test_the_order_of_donors_and_targets_does_not_matter() -> None:
    numbers = np.random.default_rng(7)
    design, targets = numbers.normal(size=(5, 50)), 0.2 * numbers.normal(size=(6, 5))
    donors, order = numbers.permutation(50), numbers.permutation(6)
    turned = simplex_weights(design[:, donors], targets[order])
    np.testing.assert_allclose(
        turned, simplex_weights(design, targets)[order][:, donors], atol=1e-6
    )


@pytest.mark.parametrize(
    ("design", "targets", "allowed", "message"),
    [
        (np.zeros((3, 2)), np.zeros((1, 4)), None, "a design of .3, 2."),
        (np.zeros((3, 2)), np.zeros((1, 3)), np.ones((1, 5), dtype=bool), "targets and allowed"),
        (np.full((3, 2), np.nan), np.zeros((1, 3)), None, "got 'a gap', allowed: finite numbers"),
        (np.zeros((3, 2)), np.zeros((1, 3)), np.zeros((1, 2), dtype=bool), "one donor or more"),
    ],
)
def test_what_cannot_be_fitted_is_refused(
    design: Floats, targets: Floats, allowed: Bools | None, message: str
) -> None:
    with pytest.raises(InvalidInputError, match=message):
        simplex_weights(design, targets, allowed=allowed)


def test_weights_that_were_not_found_are_refused() -> None:
    with pytest.raises(ArithmeticError, match="from the best"):
        simplex_weights(np.eye(3), np.zeros((1, 3)), ridge=float("nan"))


def test_donors_that_are_all_alike_share_evenly() -> None:
    np.testing.assert_allclose(simplex_weights(np.ones((3, 4)), np.zeros((1, 3))), [[0.25] * 4])
