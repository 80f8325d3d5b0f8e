from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from utils.errors import InvalidInputError
from utils.stats.arriaga import ROUNDING, decompose_gap, parts_by_age, parts_by_cause
from utils.stats.life_expectancy import AGES

CAUSES = 3
RATES = arrays(np.float64, (CAUSES, len(AGES)), elements=st.floats(1e-6, 0.03))
#: Women of the United States in 1935 and 1995: share alive and expectation of life at each age, and
#: the years that each age adds, as worked in Ponnapalli, Demographic Research 12 (2005) and in the
#: package decompositionLE (`us_females`, method arriaga3, total effect).
ALIVE = np.array(
    """
    1 .95458 .93887 .93174 .92613 .91681 .90341 .88746 .86997 .84847 .82368 .79012 .74539
    .68688 .60779 .50757 .38276 .23930 .12281
    1 .99321 .99179 .99096 .98999 .98772 .98524 .98206 .97769 .97152 .96298 .95048 .93085
    .90071 .85504 .78775 .69655 .57275 .41424
    """.split(),  # noqa: SIM905 - as a list each number would have a line
    dtype=np.float64,
).reshape(2, -1)
YEARS = np.array(
    """
    63.32 65.32 62.39 57.85 53.19 48.70 44.38 40.14 35.89 31.74 27.61 23.67 19.94 16.41
    13.21 10.31 7.82 6.03 4.49
    79.00 78.54 74.65 69.71 64.78 59.92 55.06 50.23 45.45 40.72 36.06 31.49 27.10 22.92
    19.00 15.40 12.07 9.12 6.62
    """.split(),  # noqa: SIM905
    dtype=np.float64,
).reshape(2, -1)
WORKED = np.array(
    """
    2.8051081 1.0399461 .4333348 .2976956 .4195021 .5990223 .6536626 .5999136 .6600597 .6231166
    .7428925 .8048068 .8333338 .9327126 .9383034 1.0030556 1.0389165 .6826590 .5719583
    """.split(),  # noqa: SIM905
    dtype=np.float64,
)


def test_ages_add_what_the_published_example_says() -> None:
    assert parts_by_age(ALIVE, YEARS) == pytest.approx(WORKED, abs=1e-7)
    assert WORKED.sum() == pytest.approx(79.00 - 63.32, abs=1e-6)


def test_causes_add_what_the_published_example_says() -> None:
    """India and China, men, 1990, three groups of causes: Murray and Lopez (1996), as worked in the
    package decompositionLE."""
    by_age = np.array([5.6, 0.8, 0.3, 0.6, 0.8, 0.3, -0.3])
    india = np.array([0.0267, 0.0025, 0.0021, 0.0043, 0.0139, 0.0388, 0.0929])
    china = np.array([0.0084, 0.0009, 0.0015, 0.0028, 0.0102, 0.0342, 0.1003])
    communicable = (
        np.array([0.882, 0.504, 0.382, 0.429, 0.304, 0.248, 0.247]) * india,
        np.array([0.677, 0.174, 0.068, 0.101, 0.095, 0.070, 0.084]) * china,
    )
    first, second = (
        np.stack([rates, whole - rates])
        for rates, whole in zip(communicable, (india, china), strict=True)
    )
    found = parts_by_cause(by_age, first=first, second=second)[0]
    worked = [5.4661508, 0.5517, 0.3501, 0.62476, 0.7041297, 0.4714174, 0.5886932]
    assert found == pytest.approx(worked, abs=1e-7)


def test_two_ages_by_hand() -> None:
    """All born live to 5 and then 1 / rate years: 40 in the first group, 50 in the second."""
    first, second = [[0.0, 0.0, 0.025]], [[0.0, 0.0, 0.02]]
    found = decompose_gap(ages=(0, 1, 5), first=first, second=second)
    assert found.years == pytest.approx((45, 55))
    assert found.parts[0] == pytest.approx([0, 0, 10])


@given(first=RATES, second=RATES)
def test_parts_add_up_to_the_gap_and_swap_their_signs(
    first: np.ndarray[tuple[int, int]], second: np.ndarray[tuple[int, int]]
) -> None:
    sums = first.sum(axis=0), second.sum(axis=0)
    # Causes that outweigh each other have no share in a difference of their sum that is none.
    assume((np.abs(sums[1] - sums[0]) > 2 * ROUNDING * (sums[0] + sums[1])).all())
    found = decompose_gap(ages=AGES, first=first, second=second)
    assert found.parts.sum() == pytest.approx(found.gap, abs=1e-9)
    swapped = decompose_gap(ages=AGES, first=second, second=first)
    assert swapped.gap == -found.gap
    assert (swapped.parts == -found.parts).all()


@given(rates=RATES, factor=st.floats(1.01, 3), cause=st.integers(0, CAUSES - 1))
def test_a_cause_that_alone_differs_is_all_of_it(
    rates: np.ndarray[tuple[int, int]], factor: float, cause: int
) -> None:
    first = rates.copy()
    first[cause] *= factor
    found = decompose_gap(ages=AGES, first=first, second=rates)
    assert found.gap > 0
    assert found.parts[cause].sum() == pytest.approx(found.gap, abs=1e-9)
    assert (np.delete(found.parts, cause, axis=0) == 0).all()
    assert (found.parts[cause] > 0).all()


@given(rates=RATES)
def test_equal_rates_have_no_parts(rates: np.ndarray[tuple[int, int]]) -> None:
    found = decompose_gap(ages=AGES, first=rates, second=rates)
    assert found.gap == 0
    assert not found.parts.any()


@pytest.mark.parametrize(
    ("first", "second", "match"),
    [
        ([[0.1, 0.1]], [[0.1, 0.1], [0.1, 0.1]], r"second: got \(2, 2\)"),
        ([[0.1]], [[0.1, 0.1]], r"first: got \(1, 1\), allowed: causes by 2 ages"),
        ([[0.1, 0.1]], [[-0.1, 0.1]], "second: got -0.1, allowed: finite rates of 0 or more"),
        ([[0.1, 0.0]], [[0.1, 0.1]], "first: got 0.0, allowed: above 0 in the last band"),
        ([[0.0, 0.5]], [[20.0, 0.5]], "nobody alive"),
        ([[0.25, 0.5], [0.5, 0.5]], [[0.5, 0.5], [0.25, 0.25]], "other rates of causes"),
    ],
)
def test_refuses_what_cannot_be_split(
    first: list[list[float]], second: list[list[float]], match: str
) -> None:
    with pytest.raises(InvalidInputError, match=match):
        decompose_gap(ages=(0, 5), first=first, second=second)
