"""All public money on a place's profile."""

from __future__ import annotations

import streamlit as st

from data.read.places import Place
from data.read.whole_place import WholePlaceReader
from utils.charts.whole_place import blocks_chart
from utils.narrative.whole_place import JOINED
from utils.ui.profile.choices import ProfileChoices
from utils.ui.shared.chart_view import render_chart
from utils.ui.shared.prose import link, paragraph, render_prose
from utils.ui.shared.whole_line import count_address


def render_whole(reader: WholePlaceReader, place: Place, choices: ProfileChoices) -> None:
    """All public money by kind, what is measured of it, and the way to its count."""
    st.header("All public money")
    year = reader.year_or_newest(choices.asked_year)
    blocks = {
        name: reader.priced(amount, year, basis=choices.basis)
        for name, amount in reader.by_block(place.members, year).items()
    }
    if not blocks:
        st.info(f"No figure for {place.name} in {year}.")
        return
    chart = blocks_chart(blocks, reader.blocks, place=place.name, year=year, basis=choices.basis)
    render_chart(chart, key="whole_blocks")
    if year in JOINED:
        st.caption(JOINED[year])
    words = "Who spends it, through time, compared with similar places, and how it is estimated"
    render_prose(paragraph(link(words, count_address(place, year))))
