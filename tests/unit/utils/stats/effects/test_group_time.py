from __future__ import annotations

import numpy as np
import pytest

from tests.unit.utils.stats.effects.panels import simulate
from utils.errors import InvalidInputError
from utils.stats.effects.arrays import Floats
from utils.stats.effects.group_time import GroupTimeEffects, group_time_effects

FIRST: list[int | None] = [5, 5, 5, 7, 7, *[None] * 30]


def _estimate(outcomes: Floats, first: list[int | None] = FIRST) -> GroupTimeEffects:
    names = [f"unit {number}" for number in range(len(outcomes))]
    return group_time_effects(outcomes=outcomes, first=first, units=names, draws=300)


def test_a_small_table_worked_by_hand() -> None:
    outcomes = np.zeros((15, 7))
    outcomes[:, 1:] = np.arange(1, 7)
    outcomes[0] += [0, 0, 0, 0, 0, 3, 5]
    outcomes[1] += [0, 0, 0, 0, 2, 4, 6]
    outcomes[2] += [0, 0, 0, 0, 4, 4, 4]
    found = _estimate(outcomes, [5, 4, 4, *[None] * 12])
    np.testing.assert_allclose(found.effects[5], [0, 0, 0, 0, 0, 3, 5])
    np.testing.assert_allclose(found.effects[4], [0, 0, 0, 0, 3, 4, 5])
    assert found.overall == pytest.approx((4 * 1 + 4 * 2) / 3)
    assert found.by_lead[0] == pytest.approx((3 * 1 + 3 * 2) / 3)
    assert found.by_lead[1] == pytest.approx((5 * 1 + 4 * 2) / 3)
    assert found.by_lead[2] == pytest.approx(5)
    assert found.by_lead[-1] == 0
    assert found.lead_limits[-1] == (0, 0)


def test_effects_of_groups_that_start_apart_are_found() -> None:
    outcomes = simulate(seed=1, units=35, noise=0.05)
    plain = _estimate(outcomes)
    outcomes[:3, 5:] += 4 + np.arange(7)
    outcomes[3:5, 7:] += 9
    found = _estimate(outcomes)
    np.testing.assert_allclose(found.effects[5][5:] - plain.effects[5][5:], 4 + np.arange(7))
    np.testing.assert_allclose(found.effects[7][7:] - plain.effects[7][7:], 9)
    assert found.p < 0.05
    assert found.interval.lower > 0
    assert found.lead_limits[2].lower < found.by_lead[2] < found.lead_limits[2].upper
    assert found.overall - plain.overall == pytest.approx((7 * 3 + 9 * 2) / 5)


def test_without_an_effect_it_is_rarely_found() -> None:
    values = np.array(
        [
            group_time_effects(
                outcomes=simulate(seed=700 + seed, units=35, noise=0.5),
                first=FIRST,
                units=[str(number) for number in range(35)],
                draws=99,
            ).p
            for seed in range(300)
        ]
    )
    assert np.mean(values <= 0.1) == pytest.approx(0.1, abs=0.06)
    assert np.mean(values <= 0.5) == pytest.approx(0.5, abs=0.1)


def test_one_start_is_a_difference_in_differences() -> None:
    outcomes = simulate(seed=3, units=24)
    found = _estimate(outcomes, [6, 6, *[None] * 22])
    gaps = outcomes[:2].mean(axis=0) - outcomes[2:].mean(axis=0)
    np.testing.assert_allclose(found.effects[6], gaps - gaps[5])


def test_units_with_a_gap_are_left_out_and_named() -> None:
    outcomes = simulate(seed=4, units=35)
    outcomes[1, 3] = outcomes[20, 0] = np.nan
    found = _estimate(outcomes)
    assert found.left_out == ("unit 1", "unit 20")
    kept = np.delete(np.arange(35), [1, 20])
    again = _estimate(outcomes[kept], [FIRST[place] for place in kept])
    assert again.overall == found.overall


@pytest.mark.parametrize(
    ("first", "message"),
    [
        ([3, *[None] * 34], "first: got 3, allowed: 4 or more periods before"),
        ([12, *[None] * 34], "first: got 12"),
        ([None] * 35, "no treated unit without a gap"),
        ([5] * 27 + [None] * 8, "untreated units without a gap: got 8"),
        ([5] * 20 + [None] * 15, "untreated units: got 15, allowed: 29 or more"),
        ([5], r"first: got 'shape \(1,\)'"),
    ],
)
def test_what_no_effect_can_be_estimated_from_is_refused(
    first: list[int | None], message: str
) -> None:
    with pytest.raises(InvalidInputError, match=message):
        _estimate(simulate(seed=5, units=35), first)


def test_periods_that_straddle_the_start_are_left_out_of_every_group() -> None:
    outcomes = simulate(seed=6, units=35)
    plain = _estimate(outcomes)
    names = [str(number) for number in range(35)]
    found = group_time_effects(outcomes=outcomes, first=FIRST, units=names, straddling=2, draws=300)
    for start, effects in plain.effects.items():
        np.testing.assert_array_equal(found.effects[start], np.delete(effects, [start, start + 1]))
        assert found.effect_limits[start][start - 1] == (0, 0)
    parts = [found.effects[start][start:].mean() * size for start, size in found.sizes.items()]
    assert found.sizes == {5: 3, 7: 2}
    assert found.controls == 30
    assert found.overall == pytest.approx(sum(parts) / 5)
    with pytest.raises(InvalidInputError, match="first: got 10"):
        group_time_effects(outcomes=outcomes, first=[10, *[None] * 34], units=names, straddling=2)


def test_a_trend_of_its_own_before_the_start_is_seen() -> None:
    outcomes = simulate(seed=1, units=35, noise=0.05)
    assert _estimate(outcomes).before_p > 0.05
    outcomes[:5] += np.linspace(0, 12, 12)
    assert _estimate(outcomes).before_p < 0.01


def test_the_smallest_effect_seen_is_seen() -> None:
    outcomes = simulate(seed=8, units=35, noise=0.5)
    found = _estimate(outcomes)
    reach = found.overall - found.interval.lower
    assert reach <= found.smallest <= 3 * reach
