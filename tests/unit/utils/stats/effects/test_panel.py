from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.unit.utils.stats.effects.panels import panel_of, simulate
from utils.errors import InvalidInputError
from utils.stats.effects.panel import build_panel


def _sound(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any wrong argument is tried
    return {
        "outcomes": simulate(seed=0, units=14, periods=9),
        "treated": [True, True] + [False] * 12,
        "first": 5,
        "units": [f"unit {number}" for number in range(14)],
        "periods": [str(number) for number in range(9)],
        **changes,
    }


def test_units_with_a_gap_are_left_out_and_named() -> None:
    arguments = _sound()
    arguments["outcomes"][1, 2] = np.nan
    arguments["outcomes"][13, 8] = np.nan
    panel = build_panel(**arguments)
    assert panel.left_out == ("unit 1", "unit 13")
    assert panel.units == ("unit 0", *(f"unit {number}" for number in range(2, 13)))
    assert panel.donor_names == panel.units[1:]
    assert panel.treated.tolist() == [True] + [False] * 11


def test_a_gap_in_a_covariate_leaves_a_unit_out_too() -> None:
    traits = np.arange(28.0).reshape(14, 2)
    traits[4, 1] = np.nan
    panel = build_panel(**_sound(covariates=traits))
    assert panel.left_out == ("unit 4",)
    np.testing.assert_allclose(panel.traits.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(panel.traits.std(axis=0), 1)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"first": 3}, "first: got 3, allowed: 4 or more periods before the start"),
        ({"first": 9}, "first: got 9, allowed: .* of 9 periods"),
        ({"treated": [True] * 5 + [False] * 9}, "untreated units .*: got 9, allowed: 10 or more"),
        ({"treated": [False] * 14}, "no unit without a gap; left out: none"),
        ({"treated": [True]}, r"treated: got 'shape \(1,\)', allowed: shape \(14,\)"),
        ({"periods": ["2001"]}, r"outcomes: got 'shape \(14, 9\)', allowed: shape \(14, 1\)"),
        ({"types": ["county"]}, "types: got"),
        ({"covariates": np.zeros((3, 2))}, "covariates: got"),
    ],
)
def test_what_no_effect_can_be_estimated_from_is_refused(
    changes: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidInputError, match=message):
        build_panel(**_sound(**changes))


def test_a_treated_unit_with_a_gap_alone_is_refused_by_name() -> None:
    arguments = _sound(treated=[True] + [False] * 13)
    arguments["outcomes"][0, 0] = np.nan
    with pytest.raises(InvalidInputError, match="left out: unit 0', allowed: one treated unit"):
        build_panel(**arguments)


def test_members_of_a_group_are_no_donors_of_it() -> None:
    panel = panel_of(simulate(seed=1, units=20), treated=3)
    targets = panel.pretended(np.array([[0, 4], [5, 16]]))
    assert targets.size == 2
    assert np.flatnonzero(~targets.allowed[0]).tolist() == [0, 4]
    assert np.flatnonzero(~targets.allowed[1]).tolist() == [5, 16]
    np.testing.assert_allclose(targets.means[0], panel.outcomes[[3, 7]].mean(axis=0))
    assert panel.actual().allowed.all()
