from __future__ import annotations

import mapclassify
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import geo.breaks
from geo.breaks import (
    CLASSES,
    MAX_FISHER_VALUES,
    NOISE_DIGITS,
    SCHEMES,
    TERCILES,
    class_breaks,
)
from geo.classify import NO_DATA, classify
from utils.errors import InvalidInputError

NUMBERS = st.one_of(
    st.floats(-1e7, 1e7).map(lambda value: round(value, 3)), st.integers(0, 3).map(float)
)
SERIES = st.lists(NUMBERS, min_size=1, max_size=60)
TENTHS = np.repeat(np.arange(1.0, 11.0), 10)


def breaks_of(
    values: list[float] | np.ndarray[tuple[int], np.dtype[np.float64]],
    scheme: str,
    *,
    decimals: int = 0,
    centre: float | None = None,
) -> list[float]:
    return class_breaks(
        np.asarray(values, dtype=float), scheme=scheme, decimals=decimals, centre=centre
    )


@settings(deadline=None)
@given(
    numbers=SERIES,
    scheme=st.sampled_from(sorted(SCHEMES)),
    decimals=st.integers(0, 3),
    centre=st.none() | NUMBERS,
)
def test_breaks_rise_on_the_values_grid_and_no_outer_class_is_empty(
    numbers: list[float], scheme: str, decimals: int, centre: float | None
) -> None:
    values = np.array([*numbers, np.nan])
    breaks = breaks_of(values, scheme, decimals=decimals, centre=centre)
    assert breaks == sorted(set(breaks))
    assert len(breaks) < (3 if scheme == "tercile" else CLASSES)
    for bound in breaks:
        assert bound == pytest.approx(round(bound, decimals), rel=1e-9)
    found = classify(np.round(values, decimals), breaks=breaks)
    assert found[-1] == NO_DATA
    assert (found[:-1].min(), found[:-1].max()) == (0, len(breaks))


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        # Documented: 75.29, 192.05, 370.5 and 722.85, each the highest value of its class.
        ("fisher", [75, 192, 371, 723]),
        # Documented: 822.394, 1644.658, 2466.922 and 3289.186.
        ("equal", [822, 1645, 2467, 3289]),
    ],
)
def test_schemes_agree_with_the_figures_in_the_librarys_documentation(
    scheme: str, expected: list[float]
) -> None:
    # Of a spread of some hundreds, three digits are whole numbers.
    assert breaks_of(mapclassify.load_example().to_numpy(), scheme, decimals=2) == expected


@settings(deadline=None)
@given(numbers=SERIES)
@pytest.mark.filterwarnings("ignore:Not enough unique values")
def test_quantiles_and_equal_steps_are_cut_where_the_library_cuts(numbers: list[float]) -> None:
    values = np.array(numbers)
    assume(np.ptp(values) > 0)
    for classes in (TERCILES, CLASSES):
        # To the library, quantiles that differ by the noise of binary fractions are not equal.
        bins = np.unique(np.round(mapclassify.Quantiles(values, k=classes).bins, NOISE_DIGITS))
        fairer = [
            geo.breaks._fairer_side(np.sort(values), float(one), classes) for one in bins[:-1]
        ]
        assert geo.breaks._quantiles(values, classes).tolist() == fairer
    steps = mapclassify.EqualInterval(values, k=CLASSES).bins[:-1]
    np.testing.assert_allclose(geo.breaks._equal(values, 0), steps, rtol=1e-12, atol=1e-9)


@pytest.mark.parametrize(
    ("scheme", "expected"),
    [
        ("quantile", [3, 5, 7, 9]),
        # A width of 1.8 cuts at 2.8, 4.6, 6.4 and 8.2; whole numbers above them begin the classes.
        ("equal", [3, 5, 7, 9]),
        ("fisher", [3, 5, 7, 9]),
        ("tercile", [4, 8]),
        # Mean 5.5, deviation 2.887: 1.17, 4.06, 6.94, 9.83.
        ("std", [2, 5, 7, 10]),
    ],
)
def test_tenths_are_cut_between_whole_numbers(scheme: str, expected: list[float]) -> None:
    assert breaks_of(TENTHS, scheme) == expected


def test_a_tenth_missing_one_value_is_cut_like_a_whole_one() -> None:
    # The library's highest quantile of these is 9, with which that class would have three tenths.
    short = np.concatenate([TENTHS[TENTHS != 8], np.full(9, 8.0)])
    assert breaks_of(short, "quantile") == [3, 5, 7, 9]


def test_standard_deviations_are_counted_from_a_centre() -> None:
    values = [0.0, 10.0, 20.0]
    assert breaks_of(values, "std", decimals=1) == [5.0, 15.0]
    assert breaks_of(values, "std", decimals=1, centre=12.0) == [7.0, 17.0]
    assert breaks_of(values, "std", decimals=1, centre=100.0) == []


def test_classes_hold_about_equally_many() -> None:
    values = np.arange(100, dtype=float)
    counts = np.bincount(classify(values, breaks=breaks_of(values, "quantile")))
    assert counts.tolist() == [20] * CLASSES
    thirds = np.bincount(classify(values, breaks=breaks_of(values, "tercile")))
    assert thirds.tolist() == [33, 34, 33]


def test_breaks_have_three_digits_of_the_spread_and_no_more_decimals_than_the_values() -> None:
    generator = np.random.default_rng(2009)
    values = generator.normal(1234.5678, 100, 500)
    for decimals in (0, 2):
        breaks = breaks_of(values, "quantile", decimals=decimals)
        assert all(bound == round(bound) for bound in breaks)
    narrow = generator.normal(0.05, 0.001, 500)
    breaks = breaks_of(narrow, "quantile", decimals=6)
    assert all(bound == pytest.approx(round(bound, 5), abs=1e-12) for bound in breaks)
    assert len(breaks) == 4
    assert breaks_of(narrow, "quantile", decimals=2) == []


def test_values_are_rounded_as_they_are_shown_before_they_are_classed() -> None:
    # Shown as 1, 2, 2 and 3: two of them may not fall on both sides of a break.
    assert breaks_of([1.2, 1.6, 2.4, 2.6], "quantile") == [2.0, 3.0]


@pytest.mark.parametrize("scheme", ["quantile", "fisher", "tercile"])
def test_few_different_values_get_a_class_each(scheme: str) -> None:
    assert breaks_of([1.0, 2.0, 2.0, 3.0], scheme) == [2.0, 3.0]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_equal_values_and_one_alone_have_one_class(scheme: str) -> None:
    assert breaks_of([7.0, 7.0, np.nan], scheme) == []
    assert breaks_of([7.0], scheme) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_values_below_zero_are_cut_like_those_above(scheme: str) -> None:
    values = np.arange(-50.0, 51.0)
    breaks = breaks_of(values, scheme)
    assert [bound < 0 for bound in breaks] == [True] * (len(breaks) // 2) + [False] * (
        len(breaks) // 2
    )
    shifted = breaks_of(values + 1000, scheme)
    assert [bound - 1000 for bound in shifted] == breaks


def test_many_values_are_thinned_alike_every_time() -> None:
    generator = np.random.default_rng(2009)
    low = generator.normal(20, 2, 3 * MAX_FISHER_VALUES)
    many = np.concatenate([low, generator.normal(60, 2, MAX_FISHER_VALUES)])
    breaks = breaks_of(many, "fisher", decimals=1)
    assert breaks == breaks_of(many[::-1], "fisher", decimals=1)
    # Two heaps six deviations wide: a break lies in the empty stretch between them.
    assert sum(26 < bound < 54 for bound in breaks) == 1


@pytest.mark.parametrize("values", [[], [np.nan], [np.inf, np.nan]])
def test_no_values_are_refused(values: list[float]) -> None:
    with pytest.raises(InvalidInputError, match="values: got 'none'"):
        breaks_of(values, "quantile")


def test_an_unknown_scheme_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="scheme: got 'jenks', allowed: quantile, equal"):
        breaks_of([1.0, 2.0], "jenks")
