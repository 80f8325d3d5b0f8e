"""What got in the way of partners, what was asked of government, and what happened when?"""

from __future__ import annotations

import streamlit as st

from utils.ui.barriers.asks import render_asks
from utils.ui.barriers.choices import ask_strand, resolve_barriers
from utils.ui.barriers.sections import (
    render_barriers,
    render_known,
    render_place_budgets,
    render_timeline,
)
from utils.ui.barriers.self_assessment import render_self_assessment
from utils.ui.registers.search import ask_search, render_results
from utils.ui.shared.loaders import load_asks, load_finder, load_places, load_registers
from utils.ui.shared.state import show_notices, write_address

reader = load_registers()

st.title("What got in the way")
choices = resolve_barriers(reader, load_places(), load_finder())
with st.container(horizontal=True, vertical_alignment="bottom"):
    ask_strand()
    ask_search()
show_notices()
if choices.search:
    render_results(reader, choices.search)
elif choices.strand == "barriers":
    render_barriers(reader, choices)
elif choices.strand == "asks":
    render_asks(load_asks(), choices)
elif choices.strand == "known":
    render_known(reader)
elif choices.strand == "timeline":
    render_timeline(reader)
    render_place_budgets(reader.store.records("place_budgets"))
else:
    render_self_assessment(reader)
write_address(choices.address, defaults=choices.defaults)
