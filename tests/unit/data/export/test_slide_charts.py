"""Charts on slides, read back from the file."""

from __future__ import annotations

import io
from typing import Any

import pandas as pd
import pytest
from pptx import Presentation
from pptx.util import Pt

from data.export.slides import write_slides
from tests.unit.data.export.documents import SPEC, document, native_chart

TITLE, ALT = "Spending in Kent", "It fell."


def shape_of(native: dict[str, Any]) -> Any:  # noqa: ANN401 - an untyped library
    """The chart of a deck that has one, after it was written and read."""
    block = {"kind": "chart", "title": TITLE, "spec": SPEC, "alt": ALT, "native": native}
    page = {"heading": "Money", "blocks": [block], "notes": ["Source: a publisher."]}
    deck = Presentation(io.BytesIO(write_slides(document(pages=[page]))))
    slide = deck.slides[1]
    assert slide.shapes.title.text == "Money"
    assert "Source: a publisher." in slide.notes_slide.notes_text_frame.text
    assert not [shape for shape in slide.shapes if hasattr(shape, "image")]
    (shape,) = (shape for shape in slide.shapes if shape.has_chart)
    return shape


def test_a_chart_has_its_figures_a_gap_and_a_cut_at_a_break() -> None:
    chart = shape_of(native_chart()).chart
    plot = chart.plots[0]
    assert list(plot.categories) == ["2009-10", "2010-11", "2011-12", "break", "2012-13"]
    assert {series.name: tuple(series.values) for series in plot.series} == {
        "England": (9, 8, 7, None, 6),
        "Kent": (10.5, None, 8, None, 7.5),
    }
    assert chart._chartSpace.xpath("c:chart/c:dispBlanksAs/@val") == ["gap"]


def test_limits_are_error_bars_with_their_own_distances() -> None:
    kent = shape_of(native_chart()).chart.plots[0].series[1]
    distances = {
        side: {
            int(point.get("idx")): float(point.xpath("string(c:v)"))
            for point in kent._element.xpath(f"c:errBars/c:{side}//c:pt")
        }
        for side in ("minus", "plus")
    }
    assert distances == {"minus": {0: 0.5, 2: 1}, "plus": {0: 1, 2: 0.5}}
    # In the order in which the format wants them.
    parts = [part.tag.partition("}")[2] for part in kent._element]
    assert parts.index("dLbls") < parts.index("errBars") < parts.index("cat") < parts.index("val")


def test_the_sheet_behind_it_has_figures_and_limits() -> None:
    chart = shape_of(native_chart()).chart
    sheet = chart.part.chart_workbook.xlsx_part.blob
    read = pd.read_excel(io.BytesIO(sheet), engine="calamine", index_col=0)
    assert list(read.columns) == [
        "England",
        "Kent",
        "Kent, lower (range of the estimate)",
        "Kent, upper (range of the estimate)",
        "Kent, below",
        "Kent, above",
    ]
    assert list(read.index) == ["2009-10", "2010-11", "2011-12", "break", "2012-13"]
    assert read["Kent"].isna().tolist() == [False, True, False, True, False]
    assert read.loc["2009-10"].tolist() == [9, 10.5, 10, 11.5, 0.5, 1]


def test_it_has_title_units_words_and_letters_that_can_be_read() -> None:
    shape = shape_of(native_chart())
    chart = shape.chart
    assert shape._element.nvGraphicFramePr.cNvPr.get("descr") == ALT
    assert chart.chart_title.text_frame.text == TITLE
    assert chart.category_axis.axis_title.text_frame.text == "Financial year"
    assert chart.value_axis.axis_title.text_frame.text == "£ per person, with range of the estimate"
    assert chart.value_axis.tick_labels.number_format == '"£"#,##0.0;\u2212"£"#,##0.0'
    sizes = [int(size) for size in chart._chartSpace.xpath("//@sz")]
    assert sizes
    assert min(sizes) >= Pt(12).pt * 100


def test_england_is_grey_and_dashed_and_a_doubtful_figure_hollow() -> None:
    england, kent = shape_of(native_chart()).chart.plots[0].series
    assert str(england.format.line.color.rgb) == "747B84"
    assert england.format.line.dash_style is not None
    assert str(kent.format.line.color.rgb) == "2F6FD0"
    assert str(kent.points[4].marker.format.fill.fore_color.rgb) == "FFFFFF"


def test_bars_write_the_figure_of_the_whole_beyond_its_limit() -> None:
    series = [
        {
            "name": "All",
            "values": [40, -5],
            "colour": "#a8c4ee",
            "lower": [30, -9],
            "upper": [50, 0],
        },
        {"name": "Measured", "values": [20, 0], "colour": "#2f6fd0"},
    ]
    native = native_chart(
        kind="overlaid bars", categories=["Health", "Pensions"], series=series, breaks=[]
    )
    chart = shape_of(native).chart
    assert chart.plots[0].overlap == 100
    whole, measured = chart.plots[0].series
    moves = [float(x) for x in whole._element.xpath("c:dLbls/c:dLbl/c:layout//c:x/@val")]
    assert moves[0] > 0 > moves[1]
    assert not measured._element.xpath("c:dLbls")
    assert not whole._element.xpath("c:errBars/c:errDir")


@pytest.mark.parametrize("values", [[None] * 4, [None, None, None, 3]])
def test_a_chart_with_hardly_a_figure_is_written(values: list[float | None]) -> None:
    series = [{"name": "Kent", "values": values, "colour": "#2f6fd0"}]
    chart = shape_of(native_chart(series=series, limits="", breaks=[])).chart
    assert list(chart.plots[0].series[0].values) == values
    assert not chart.has_legend


def test_signs_that_xml_cannot_hold_do_not_break_the_file() -> None:
    series = [{"name": "Kent\x01", "values": [1], "colour": "#2f6fd0"}]
    native = native_chart(series=series, categories=["<a> & \x02"], limits="", breaks=[])
    assert list(shape_of(native).chart.plots[0].categories) == ["<a> &  "]
