"""What should I know about this place?"""

from __future__ import annotations

import streamlit as st

from utils.ui.profile.brief_files import render_brief
from utils.ui.profile.choices import resolve_profile
from utils.ui.profile.sections import (
    render_change,
    render_identity,
    render_inequality,
    render_neighbours,
    render_outcomes,
    render_people,
    render_sources,
    render_spend,
)
from utils.ui.profile.whole import render_whole
from utils.ui.shared.count_table import render_counts
from utils.ui.shared.loaders import load_comparisons, load_finder, load_similar, load_whole_place
from utils.ui.shared.place_picker import ask_place, offer_places, selectable
from utils.ui.shared.state import show_notices, write_address
from utils.ui.shared.theme_picker import ask_theme

reader, similar = load_comparisons(), load_similar()
places = reader.places

st.title("What should I know about this one place?")
choices = resolve_profile(places, load_finder())
place = choices.place
ask_place(places, selectable(places))
ask_theme(places)
show_notices()
offer_places(places)
if place is None:
    st.info(
        "Choose a place above: type a council, a county or a place of the programme, such as "
        "Birmingham, Kent, or Central Bedfordshire and Luton."
    )
else:
    st.header(place.name)
    render_identity(reader, place, choices)
    render_brief(reader, similar, place, choices)
    render_whole(load_whole_place(), place, choices)
    render_spend(reader, similar, place, choices)
    render_outcomes(reader, place, choices)
    render_inequality(reader, place)
    render_change(reader, place, choices)
    render_people(reader, place)
    render_neighbours(reader, place)
    render_counts(places, [place])
    render_sources(reader, place, choices)
write_address(choices.address, defaults=choices.defaults)
