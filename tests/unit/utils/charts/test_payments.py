from __future__ import annotations

import pytest

from data.read.payments import ThemeSum
from utils.charts.chart import REFERENCE_COLOUR
from utils.charts.payments import GREY, ONLY_SAID, themes_chart
from utils.ui.shared.chart_view import first_notes

NAMES = {"older_people": "Older people", "housing": "Housing"}


@pytest.mark.parametrize(("size", "unit"), [(1e6, "£ million"), (1e3, "£ thousand")])
def test_bars_and_table_say_the_same_and_what_has_no_theme_is_grey(size: float, unit: str) -> None:
    sums = [
        ThemeSum("older_people", 3 * size, 7),
        ThemeSum("housing", -size, 2),
        ThemeSum("unassigned", 2 * size, 1),
    ]
    chart = themes_chart(
        sums, NAMES, title="Payments, May 2024", period="May 2024", notes=("Source: us.",)
    )
    assert chart.title == f"Payments, May 2024, by theme ({unit})"
    rows = chart.spec["data"]["values"]
    assert [row["value"] for row in rows] == [3, -1, 2]
    assert [row["colour"] == REFERENCE_COLOUR for row in rows] == [False, False, True]
    assert chart.table["Theme"].tolist() == ["Older people", "Housing", "No theme found"]
    assert chart.table["£"].tolist() == [3 * size, -size, 2 * size]
    assert chart.table["Payments"].tolist() == [7, 2, 1]
    assert chart.notes[:2] == (ONLY_SAID, GREY)
    assert first_notes(chart.notes) == f"{ONLY_SAID} {GREY}"
    assert chart.of_all == {"Period": "May 2024"}
    assert "Source: us." in chart.notes
