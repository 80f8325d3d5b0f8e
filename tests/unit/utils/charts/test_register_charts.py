from __future__ import annotations

from utils.charts.labels import wrapped
from utils.charts.ranges import range_chart
from utils.charts.shares import shares_chart

LONG = "Share of early intervention savings that falls to bodies other than the city council"


def test_a_range_reaches_from_its_lowest_to_its_highest_figure() -> None:
    chart = range_chart([("Receipts", 720e6, 780e6)], name="r", title="Range", notes=("S.",))
    (row,) = chart.spec["data"]["values"]
    assert (row["low"], row["high"]) == (720, 780)
    assert chart.finding == "Receipts: £720 million to £780 million."
    assert chart.table.to_dict("records") == [
        {"Range": "Receipts", "Lowest (£)": 720e6, "Highest (£)": 780e6}
    ]
    assert chart.spec["encoding"]["x"]["scale"]["zero"] is True
    assert chart.notes[1:] == ("S.",)


def test_long_labels_stand_in_lines_and_keep_every_word() -> None:
    lines = wrapped(LONG).split("\n")
    assert len(lines) > 1
    assert max(map(len, lines)) <= 28
    assert " ".join(lines) == LONG
    chart = shares_chart([(LONG, 75.0)], name="s", title="Shares", notes=())
    assert chart.spec["data"]["values"][0]["label"] == wrapped(LONG)
    assert chart.table.iloc[0]["Share"] == LONG
