from __future__ import annotations

import numpy as np
import pytest

from tests.unit.utils.stats.effects.panels import panel_of, simulate
from utils.errors import InvalidInputError
from utils.stats.effects.arrays import Floats
from utils.stats.effects.placebos import calculate_placebos, critical_value
from utils.stats.effects.power import smallest_detectable_effect
from utils.stats.effects.synthetic_control import synthetic_control


def _share_found(placebos: Floats, effect: float) -> float:
    found = []
    for place, placebo in enumerate(placebos):
        limit = critical_value(np.delete(placebos, place))
        found += [abs(placebo + effect) >= limit - 1e-9, abs(placebo - effect) >= limit - 1e-9]
    return float(np.mean(found))


@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_least_effect_that_is_found_often_enough(seed: int) -> None:
    placebos = np.random.default_rng(seed).normal(size=60)
    least = smallest_detectable_effect(placebos)
    assert _share_found(placebos, least) >= 0.8
    assert _share_found(placebos, least - 1e-6) < 0.8
    assert all(_share_found(placebos, least + more) >= 0.8 for more in (0.1, 0.5, 2.0))


def test_of_normal_placebos_it_is_that_of_a_z_test() -> None:
    # 1.96 + 0.84 standard errors.
    placebos = np.random.default_rng(1).normal(size=20_000) * 3
    assert smallest_detectable_effect(placebos) == pytest.approx(3 * 2.802, rel=0.03)


def test_an_effect_of_that_size_is_found_in_four_of_five_panels() -> None:
    outcomes = simulate(seed=2, units=41, noise=0.3)
    placebos = calculate_placebos(panel_of(outcomes), synthetic_control).pretended.effects
    least = smallest_detectable_effect(placebos)
    units = outcomes[1:]
    found = []
    for place in range(40):
        for sign in (1, -1):
            moved = np.roll(units, -place, axis=0).copy()
            moved[0, 8:] += sign * least
            found.append(calculate_placebos(panel_of(moved), synthetic_control).effect_p <= 0.05)
    assert np.mean(found) == pytest.approx(0.8, abs=0.06)


def test_it_scales_with_the_placebos() -> None:
    placebos = np.random.default_rng(3).normal(size=50)
    assert smallest_detectable_effect(placebos * 7) == pytest.approx(
        7 * smallest_detectable_effect(placebos)
    )
    assert smallest_detectable_effect(placebos, power=0.9) > smallest_detectable_effect(placebos)


def test_too_few_placebos_can_find_nothing() -> None:
    assert smallest_detectable_effect(np.arange(19.0)) == float("inf")
    assert smallest_detectable_effect(np.arange(20.0)) < float("inf")


def test_settings_that_are_no_shares_are_refused() -> None:
    with pytest.raises(InvalidInputError, match="power: got 1"):
        smallest_detectable_effect(np.arange(40.0), power=1)
    with pytest.raises(InvalidInputError, match="confidence"):
        smallest_detectable_effect(np.arange(40.0), confidence=0)
