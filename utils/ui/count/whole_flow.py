"""All public money as bands, and as a list on a phone."""

from __future__ import annotations

import streamlit as st

from data.read.places import Place
from data.read.whole_place import WholePlaceReader
from utils.charts.whole_flow import HEIGHT, whole_flow_chart
from utils.formatting import format_pounds, to_three_figures
from utils.narrative.whole_place import SPENDERS_SHORT
from utils.ui.shared.chart_twin import render_twin
from utils.ui.shared.chart_view import NARROW, render_drawing
from utils.ui.shared.prose import bullets, join, paragraph, render_prose, strong


def render_whole_flow(reader: WholePlaceReader, place: Place, year: str) -> None:
    """Who spends all public money of a place, on what and for whom; nothing without a figure."""
    lines = reader.lines(place.members, year)
    if not lines:
        return
    chart = whole_flow_chart(lines, reader.blocks, place=place.name, year=year)
    st.header("All public money")
    st.html(NARROW)
    with st.container(key="money_picture_whole"):
        render_drawing(chart, key="whole_flow", height=HEIGHT)
    with st.container(key="money_list_whole"):
        sums = reader.by_spender(place.members, year)
        render_prose(
            paragraph(strong(f"Who spends it, {year}:")),
            bullets(
                join(
                    strong(f"{SPENDERS_SHORT[spender]}: "), format_pounds(to_three_figures(amount))
                )
                for spender, amount in sums.items()
            ),
        )
    render_twin(chart.title, lambda: chart, key="whole_flow", with_pictures=False, height=HEIGHT)
    st.header("Councils, police, fire and transport in detail")
