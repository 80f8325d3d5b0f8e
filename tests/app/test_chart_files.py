"""Every chart of every page as files: what their names, headings and rows say."""

from __future__ import annotations

import io
import re
from typing import Any

import pandas as pd
import pytest

from data.export.described import FIGURE, NOTES, PERIOD, RANGE, file_stem
from tests.app.reading import open_app
from utils.charts.chart import Chart
from utils.ui.shared import chart_view
from utils.ui.shared.table_files import place_codes, write_csv

BIRMINGHAM, KENT = "E08000025", "E10000016"
VISITS: list[tuple[str, dict[str, Any]]] = [
    ("compare.py", {"places": f"{BIRMINGHAM},{KENT}"}),
    ("compare.py", {"places": f"{BIRMINGHAM},{KENT}", "theme": "housing_and_regeneration"}),
    ("profile.py", {"place": "kent"}),
    ("count.py", {"place": BIRMINGHAM}),
    ("count.py", {"look": "tax"}),
    ("inequality.py", {"place": BIRMINGHAM}),
    ("inequality.py", {"place": BIRMINGHAM, "part": "between"}),
    ("inequality.py", {"place": BIRMINGHAM, "part": "causes"}),
    ("spend_outcomes.py", {"place": BIRMINGHAM}),
]
#: Columns whose cells are places, each of which needs its code.
PLACE_COLUMNS = ("Place", "Region", "Authority")


@pytest.fixture(params=VISITS, ids=str)
def charts(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[Chart]:
    """The charts that a page draws."""
    drawn: list[Chart] = []
    monkeypatch.setattr(chart_view, "render_twin", lambda _title, make, **_: drawn.append(make()))
    app = open_app(page=request.param[0], **request.param[1])
    assert not app.exception
    assert drawn
    return drawn


def test_files_say_what_where_and_when(charts: list[Chart]) -> None:
    codes = place_codes()
    stems = [file_stem(chart.title, chart.table, codes) for chart in charts]
    for chart, stem in zip(charts, stems, strict=True):
        assert re.fullmatch(r"total-place-atlas_[a-z0-9-]+(_[a-z0-9-]+){1,2}", stem), stem
        assert re.search(r"(19|20)\d\d", stem), stem
        assert len(stem) < 220, stem
        assert not re.search(r"\d{4}-\d{2}(?!\d)", stem), stem
        read = pd.read_csv(
            io.BytesIO(write_csv(chart.table, title=chart.title, notes=chart.notes)),
            keep_default_na=False,
            dtype=str,
        )
        assert len(read) == len(chart.table)
        assert set(read[FIGURE]) == {chart.title}
        assert read[NOTES].iloc[0]
        assert set(read[NOTES].iloc[1:]) <= {""}
        for column in read.columns:
            assert not RANGE.fullmatch(column)
            assert not any(RANGE.fullmatch(cell) for cell in read[column]), column
        # Every row says its period and place, or has columns of more than one of them.
        assert {"Period", "Year"} & set(read.columns) or len(set(PERIOD.findall(chart.title))) > 1
        for column in set(PLACE_COLUMNS) & set(chart.table.columns):
            assert f"GSS code ({column})" in read, chart.title
            assert read[f"GSS code ({column})"].str.match(r"[EK]\d{8}").all(), chart.title
    assert len(set(stems)) == len(stems)
