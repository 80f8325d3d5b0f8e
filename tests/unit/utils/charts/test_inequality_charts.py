"""The charts of unequal health and of spend beside outcomes are valid and say what they show."""

from __future__ import annotations

import altair as alt
import pandas as pd
import pytest

from data.read.inequality import SMALL_AREAS, TENTHS, InequalityReader
from data.read.measures import MapReader
from utils.charts.chart import Chart
from utils.charts.cluster_map import cluster_words, draw_clusters
from utils.charts.correlations import correlation_chart
from utils.charts.curve import curve_chart
from utils.charts.gaps import groups_chart, theil_chart
from utils.charts.slopes import published_chart
from utils.charts.small_areas import line_chart, strip_chart
from utils.stats.concentration import concentration_curve

MAPS = MapReader()
READER = InequalityReader(MAPS)
BIRMINGHAM = "E08000025"
LIFE = "life_expectancy_at_birth:male"
MEASURE = MAPS.measure(measure=LIFE, basis="as published")


def charts() -> dict[str, Chart]:
    """A chart of each kind."""
    frames = {
        period: READER.small_areas((BIRMINGHAM,), measure=LIFE, period=period)
        for period in ("2009-13", "2016-20")
    }
    slopes = {
        frame: READER.index(
            BIRMINGHAM, measure=LIFE, period=frame, grouping=SMALL_AREAS, statistic="sii"
        )
        for frame in frames
    }
    ours = READER.index(
        BIRMINGHAM, measure=LIFE, period="2014-16", grouping=TENTHS, statistic="sii"
    )
    before, now = slopes.values()
    assert before is not None
    assert now is not None
    rows = READER.group_values(LIFE)
    fifths = rows[rows["grouping"] == "deprivation fifth"]
    theil = READER.theil(LIFE)
    common = {"name": "x", "title": "X", "finding": "It is so.", "notes": ("Source: y.",)}
    slope = published_chart(READER.published_slopes(BIRMINGHAM, sex="male"), ours, **common)
    assert slope is not None
    known = frames["2016-20"].dropna(subset=["value"])
    correlations = READER.correlations(BIRMINGHAM, measure=LIFE)
    return {
        "line": line_chart(
            frames["2016-20"], (frames["2009-13"], before), now, unit="years", **common
        ),
        "strip": strip_chart(frames, name="x", title="X", unit="years", decimals=1, notes=("S.",)),
        "slope": slope,
        "curve": curve_chart({"life": concentration_curve(data=known)}, of_what="points", **common),
        "groups": groups_chart(
            fifths,
            MEASURE,
            groups={"1": "most", "5": "least"},
            what="fifths",
            finding="So.",
            notes=("S.",),
        ),
        "theil": theil_chart(
            theil[theil["grouping"] == "region"],
            MEASURE,
            what="regions",
            finding="So.",
            notes=("S.",),
        ),
        "correlations": correlation_chart(
            correlations,
            {row["other_measure"]: "Deprivation decile: crime" for row in correlations},
            **common,
        ),
    }


CHARTS = charts()


@pytest.mark.parametrize("name", CHARTS)
def test_chart_is_valid_and_has_words_and_table(name: str) -> None:
    chart = CHARTS[name]
    alt.Chart.from_dict(dict(chart.spec), validate=True)
    assert chart.finding.endswith(".")
    assert len(chart.table) > 1
    assert "nan" not in chart.finding


def test_the_line_runs_through_the_index() -> None:
    ends = CHARTS["line"].spec["layer"][-1]["data"]["values"]
    found = READER.index(
        BIRMINGHAM, measure=LIFE, period="2016-20", grouping=SMALL_AREAS, statistic="sii"
    )
    assert found is not None
    assert found.value is not None
    assert ends[1]["end"] - ends[0]["end"] == pytest.approx(found.value)


def test_a_dots_words_begin_with_the_name_the_map_knows() -> None:
    dots = CHARTS["line"].spec["data"]["values"]
    assert all(row["text"].startswith(f"{row['area_name']}: ") for row in dots)


def test_the_longest_table_of_small_areas_holds_both_times() -> None:
    assert list(CHARTS["strip"].table["Period"].unique()) == ["2009-13", "2016-20"]


def test_a_cluster_map_counts_each_kind_and_the_gaps() -> None:
    words = cluster_words("getis_ord", low="shorter lives", high="longer lives")
    kinds = pd.Series(["low", "high", "high", "not told from chance", None])
    panel = draw_clusters(kinds, method="getis_ord", words=words, heading="X", period="2016-20")
    assert list(panel.legend.counts) == [1, 1, 2]
    assert panel.legend.missing == 1
    assert list(panel.layers[0].words) == words
    assert len(panel.colours) == 3
