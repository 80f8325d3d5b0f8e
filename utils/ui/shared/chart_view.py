"""Shows a chart with its finding, its table and its files."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import streamlit as st

from data.export.described import file_stem
from data.export.worker import Worker
from utils.charts.chart import Chart
from utils.charts.theme import INK, themed
from utils.formatting import MISSING
from utils.ui.shared.prose import paragraph, render_prose
from utils.ui.shared.table_files import offer_table, place_codes

#: Two lines of a laptop; what is longer is with the table.
LONGEST_KEY: Final = 240
#: The process that draws pictures of charts.
DRAWER: Final = Worker("chart")
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
    st.markdown(f"**{chart.title}**")
    draw_chart(chart, key=key, on_select=on_select)
    render_prose(paragraph(chart.finding))
    if with_notes:
        render_notes(chart)
    render_twin(chart, key=key)


def render_notes(chart: Chart) -> None:
    """Write how to read a chart, as much as fits; what else to know of it is with its table."""
    shown = first_notes(chart.notes)
    if shown:
        st.caption(shown)


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


def render_twin(chart: Chart, *, key: str, with_pictures: bool = True) -> None:
    """What to know of a figure, its table and files; made and sent only once opened.

    Args:
        chart: the chart.
        key: name of its widgets, alone of its kind on the page.
        with_pictures: whether the server can draw it as a picture; it cannot draw ECharts.
    """
    opened = st.expander(f"About this figure: {chart.title}", key=f"twin_{key}", on_change="rerun")
    if not opened.open:
        return
    if with_pictures:
        # Its libraries load while the visitor reads.
        DRAWER.start()
    with opened:
        st.caption(" ".join(chart.notes))
        st.dataframe(
            chart.table, hide_index=True, placeholder=MISSING, alt=f"Table of {chart.title}"
        )
        stem = file_stem(chart.title, chart.table, place_codes())
        with st.container(horizontal=True):
            offer_table(chart.table, title=chart.title, notes=chart.notes, key=key)
            for kind, mime in PICTURES.items() if with_pictures else ():
                st.download_button(
                    kind.upper(),
                    data=_picture(chart, kind),
                    file_name=f"{stem}.{kind}",
                    mime=mime,
                    key=f"{kind}_{key}",
                    icon=":material/download:",
                    on_click="ignore",
                )


def _picture(chart: Chart, kind: str) -> Callable[[], bytes]:
    """Draws the picture when it is asked for, in the process that all visitors share."""
    job = {
        "spec": dict(chart.spec),
        "format": kind,
        "title": chart.title,
        "alt": chart.finding or chart.title,
        "notes": list(chart.notes),
    }
    return lambda: DRAWER.run(job)


def render_drawing(chart: Chart, *, key: str, height: int) -> None:
    """Draw a chart that is an ECharts option: its title, the drawing, its finding and caveats.

    Its picture is saved by the drawing's own tool; its table is `render_twin`'s.
    """
    st.markdown(f"**{chart.title}**")
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
    render_prose(paragraph(chart.finding))
    render_notes(chart)
