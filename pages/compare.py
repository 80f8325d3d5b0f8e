"""How do these places differ, and is the difference real?"""

from __future__ import annotations

import streamlit as st

from utils.formatting import join_words
from utils.markdown import plain_text
from utils.ui.compare.choices import resolve_comparison
from utils.ui.compare.comparison import render_comparison
from utils.ui.shared.loaders import load_comparisons, load_finder
from utils.ui.shared.place_picker import ask_places, offer_places, selectable
from utils.ui.shared.state import saved_choice, show_notices, write_address
from utils.ui.shell.title import name_page

reader = load_comparisons()
places = reader.places

choices = resolve_comparison(reader, load_finder(), here=saved_choice("place"))
names = [place.name for place in choices.chosen] if choices else []
name_page("Compare", names)
st.title(plain_text(f"Compare {join_words(names)}" if names else "Compare places"))
ask_places(selectable(places))
show_notices()
offer_places(places)
if choices is None:
    st.info("Choose two to six places above, for example Birmingham and Kent.")
else:
    render_comparison(reader, choices)
    write_address(choices.address, defaults=choices.defaults)
