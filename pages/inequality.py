"""How unequal is health inside this place, and between places?"""

from __future__ import annotations

import streamlit as st

from utils.markdown import plain_text
from utils.ui.inequality.between import render_between
from utils.ui.inequality.causes import render_causes
from utils.ui.inequality.choices import PARTS, SEXES, resolve_inequality
from utils.ui.inequality.inside import render_inside
from utils.ui.shared.loaders import load_comparisons, load_finder, load_inequality
from utils.ui.shared.no_place import render_no_place
from utils.ui.shared.state import show_notices, write_address
from utils.ui.shell.title import name_page

reader, inequality = load_comparisons(), load_inequality()

choices = resolve_inequality(reader.places, inequality, load_finder())
title = "Health gaps in {}" if choices.place else "Health gaps inside and between places"
st.title(plain_text(title.format(choices.place.name if choices.place else "")))
name_page("Health gaps", [choices.place.name] if choices.place else [])
with st.container(horizontal=True, vertical_alignment="bottom"):
    st.segmented_control(
        "Show", list(PARTS), key="part", format_func=PARTS.__getitem__, required=True, wrap=True
    )
    if choices.part != "between":
        st.segmented_control(
            "Women or men", list(SEXES), key="sex", format_func=SEXES.__getitem__, required=True
        )
show_notices()
if choices.part == "between":
    render_between(reader, inequality, choices)
elif choices.place is None:
    render_no_place("inequality")
elif choices.part == "inside":
    render_inside(reader, inequality, choices.place, choices)
else:
    render_causes(reader, inequality, choices.place, choices)
write_address(choices.address, defaults=choices.defaults)
