from __future__ import annotations

import altair as alt

from utils.charts.recurrence import recurrence_chart

CHART = recurrence_chart(
    {"Finance": 3, "Culture": 2, "Professions": 1},
    {"Finance": ["Birmingham", "Kent"], "Culture": ["Kent", "Croydon"], "Professions": []},
)


def test_the_chart_is_valid_and_counts_places() -> None:
    alt.Chart.from_dict(dict(CHART.spec), validate=True)
    rows = CHART.spec["data"]["values"]
    assert [row["places"] for row in rows] == [2, 2, 0]
    assert rows[0]["text"] == "Finance: 2 (Birmingham; Kent)"
    assert rows[2]["text"] == "Professions: no particular place"


def test_the_finding_names_all_that_share_the_most_places() -> None:
    assert CHART.finding == "Named in most places, 2: Finance and Culture."


def test_the_table_names_the_places() -> None:
    assert CHART.table["Which places"].tolist() == ["Birmingham; Kent", "Kent; Croydon", ""]
    assert CHART.table["Barriers"].tolist() == [3, 2, 1]
