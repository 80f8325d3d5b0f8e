from __future__ import annotations

import math

import pandas as pd
import pytest

from utils.charts.chart import (
    PLACE_COLOURS,
    PLACE_DASHES,
    PLACE_SHAPES,
    REFERENCE_COLOUR,
    data_of,
    number_axis,
)

#: Backgrounds of the two themes.
BACKGROUNDS = ("#ffffff", "#0e1117")
LEAST_CONTRAST = 3.0


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("colour", [*PLACE_COLOURS, REFERENCE_COLOUR])
def test_every_colour_stands_out_from_both_themes(colour: str, background: str) -> None:
    light, dark = sorted((luminance(colour), luminance(background)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= LEAST_CONTRAST


def test_six_places_differ_in_colour_shape_and_dash() -> None:
    for styles in (PLACE_COLOURS, PLACE_SHAPES, PLACE_DASHES):
        assert len({str(part) for part in styles}) == 6


def test_missing_numbers_are_null() -> None:
    frame = pd.DataFrame({"value": [1.5, math.nan], "text": ["a", None]})
    assert data_of(frame) == {
        "values": [{"value": 1.5, "text": "a"}, {"value": None, "text": None}]
    }


def test_an_axis_writes_numbers_as_the_page_does() -> None:
    label = number_axis("£", decimals=1, before="£", sign=True)["axis"]["labelExpr"]
    assert "',.1f'" in label
    assert "'£'" in label
    assert "'+'" in label
