"""Shows a chart with its finding, its table and its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

import streamlit as st

from utils.charts.chart import Chart
from utils.charts.theme import INK, themed
from utils.formatting import MISSING
from utils.markdown import plain_text
from utils.ui.shared.alone import show_alone
from utils.ui.shared.asked_chart import mark_figure
from utils.ui.shared.chart_twin import data_of, render_twin
from utils.ui.shared.data_request import hand_over, is_data_request
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.prose import Html, paragraph, render_prose

#: Two lines of a laptop; what is longer is with the table.
LONGEST_KEY: Final = 240
#: A picture of bands has no room on a phone: there a list is in its place.
NARROW: Final = (
    '<style>@media (max-width: 640px) {[class*="st-key-money_picture"] {display: none}}'
    '@media (min-width: 641px) {[class*="st-key-money_list"] {display: none}}</style>'
)


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
    _render_figure(
        lambda: chart,
        key=key,
        draw=lambda: _draw_figure(chart, key=key, with_notes=with_notes, on_select=on_select),
    )


def render_kept_chart(
    make: Callable[[], Chart], *, key: str, address: Mapping[str, str], with_notes: bool = True
) -> None:
    """As `render_chart`, of a chart that is made and drawn once for each choice of a page.

    Args:
        make: makes the chart, of nothing but the choices of the page.
        key: name of its widgets, alone of its kind on all pages.
        address: all choices of the page, as parameters of its address.
        with_notes: whether the caveats stand below it.
    """
    _render_figure(
        make,
        key=key,
        draw=lambda: draw_kept(
            f"figure_{key}",
            address,
            lambda: _draw_figure(make(), key=key, with_notes=with_notes),
        ),
    )


def _render_figure(make: Callable[[], Chart], *, key: str, draw: Callable[[], str]) -> None:
    """Hand over a chart's rows if they are asked for, else draw it with its table and files.

    Args:
        make: makes the chart.
        key: name of its widgets.
        draw: draws it, and returns its title.
    """
    if is_data_request():
        hand_over(data_of(make(), key))
        return
    show_alone(key, lambda: _render_alone(make(), key=key))
    with mark_figure(key):
        title = draw()
    render_twin(title, make, key=key)


def _draw_figure(
    chart: Chart, *, key: str, with_notes: bool, on_select: Callable[[], None] | None = None
) -> str:
    """Draw a chart with its words, and return its title."""
    st.markdown(f"**{plain_text(chart.title)}**")
    draw_chart(chart, key=key, on_select=on_select)
    render_prose(paragraph(chart.finding))
    if with_notes:
        render_notes(chart)
    return chart.title


def _render_alone(chart: Chart, *, key: str) -> tuple[str, ...]:
    """A chart inside a page of another site, where links of its words would not work."""
    st.markdown(f"**{plain_text(chart.title)}**")
    draw_chart(chart, key=key)
    _render_words_alone(chart)
    return chart.notes


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


def render_drawing(chart: Chart, *, key: str, height: int) -> None:
    """Draw a chart that is an ECharts option: its title, the drawing, its finding and caveats.

    Its picture is saved by the drawing's own tool; its table is `render_twin`'s.
    """
    if is_data_request():
        # Its twin hands it over.
        return
    show_alone(key, lambda: _render_drawing_alone(chart, key=key, height=height))
    with mark_figure(key):
        st.markdown(f"**{plain_text(chart.title)}**")
        _draw(chart, key=key, height=height)
        render_prose(paragraph(chart.finding))
        render_notes(chart)


def _render_drawing_alone(chart: Chart, *, key: str, height: int) -> tuple[str, ...]:
    st.html(NARROW)
    st.markdown(f"**{plain_text(chart.title)}**")
    with st.container(key="money_picture_alone"):
        _draw(chart, key=key, height=height)
    with st.container(key="money_list_alone"):
        st.dataframe(chart.table, hide_index=True, placeholder=MISSING)
    _render_words_alone(chart)
    return chart.notes


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
