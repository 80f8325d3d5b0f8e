"""Puts a chart on a slide as PowerPoint's own, so that it can be edited there."""

from __future__ import annotations

from typing import Any, Final

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.util import Pt

from data.export.chart_axis import Ends, axis_ends
from data.export.chart_labels import fix_plot, label_all, label_bars, label_ends
from data.export.chart_sheet import number_format, write_sheet
from data.export.document import clean_text
from data.export.error_bars import add_error_bars
from data.export.native import NativeChart, Series

TYPES: Final = {
    "overlaid bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
    "points": XL_CHART_TYPE.LINE_MARKERS,
}
TITLE_SIZE, TEXT_SIZE = Pt(14), Pt(12)
INK: Final = RGBColor(0x0B, 0x0C, 0x0C)
GRID: Final = RGBColor(0xD6, 0xD9, 0xDF)
WHITE: Final = RGBColor(0xFF, 0xFF, 0xFF)
#: Bars of several series lie on each other.
OVERLAID, GAP = 100, 40
LINE, REFERENCE_LINE = Pt(3), Pt(2)
LINE_POINT, POINT = 6, 10
Area = tuple[int, int, int, int]


def add_chart(
    slide: Any,  # noqa: ANN401 - an untyped library
    native: NativeChart,
    *,
    title: str,
    alt: str,
    area: Area,
) -> None:
    """Add a chart with its title, axes, labels, limits and text alternative.

    Args:
        slide: where to.
        native: the figures.
        title: what is drawn.
        alt: what it shows.
        area: left, top, width and height.
    """
    cut = native.with_gaps()
    shape = slide.shapes.add_chart(TYPES[cut.kind], *area, _data_of(cut))
    shape.name = title
    shape._element.nvGraphicFramePr.cNvPr.set("descr", alt)  # noqa: SLF001 - no other way
    chart, ends = shape.chart, axis_ends(cut)
    chart.part.chart_workbook.update_from_xlsx_blob(write_sheet(cut))
    chart.font.size, chart.font.color.rgb = TEXT_SIZE, INK
    chart.has_title = True
    _write_title(chart.chart_title, title, size=TITLE_SIZE)
    chart.has_legend = len(cut.series) > 1
    if chart.has_legend:
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    _set_axes(chart, cut, ends)
    _draw(chart, cut, ends)
    for number, drawn in enumerate(chart.plots[0].series):
        add_error_bars(drawn, cut, number)


def _data_of(native: NativeChart) -> CategoryChartData:
    data = CategoryChartData(number_format=number_format(native))
    data.categories = [clean_text(name) for name in native.categories]
    for series in native.series:
        data.add_series(clean_text(series.name), series.values)
    return data


def _write_title(part: Any, text: str, *, size: int) -> None:  # noqa: ANN401
    frame = part.text_frame
    frame.text = clean_text(text)
    font = frame.paragraphs[0].runs[0].font
    font.size, font.bold, font.color.rgb = size, size > TEXT_SIZE, INK


def _set_axes(chart: Any, native: NativeChart, ends: Ends | None) -> None:  # noqa: ANN401
    categories, values = chart.category_axis, chart.value_axis
    _write_title(categories.axis_title, native.categories_title, size=TEXT_SIZE)
    limits = f", with {native.limits}" if native.limits else ""
    _write_title(values.axis_title, native.values_title + limits, size=TEXT_SIZE)
    values.major_gridlines.format.line.color.rgb = GRID
    values.format.line.fill.background()
    values.tick_labels.number_format = number_format(native)
    values.tick_labels.number_format_is_linked = False
    if ends:
        values.minimum_scale, values.maximum_scale, values.major_unit = ends
    # Names are at the edge, so that no bar below zero runs through them.
    categories.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    categories.format.line.color.rgb = GRID
    if native.kind == "overlaid bars":
        # The first category is on top, and the numbers of the axis stay below.
        categories.reverse_order = True
        values.tick_label_position = XL_TICK_LABEL_POSITION.HIGH
        fix_plot(chart)


def _draw(chart: Any, native: NativeChart, ends: Ends | None) -> None:  # noqa: ANN401
    """Give every series its look and its labels."""
    plot = chart.plots[0]
    pairs = list(zip(plot.series, native.series, strict=True))
    if native.kind == "overlaid bars":
        plot.overlap, plot.gap_width = OVERLAID, GAP
        for drawn, series in pairs:
            drawn.format.fill.solid()
            drawn.format.fill.fore_color.rgb = _colour(series)
            drawn.invert_if_negative = False
        if ends:
            label_bars(*pairs[0], ends)
        return
    for drawn, series in pairs:
        _draw_line(drawn, series, is_joined=native.kind == "lines")
    if native.kind == "lines":
        label_ends([drawn for drawn, _ in pairs], native.series)


def _draw_line(drawn: Any, series: Series, *, is_joined: bool) -> None:  # noqa: ANN401
    drawn.smooth = False
    colour, line = _colour(series), drawn.format.line
    if is_joined:
        line.color.rgb = colour
        line.width = REFERENCE_LINE if series.is_reference else LINE
        if series.is_reference:
            line.dash_style = MSO_LINE.DASH
    else:
        line.fill.background()
        label_all(drawn, XL_LABEL_POSITION.RIGHT)
    marker = drawn.marker
    marker.style = XL_MARKER_STYLE.SQUARE if series.is_reference else XL_MARKER_STYLE.CIRCLE
    marker.size = LINE_POINT if is_joined else POINT
    _fill_marker(marker, fill=colour, line=colour)
    for position in series.hollow:
        _fill_marker(drawn.points[position].marker, fill=WHITE, line=colour)


def _fill_marker(marker: Any, *, fill: RGBColor, line: RGBColor) -> None:  # noqa: ANN401
    marker.format.fill.solid()
    marker.format.fill.fore_color.rgb = fill
    marker.format.line.color.rgb = line


def _colour(series: Series) -> RGBColor:
    colour: RGBColor = RGBColor.from_string(series.colour.removeprefix("#").upper())
    return colour
