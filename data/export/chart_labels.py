"""Figures written into a chart on a slide, where no bar, line or limit runs through them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from pptx.enum.chart import XL_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Pt

from data.export.chart_axis import Ends
from data.export.native import Series

SIZE: Final = Pt(12)
#: Left, top, width and height of the plot of bars, as parts of the chart: room for names at the
#: left, and for figures beyond the limits at the right.
BARS_PLOT: Final = (0.31, 0.15, 0.6, 0.63)
#: A label that was moved is not tied to its bar by a line, which would look like a longer limit.
NO_LEADERS: Final = (
    f'<c:extLst {nsdecls("c")}><c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)
#: As a part of the chart's width.
ROOM: Final = 0.008


def fix_plot(chart: Any) -> None:  # noqa: ANN401 - an untyped library
    """Give the plot of bars its place, so that it is known how far a label must move."""
    parts = "".join(
        f'<c:{name} val="{share:g}"/>' for name, share in zip("xywh", BARS_PLOT, strict=True)
    )
    layout = parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
        f'<c:xMode val="edge"/><c:yMode val="edge"/>{parts}</c:manualLayout></c:layout>'
    )
    plot = chart._chartSpace.chart.plotArea  # noqa: SLF001 - no other way
    for old in plot.findall(layout.tag):
        plot.remove(old)
    plot.insert(0, layout)


def label_bars(drawn: Any, series: Series, ends: Ends) -> None:  # noqa: ANN401
    """Write each figure beyond its bar and beyond its limit."""
    label_all(drawn, XL_LABEL_POSITION.OUTSIDE_END)
    if not series.lower:
        return
    part = BARS_PLOT[2] / (ends.last - ends.first)
    for place, value in enumerate(series.values):
        limit = (series.upper if value is None or value >= 0 else series.lower)[place]
        if value is None or limit is None:
            continue
        label = drawn.points[place].data_label
        label.position = XL_LABEL_POSITION.OUTSIDE_END
        label.font.size = SIZE
        move = (limit - value) * part + (ROOM if value >= 0 else -ROOM)
        element = label._dLbl  # noqa: SLF001 - no other way
        element.idx.addnext(
            parse_xml(
                f'<c:layout {nsdecls("c")}><c:manualLayout><c:x val="{move:.5f}"/>'
                f'<c:y val="0"/></c:manualLayout></c:layout>'
            )
        )
    drawn.data_labels._element.append(parse_xml(NO_LEADERS))  # noqa: SLF001 - no other way


def label_all(drawn: Any, position: XL_LABEL_POSITION) -> None:  # noqa: ANN401
    """Write each figure beside its mark."""
    labels = drawn.data_labels
    labels.show_value, labels.position = True, position
    labels.font.size = SIZE


def label_ends(drawn: Sequence[Any], series: Sequence[Series]) -> None:
    """Write the first and last figure of lines: the higher one's above it, the lower's below."""
    known = [[at for at, value in enumerate(one.values) if value is not None] for one in series]
    for number, places in enumerate(known):
        for place in sorted({*places[:1], *places[-1:]}):
            beside = [value for one in series if (value := one.values[place]) is not None]
            is_lower = series[number].values[place] != max(beside)
            label = drawn[number].points[place].data_label
            label.position = XL_LABEL_POSITION.BELOW if is_lower else XL_LABEL_POSITION.ABOVE
            label.font.size, label.font.bold = SIZE, True
