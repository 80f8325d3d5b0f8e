"""Adjusted p-values against the worked example of the paper.

Benjamini and Hochberg, Journal of the Royal Statistical Society B 57 (1995), section 4: 15
p-values of a trial, of which the first four are found at 5 per cent.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.errors import InvalidInputError
from utils.stats.effects.multiple_testing import adjust_p_values

PAPER = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
]


def test_the_papers_example_finds_the_first_four() -> None:
    found = adjust_p_values(PAPER)
    assert (found <= 0.05).tolist() == [True] * 4 + [False] * 11
    # By hand: 15 p / rank, then the least of those from each rank on.
    np.testing.assert_allclose(
        found[:10],
        [0.0015, 0.003, 0.0095, 0.035625, 0.0603, *[0.0298 * 15 / 7] * 2, 0.0645, 0.0765, 0.486],
    )


@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_adjusting_keeps_the_order_and_never_lowers(values: list[float]) -> None:
    found = adjust_p_values(values)
    assert (found >= np.array(values) - 1e-12).all()
    assert (found <= 1).all()
    order = np.argsort(values)
    assert (np.diff(found[order]) >= -1e-12).all()
    turned = np.random.default_rng(len(values)).permutation(len(values))
    np.testing.assert_allclose(adjust_p_values(np.array(values)[turned]), found[turned])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([], "one number or more"),
        ([[0.1]], "one number or more in a row"),
        ([0.1, 1.2], "p_values, number 2: got 1.2"),
        ([float("nan")], "p_values, number 1: got nan"),
    ],
)
def test_what_is_no_p_value_is_refused(values: list[float], message: str) -> None:
    with pytest.raises(InvalidInputError, match=message):
        adjust_p_values(values)
