"""The chart of all programmes together: band, dots of some areas, and the table."""

from __future__ import annotations

import pandas as pd
import pytest

from utils.charts.effects_since_start import COLUMNS, SOME, since_start_chart
from utils.ui.shared.loaders import load_effects

ROWS = pd.DataFrame(
    [
        ("all", -2, 1.0, -1.0, 3.0, 3),
        ("all", -1, 0.0, None, None, 3),
        ("all", 0, 2.0, 1.0, 3.0, 3),
        ("all", 1, 3.0, 0.0, 6.0, 2),
        ("2010", 0, 2.5, 0.0, 5.0, 2),
    ],
    columns=COLUMNS,
)


def test_the_band_is_as_wide_as_the_interval_and_years_of_some_areas_are_marked() -> None:
    reader = load_effects()
    row = reader.together["together_employment"]
    chart = since_start_chart(
        ROWS, title="Jobs", finding="None.", measure=reader.measure(row), notes=("Band.", "Source.")
    )
    layers = chart.spec["layer"]
    band = layers[0]["data"]["values"]
    assert [(one["low"], one["high"]) for one in band] == [(-2, 2), (0, 0), (-1, 1), (-3, 3)]
    dots = [
        layer for layer in layers if isinstance(layer["mark"], dict) and "fill" in layer["mark"]
    ]
    assert [len(layer["data"]["values"]) for layer in dots] == [3, 1]
    (some,) = dots[1]["data"]["values"]
    assert some["text"] == "1 year after the start: 3.0 percentage points, 2 areas"
    assert chart.notes == ("Band.", SOME, "Source.")
    assert list(chart.table.iloc[:, 0]) == ["all years"] * 4 + ["2010"]
    whole = since_start_chart(
        ROWS[:3], title="Jobs", finding="None.", measure=reader.measure(row), notes=()
    )
    assert whole.notes == ()
    assert whole.table.iloc[2, 2] == pytest.approx(2.0)
