"""What goes with a figure: what to know of it, its table, its files and its link."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import streamlit as st

from data.export.described import file_stem
from data.export.pool import DRAWINGS
from utils.charts.chart import Chart
from utils.charts.theme import spec_height
from utils.formatting import MISSING
from utils.markdown import plain_notes, plain_text
from utils.ui.shared.chart_links import offer_link
from utils.ui.shared.data_request import Figure, hand_over, is_data_request
from utils.ui.shared.offer import offer_file
from utils.ui.shared.prose import Html
from utils.ui.shared.table_files import offer_table, place_codes

#: A picture of nothing, with which everything is loaded that the next one needs.
NOTHING: Final = {
    "spec": {"data": {"values": []}, "mark": "point"},
    "format": "png",
    "title": "",
    "alt": "",
    "notes": [],
}
PICTURES: Final = {"png": "image/png", "svg": "image/svg+xml"}


def data_of(chart: Chart, key: str) -> Figure:
    """The rows of its files, with what goes with them."""
    rows = chart.table.assign(**chart.of_all)
    return Figure(
        key, chart.title, rows, chart.notes, Html(chart.finding).striptags(), chart.sources
    )


def render_twin(
    title: str,
    make: Callable[[], Chart],
    *,
    key: str,
    with_pictures: bool = True,
    height: int | None = None,
) -> None:
    """What to know of a figure, its table and files; made and sent only once opened.

    Args:
        title: title of the chart.
        make: makes the chart.
        key: name of its widgets, alone of its kind on the page.
        with_pictures: whether the server can draw it as a picture; it cannot draw ECharts.
        height: of the drawing in pixels, where its specification does not say so.
    """
    if is_data_request():
        hand_over(data_of(make(), key))
        return
    opened = st.expander(
        plain_text(f"About this figure: {title}"), key=f"twin_{key}", on_change="rerun"
    )
    if not opened.open:
        return
    chart = make()
    if with_pictures:
        # Its libraries load while the visitor reads.
        DRAWINGS.start("chart", NOTHING)
    with opened:
        # Small, not pale as a caption is: there an address would be too pale to read.
        st.markdown(f":small[{plain_notes(' '.join(chart.notes))}]")
        st.dataframe(
            chart.table, hide_index=True, placeholder=MISSING, alt=f"Table of {chart.title}"
        )
        stem = file_stem(chart.title, chart.table, place_codes())
        with st.container(horizontal=True):
            offer_table(
                data_of(chart, key).table,
                title=chart.title,
                notes=chart.notes,
                key=key,
                with_address=False,
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
