"""Who spends what here, counted how, and what is missing?"""

from __future__ import annotations

import streamlit as st

from utils.ui.count.choices import LOOKS, resolve_count
from utils.ui.count.money import render_money
from utils.ui.count.overlaps import render_overlaps
from utils.ui.count.sections import render_count
from utils.ui.shared.loaders import load_counts, load_names, load_overlaps, load_registers
from utils.ui.shared.place_picker import ask_place, selectable
from utils.ui.shared.state import show_notices, write_address

reader = load_counts()

st.title("Who spends what here, counted how, and what is missing?")
choices = resolve_count(reader, load_names())
with st.container(horizontal=True, vertical_alignment="bottom"):
    ask_place(reader.places, selectable(reader.places))
    st.segmented_control(
        "Look", list(LOOKS), key="look", format_func=LOOKS.__getitem__, required=True, wrap=True
    )
    if choices.place is not None:
        st.selectbox("Year", choices.years, key="money_year", width=140)
show_notices()
if choices.look == "overlaps":
    render_overlaps(load_overlaps(), reader.places, choices)
elif choices.place is None:
    st.info(
        "Choose a place above: type a council, a county or a place of the programme, such as "
        "Birmingham, Worcestershire, or Central Bedfordshire and Luton."
    )
elif choices.look == "money":
    render_money(reader.money, choices.place, choices)
else:
    render_count(reader, load_registers(), choices.place, choices)
write_address(choices.address, defaults=choices.defaults)
