"""How do these places differ, and is the difference real?"""

from __future__ import annotations

import streamlit as st

from utils.ui.compare.answer import render_answer
from utils.ui.compare.choices import resolve_comparison
from utils.ui.compare.sections import (
    ask_more,
    render_change,
    render_money,
    render_outcomes,
    render_people,
)
from utils.ui.compare.whole import render_whole
from utils.ui.shared.count_table import render_counts
from utils.ui.shared.loaders import load_comparisons, load_finder, load_similar, load_whole_place
from utils.ui.shared.place_picker import ask_places, offer_places, selectable
from utils.ui.shared.state import saved_choice, show_notices, write_address
from utils.ui.shared.theme_picker import ask_theme

reader, similar = load_comparisons(), load_similar()
places = reader.places

st.title("How do these places differ, and is the difference real?")
choices = resolve_comparison(reader, load_finder(), here=saved_choice("place"))
ask_places(selectable(places))
ask_theme(places)
show_notices()
offer_places(places, several=True)
if choices is None:
    st.info(
        "Choose two to six places above: type a council, a county or a place of the programme. "
        "For example Birmingham, and Central Bedfordshire and Luton."
    )
else:
    render_answer(reader, similar, choices)
    ask_more(reader, choices)
    render_whole(load_whole_place(), reader.comparators, choices)
    render_outcomes(reader, choices)
    render_money(reader, similar, choices)
    render_change(reader, choices)
    render_people(reader, choices)
    render_counts(places, choices.chosen)
    write_address(choices.address, defaults=choices.defaults)
