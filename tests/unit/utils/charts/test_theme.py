from __future__ import annotations

from typing import Any

import pytest

from utils.charts.theme import INK, USUAL_HEIGHT, spec_height, themed

PAGES = {"light": "#ffffff", "dark": "#0e1117"}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("page", PAGES)
def test_letters_can_be_read_on_either_page(page: str) -> None:
    light, dark = sorted((luminance(INK[page]), luminance(PAGES[page])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 7


def test_what_a_chart_chooses_itself_stays() -> None:
    spec = {"mark": "bar", "config": {"axis": {"labelColor": "red"}, "bar": {"size": 3}}}
    found = themed(spec, "dark")
    assert found["mark"] == "bar"
    assert found["config"]["axis"]["labelColor"] == "red"
    assert found["config"]["axis"]["titleColor"] == INK["dark"]
    assert found["config"]["bar"] == {"size": 3}
    assert spec["config"] == {"axis": {"labelColor": "red"}, "bar": {"size": 3}}


def test_rows_are_there_from_the_first_under_a_name() -> None:
    rows = [{"a": 1}]
    found = themed({"data": {"values": rows}, "mark": "bar", "height": 200}, "light")
    assert found["data"] == {"name": "rows"}
    assert found["datasets"] == {"rows": rows}
    assert "autosize" not in found


UP = {"encoding": {"y": {"field": "place", "type": "nominal"}}}
ROWS = {"data": {"values": [{"place": place} for place in ("Kent", "Leeds", "Kent")]}}


@pytest.mark.parametrize(
    "parts",
    [
        {**UP, **ROWS, "mark": "bar"},
        {**UP, **ROWS, "layer": [{"mark": "bar"}]},
        {**UP, "layer": [{"mark": "bar", **ROWS}]},
        {**ROWS, "layer": [{"mark": "bar", **UP}]},
    ],
)
def test_a_chart_of_rows_is_as_high_as_its_rows(parts: dict[str, Any]) -> None:
    found = themed({**parts, "height": {"step": 40}}, "light")
    assert found["height"] == 80
    assert found["autosize"] == {"type": "fit-x", "contains": "padding"}


def test_the_height_of_a_chart_is_that_of_all_its_rows() -> None:
    rows = {"data": {"values": [{"y": 1}, {"y": 2}, {"y": 2}]}, "encoding": {"y": {"field": "y"}}}
    assert spec_height({**rows, "height": {"step": 40}}) == 80
    assert spec_height({"height": 120}) == 120
    assert spec_height({}) == USUAL_HEIGHT
    assert spec_height({"vconcat": [{"height": 10}, {"height": 20}]}) == 30
