from __future__ import annotations

import pandas as pd
import pytest

from data.export.chart_axis import axis_ends
from data.export.chart_sheet import distance_ranges, distances, number_format
from data.export.document import Document
from data.export.native import NativeChart, Series, numbers_of
from tests.unit.data.export.documents import document, native_chart
from utils.errors import InvalidInputError


def chart_of(*series: Series, limits: str = "", **parts: object) -> NativeChart:
    return NativeChart(
        "lines",
        ("2009-10", "2010-11"),
        series,
        categories_title="Year",
        values_title="£ per person",
        limits=limits,
        **{"decimals": 0, **parts},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("series", "limits", "said"),
    [
        (Series("Kent", (1.0,), "#000000"), "", "Kent: 1 values; allowed: 2"),
        (
            Series("Kent", (1.0, 2.0), "#000000", lower=(1.0, 1.0), upper=(2.0, 3.0)),
            "",
            "Kent: 2 lower values; allowed: 0",
        ),
        (
            Series("Kent", (1.0, 2.0), "#000000", lower=(1.0, 1.0)),
            "range",
            "Kent: 0 upper values; allowed: 2",
        ),
    ],
)
def test_series_that_do_not_fit_the_categories_are_refused(
    series: Series, limits: str, said: str
) -> None:
    with pytest.raises(ValueError, match=said):
        chart_of(series, limits=limits)


def test_a_document_refuses_what_a_chart_does_not_know() -> None:
    job = document()
    job["pages"][0]["blocks"][-1]["native"] = {**native_chart(), "kinds": "lines"}
    with pytest.raises(InvalidInputError, match="kinds"):
        Document.from_job(job)


def test_what_is_missing_is_no_number() -> None:
    assert numbers_of(pd.Series([1.26, None, float("nan"), 3]), decimals=1) == (1.3, None, None, 3)


def test_lines_have_a_gap_before_a_break() -> None:
    series = Series("Kent", (1.0, 2.0), "#000000", lower=(0.5, 1.5), upper=(3.0, 3.0), hollow=(1,))
    cut = chart_of(series, limits="range", breaks=(1,)).with_gaps()
    assert cut.categories == ("2009-10", "break", "2010-11")
    assert cut.series == (
        Series(
            "Kent",
            (1.0, None, 2.0),
            "#000000",
            lower=(0.5, None, 1.5),
            upper=(3.0, None, 3.0),
            hollow=(2,),
        ),
    )


def test_limits_are_distances_from_the_figure_in_columns_after_all_figures() -> None:
    england = Series("England", (2.0, 2.0), "#747b84")
    kent = Series("Kent", (1.0, None), "#000000", lower=(0.5, 1.5), upper=(3.0, 3.0))
    chart = chart_of(england, kent, limits="range")
    assert distances(kent) == ((0.5, None), (2.0, None))
    assert distance_ranges(chart, 1) == ("Sheet1!$F$2:$F$3", "Sheet1!$G$2:$G$3")


@pytest.mark.parametrize(
    ("kind", "values", "ends"),
    [
        ("overlaid bars", (312.0, 3510.0), (0, 4000, 500)),
        ("overlaid bars", (-31.0, 3510.0), (-500, 4000, 500)),
        ("lines", (11_750.0, 17_300.0), (11_000, 18_000, 1000)),
        ("lines", (80.0, None), (80, 80, 10)),
        ("points", (78.4, 86.4), (78, 87, 1)),
    ],
)
def test_an_axis_has_room_for_every_figure(
    kind: str, values: tuple[float | None, ...], ends: tuple[float, float, float]
) -> None:
    chart = NativeChart(
        kind,  # type: ignore[arg-type]
        ("a", "b"),
        (Series("Kent", values, "#000000"),),
        categories_title="Year",
        values_title="£",
        decimals=0,
    )
    assert axis_ends(chart) == pytest.approx(ends)


def test_a_chart_without_figures_has_no_axis_ends() -> None:
    assert axis_ends(chart_of(Series("Kent", (None, None), "#000000"))) is None


def test_numbers_are_written_as_on_the_page() -> None:
    kent = Series("Kent", (1.0, 2.0), "#000000")
    assert number_format(chart_of(kent, before="£")) == '"£"#,##0;\u2212"£"#,##0'
    assert number_format(chart_of(kent, decimals=1)) == "#,##0.0;\u2212#,##0.0"
