"""How unequal is health inside this place, and between places?"""

from __future__ import annotations

import streamlit as st

from utils.ui.inequality.between import render_between
from utils.ui.inequality.causes import render_causes
from utils.ui.inequality.choices import PARTS, SEXES, resolve_inequality
from utils.ui.inequality.inside import render_inside
from utils.ui.shared.loaders import load_comparisons, load_finder, load_inequality
from utils.ui.shared.place_picker import ask_place, offer_places, selectable
from utils.ui.shared.state import show_notices, write_address

reader, inequality = load_comparisons(), load_inequality()

st.title("How unequal is health inside this place, and between places?")
choices = resolve_inequality(reader.places, inequality, load_finder())
with st.container(horizontal=True, vertical_alignment="bottom"):
    ask_place(reader.places, selectable(reader.places))
    st.segmented_control(
        "Look", list(PARTS), key="part", format_func=PARTS.__getitem__, required=True, wrap=True
    )
    if choices.part != "between":
        st.segmented_control(
            "Of", list(SEXES), key="sex", format_func=SEXES.__getitem__, required=True
        )
show_notices()
offer_places(reader.places)
if choices.part == "between":
    render_between(reader, inequality, choices)
elif choices.place is None:
    st.info(
        "Choose a place above: type a council, a county or a place of the programme, such as "
        "Birmingham, Kent, or Central Bedfordshire and Luton."
    )
elif choices.part == "inside":
    render_inside(reader, inequality, choices.place, choices)
else:
    render_causes(reader, inequality, choices.place, choices)
write_address(choices.address, defaults=choices.defaults)
