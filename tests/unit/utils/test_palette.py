from __future__ import annotations

import itertools
import re
from typing import Final

import numpy as np
import pytest

from utils import palette
from utils.palette import CROSS, MONEY, NO_DATA_COLOUR, OUTCOME, SIGNED, WHERE, class_colours

Vector = np.ndarray[tuple[int], np.dtype[np.float64]]
#: Full dichromacy in linear RGB: Machado, Oliveira and Fernandes (2009), severity 1.0.
SIGHTS: Final = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
#: Linear sRGB to CIE XYZ, and the white of daylight (D65).
TO_XYZ: Final = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE: Final = np.array([0.95047, 1.0, 1.08883])
#: Least distance in CIE Lab (1976); about 2.3 is just noticeable side by side.
APART: Final = 14.0
#: Of ten classes neighbours can only lie closer; about three times what is just noticeable.
TENTHS_APART: Final = 7.0
APART_FROM_NO_DATA: Final = 7.0
READABLE: Final = 4.5
#: The legend writes dark on what is lighter than this, as brightness is seen on a screen.
LIGHT: Final = 0.45
INKS: Final = {True: "#0b0c0c", False: "#ffffff"}


def linear(colour: str) -> Vector:
    """Light of red, green and blue, 0 to 1."""
    parts = np.array([int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)])
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, 0 black to 1 white."""
    return float(linear(colour) @ np.array([0.2126, 0.7152, 0.0722]))


def contrast(first: str, other: str) -> float:
    """Contrast as WCAG defines it, 1 to 21."""
    low, high = sorted([luminance(first), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, sight: str) -> Vector:
    """CIE Lab of a colour as it is seen."""
    seen = np.clip(SIGHTS[sight] @ linear(colour), 0, 1)
    share = TO_XYZ @ seen / WHITE
    root = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def distance(first: str, other: str, *, sight: str) -> float:
    return float(np.linalg.norm(lab(first, sight) - lab(other, sight)))


def test_the_measure_of_distance_is_right_where_it_is_known() -> None:
    np.testing.assert_allclose(lab("#ffffff", "full"), [100, 0, 0], atol=0.02)
    np.testing.assert_allclose(lab("#ff0000", "full"), [53.24, 80.09, 67.20], atol=0.05)
    # Red and this green are one colour to those who lack green cones, and far apart to the rest.
    assert distance("#c06000", "#808000", sight="full") > 30
    assert distance("#c06000", "#808000", sight="deuteranopia") < 12
    for sight, matrix in SIGHTS.items():
        np.testing.assert_allclose(matrix.sum(axis=1), 1, atol=1e-5, err_msg=sight)


@pytest.mark.parametrize("classes", range(1, 6))
@pytest.mark.parametrize("kind", ["spend", "regional", "indicator", "small_area"])
@pytest.mark.parametrize("two_sided", [True, False])
def test_every_class_has_a_colour_of_its_own(kind: str, classes: int, *, two_sided: bool) -> None:
    colours = class_colours(kind=kind, classes=classes, two_sided=two_sided)
    assert len(set(colours)) == classes
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in colours)
    assert NO_DATA_COLOUR not in colours


@pytest.mark.parametrize("scheme", [MONEY, OUTCOME], ids=["money", "outcome"])
@pytest.mark.parametrize("classes", range(2, 6))
def test_more_is_darker(scheme: dict[int, tuple[str, ...]], classes: int) -> None:
    shades = [luminance(colour) for colour in scheme[classes]]
    assert shades == sorted(shades, reverse=True)
    assert all(a - b > 0.02 for a, b in itertools.pairwise(shades))


def test_tenths_have_a_colour_each_from_light_to_dark() -> None:
    colours = class_colours(kind="small_area", classes=10, two_sided=False)
    assert colours == palette.TENTHS
    assert len(set(colours)) == 10
    shades = [luminance(colour) for colour in colours]
    assert shades == sorted(shades, reverse=True)
    for sight in SIGHTS:
        near = [distance(a, b, sight=sight) for a, b in itertools.pairwise(colours)]
        assert min(near) > TENTHS_APART, sight


@pytest.mark.parametrize("classes", range(2, 11))
@pytest.mark.parametrize("two_sided", [True, False])
def test_where_low_is_dark_the_colours_are_the_other_way_round(
    classes: int, *, two_sided: bool
) -> None:
    if two_sided and classes > 5:
        return
    high, low = (
        class_colours(kind="small_area", classes=classes, two_sided=two_sided, dark_end=end)
        for end in ("high", "low")
    )
    assert low == high[::-1]


def test_two_measures_crossed_are_each_dark_at_their_own_end() -> None:
    both = {
        (end, other): palette.cross_colours(first=end, second=other)
        for end in ("high", "low")
        for other in ("high", "low")
    }
    assert both["high", "high"] == CROSS
    assert both["low", "low"] == CROSS[::-1]
    # The first box of nine is low on both: dark where low is dark.
    assert both["low", "high"][0] == CROSS[6]
    assert both["high", "low"][0] == CROSS[2]


def test_two_sided_classes_are_palest_in_the_middle() -> None:
    shades = [luminance(colour) for colour in SIGNED[5]]
    assert shades[:3] == sorted(shades[:3])
    assert shades[2:] == sorted(shades[2:], reverse=True)
    for kind in ("spend", "indicator"):
        assert class_colours(kind=kind, classes=5, two_sided=True) == SIGNED[5]


def test_money_and_outcomes_do_not_look_alike() -> None:
    assert palette.MONEY[5] != palette.OUTCOME[5]
    for kind, scheme in {
        "spend": MONEY,
        "regional": MONEY,
        "indicator": OUTCOME,
        "small_area": OUTCOME,
    }.items():
        assert class_colours(kind=kind, classes=5, two_sided=False) == scheme[5]


def test_two_measures_crossed_have_nine_colours_that_darken_both_ways() -> None:
    assert len(set(CROSS)) == 9
    assert all(re.fullmatch(r"#[0-9a-f]{6}", colour) for colour in CROSS)
    for number in range(3):
        row = [luminance(colour) for colour in CROSS[3 * number : 3 * number + 3]]
        column = [luminance(colour) for colour in CROSS[number::3]]
        assert row == sorted(row, reverse=True)
        assert column == sorted(column, reverse=True)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", [CROSS, WHERE], ids=["cross", "where"])
def test_boxes_are_told_apart_by_every_sight(scheme: tuple[str, ...], sight: str) -> None:
    nearest = {
        (first, other): distance(first, other, sight=sight)
        for first, other in itertools.combinations(scheme, 2)
    }
    assert min(nearest.values()) >= APART, min(nearest.items(), key=lambda pair: pair[1])


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("scheme", [MONEY, OUTCOME, SIGNED], ids=["money", "outcome", "signed"])
def test_classes_are_told_apart_by_every_sight(
    scheme: dict[int, tuple[str, ...]], sight: str
) -> None:
    for colours in scheme.values():
        for first, other in itertools.combinations(colours, 2):
            assert distance(first, other, sight=sight) >= APART, (first, other)


@pytest.mark.parametrize("sight", SIGHTS)
def test_no_data_is_told_from_every_colour_of_a_map(sight: str) -> None:
    schemes = [*MONEY.values(), *OUTCOME.values(), *SIGNED.values(), CROSS, WHERE]
    for colour in sorted({shade for scheme in schemes for shade in scheme}):
        assert distance(colour, NO_DATA_COLOUR, sight=sight) >= APART_FROM_NO_DATA, colour


@pytest.mark.parametrize("colour", CROSS)
def test_the_number_in_a_box_can_be_read(colour: str) -> None:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    brightness = float(np.array(parts) @ np.array([0.299, 0.587, 0.114]))
    assert contrast(colour, INKS[brightness > LIGHT]) >= READABLE
