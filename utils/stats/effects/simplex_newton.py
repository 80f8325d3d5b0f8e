"""Newton's steps by which weights on the simplex are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from utils.stats.effects.arrays import Bools, Floats, Whole

#: What Newton's steps may leave unsolved of each equation, and of it for each unit of the unknowns,
#: whose rounding nothing can mend.
TOLERANCE: Final = 1e-10
ROUNDING: Final = 1e-14
#: The least gain, as a share of what the slope promises, for which a step is kept.
ARMIJO: Final = 1e-4
STEPS: Final = 80
HALVINGS: Final = 30
#: A design for all targets together has two axes, one a target has three.
MATRIX: Final = 2


@dataclass(frozen=True)
class Problem:
    """Donors as targets by rows by donors or without the first axis, targets, allowed donors."""

    donors: Floats
    aims: Floats
    may: Bools

    def only(self, rows: Whole) -> Problem:
        """The problem of some of the targets."""
        donors = self.donors if self.donors.ndim == MATRIX else self.donors[rows]
        return Problem(donors, self.aims[rows], self.may[rows])

    def weights(self, state: Floats) -> Floats:
        """Weights by the unknowns of the dual."""
        lean = self._lean(state[:, :-1])
        found: Floats = np.where(self.may, np.maximum(lean - state[:, -1:], 0.0), 0.0)
        return found

    def dual(self, state: Floats, weights: Floats, penalty: Floats) -> Floats:
        """What is made least over the unknowns, for each target."""
        u = state[:, :-1]
        lengths = penalty * (u**2).sum(axis=1) + (weights**2).sum(axis=1)
        aimed: Floats = (u * self.aims).sum(axis=1)
        value: Floats = lengths / 2 - aimed + state[:, -1]
        return value

    def slope(self, state: Floats, weights: Floats, penalty: Floats) -> Floats:
        """Its slope: what the equations leave unsolved, targets by rows and one more."""
        first = penalty[:, None] * state[:, :-1] - self.aims + self._mixed(weights)
        return np.concatenate([first, 1 - weights.sum(axis=1, keepdims=True)], axis=1)

    def gaps(self, weights: Floats, penalty: Floats) -> Floats:
        """How far half the sum of squares may be from the least, for each target.

        The duality gap of Frank and Wolfe: what the slope promises for going to the best donor.
        """
        misses = self._mixed(weights) - self.aims
        pull = self._lean(misses) + penalty[:, None] * weights
        best = np.where(self.may, pull, np.inf).min(axis=1)
        found: Floats = (weights * pull).sum(axis=1) - best
        return found

    def _lean(self, rows: Floats) -> Floats:
        """Products of a number a row with each donor: targets by donors."""
        if self.donors.ndim == MATRIX:
            return rows @ self.donors
        found: Floats = (rows[:, None, :] @ self.donors)[:, 0]
        return found

    def _mixed(self, weights: Floats) -> Floats:
        """The mix of donors by these weights: targets by rows."""
        if self.donors.ndim == MATRIX:
            return weights @ self.donors.T
        found: Floats = (self.donors @ weights[..., None])[..., 0]
        return found

    def products(self) -> Floats:
        """Outer products of each donor, with -1 below it."""
        tall = np.concatenate([self.donors, np.full_like(self.donors[..., :1, :], -1.0)], axis=-2)
        tall = np.swapaxes(tall, -1, -2)
        outer: Floats = tall[..., :, None] * tall[..., None, :]
        return outer.reshape(*outer.shape[:-2], -1)


def newton(problem: Problem, state: Floats, penalty: Floats) -> Floats:
    """Solve the dual of each target from where the unknowns are.

    Args:
        problem: donors and targets, centred and scaled.
        state: targets by unknowns: one for each row, and what is taken from each donor's lean.
        penalty: ridge of each target.

    Returns:
        The unknowns after at most `STEPS` steps; whether they are good enough, `gaps` says.
    """
    state = state.copy()
    products = problem.products()
    active = np.arange(len(state))
    for _ in range(STEPS):
        part, now, cost = problem.only(active), state[active], penalty[active]
        weights = part.weights(now)
        slope = part.slope(now, weights, cost)
        limit = TOLERANCE + ROUNDING * np.abs(now).max(axis=1)
        open_still = np.abs(slope).max(axis=1) > limit
        if not open_still.any():
            return state
        kept = np.flatnonzero(open_still)
        part, now, cost = part.only(kept), now[kept], cost[kept]
        active, weights, slope = active[kept], weights[kept], slope[kept]
        own = products if products.ndim == MATRIX else products[active]
        step = _step(own, weights > 0, slope, cost)
        moved, stuck = _search(part, now, weights, slope, step, cost)
        state[active] = moved
        active = active[~stuck]
        if not len(active):
            return state
    return state


def _step(products: Floats, used: Bools, slope: Floats, cost: Floats) -> Floats:
    size = slope.shape[1]
    marks = used.astype(np.float64)
    curve = marks @ products if products.ndim == MATRIX else (marks[:, None, :] @ products)[:, 0]
    curve = curve.reshape(-1, size, size)
    places = np.arange(size)
    curve[:, places[:-1], places[:-1]] += cost[:, None]
    # Without any donor in use nothing fixes the last unknown.
    curve[:, -1, -1] += np.where(used.any(axis=1), 0.0, 1.0)
    step: Floats = np.asarray(-np.linalg.solve(curve, slope[..., None])[..., 0], dtype=np.float64)
    return step


def _search(
    problem: Problem, state: Floats, weights: Floats, slope: Floats, step: Floats, cost: Floats
) -> tuple[Floats, Bools]:
    """Halve each step until it gains; where rounding hides any gain the state stays."""
    start = problem.dual(state, weights, cost)
    promise = (slope * step).sum(axis=1)
    share = np.ones(len(state))
    left = np.arange(len(state))
    for _ in range(HALVINGS):
        part = problem.only(left)
        tried = state[left] + share[left, None] * step[left]
        reached = part.dual(tried, part.weights(tried), cost[left])
        fails = reached > start[left] + ARMIJO * share[left] * promise[left]
        left = left[fails]
        if not len(left):
            break
        share[left] /= 2
    stuck = np.zeros(len(state), dtype=bool)
    stuck[left] = True
    share[left] = 0.0
    return state + share[:, None] * step, stuck
