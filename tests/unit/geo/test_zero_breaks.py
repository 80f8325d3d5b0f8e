"""Scales of values on both sides of zero: no class has both signs, and colours follow the sign."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.breaks import SCHEMES, begin_at_zero, class_breaks
from tests.unit.utils.measures import spend_of, view_of
from utils.charts.area_map import view_colours
from utils.palette import ABOVE_ZERO, ACROSS_ZERO, BELOW_ZERO

OWN = sorted(set(SCHEMES) - {"std"})


@given(
    values=st.lists(st.integers(-300, 300), min_size=12, max_size=60, unique=True),
    scheme=st.sampled_from(["quantile", "equal", "tercile"]),
)
def test_no_class_spans_zero(values: list[int], scheme: str) -> None:
    cut = class_breaks(np.array(values, dtype=np.float64), scheme=scheme, decimals=0)
    breaks = begin_at_zero(cut, scheme=scheme)
    assert len(breaks) == len(cut)
    assert breaks == sorted(set(breaks))
    if breaks and breaks[0] < 0 < breaks[-1]:
        assert 0 in breaks


def test_natural_breaks_on_both_sides_of_zero_begin_at_zero() -> None:
    values = np.array([-90, -85, -80, -30, 10, 20, 30, 90, 95, 100, 150, 155], dtype=np.float64)
    for scheme in OWN:
        breaks = begin_at_zero(class_breaks(values, scheme=scheme, decimals=0), scheme=scheme)
        assert not breaks[0] < 0 < breaks[-1] or 0 in breaks, scheme


@pytest.mark.parametrize(
    ("breaks", "signs"),
    [
        ((-50.0, 72.0, 124.0, 200.0), "-0+++"),
        ((-50.0, 0.0, 124.0, 200.0), "--+++"),
        ((-9.0, -5.0, 0.0, 4.0), "---++"),
        ((-9.0, -5.0, -2.0, 4.0), "---0+"),
        ((-1.0, 1.0), "-0+"),
    ],
)
def test_the_sign_of_a_colour_is_that_of_its_class(breaks: tuple[float, ...], signs: str) -> None:
    colours = view_colours(view_of([1.0], *breaks, measure=spend_of()))
    below, above = signs.count("-"), signs.count("+")
    assert colours[:below] == BELOW_ZERO[below]
    assert colours[len(colours) - above :] == ABOVE_ZERO[above]
    assert [colour for colour in colours if colour == ACROSS_ZERO] == [ACROSS_ZERO] * signs.count(
        "0"
    )
    assert len(colours) == len(breaks) + 1
