"""What should I know about this place?"""

from __future__ import annotations

import streamlit as st

from utils.markdown import plain_text
from utils.ui.profile.choices import resolve_profile
from utils.ui.profile.place import render_place
from utils.ui.shared.loaders import load_comparisons, load_finder
from utils.ui.shared.no_place import render_no_place
from utils.ui.shared.state import show_notices, write_address
from utils.ui.shell.title import name_page

reader = load_comparisons()

choices = resolve_profile(reader.places, load_finder())
place = choices.place
name_page("Place", [place.name] if place else [])
st.title(plain_text(place.name if place else "What should I know about a place?"))
show_notices()
if place is None:
    render_no_place("profile")
else:
    render_place(reader, place, choices)
write_address(choices.address, defaults=choices.defaults)
