from __future__ import annotations

import itertools
import re

import pytest

from utils.charts import palette
from utils.charts.palette import MONEY, NO_DATA_COLOUR, OUTCOME, SIGNED, class_colours


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it, 0 black to 1 white."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("classes", range(1, 6))
@pytest.mark.parametrize("kind", ["spend", "indicator"])
@pytest.mark.parametrize("crosses_zero", [True, False])
def test_every_class_has_a_colour_of_its_own(
    kind: str, classes: int, *, crosses_zero: bool
) -> None:
    colours = class_colours(kind=kind, classes=classes, crosses_zero=crosses_zero)
    assert len(set(colours)) == classes
    assert all(re.fullmatch(r"#[0-9a-f]{6}", one) for one in colours)
    assert NO_DATA_COLOUR not in colours


@pytest.mark.parametrize("scheme", [MONEY, OUTCOME], ids=["money", "outcome"])
@pytest.mark.parametrize("classes", range(2, 6))
def test_more_is_darker(scheme: dict[int, tuple[str, ...]], classes: int) -> None:
    shades = [luminance(one) for one in scheme[classes]]
    assert shades == sorted(shades, reverse=True)
    assert all(a - b > 0.02 for a, b in itertools.pairwise(shades))


def test_money_below_nothing_is_two_sided() -> None:
    shades = [luminance(one) for one in SIGNED[5]]
    assert shades[:3] == sorted(shades[:3])
    assert shades[2:] == sorted(shades[2:], reverse=True)
    assert class_colours(kind="spend", classes=5, crosses_zero=True) == SIGNED[5]


def test_money_and_outcomes_do_not_look_alike() -> None:
    assert palette.MONEY[5] != palette.OUTCOME[5]
    assert class_colours(kind="spend", classes=5, crosses_zero=False) == MONEY[5]
    assert class_colours(kind="indicator", classes=5, crosses_zero=False) == OUTCOME[5]
