"""The chart of spend and an outcome: real axes, bands, names that do not cover each other."""

from __future__ import annotations

import itertools
from dataclasses import replace

import altair as alt
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from utils.charts.chart import Chart, number_axis
from utils.charts.name_column import label_heights, short_name
from utils.charts.quadrant import quadrant_chart
from utils.charts.quadrant_layers import CHOSEN, COLOURS, NEIGHBOUR, OTHER, QuadrantData
from utils.stats.spread_bands import Spread

SPREAD = Spread(1000.0, 1200.0, 1400.0, 1600.0, 2400.0, 20)


def drawn(*, chosen: bool = True) -> QuadrantData:
    roles = [CHOSEN if chosen else OTHER, *[NEIGHBOUR if chosen else OTHER] * 5, *[OTHER] * 14]
    frame = pd.DataFrame(
        {
            "code": [f"E{number:02d}" for number in range(20)],
            "place": [f"Place {number}" for number in range(20)],
            "x": [1000.0 + 70 * number for number in range(20)],
            "x_lower": None,
            "x_upper": None,
            "y": [70.0 + number / 10 for number in range(20)],
            "y_lower": 69.0,
            "y_upper": 73.0,
            "role": roles,
            "text": "said",
        }
    )
    axes = (number_axis("£ per person", decimals=0), number_axis("years", decimals=0))
    return QuadrantData(frame=frame, spread=SPREAD, middle=71.0, axes=axes)


def chart_of(data: QuadrantData, trail: pd.DataFrame | None = None) -> Chart:
    return quadrant_chart(
        data,
        pd.DataFrame(columns=["x", "y", "when", "order"]) if trail is None else trail,
        name="n",
        title="t",
        finding="f.",
        table=data.frame[["place"]],
        notes=(),
    )


def notes(data: QuadrantData) -> str:
    return " ".join(chart_of(data).notes)


def spec(data: QuadrantData, trail: pd.DataFrame | None = None) -> dict[str, object]:
    chart = chart_of(data, trail)
    alt.Chart.from_dict(dict(chart.spec), validate=True)
    return dict(chart.spec)


def texts(found: dict[str, object]) -> list[object]:
    return [
        layer["mark"].get("text")
        for layer in found["layer"]
        if isinstance(layer["mark"], dict) and layer["mark"]["type"] == "text"
    ]


def test_axes_are_in_their_own_units_with_band_and_medians() -> None:
    layers = spec(drawn())["layer"]
    band = layers[0]
    assert band["data"]["values"] == [{"low": 1200.0, "high": 1600.0}]
    assert layers[1]["data"]["values"] == [{"at": 1400.0}]
    assert layers[2]["data"]["values"][0]["at"] == 71.0


def test_each_corner_says_what_it_means() -> None:
    found = [" ".join(text) for text in texts(spec(drawn())) if isinstance(text, list)]
    assert set(found) == {
        "lower spend, higher outcome",
        "lower spend, lower outcome",
        "higher spend, higher outcome",
        "higher spend, lower outcome",
    }


def test_the_place_and_those_like_it_are_named_and_no_others() -> None:
    named = [
        value["label"]
        for layer in spec(drawn())["layer"]
        if layer["mark"].get("type") == "text"
        for value in layer["data"]["values"]
        if "label" in value
    ]
    assert sorted(named) == [f"Place {number}" for number in range(6)]


def test_spend_has_no_limits_and_the_outcome_has_the_chosen_places_alone() -> None:
    bars = [
        layer for layer in spec(drawn())["layer"] if "y_lower" in str(layer.get("encoding", ""))
    ]
    assert len(bars) == 1
    assert len(bars[0]["data"]["values"]) == 1
    assert "x_lower" not in str(spec(drawn()))


def test_an_estimate_of_spend_has_a_level_bar_and_is_not_called_counted() -> None:
    data = drawn()
    frame = data.frame.assign(x_lower=data.frame["x"] - 50, x_upper=data.frame["x"] + 50)
    estimated = replace(data, frame=frame)
    bars = [layer for layer in spec(estimated)["layer"] if "x_lower" in str(layer.get("encoding"))]
    assert len(bars) == 1
    assert bars[0]["data"]["values"][0]["x_upper"] == 1050.0
    assert "no margin of error" in notes(data)
    assert "no margin of error" not in notes(estimated)
    assert "the range of its estimated spending" in notes(estimated)


def test_without_a_place_nothing_is_named() -> None:
    found = spec(drawn(chosen=False))
    assert not any("label" in str(layer.get("data")) for layer in found["layer"])
    assert COLOURS[CHOSEN] not in str(found)


def test_earlier_years_are_drawn_when_there_are_any() -> None:
    trail = pd.DataFrame(
        {"x": [900.0, 1000.0], "y": [68.0, 70.0], "when": ["a", "b"], "order": [0, 1]}
    )
    found = spec(drawn(), trail)
    assert found["layer"][-1]["data"]["values"][0]["when"] == "a"


@given(st.lists(st.floats(50, 90), min_size=2, max_size=16))
def test_names_are_a_step_apart_and_inside_the_plot(values: list[float]) -> None:
    heights = label_heights(values, domain=[50.0, 90.0], height=530, step=17)
    pixels = sorted((90 - height) * 530 / 40 for height in heights)
    assert min(b - a for a, b in itertools.pairwise(pixels)) >= 17 - 1e-6
    assert pixels[0] >= 8.5 - 1e-6
    assert pixels[-1] <= 530 - 8.5 + 1e-6


def test_names_far_apart_stay_at_their_dots() -> None:
    assert label_heights([80.0, 60.0], domain=[50.0, 90.0], height=530, step=17) == [
        pytest.approx(80.0),
        pytest.approx(60.0),
    ]


def test_names_are_written_as_they_are_said() -> None:
    assert short_name("Herefordshire, County of") == "Herefordshire"
    assert short_name("Luton") == "Luton"
