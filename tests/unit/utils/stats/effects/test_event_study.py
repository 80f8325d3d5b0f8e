from __future__ import annotations

import numpy as np
import pytest

from tests.unit.utils.stats.effects.panels import panel_of, simulate
from utils.stats.effects.difference_in_differences import difference_in_differences
from utils.stats.effects.event_study import event_study
from utils.stats.effects.placebos import calculate_placebos


def test_effects_are_against_the_last_period_before() -> None:
    outcomes = simulate(seed=1, units=50)
    outcomes[:3, 8:] += 6
    panel = panel_of(outcomes, treated=3)
    found = event_study(calculate_placebos(panel, difference_in_differences))
    assert found.leads == tuple(range(-8, 4))
    assert found.effects[7] == found.lower[7] == found.upper[7] == 0
    gaps = outcomes[:3].mean(axis=0) - outcomes[3:].mean(axis=0)
    np.testing.assert_allclose(found.effects, gaps - gaps[7])
    assert (found.lower[8:] > 0).all()
    assert (found.lower <= found.effects).all()


def test_a_trend_of_its_own_before_the_start_is_found() -> None:
    outcomes = simulate(seed=2, units=60)
    outcomes[:2] += 2.0 * np.arange(12)
    found = event_study(
        calculate_placebos(panel_of(outcomes, treated=2), difference_in_differences)
    )
    assert found.before_p < 0.02


def test_without_a_trend_of_its_own_every_p_is_as_likely() -> None:
    values = np.array(
        [
            event_study(
                calculate_placebos(
                    panel_of(simulate(seed=500 + seed, units=25, noise=0.4)),
                    difference_in_differences,
                )
            ).before_p
            for seed in range(300)
        ]
    )
    for level in (0.2, 0.52, 0.8):
        slack = 3.3 * np.sqrt(level * (1 - level) / 300)
        assert np.mean(values <= level + 1e-9) == pytest.approx(
            np.floor(25 * level) / 25, abs=slack
        )
