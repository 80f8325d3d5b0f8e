"""Shows a chart with its finding, its table and its files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from data.export.described import file_stem
from data.export.pool import DRAWINGS
from utils.charts.chart import Chart
from utils.charts.theme import INK, spec_height, themed
from utils.formatting import MISSING
from utils.markdown import plain_text
from utils.ui.shared.alone import show_alone
from utils.ui.shared.asked_chart import mark_figure
from utils.ui.shared.chart_links import offer_link
from utils.ui.shared.data_request import Figure, hand_over, is_data_request
from utils.ui.shared.offer import offer_file
from utils.ui.shared.prose import Html, paragraph, render_prose
from utils.ui.shared.table_files import offer_table, place_codes

#: Two lines of a laptop; what is longer is with the table.
LONGEST_KEY: Final = 240
#: A picture of bands has no room on a phone: there a list is in its place.
NARROW: Final = (
    '<style>@media (max-width: 640px) {[class*="st-key-money_picture"] {display: none}}'
    '@media (min-width: 641px) {[class*="st-key-money_list"] {display: none}}</style>'
)
#: A picture of nothing, with which everything is loaded that the next one needs.
NOTHING: Final = {
    "spec": {"data": {"values": []}, "mark": "point"},
    "format": "png",
    "title": "",
    "alt": "",
    "notes": [],
}
PICTURES: Final = {"png": "image/png", "svg": "image/svg+xml"}


def render_chart(
    chart: Chart,
    *,
    key: str,
    with_notes: bool = True,
    on_select: Callable[[], None] | None = None,
) -> None:
    """Draw a chart: its title, the drawing, its finding and caveats, its table and files.

    Args:
        chart: the chart.
        key: name of its widgets, alone of its kind on the page.
        with_notes: whether the caveats stand below it; panels of a figure share theirs.
        on_select: called when the visitor has pressed a mark of a chart that takes it.
    """
    if hand_over(_data_of(chart, key)):
        return
    show_alone(key, lambda: _render_alone(chart, key=key), notes=chart.notes)
    with mark_figure(key):
        st.markdown(f"**{plain_text(chart.title)}**")
        draw_chart(chart, key=key, on_select=on_select)
        render_prose(paragraph(chart.finding))
        if with_notes:
            render_notes(chart)
    render_twin(chart, key=key)


def _data_of(chart: Chart, key: str) -> Figure:
    """The rows of its files, with what goes with them."""
    rows = chart.table.assign(**chart.of_all)
    return Figure(
        key, chart.title, rows, chart.notes, Html(chart.finding).striptags(), chart.sources
    )


def _render_alone(chart: Chart, *, key: str) -> None:
    """A chart inside a page of another site, where links of its words would not work."""
    st.markdown(f"**{plain_text(chart.title)}**")
    draw_chart(chart, key=key)
    _render_words_alone(chart)


def _render_words_alone(chart: Chart) -> None:
    st.html(paragraph(Html(chart.finding).striptags()))
    shown = first_notes([note for note in chart.notes if not note.startswith("Source")])
    if shown:
        st.caption(plain_text(shown))


def render_notes(chart: Chart) -> None:
    """Write how to read a chart, as much as fits; what else to know of it is with its table."""
    shown = first_notes(chart.notes)
    if shown:
        st.caption(plain_text(shown))


def first_notes(notes: Sequence[str]) -> str:
    """The first notes of a chart, as many as fit in two lines."""
    shown = ""
    for note in notes:
        longer = f"{shown} {note}".strip()
        if len(longer) > LONGEST_KEY:
            break
        shown = longer
    return shown


def draw_chart(chart: Chart, *, key: str, on_select: Callable[[], None] | None = None) -> None:
    """Draw a chart alone, with its text alternative."""
    st.vega_lite_chart(
        themed(chart.spec, st.context.theme.type or "light"),
        alt=f"{chart.title}. {chart.finding}",
        key=f"chart_{key}",
        width="stretch",
        on_select=on_select or "ignore",
    )


def render_twin(
    chart: Chart, *, key: str, with_pictures: bool = True, height: int | None = None
) -> None:
    """What to know of a figure, its table and files; made and sent only once opened.

    Args:
        chart: the chart.
        key: name of its widgets, alone of its kind on the page.
        with_pictures: whether the server can draw it as a picture; it cannot draw ECharts.
        height: of the drawing in pixels, where its specification does not say so.
    """
    data = _data_of(chart, key)
    if hand_over(data):
        return
    opened = st.expander(
        plain_text(f"About this figure: {chart.title}"), key=f"twin_{key}", on_change="rerun"
    )
    if not opened.open:
        return
    if with_pictures:
        # Its libraries load while the visitor reads.
        DRAWINGS.start("chart", NOTHING)
    with opened:
        st.caption(plain_text(" ".join(chart.notes)))
        st.dataframe(
            chart.table, hide_index=True, placeholder=MISSING, alt=f"Table of {chart.title}"
        )
        stem = file_stem(chart.title, chart.table, place_codes())
        with st.container(horizontal=True):
            offer_table(
                data.table, title=chart.title, notes=chart.notes, key=key, with_address=False
            )
            for kind, mime in PICTURES.items() if with_pictures else ():
                offer_file(
                    kind.upper(),
                    data=_picture(chart, kind),
                    file_name=f"{stem}.{kind}",
                    mime=mime,
                    key=f"{kind}_{key}",
                )
            offer_link(key, title=chart.title, height=height or spec_height(chart.spec))


def _picture(chart: Chart, kind: str) -> Callable[[], bytes]:
    """Draws the picture when it is asked for, in the process that all visitors share."""
    job = {
        "spec": dict(chart.spec),
        "format": kind,
        "title": chart.title,
        "alt": chart.finding or chart.title,
        "notes": list(chart.notes),
    }
    return lambda: DRAWINGS.run("chart", job)


def render_drawing(chart: Chart, *, key: str, height: int) -> None:
    """Draw a chart that is an ECharts option: its title, the drawing, its finding and caveats.

    Its picture is saved by the drawing's own tool; its table is `render_twin`'s.
    """
    if is_data_request():
        # Its twin hands it over.
        return
    show_alone(key, lambda: _render_drawing_alone(chart, key=key, height=height), notes=chart.notes)
    with mark_figure(key):
        st.markdown(f"**{plain_text(chart.title)}**")
        _draw(chart, key=key, height=height)
        render_prose(paragraph(chart.finding))
        render_notes(chart)


def _render_drawing_alone(chart: Chart, *, key: str, height: int) -> None:
    st.html(NARROW)
    st.markdown(f"**{plain_text(chart.title)}**")
    with st.container(key="money_picture_alone"):
        _draw(chart, key=key, height=height)
    with st.container(key="money_list_alone"):
        st.dataframe(chart.table, hide_index=True, placeholder=MISSING)
    _render_words_alone(chart)


def _draw(chart: Chart, *, key: str, height: int) -> None:
    ink = INK[st.context.theme.type or "light"]
    series = [
        {**drawn, "label": {"color": ink, **drawn.get("label", {})}}
        for drawn in chart.spec["series"]
    ]
    st.echarts_chart(
        {
            **chart.spec,
            "series": series,
            "toolbox": {"right": 8, "feature": {"saveAsImage": {"title": "Save as picture"}}},
        },
        height=height,
        key=f"drawing_{key}",
        alt=f"{chart.title}. {chart.finding}",
    )
