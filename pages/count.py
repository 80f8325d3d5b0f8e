"""All the public money of a place: how much, who spends it, counted how?"""

from __future__ import annotations

import streamlit as st

from utils.markdown import plain_text
from utils.narrative.whole_place import ONE_OFF
from utils.ui.count.choices import LOOKS, OF_EVERYWHERE, resolve_count
from utils.ui.count.money import render_money
from utils.ui.count.overlaps import render_overlaps
from utils.ui.count.sections import render_count
from utils.ui.count.tax import render_tax
from utils.ui.count.whole import render_whole
from utils.ui.count.whole_flow import render_whole_flow
from utils.ui.payments.links import render_published
from utils.ui.shared.loaders import (
    load_comparisons,
    load_counts,
    load_finder,
    load_overlaps,
    load_payments,
    load_practices,
    load_registers,
    load_revenue,
    load_whole_place,
)
from utils.ui.shared.no_place import render_no_place
from utils.ui.shared.state import show_notices, write_address
from utils.ui.shell.title import name_page

reader, whole, revenue = load_counts(), load_whole_place(), load_revenue()

choices = resolve_count(reader, whole, revenue, load_finder())
title = "All the public money of {}"
st.title(plain_text(title.format(choices.place.name if choices.place else "a place")))
name_page("Public money", [choices.place.name] if choices.place else [])
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.segmented_control(
        "Show", list(LOOKS), key="look", format_func=LOOKS.__getitem__, required=True, wrap=True
    )
    if choices.place is not None or choices.look in OF_EVERYWHERE:
        st.selectbox("Year", choices.years, key=choices.year_key, width=140)
    if choices.look == "whole":
        st.segmented_control(
            "Covid, energy, cost of living",
            list(ONE_OFF),
            key="one_off",
            format_func=ONE_OFF.__getitem__,
            required=True,
        )
show_notices()
if choices.place is not None:
    render_published(load_payments(), choices.place)
if choices.look == "whole":
    render_whole(whole, reader.money, load_practices(), load_comparisons().comparators, choices)
elif choices.look == "tax":
    render_tax(revenue, load_comparisons(), choices)
elif choices.look == "overlaps":
    render_overlaps(load_overlaps(), reader.places, choices)
elif choices.place is None:
    render_no_place("count")
elif choices.look == "money":
    render_whole_flow(whole, choices.place, choices.year)
    render_money(reader.money, choices.place, choices)
else:
    render_count(reader, load_registers(), choices.place, choices)
write_address(choices.address, defaults=choices.defaults)
