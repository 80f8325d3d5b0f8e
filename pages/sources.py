"""Where is each number from, how is it made, what changed?"""

from __future__ import annotations

import streamlit as st

from utils.ui.payments.links import render_sources_of_payments
from utils.ui.registers.search import SEARCH, ask_search, resolve_search
from utils.ui.shared.kept import draw_kept
from utils.ui.shared.loaders import load_maps, load_payments
from utils.ui.shared.more import render_more
from utils.ui.shared.state import show_notices, write_address
from utils.ui.sources.listed import (
    render_found,
    render_indicators,
    render_sources,
    render_summary,
)
from utils.ui.sources.methods import render_breaks, render_methods

store = load_maps().store
search = resolve_search("sources")

st.title("Where is each number from, and how is it made?")
ask_search("Search sources, measures and methods", "For example fuel poverty, police or Treasury")
show_notices()
if search:
    render_found(store, search)
else:
    draw_kept("sources", {}, lambda: render_summary(store))
    render_more("How the figures are made", render_methods, key="methods")
    render_more("Every source and its files", lambda: render_sources(store), key="every_source")
    payments = load_payments()
    if payments.counts:
        render_more(
            "Payments that places publish",
            lambda: render_sources_of_payments(payments),
            key="paid_sources",
        )
    render_more(
        "Every measure of health and other outcomes",
        lambda: render_indicators(store),
        key="measures",
    )
    render_more(
        "Breaks in the money, and how well expected spending does",
        lambda: render_breaks(store),
        key="breaks",
    )
write_address({SEARCH: search}, defaults={})
